//! `ValidateTemplate`.

use wire::{Operation, Service, Shape};

use crate::{Capability, SERVICE, TemplateParameter};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ValidateTemplate;

impl Operation for ValidateTemplate {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ValidateTemplate";
    type Input = ValidateTemplateInput;
    type Output = ValidateTemplateOutput;
}

/// Input of `ValidateTemplate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ValidateTemplateInput {
    #[shape(length(1..=u64::MAX))]
    pub template_body: Option<String>,
    #[shape(name = "TemplateURL", length(1..=5120))]
    pub template_url: Option<String>,
}

/// Output of `ValidateTemplate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ValidateTemplateOutput {
    pub parameters: Option<Vec<TemplateParameter>>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub capabilities: Option<Vec<Capability>>,
    pub capabilities_reason: Option<String>,
    pub declared_transforms: Option<Vec<String>>,
}
