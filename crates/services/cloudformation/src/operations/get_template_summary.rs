//! `GetTemplateSummary`.

use cloudformation_api::{
    GetTemplateSummary, GetTemplateSummaryInput, GetTemplateSummaryOutput, ParameterConstraints,
    ParameterDeclaration,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::CloudFormation;
use crate::engine::template::{Parameter, ParameterKind, TEMPLATE_URL_BYTES_MAX, Template};
use crate::errors::refuse;

impl Handle<GetTemplateSummary> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: GetTemplateSummaryInput,
    ) -> Result<GetTemplateSummaryOutput, Fault> {
        refuse([
            ("StackSetName", input.stack_set_name.is_some()),
            ("CallAs", input.call_as.is_some()),
            ("TemplateSummaryConfig", input.template_summary_config.is_some()),
        ])?;
        let (body, bytes_max) = match input.stack_name {
            Some(name) => (self.find(call, &name)?.definition.template_body, TEMPLATE_URL_BYTES_MAX),
            None => self.template(call, input.template_body, input.template_url).await?,
        };
        let template = Template::parse(&body, bytes_max)?;
        let needs = template.capability(&template.everything()).map(|(needed, types)| {
            let types = types.join(", ");
            (needed, format!("The following resource(s) require capabilities: [{types}]"))
        });
        let mut types: Vec<String> = Vec::new();
        for resource in &template.resources {
            if !types.contains(&resource.type_name) {
                types.push(resource.type_name.clone());
            }
        }
        Ok(GetTemplateSummaryOutput {
            parameters: Some(template.parameters.iter().map(parameter).collect()),
            capabilities: needs
                .as_ref()
                .and_then(|(needed, _)| Some(vec![describe::capability(needed.as_str())?])),
            capabilities_reason: needs.map(|(_, reason)| reason),
            resource_types: Some(types),
            version: template.version.clone(),
            metadata: template.metadata.as_ref().map(ToString::to_string),
            declared_transforms: Some(Vec::new()),
            description: template.description,
            ..GetTemplateSummaryOutput::default()
        })
    }
}

fn parameter(parameter: &Parameter) -> ParameterDeclaration {
    let kind = match parameter.kind {
        ParameterKind::Text => "String",
        ParameterKind::Number => "Number",
        ParameterKind::List => "CommaDelimitedList",
        ParameterKind::NumberList => "List<Number>",
    };
    ParameterDeclaration {
        parameter_key: Some(parameter.name.clone()),
        default_value: parameter.default.clone(),
        parameter_type: Some(kind.to_owned()),
        no_echo: Some(parameter.no_echo),
        description: parameter.description.clone(),
        parameter_constraints: Some(ParameterConstraints {
            allowed_values: parameter.allowed_values.clone(),
        }),
    }
}
