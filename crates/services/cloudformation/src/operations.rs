//! One file per operation, and what several have in common.

mod create_stack;
mod delete_stack;
mod describe;
mod describe_stack_events;
mod describe_stack_resource;
mod describe_stack_resources;
mod describe_stacks;
mod get_template;
mod list_stack_resources;
mod list_stacks;
mod page;
mod update_termination_protection;
mod validate_template;

use dispatch::Call;
use wire::Fault;

use crate::CloudFormation;
use crate::engine::stack::Stack;
use crate::errors::no_stack;

impl CloudFormation {
    /// The stack that goes by `name_or_id`: a live one by its name, any by its ARN.
    fn find(&self, call: &Call, name_or_id: &str) -> Result<Stack, Fault> {
        let id = self.stacks.id(&call.place, name_or_id)?.ok_or_else(|| no_stack(name_or_id))?;
        self.stacks.get(&id)?.ok_or_else(|| no_stack(name_or_id))
    }
}
