//! `GetTemplate`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{SERVICE, TemplateStage};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTemplate;

impl Operation for GetTemplate {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTemplate";
    type Input = GetTemplateInput;
    type Output = GetTemplateOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, input.stack_name.as_ref())
    }
}

/// Input of `GetTemplate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTemplateInput {
    pub stack_name: Option<String>,
    #[shape(length(1..=1600), pattern = "[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*")]
    pub change_set_name: Option<String>,
    pub template_stage: Option<TemplateStage>,
}

/// Output of `GetTemplate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTemplateOutput {
    #[shape(length(1..=u64::MAX))]
    pub template_body: Option<String>,
    pub stages_available: Option<Vec<TemplateStage>>,
}
