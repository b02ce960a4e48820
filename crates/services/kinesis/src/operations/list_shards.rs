//! `ListShards`.

use dispatch::{Call, Handle};
use kinesis_api::{ListShards, ListShardsInput, ListShardsOutput, ShardFilterType};
use wire::Fault;

use super::describe;
use crate::errors::invalid;
use crate::{Kinesis, limits};

impl Handle<ListShards> for Kinesis {
    async fn handle(&self, call: &Call, input: ListShardsInput) -> Result<ListShardsOutput, Fault> {
        let token = input.next_token.as_deref().map(parse_token).transpose()?;
        if token.is_some() && (input.stream_name.is_some() || input.stream_arn.is_some()) {
            return Err(invalid("NextToken and StreamName cannot be provided together."));
        }
        let (name, after) = match token {
            Some((name, after)) => (Some(name), Some(after)),
            None => (input.stream_name.as_deref(), input.exclusive_start_shard_id.as_deref()),
        };
        let stream = self.find(call, name, input.stream_arn.as_deref())?;
        let limit = input.max_results.map_or(limits::LIST_SHARDS_DEFAULT, |limit| limit as usize);
        // Shards are neither split nor merged yet, so all are open at all times and the filters by time
        // and by state take them all.
        let after = match input.shard_filter {
            Some(filter) if filter.r#type == ShardFilterType::AfterShardId => {
                let id =
                    filter.shard_id.ok_or_else(|| invalid("ShardId is required with AFTER_SHARD_ID."))?;
                Some(after.map_or(id.clone(), |after| id.max(after.to_owned())))
            }
            _ => after.map(str::to_owned),
        };
        let (shards, more) = describe::shards(&stream, after.as_deref(), limit)?;
        let next_token =
            shards.last().filter(|_| more).map(|last| format!("{}:{}", stream.name, last.shard_id));
        Ok(ListShardsOutput { shards: Some(shards), next_token })
    }
}

/// A token is the stream and the shard after which to go on.
fn parse_token(token: &str) -> Result<(&str, &str), Fault> {
    token.split_once(':').ok_or_else(|| invalid("Invalid NextToken."))
}
