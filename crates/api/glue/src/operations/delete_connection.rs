//! `DeleteConnection`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteConnection;

impl Operation for DeleteConnection {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteConnection";
    type Input = DeleteConnectionInput;
    type Output = DeleteConnectionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::connections(place, input.catalog_id.as_deref(), &[&input.connection_name])
    }
}

/// Input of `DeleteConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteConnectionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub connection_name: String,
}

/// Output of `DeleteConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteConnectionOutput {}
