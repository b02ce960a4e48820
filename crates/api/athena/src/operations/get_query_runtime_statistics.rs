//! `GetQueryRuntimeStatistics`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{QueryRuntimeStatistics, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetQueryRuntimeStatistics;

impl Operation for GetQueryRuntimeStatistics {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetQueryRuntimeStatistics";
    type Input = GetQueryRuntimeStatisticsInput;
    type Output = GetQueryRuntimeStatisticsOutput;

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `GetQueryRuntimeStatistics`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetQueryRuntimeStatisticsInput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub query_execution_id: String,
}

/// Output of `GetQueryRuntimeStatistics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetQueryRuntimeStatisticsOutput {
    pub query_runtime_statistics: Option<QueryRuntimeStatistics>,
}
