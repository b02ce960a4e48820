//! `TagResource`.

use dispatch::{Call, Handle};
use dynamodb_api::{TagResource, TagResourceInput};
use wire::Fault;

use super::tags;
use crate::DynamoDb;
use crate::errors::invalid;

impl Handle<TagResource> for DynamoDb {
    async fn handle(&self, call: &Call, input: TagResourceInput) -> Result<(), Fault> {
        let name = self.tagged_name(call, &input.resource_arn)?;
        if input.tags.is_empty() {
            return Err(invalid("Atleast one Tag needs to be provided as Input."));
        }
        let new = tags::from_list(input.tags)?;
        let edit = move |_: &_, stored: &mut crate::engine::StoredTable, _| {
            stored.tags.extend(new);
            tags::check_count(&stored.tags)?;
            Ok::<_, Fault>(Vec::new())
        };
        self.engine.change(&call.place, &name, edit).await?;
        Ok(())
    }
}
