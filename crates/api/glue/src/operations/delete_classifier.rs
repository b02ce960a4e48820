//! `DeleteClassifier`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteClassifier;

impl Operation for DeleteClassifier {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteClassifier";
    type Input = DeleteClassifierInput;
    type Output = DeleteClassifierOutput;
}

/// Input of `DeleteClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteClassifierInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `DeleteClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteClassifierOutput {}
