//! `GetClassifier`.

use wire::{Operation, Service, Shape};

use crate::{Classifier, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetClassifier;

impl Operation for GetClassifier {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetClassifier";
    type Input = GetClassifierInput;
    type Output = GetClassifierOutput;
}

/// Input of `GetClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetClassifierInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
}

/// Output of `GetClassifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetClassifierOutput {
    pub classifier: Option<Classifier>,
}
