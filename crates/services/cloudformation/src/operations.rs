//! One file per operation, and what several have in common.

mod asked;
mod cancel_update_stack;
mod continue_update_rollback;
mod create_change_set;
mod create_stack;
mod delete_change_set;
mod delete_stack;
mod describe;
mod describe_change_set;
mod describe_stack_events;
mod describe_stack_resource;
mod describe_stack_resources;
mod describe_stacks;
mod execute_change_set;
mod get_template;
mod get_template_summary;
mod list_change_sets;
mod list_exports;
mod list_imports;
mod list_stack_resources;
mod list_stacks;
mod page;
mod template_url;
mod update_stack;
mod update_termination_protection;
mod validate_template;

use dispatch::Call;
use wire::Fault;

use crate::CloudFormation;
use crate::engine::stack::{ChangeSet, Definition, Previewed, Stack, preview};
use crate::errors::{invalid, no_change_set, no_stack};

impl CloudFormation {
    /// The stack that goes by `name_or_id`: a live one by its name, any by its ARN.
    fn find(&self, call: &Call, name_or_id: &str) -> Result<Stack, Fault> {
        let id = self.stacks.id(&call.place, name_or_id)?.ok_or_else(|| no_stack(name_or_id))?;
        self.stacks.get(&id)?.ok_or_else(|| no_stack(name_or_id))
    }

    /// The same where there may be none.
    fn there(&self, call: &Call, name_or_id: &str) -> Result<Option<Stack>, Fault> {
        let id = self.stacks.id(&call.place, name_or_id)?;
        Ok(id.map(|id| self.stacks.get(&id)).transpose()?.flatten())
    }

    /// The stack that is to be changed; AWS words it otherwise where there is none.
    fn find_to_change(&self, call: &Call, name_or_id: &str) -> Result<Stack, Fault> {
        let stack = self.there(call, name_or_id)?;
        stack.ok_or_else(|| invalid(format!("Stack [{name_or_id}] does not exist")))
    }

    /// The change set of this ARN, or of this name and stack.
    fn find_change_set(&self, call: &Call, name: &str, stack: Option<&str>) -> Result<ChangeSet, Fault> {
        if name.starts_with("arn:") {
            return self.stacks.change_set(&call.place, name)?.ok_or_else(|| no_change_set(name));
        }
        let stack = stack.ok_or_else(|| {
            invalid("StackName must be specified if ChangeSetName is not specified as an ARN.")
        })?;
        let id = self.find_to_change(call, stack)?.id;
        let found = self.stacks.change_sets(&call.place, &id)?.into_iter().find(|each| each.name == name);
        found.ok_or_else(|| no_change_set(name))
    }

    /// What would come of making `stack` what `definition` says.
    fn previewed(&self, stack: &Stack, definition: &Definition) -> Result<Previewed, Fault> {
        let exports = self.stacks.list_exports(&stack.place)?.into_iter();
        let exports = exports.map(|export| (export.name, export.value)).collect();
        let previewed = preview(stack, definition, &self.types, &exports)?;
        if previewed.retyped.is_empty() {
            return Ok(previewed);
        }
        let retyped: Vec<&str> = previewed.retyped.iter().map(|id| id.as_str()).collect();
        Err(invalid(format!(
            "Update of resource type is not permitted. The new template modifies resource type of the following \
             resources: [{}]",
            retyped.join(", ")
        )))
    }
}
