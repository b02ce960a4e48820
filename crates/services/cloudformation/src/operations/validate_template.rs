//! `ValidateTemplate`.

use cloudformation_api::{
    TemplateParameter, ValidateTemplate, ValidateTemplateInput, ValidateTemplateOutput,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::CloudFormation;
use crate::engine::template::{Parameter, Template};

impl Handle<ValidateTemplate> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: ValidateTemplateInput,
    ) -> Result<ValidateTemplateOutput, Fault> {
        let (body, bytes_max) = self.template(call, input.template_body, input.template_url).await?;
        let template = Template::parse(&body, bytes_max)?;
        let everything = template.everything();
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

fn parameter(parameter: &Parameter) -> TemplateParameter {
    TemplateParameter {
        parameter_key: Some(parameter.name.clone()),
        default_value: parameter.default.clone(),
        no_echo: Some(parameter.no_echo),
        description: parameter.description.clone(),
    }
}
