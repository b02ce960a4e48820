//! `GetTemplateSummary`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stack_arns;
use crate::{
    Capability, ParameterDeclaration, ResourceIdentifierSummary, SERVICE, TemplateSummaryConfig, Warnings,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetTemplateSummary;

impl Operation for GetTemplateSummary {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetTemplateSummary";
    type Input = GetTemplateSummaryInput;
    type Output = GetTemplateSummaryOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stack_arns(place, input.stack_name.as_ref())
    }
}

/// Input of `GetTemplateSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTemplateSummaryInput {
    #[shape(length(1..=u64::MAX))]
    pub template_body: Option<String>,
    #[shape(name = "TemplateURL", length(1..=5120))]
    pub template_url: Option<String>,
    #[shape(length(1..=u64::MAX), pattern = "([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)")]
    pub stack_name: Option<String>,
    pub stack_set_name: Option<String>,
    pub call_as: Option<String>,
    pub template_summary_config: Option<TemplateSummaryConfig>,
}

/// Output of `GetTemplateSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetTemplateSummaryOutput {
    pub parameters: Option<Vec<ParameterDeclaration>>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub capabilities: Option<Vec<Capability>>,
    pub capabilities_reason: Option<String>,
    #[shape(member(length(1..=256)))]
    pub resource_types: Option<Vec<String>>,
    pub version: Option<String>,
    pub metadata: Option<String>,
    pub declared_transforms: Option<Vec<String>>,
    pub resource_identifier_summaries: Option<Vec<ResourceIdentifierSummary>>,
    pub warnings: Option<Warnings>,
}
