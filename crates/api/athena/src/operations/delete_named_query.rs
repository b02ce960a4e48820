//! `DeleteNamedQuery`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteNamedQuery;

impl Operation for DeleteNamedQuery {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteNamedQuery";
    type Input = DeleteNamedQueryInput;
    type Output = ();

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `DeleteNamedQuery`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteNamedQueryInput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub named_query_id: String,
}
