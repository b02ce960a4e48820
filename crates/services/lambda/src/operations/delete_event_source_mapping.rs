//! `DeleteEventSourceMapping`.

use dispatch::{Call, Handle};
use lambda_api::{DeleteEventSourceMapping, DeleteEventSourceMappingInput, EventSourceMappingConfiguration};
use wire::Fault;

use crate::Lambda;
use crate::mappings::describe;

impl Handle<DeleteEventSourceMapping> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteEventSourceMappingInput,
    ) -> Result<EventSourceMappingConfiguration, Fault> {
        let changing = self.changing_mappings().await;
        let mapping = self.mapping_of(call, &input.uuid)?;
        self.forget_mapping(changing, &mapping).await?;
        let described = describe(&mapping, self.dispatch.clock().now());
        Ok(EventSourceMappingConfiguration { state: Some("Deleting".to_owned()), ..described })
    }
}
