//! `ListNamedQueries`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListNamedQueries;

impl Operation for ListNamedQueries {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListNamedQueries";
    type Input = ListNamedQueriesInput;
    type Output = ListNamedQueriesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group_or_primary(place, input.work_group.as_deref())]
    }
}

/// Input of `ListNamedQueries`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListNamedQueriesInput {
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
    #[shape(range(0..=50))]
    pub max_results: Option<i32>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
}

/// Output of `ListNamedQueries`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListNamedQueriesOutput {
    #[shape(length(1..=50), member(length(1..=128), pattern = r"\S+"))]
    pub named_query_ids: Option<Vec<String>>,
    #[shape(length(1..=1024))]
    pub next_token: Option<String>,
}
