//! `UpdateKinesisStreamingDestination`. In force at once, though the answer says UPDATING, as on AWS.

use dispatch::{Call, Handle};
use dynamodb_api::{
    ApproximateCreationDateTimePrecision as Precision, DestinationStatus,
    UpdateKinesisStreamingConfiguration, UpdateKinesisStreamingDestination,
    UpdateKinesisStreamingDestinationInput, UpdateKinesisStreamingDestinationOutput,
};
use kernel::Timestamp;
use wire::Fault;

use super::destination::{find, wrong_state};
use crate::DynamoDb;
use crate::engine::changes::StoredQueue;
use crate::engine::{Errand, StoredTable, Table};
use crate::errors::invalid;

impl Handle<UpdateKinesisStreamingDestination> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateKinesisStreamingDestinationInput,
    ) -> Result<UpdateKinesisStreamingDestinationOutput, Fault> {
        let name = self.table_name(call, &input.table_name)?.to_owned();
        let configuration = input.update_kinesis_streaming_configuration.unwrap_or_default();
        let Some(precision) = configuration.approximate_creation_date_time_precision else {
            return Err(invalid(
                "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration \
                 cannot be null or contain only null values",
            ));
        };
        let arn = input.stream_arn.clone();
        let edit = move |_: &Table, stored: &mut StoredTable, _: Timestamp| update(stored, &arn, precision);
        self.engine.change(&call.place, &name, edit).await?;
        Ok(UpdateKinesisStreamingDestinationOutput {
            table_name: Some(name),
            stream_arn: Some(input.stream_arn),
            destination_status: Some(DestinationStatus::Updating),
            update_kinesis_streaming_configuration: Some(UpdateKinesisStreamingConfiguration {
                approximate_creation_date_time_precision: Some(precision),
            }),
        })
    }
}

fn update(stored: &mut StoredTable, arn: &str, precision: Precision) -> Result<Vec<Errand>, Fault> {
    let (name, id) = (stored.name.clone(), stored.id.clone());
    let Some(destination) = find(stored, arn) else {
        return Err(wrong_state(format!("No streaming destination with streamArn: {arn}")));
    };
    if destination.status != DestinationStatus::Active {
        return Err(wrong_state(format!(
            "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: {name}, \
             kdsArn: {arn}"
        )));
    }
    if destination.precision.unwrap_or(Precision::Millisecond) == precision {
        return Err(invalid(format!(
            "Invalid Request: Precision is already set to the desired value of {} for tableId: {id}, kdsArn: {arn}",
            precision.as_str()
        )));
    }
    destination.precision = Some(precision);
    let destination = destination.clone();
    Ok(vec![Errand::Queue(StoredQueue::new(stored, &destination, false))])
}
