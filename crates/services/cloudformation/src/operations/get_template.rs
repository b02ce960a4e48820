//! `GetTemplate`. No template is transformed, so the processed one is the original.

use cloudformation_api::{GetTemplate, GetTemplateInput, GetTemplateOutput, TemplateStage};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::errors::{invalid, refuse};

impl Handle<GetTemplate> for CloudFormation {
    async fn handle(&self, call: &Call, input: GetTemplateInput) -> Result<GetTemplateOutput, Fault> {
        refuse([("ChangeSetName", input.change_set_name.is_some())])?;
        let name = input
            .stack_name
            .ok_or_else(|| invalid("StackName is required if ChangeSetName is not specified."))?;
        let stack = self.find(call, &name)?;
        Ok(GetTemplateOutput {
            template_body: Some(stack.template_body),
            stages_available: Some(vec![TemplateStage::Original, TemplateStage::Processed]),
        })
    }
}
