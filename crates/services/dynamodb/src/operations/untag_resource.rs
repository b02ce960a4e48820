//! `UntagResource`.

use dispatch::{Call, Handle};
use dynamodb_api::{UntagResource, UntagResourceInput};
use wire::Fault;

use super::tags;
use crate::DynamoDb;
use crate::errors::invalid;

impl Handle<UntagResource> for DynamoDb {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<(), Fault> {
        let name = self.tagged_name(call, &input.resource_arn)?;
        if input.tag_keys.is_empty() {
            return Err(invalid("Atleast one Tag Key needs to be provided as Input."));
        }
        input.tag_keys.iter().try_for_each(|key| tags::check_key(key))?;
        let edit = move |_: &_, stored: &mut crate::engine::StoredTable, _| {
            stored.tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok::<_, Fault>(Vec::new())
        };
        self.engine.change(&call.place, &name, edit).await?;
        Ok(())
    }
}
