//! `GetEventSourceMapping`.

use dispatch::{Call, Handle};
use lambda_api::{EventSourceMappingConfiguration, GetEventSourceMapping, GetEventSourceMappingInput};
use wire::Fault;

use crate::Lambda;
use crate::mappings::describe;

impl Handle<GetEventSourceMapping> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: GetEventSourceMappingInput,
    ) -> Result<EventSourceMappingConfiguration, Fault> {
        let mapping = self.mapping_of(call, &input.uuid)?;
        Ok(describe(&mapping, self.dispatch.clock().now()))
    }
}
