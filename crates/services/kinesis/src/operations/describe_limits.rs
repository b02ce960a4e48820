//! `DescribeLimits`.

use dispatch::{Call, Handle};
use kinesis_api::{DescribeLimits, DescribeLimitsInput, DescribeLimitsOutput};
use wire::Fault;

use crate::engine::Mode;
use crate::{Kinesis, limits};

impl Handle<DescribeLimits> for Kinesis {
    async fn handle(&self, call: &Call, _: DescribeLimitsInput) -> Result<DescribeLimitsOutput, Fault> {
        let streams = self.engine.streams(&call.place)?;
        let (on_demand, provisioned): (Vec<_>, Vec<_>) =
            streams.iter().partition(|stream| stream.description().mode == Mode::OnDemand);
        Ok(DescribeLimitsOutput {
            shard_limit: limits::ACCOUNT_SHARDS_MAX as i32,
            open_shard_count: provisioned.iter().map(|stream| stream.shards.len() as i32).sum(),
            on_demand_stream_count: on_demand.len() as i32,
            on_demand_stream_count_limit: limits::ON_DEMAND_STREAMS_MAX as i32,
        })
    }
}
