//! One file per operation; beside them what several share.

mod change;
mod checks;
mod create_delivery_stream;
mod defaults;
mod delete_delivery_stream;
mod describe;
mod describe_delivery_stream;
mod list_delivery_streams;
mod list_tags_for_delivery_stream;
mod put_record;
mod put_record_batch;
mod tag_delivery_stream;
mod tags;
mod untag_delivery_stream;
mod update_destination;

use std::sync::Arc;

use dispatch::Call;

use crate::Firehose;
use crate::engine::{EngineError, Stream};

/// The one destination that a delivery stream has.
const DESTINATION_ID: &str = "destinationId-000000000001";

impl Firehose {
    /// The stream called `name`, if records may be put on it.
    fn find_put_to(&self, call: &Call, name: &str) -> Result<Arc<Stream>, EngineError> {
        let stream = self.engine.stream(&call.place, name)?;
        stream.check_active(self.engine.now())?;
        match stream.log {
            Some(_) => Ok(stream),
            None => Err(EngineError::NotPutTo),
        }
    }
}
