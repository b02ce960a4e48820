//! `ListVersionsByFunction`.

use dispatch::{Call, Handle};
use lambda_api::{ListVersionsByFunction, ListVersionsByFunctionInput, ListVersionsByFunctionOutput};
use wire::Fault;

use crate::Lambda;
use crate::functions::{FunctionName, describe};

impl Handle<ListVersionsByFunction> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: ListVersionsByFunctionInput,
    ) -> Result<ListVersionsByFunctionOutput, Fault> {
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let latest = describe(&self.function(&name)?.stored);
        let arn = latest.function_arn.as_ref().map(|arn| format!("{arn}:$LATEST"));
        let latest = lambda_api::FunctionConfiguration { function_arn: arn, ..latest };
        Ok(ListVersionsByFunctionOutput { next_marker: None, versions: Some(vec![latest]) })
    }
}
