//! `CancelUpdateStack`.

use cloudformation_api::{CancelUpdateStack, CancelUpdateStackInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::engine::stack::{Asker, Stack, StackEvent, StackStatus};
use crate::errors::invalid;
use crate::store::InUse;

impl Handle<CancelUpdateStack> for CloudFormation {
    async fn handle(&self, call: &Call, input: CancelUpdateStackInput) -> Result<(), Fault> {
        let id = self.find_to_change(call, &input.stack_name)?.id;
        let by = Asker { principal: call.principal.clone(), client_token: input.client_request_token };
        let (now, random) = (self.dispatch.clock().now(), self.dispatch.random().clone());
        let cancel = move |stack: &mut Stack, _: Option<&InUse>| -> (Vec<StackEvent>, Result<(), Fault>) {
            match stack.status {
                StackStatus::UpdateInProgress => (stack.cancel_update(by, now, &*random), Ok(())),
                _ => {
                    let text = "CancelUpdateStack cannot be called from current stack status";
                    (Vec::new(), Err(invalid(text)))
                }
            }
        };
        self.works.change(&id, cancel).await?.unwrap_or(Ok(()))
    }
}
