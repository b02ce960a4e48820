//! `ValidateTemplate`.

use cloudformation_api::{
    TemplateParameter, ValidateTemplate, ValidateTemplateInput, ValidateTemplateOutput,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::CloudFormation;
use crate::engine::template::{Conditions, Parameter, Plan, Planned, TEMPLATE_BODY_BYTES_MAX, Template};
use crate::errors::{invalid, refuse};

impl Handle<ValidateTemplate> for CloudFormation {
    async fn handle(
        &self,
        _call: &Call,
        input: ValidateTemplateInput,
    ) -> Result<ValidateTemplateOutput, Fault> {
        refuse([("TemplateURL", input.template_url.is_some())])?;
        let body = input.template_body;
        let body = body.ok_or_else(|| invalid("Either Template URL or Template Body must be specified."))?;
        let template = Template::parse(&body, TEMPLATE_BODY_BYTES_MAX)?;
        let everything = everything(&template);
        self.types.check(&template, &everything)?;
        let needs = template.capability(&everything);
        Ok(ValidateTemplateOutput {
            capabilities: needs
                .as_ref()
                .and_then(|(needed, _)| Some(vec![describe::capability(needed.as_str())?])),
            capabilities_reason: needs.map(|(_, types)| {
                format!("The following resource(s) require capabilities: [{}]", types.join(", "))
            }),
            parameters: Some(template.parameters.iter().map(parameter).collect()),
            description: template.description,
            declared_transforms: Some(Vec::new()),
        })
    }
}

/// All resources, whatever their conditions: without parameters these cannot be settled.
fn everything(template: &Template) -> Plan {
    let planned =
        template.resources.iter().map(|each| Planned { id: each.id.clone(), depends_on: Vec::new() });
    Plan { conditions: Conditions::default(), resources: planned.collect() }
}

fn parameter(parameter: &Parameter) -> TemplateParameter {
    TemplateParameter {
        parameter_key: Some(parameter.name.clone()),
        default_value: parameter.default.clone(),
        no_echo: Some(parameter.no_echo),
        description: parameter.description.clone(),
    }
}
