//! What several operations say of a stream.

use kernel::Timestamp;
use kinesis_api as api;
use wire::Fault;

use crate::engine::{Mode, Status, Stream};

/// The shards after `after`, up to `limit`, and whether there are more.
pub fn shards(stream: &Stream, after: Option<&str>, limit: usize) -> Result<(Vec<api::Shard>, bool), Fault> {
    // AWS takes any name here and answers what sorts after it.
    let mut rest = stream.shards.iter().filter(|shard| after.is_none_or(|after| shard.id().as_str() > after));
    let shown = rest.by_ref().take(limit).map(|shard| one_shard(stream, shard)).collect();
    Ok((shown, rest.next().is_some()))
}

fn one_shard(stream: &Stream, shard: &crate::engine::Shard) -> api::Shard {
    let beginning = stream.sequence_number(shard.number, 0, stream.description().created);
    api::Shard {
        shard_id: shard.id(),
        parent_shard_id: None,
        adjacent_parent_shard_id: None,
        hash_key_range: api::HashKeyRange {
            starting_hash_key: shard.partition.first.to_string(),
            ending_hash_key: shard.partition.last.to_string(),
        },
        sequence_number_range: api::SequenceNumberRange {
            starting_sequence_number: beginning.to_string(),
            ending_sequence_number: None,
        },
    }
}

/// Where the stream is in its life.
pub fn status(stream: &Stream, now: Timestamp) -> api::StreamStatus {
    match stream.shown_status(now) {
        Status::Creating => api::StreamStatus::Creating,
        Status::Active => api::StreamStatus::Active,
    }
}

/// How the stream's capacity is set.
pub fn mode(mode: Mode) -> api::StreamModeDetails {
    let stream_mode = match mode {
        Mode::Provisioned => api::StreamMode::Provisioned,
        Mode::OnDemand => api::StreamMode::OnDemand,
    };
    api::StreamModeDetails { stream_mode }
}

/// AWS states times of creation in whole seconds.
pub fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp(time.0 / 1000 * 1000)
}

/// No shard-level metrics are switched on, which AWS says with one empty entry.
pub fn monitoring() -> Vec<api::EnhancedMetrics> {
    vec![api::EnhancedMetrics { shard_level_metrics: Some(Vec::new()) }]
}
