//! `GetFunctionConfiguration`.

use dispatch::{Call, Handle};
use lambda_api::{FunctionConfiguration, GetFunctionConfiguration, GetFunctionConfigurationInput};
use wire::Fault;

use crate::Lambda;
use crate::functions::{FunctionName, describe_as};

impl Handle<GetFunctionConfiguration> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: GetFunctionConfigurationInput,
    ) -> Result<FunctionConfiguration, Fault> {
        let name = FunctionName::parse(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        Ok(describe_as(&name, &self.function(&name)?.stored))
    }
}
