//! `DisableKinesisStreamingDestination`. Changes are no longer recorded; those that were still go to the stream, and
//! until then the destination is DISABLING.

use dispatch::{Call, Handle};
use dynamodb_api::{
    DestinationStatus, DisableKinesisStreamingDestination, KinesisStreamingDestinationInput,
    KinesisStreamingDestinationOutput,
};
use kernel::Timestamp;
use wire::Fault;

use super::destination::{find, wrong_state};
use crate::DynamoDb;
use crate::engine::changes::{StoredQueue, queue_notice};
use crate::engine::{Errand, StoredTable, Table};
use crate::errors::invalid;

impl Handle<DisableKinesisStreamingDestination> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: KinesisStreamingDestinationInput,
    ) -> Result<KinesisStreamingDestinationOutput, Fault> {
        let name = self.table_name(call, &input.table_name)?.to_owned();
        if input.enable_kinesis_streaming_configuration.is_some() {
            return Err(invalid(
                "Streaming destination cannot be disabled with given parameters: EnableKinesisStreamingConfiguration \
                 cannot be specified when performing DISABLE operation.",
            ));
        }
        let arn = input.stream_arn.clone();
        let edit = move |_: &Table, stored: &mut StoredTable, _: Timestamp| disable(stored, &arn);
        let (_, table) = self.engine.change(&call.place, &name, edit).await?;
        for destination in &table.description().destinations {
            self.dispatch.notices().post(&queue_notice(destination.feed()));
        }
        Ok(KinesisStreamingDestinationOutput {
            table_name: Some(name),
            stream_arn: Some(input.stream_arn),
            destination_status: Some(DestinationStatus::Disabling),
            enable_kinesis_streaming_configuration: None,
        })
    }
}

fn disable(stored: &mut StoredTable, arn: &str) -> Result<Vec<Errand>, Fault> {
    let active = find(stored, arn).filter(|found| found.status == DestinationStatus::Active);
    let Some(destination) = active else {
        return Err(wrong_state("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation."));
    };
    destination.status = DestinationStatus::Disabling;
    destination.precision = None;
    let destination = destination.clone();
    Ok(vec![Errand::Queue(StoredQueue::new(stored, &destination, true))])
}
