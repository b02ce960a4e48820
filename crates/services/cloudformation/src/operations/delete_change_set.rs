//! `DeleteChangeSet`. The stack that it would have created stays, in review.

use cloudformation_api::{DeleteChangeSet, DeleteChangeSetInput, DeleteChangeSetOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;

impl Handle<DeleteChangeSet> for CloudFormation {
    async fn handle(&self, call: &Call, input: DeleteChangeSetInput) -> Result<DeleteChangeSetOutput, Fault> {
        match self.find_change_set(call, &input.change_set_name, input.stack_name.as_deref()) {
            Ok(change_set) => self.stacks.withdraw(&change_set.id).await?,
            // What is not there is deleted.
            Err(fault) if fault.code == "ChangeSetNotFound" => {}
            Err(fault) => return Err(fault),
        }
        Ok(DeleteChangeSetOutput {})
    }
}
