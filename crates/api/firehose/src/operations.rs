//! One file per operation.

mod create_delivery_stream;
mod delete_delivery_stream;
mod describe_delivery_stream;
mod list_delivery_streams;
mod list_tags_for_delivery_stream;
mod put_record;
mod put_record_batch;
mod tag_delivery_stream;
mod untag_delivery_stream;
mod update_destination;

pub use create_delivery_stream::*;
pub use delete_delivery_stream::*;
pub use describe_delivery_stream::*;
pub use list_delivery_streams::*;
pub use list_tags_for_delivery_stream::*;
pub use put_record::*;
pub use put_record_batch::*;
pub use tag_delivery_stream::*;
pub use untag_delivery_stream::*;
pub use update_destination::*;
