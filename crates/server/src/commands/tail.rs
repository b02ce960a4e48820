//! `pumphouse tail STREAM`: a stream's records as they arrive, from all its shards.

use std::time::Duration;

use kernel::to_hex;
use kinesis_api::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    Record, ShardIteratorType,
};
use serde_json::json;
use tokio::sync::mpsc;

use crate::cli::{Beginning, Tail};
use crate::client::Client;

/// How often each shard is asked: four times a second leaves one of its five reads to others.
const ASK_EVERY: Duration = Duration::from_millis(250);

/// Prints until Ctrl-C, or until as many records as were asked for.
pub async fn run(options: Tail) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let input = ListShardsInput { stream_name: Some(options.stream.clone()), ..ListShardsInput::default() };
    let shards = client.call::<ListShards>(input).await?.shards.unwrap_or_default();
    let (sender, mut arrivals) = mpsc::channel(64);
    for shard in shards {
        let client = Client::new(&options.target)?;
        let iterator = begin(&client, &options, shard.shard_id.clone()).await?;
        let sender = sender.clone();
        tokio::spawn(async move {
            let result = follow(client, shard.shard_id, iterator, &sender).await;
            if let Err(error) = result {
                let _ = sender.send(Err(error)).await;
            }
        });
    }
    drop(sender);
    let mut left = options.count.unwrap_or(u64::MAX);
    while left > 0 {
        let arrival = tokio::select! {
            arrival = arrivals.recv() => arrival,
            _ = tokio::signal::ctrl_c() => break,
        };
        let Some(arrival) = arrival else { break };
        let (shard, record) = arrival?;
        print(&shard, &record, options.json);
        left -= 1;
    }
    Ok(())
}

async fn begin(client: &Client, options: &Tail, shard_id: String) -> anyhow::Result<Option<String>> {
    let shard_iterator_type = match options.from {
        Beginning::Latest => ShardIteratorType::Latest,
        Beginning::TrimHorizon => ShardIteratorType::TrimHorizon,
    };
    let input = GetShardIteratorInput {
        stream_name: Some(options.stream.clone()),
        shard_id,
        shard_iterator_type,
        starting_sequence_number: None,
        timestamp: None,
        stream_arn: None,
        stream_id: None,
    };
    Ok(client.call::<GetShardIterator>(input).await?.shard_iterator)
}

type Arrival = anyhow::Result<(String, Record)>;

async fn follow(
    client: Client,
    shard: String,
    mut iterator: Option<String>,
    sender: &mpsc::Sender<Arrival>,
) -> anyhow::Result<()> {
    let mut ticks = tokio::time::interval(ASK_EVERY);
    while let Some(shard_iterator) = iterator {
        ticks.tick().await;
        let input = GetRecordsInput {
            shard_iterator: shard_iterator.clone(),
            limit: None,
            stream_arn: None,
            stream_id: None,
        };
        match client.try_call::<GetRecords>(input).await {
            Ok(output) => {
                iterator = output.next_shard_iterator;
                for record in output.records {
                    if sender.send(Ok((shard.clone(), record))).await.is_err() {
                        return Ok(());
                    }
                }
            }
            Err(fault) if fault.code == "ProvisionedThroughputExceededException" => {
                iterator = Some(shard_iterator)
            }
            Err(fault) => return Err(client.refused::<GetRecords>(&fault)),
        }
    }
    Ok(())
}

fn print(shard: &str, record: &Record, as_json: bool) {
    let arrival = record.approximate_arrival_timestamp.unwrap_or_default().iso8601();
    if as_json {
        let mut data = wire::JsonWriter::default();
        wire::Writer::blob(&mut data, &record.data);
        let data: serde_json::Value = serde_json::from_str(&data.finish()).unwrap_or_default();
        let line = json!({
            "shard": shard,
            "sequenceNumber": record.sequence_number,
            "arrival": arrival,
            "partitionKey": record.partition_key,
            "data": data,
        });
        println!("{line}");
    } else {
        let data = match std::str::from_utf8(&record.data) {
            Ok(text) => text.trim_end().to_owned(),
            Err(_) => format!("0x{}", to_hex(&record.data)),
        };
        println!("{arrival}  {shard}  {}  {data}", record.partition_key);
    }
}
