//! One file per operation.

mod create_stack;
mod delete_stack;
mod describe_stack_events;
mod describe_stack_resource;
mod describe_stack_resources;
mod describe_stacks;
mod get_template;
mod list_stack_resources;
mod list_stacks;
mod update_termination_protection;
mod validate_template;

pub use create_stack::*;
pub use delete_stack::*;
pub use describe_stack_events::*;
pub use describe_stack_resource::*;
pub use describe_stack_resources::*;
pub use describe_stacks::*;
pub use get_template::*;
pub use list_stack_resources::*;
pub use list_stacks::*;
pub use update_termination_protection::*;
pub use validate_template::*;
