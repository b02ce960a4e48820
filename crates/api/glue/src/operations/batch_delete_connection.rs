//! `BatchDeleteConnection`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ErrorDetail, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchDeleteConnection;

impl Operation for BatchDeleteConnection {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchDeleteConnection";
    type Input = BatchDeleteConnectionInput;
    type Output = BatchDeleteConnectionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::connections(place, input.catalog_id.as_deref(), &input.connection_name_list)
    }
}

/// Input of `BatchDeleteConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeleteConnectionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(0..=25), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub connection_name_list: Vec<String>,
}

/// Output of `BatchDeleteConnection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeleteConnectionOutput {
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub succeeded: Option<Vec<String>>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub errors: Option<BTreeMap<String, ErrorDetail>>,
}
