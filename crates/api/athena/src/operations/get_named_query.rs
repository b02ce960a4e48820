//! `GetNamedQuery`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{NamedQuery, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetNamedQuery;

impl Operation for GetNamedQuery {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetNamedQuery";
    type Input = GetNamedQueryInput;
    type Output = GetNamedQueryOutput;

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `GetNamedQuery`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetNamedQueryInput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub named_query_id: String,
}

/// Output of `GetNamedQuery`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetNamedQueryOutput {
    pub named_query: Option<NamedQuery>,
}
