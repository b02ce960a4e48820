//! `ListTags`.

use dispatch::{Call, Handle};
use lambda_api::{ListTags, ListTagsInput, ListTagsOutput};
use wire::Fault;

use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<ListTags> for Lambda {
    async fn handle(&self, call: &Call, input: ListTagsInput) -> Result<ListTagsOutput, Fault> {
        let name = FunctionName::parse(&input.resource, None, &call.place)?;
        Ok(ListTagsOutput { tags: Some(self.function(&name)?.stored.tags.clone()) })
    }
}
