//! `GetTemplate`. No template is transformed, so the processed one is the original.

use cloudformation_api::{GetTemplate, GetTemplateInput, GetTemplateOutput, TemplateStage};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::errors::invalid;

impl Handle<GetTemplate> for CloudFormation {
    async fn handle(&self, call: &Call, input: GetTemplateInput) -> Result<GetTemplateOutput, Fault> {
        let definition = match (input.change_set_name, input.stack_name) {
            (Some(name), stack) => self.find_change_set(call, &name, stack.as_deref())?.definition,
            (None, Some(name)) => self.find(call, &name)?.definition,
            (None, None) => {
                return Err(invalid("StackName is required if ChangeSetName is not specified."));
            }
        };
        Ok(GetTemplateOutput {
            template_body: Some(definition.template_body),
            stages_available: Some(vec![TemplateStage::Original, TemplateStage::Processed]),
        })
    }
}
