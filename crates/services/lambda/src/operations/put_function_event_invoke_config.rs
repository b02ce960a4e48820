//! `PutFunctionEventInvokeConfig`.

use dispatch::{Call, Handle};
use lambda_api::{
    FunctionEventInvokeConfig, PutFunctionEventInvokeConfig, PutFunctionEventInvokeConfigInput,
};
use wire::Fault;

use super::event_settings::{self, Asked};
use crate::Lambda;

impl Handle<PutFunctionEventInvokeConfig> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: PutFunctionEventInvokeConfigInput,
    ) -> Result<FunctionEventInvokeConfig, Fault> {
        let qualifier = input.qualifier.as_deref();
        let name = event_settings::function_name(&input.function_name, qualifier, &call.place)?;
        let asked = Asked {
            retries_max: input.maximum_retry_attempts,
            age_seconds_max: input.maximum_event_age_in_seconds,
            destinations: input.destination_config,
        };
        self.set_asynchronous(&name, asked, true).await
    }
}
