//! `GetClassifiers`.

use wire::{Operation, Service, Shape};

use crate::{Classifier, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetClassifiers;

impl Operation for GetClassifiers {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetClassifiers";
    type Input = GetClassifiersInput;
    type Output = GetClassifiersOutput;
}

/// Input of `GetClassifiers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetClassifiersInput {
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
    pub next_token: Option<String>,
}

/// Output of `GetClassifiers`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetClassifiersOutput {
    pub classifiers: Option<Vec<Classifier>>,
    pub next_token: Option<String>,
}
