//! `TagResource`.

use dispatch::{Call, Handle};
use lambda_api::{TagResource, TagResourceInput};
use wire::Fault;

use super::settings;
use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<TagResource> for Lambda {
    async fn handle(&self, call: &Call, input: TagResourceInput) -> Result<(), Fault> {
        let name = FunctionName::parse(&input.resource, None, &call.place)?;
        let changing = self.changing_functions().await;
        let mut stored = self.function(&name)?.stored.clone();
        stored.tags.extend(input.tags);
        stored.tags = settings::tags(stored.tags)?;
        self.keep_function(changing, stored).await.map(drop)
    }
}
