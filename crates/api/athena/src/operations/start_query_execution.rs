//! `StartQueryExecution`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{
    EngineConfiguration, QueryExecutionContext, ResultConfiguration, ResultReuseConfiguration, SERVICE,
    resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StartQueryExecution;

impl Operation for StartQueryExecution {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StartQueryExecution";
    type Input = StartQueryExecutionInput;
    type Output = StartQueryExecutionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group_or_primary(place, input.work_group.as_deref())]
    }
}

/// Input of `StartQueryExecution`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StartQueryExecutionInput {
    #[shape(length(1..=262144))]
    pub query_string: String,
    #[shape(length(32..=128))]
    pub client_request_token: Option<String>,
    pub query_execution_context: Option<QueryExecutionContext>,
    pub result_configuration: Option<ResultConfiguration>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
    #[shape(length(1..=u64::MAX), member(length(1..=1024)))]
    pub execution_parameters: Option<Vec<String>>,
    pub result_reuse_configuration: Option<ResultReuseConfiguration>,
    pub engine_configuration: Option<EngineConfiguration>,
}

/// Output of `StartQueryExecution`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StartQueryExecutionOutput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub query_execution_id: Option<String>,
}
