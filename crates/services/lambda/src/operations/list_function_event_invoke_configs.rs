//! `ListFunctionEventInvokeConfigs`.

use dispatch::{Call, Handle};
use lambda_api::{
    ListFunctionEventInvokeConfigs, ListFunctionEventInvokeConfigsInput, ListFunctionEventInvokeConfigsOutput,
};
use wire::Fault;

use super::event_settings;
use crate::Lambda;

impl Handle<ListFunctionEventInvokeConfigs> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: ListFunctionEventInvokeConfigsInput,
    ) -> Result<ListFunctionEventInvokeConfigsOutput, Fault> {
        let name = event_settings::function_name(&input.function_name, None, &call.place)?;
        // A function has one version, so there is one page, and nothing after a marker.
        let function = self.function(&name)?;
        let settings = function.stored.asynchronous.iter().filter(|_| input.marker.is_none());
        let described = settings.map(|settings| event_settings::describe(&name, settings)).collect();
        Ok(ListFunctionEventInvokeConfigsOutput {
            function_event_invoke_configs: Some(described),
            next_marker: None,
        })
    }
}
