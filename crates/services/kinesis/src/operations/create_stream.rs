//! `CreateStream`.

use dispatch::{Call, Handle};
use kinesis_api::{CreateStream, CreateStreamInput, StreamMode};
use wire::Fault;

use crate::engine::{Mode, StoredStream};
use crate::errors::invalid;
use crate::{Kinesis, limits};

impl Handle<CreateStream> for Kinesis {
    async fn handle(&self, call: &Call, input: CreateStreamInput) -> Result<(), Fault> {
        let (mode, shards) = match input.stream_mode_details.map(|details| details.stream_mode) {
            Some(StreamMode::OnDemand) if input.shard_count.is_some() => {
                return Err(invalid(
                    "Member ShardCount must not be set when StreamMode is ON_DEMAND: the stream sets it itself.",
                ));
            }
            Some(StreamMode::OnDemand) => (Mode::OnDemand, limits::ON_DEMAND_SHARDS as i32),
            Some(StreamMode::Provisioned) | None => {
                (Mode::Provisioned, input.shard_count.ok_or_else(|| invalid("ShardCount is required."))?)
            }
        };
        let (id, now) = (self.engine.new_id(), self.engine.now());
        let mut stream = StoredStream::new(id, &call.place, input.stream_name, now, mode, shards);
        stream.record_kib_max = input.max_record_size_in_ki_b;
        super::tags::add(&mut stream.tags, input.tags.unwrap_or_default())?;
        self.engine.create(stream).await?;
        Ok(())
    }
}
