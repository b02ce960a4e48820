//! `UpdateNamedQuery`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateNamedQuery;

impl Operation for UpdateNamedQuery {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateNamedQuery";
    type Input = UpdateNamedQueryInput;
    type Output = ();

    /// None: the workgroup is known once the thing is found, so the handler asks.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }
}

/// Input of `UpdateNamedQuery`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateNamedQueryInput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub named_query_id: String,
    #[shape(length(1..=128))]
    pub name: String,
    #[shape(length(0..=1024))]
    pub description: Option<String>,
    #[shape(length(1..=262144))]
    pub query_string: String,
}
