//! `GetFunctionEventInvokeConfig`.

use dispatch::{Call, Handle};
use lambda_api::{
    FunctionEventInvokeConfig, GetFunctionEventInvokeConfig, GetFunctionEventInvokeConfigInput,
};
use wire::Fault;

use super::event_settings;
use crate::Lambda;

impl Handle<GetFunctionEventInvokeConfig> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: GetFunctionEventInvokeConfigInput,
    ) -> Result<FunctionEventInvokeConfig, Fault> {
        let qualifier = input.qualifier.as_deref();
        let name = event_settings::function_name(&input.function_name, qualifier, &call.place)?;
        let function = self.function(&name).ok();
        let settings = function.as_ref().and_then(|function| function.stored.asynchronous.as_ref());
        Ok(event_settings::describe(&name, settings.ok_or_else(|| event_settings::none_of(&name))?))
    }
}
