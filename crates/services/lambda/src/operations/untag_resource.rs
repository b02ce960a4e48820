//! `UntagResource`.

use dispatch::{Call, Handle};
use lambda_api::{UntagResource, UntagResourceInput};
use wire::Fault;

use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<UntagResource> for Lambda {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<(), Fault> {
        let name = FunctionName::parse(&input.resource, None, &call.place)?;
        let changing = self.changing_functions().await;
        let mut stored = self.function(&name)?.stored.clone();
        stored.tags.retain(|key, _| !input.tag_keys.contains(key));
        self.keep_function(changing, stored).await.map(drop)
    }
}
