//! `EnableKinesisStreamingDestination`. Changes are recorded from now on; that the stream takes them is found out
//! afterwards, as on AWS.

use dispatch::{Call, Handle};
use dynamodb_api::{
    DestinationStatus, EnableKinesisStreamingDestination, KinesisStreamingDestinationInput,
    KinesisStreamingDestinationOutput,
};
use kernel::Timestamp;
use kinesis_api::PutRecords;
use wire::Fault;

use super::destination::{is_live, wrong_state};
use crate::DynamoDb;
use crate::destinations::NOT_ALLOWED;
use crate::engine::changes::StoredQueue;
use crate::engine::{Errand, StoredDestination, StoredTable, Table};
use crate::limits::DESTINATIONS_MAX;

impl Handle<EnableKinesisStreamingDestination> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: KinesisStreamingDestinationInput,
    ) -> Result<KinesisStreamingDestinationOutput, Fault> {
        let name = self.table_name(call, &input.table_name)?.to_owned();
        self.engine.find(&call.place, &name)?;
        let configuration = input.enable_kinesis_streaming_configuration.unwrap_or_default();
        // Who may not put records on a stream may not have them put there.
        let arns = [input.stream_arn.clone()];
        let denied = self.dispatch.permit_on::<PutRecords>(call, &arns).await.is_err();
        self.mark_destinations().await?;
        let feed = self.engine.new_feed().await?;
        let new = StoredDestination {
            number: i64::from(feed.0),
            stream_arn: input.stream_arn.clone(),
            status: if denied { DestinationStatus::EnableFailed } else { DestinationStatus::Enabling },
            description: denied.then(|| NOT_ALLOWED.to_owned()),
            precision: configuration.approximate_creation_date_time_precision,
        };
        let edit = move |_: &Table, stored: &mut StoredTable, _: Timestamp| enable(stored, new);
        self.engine.change(&call.place, &name, edit).await?;
        if !denied {
            self.follow(feed);
        }
        Ok(KinesisStreamingDestinationOutput {
            table_name: Some(name),
            stream_arn: Some(input.stream_arn),
            destination_status: Some(DestinationStatus::Enabling),
            enable_kinesis_streaming_configuration: Some(configuration),
        })
    }
}

fn enable(stored: &mut StoredTable, new: StoredDestination) -> Result<Vec<Errand>, Fault> {
    if stored.destinations.iter().any(|destination| is_live(destination.status)) {
        return Err(wrong_state(
            "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
        ));
    }
    stored.destinations.retain(|destination| destination.stream_arn != new.stream_arn);
    let queue = new.captures().then(|| StoredQueue::new(stored, &new, false));
    stored.destinations.insert(0, new);
    stored.destinations.truncate(DESTINATIONS_MAX);
    Ok(queue.map(Errand::Queue).into_iter().collect())
}
