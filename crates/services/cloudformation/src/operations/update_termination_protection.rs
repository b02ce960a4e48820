//! `UpdateTerminationProtection`.

use cloudformation_api::{
    UpdateTerminationProtection, UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput,
};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::engine::stack::Stack;
use crate::errors::no_stack;
use crate::store::InUse;

impl Handle<UpdateTerminationProtection> for CloudFormation {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateTerminationProtectionInput,
    ) -> Result<UpdateTerminationProtectionOutput, Fault> {
        let missing = || no_stack(&input.stack_name);
        let id = self.stacks.id(&call.place, &input.stack_name)?.ok_or_else(missing)?;
        let protect = move |stack: &mut Stack, _: Option<&InUse>| {
            stack.termination_protection = input.enable_termination_protection;
            (Vec::new(), ())
        };
        self.works.change(&id, protect).await?.ok_or_else(missing)?;
        Ok(UpdateTerminationProtectionOutput { stack_id: Some(id.0) })
    }
}
