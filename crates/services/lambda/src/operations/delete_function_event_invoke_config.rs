//! `DeleteFunctionEventInvokeConfig`.

use dispatch::{Call, Handle};
use lambda_api::{DeleteFunctionEventInvokeConfig, DeleteFunctionEventInvokeConfigInput};
use wire::Fault;

use super::event_settings;
use crate::Lambda;
use crate::functions::StoredFunction;

impl Handle<DeleteFunctionEventInvokeConfig> for Lambda {
    async fn handle(&self, call: &Call, input: DeleteFunctionEventInvokeConfigInput) -> Result<(), Fault> {
        let qualifier = input.qualifier.as_deref();
        let name = event_settings::function_name(&input.function_name, qualifier, &call.place)?;
        let changing = self.changing_functions().await;
        let stored = self.function(&name)?.stored.clone();
        if stored.asynchronous.is_none() {
            return Err(event_settings::none_of(&name));
        }
        self.keep_function(changing, StoredFunction { asynchronous: None, ..stored }).await.map(drop)
    }
}
