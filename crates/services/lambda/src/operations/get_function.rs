//! `GetFunction`.

use dispatch::{Call, Handle};
use lambda_api::{Concurrency, FunctionCodeLocation, GetFunction, GetFunctionInput, GetFunctionOutput};
use wire::Fault;

use crate::Lambda;
use crate::functions::{FunctionName, describe_as};

impl Handle<GetFunction> for Lambda {
    async fn handle(&self, call: &Call, input: GetFunctionInput) -> Result<GetFunctionOutput, Fault> {
        let name = FunctionName::parse(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        let stored = &self.function(&name)?.stored;
        Ok(GetFunctionOutput {
            configuration: Some(describe_as(&name, stored)),
            // AWS answers a link to S3; ours is one of the door's own paths.
            code: Some(FunctionCodeLocation {
                repository_type: Some("S3".to_owned()),
                location: Some(format!("{}/_pumphouse/code/{}", self.config.endpoint, stored.code)),
                ..FunctionCodeLocation::default()
            }),
            tags: Some(stored.tags.clone()).filter(|tags| !tags.is_empty()),
            tags_error: None,
            concurrency: stored
                .concurrency
                .map(|limit| Concurrency { reserved_concurrent_executions: Some(limit) }),
        })
    }
}
