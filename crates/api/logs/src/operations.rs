//! One file per operation.

mod create_log_group;
mod create_log_stream;
mod delete_log_group;
mod delete_log_stream;
mod delete_retention_policy;
mod describe_log_groups;
mod describe_log_streams;
mod filter_log_events;
mod get_log_events;
mod put_log_events;
mod put_retention_policy;

pub use create_log_group::*;
pub use create_log_stream::*;
pub use delete_log_group::*;
pub use delete_log_stream::*;
pub use delete_retention_policy::*;
pub use describe_log_groups::*;
pub use describe_log_streams::*;
pub use filter_log_events::*;
pub use get_log_events::*;
pub use put_log_events::*;
pub use put_retention_policy::*;
