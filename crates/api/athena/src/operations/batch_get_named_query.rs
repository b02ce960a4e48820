//! `BatchGetNamedQuery`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{NamedQuery, SERVICE, UnprocessedNamedQueryId};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchGetNamedQuery;

impl Operation for BatchGetNamedQuery {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchGetNamedQuery";
    type Input = BatchGetNamedQueryInput;
    type Output = BatchGetNamedQueryOutput;

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `BatchGetNamedQuery`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct BatchGetNamedQueryInput {
    #[shape(length(1..=50), member(length(1..=128), pattern = r"\S+"))]
    pub named_query_ids: Vec<String>,
}

/// Output of `BatchGetNamedQuery`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetNamedQueryOutput {
    pub named_queries: Option<Vec<NamedQuery>>,
    pub unprocessed_named_query_ids: Option<Vec<UnprocessedNamedQueryId>>,
}
