//! `CreateNamedQuery`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateNamedQuery;

impl Operation for CreateNamedQuery {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateNamedQuery";
    type Input = CreateNamedQueryInput;
    type Output = CreateNamedQueryOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![resource::work_group_or_primary(place, input.work_group.as_deref())]
    }
}

/// Input of `CreateNamedQuery`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateNamedQueryInput {
    #[shape(length(1..=128))]
    pub name: String,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    #[shape(length(1..=255))]
    pub database: String,
    #[shape(length(1..=262144))]
    pub query_string: String,
    #[shape(length(32..=128))]
    pub client_request_token: Option<String>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
}

/// Output of `CreateNamedQuery`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateNamedQueryOutput {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub named_query_id: Option<String>,
}
