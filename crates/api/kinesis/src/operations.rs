//! One file per operation.

mod add_tags_to_stream;
mod create_stream;
mod decrease_stream_retention_period;
mod delete_stream;
mod describe_limits;
mod describe_stream;
mod describe_stream_summary;
mod get_records;
mod get_shard_iterator;
mod increase_stream_retention_period;
mod list_shards;
mod list_streams;
mod list_tags_for_stream;
mod put_record;
mod put_records;
mod remove_tags_from_stream;

pub use add_tags_to_stream::*;
pub use create_stream::*;
pub use decrease_stream_retention_period::*;
pub use delete_stream::*;
pub use describe_limits::*;
pub use describe_stream::*;
pub use describe_stream_summary::*;
pub use get_records::*;
pub use get_shard_iterator::*;
pub use increase_stream_retention_period::*;
pub use list_shards::*;
pub use list_streams::*;
pub use list_tags_for_stream::*;
pub use put_record::*;
pub use put_records::*;
pub use remove_tags_from_stream::*;
