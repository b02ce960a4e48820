//! The Kinesis stream that a table's changes go to. A table that is deleted takes its destinations along.

use dynamodb_api as api;
use serde_json::{Value, json};

use super::Table;
use crate::engine::resource::{FailureCode, ResourceFailure, Thing};
use crate::resources::calls::{Done, Pace};
use crate::resources::properties;

fn wanted<'t>(thing: &'t Thing<'_>) -> Option<(&'t str, Option<&'t Value>)> {
    let specification = thing.properties.get("KinesisStreamSpecification")?;
    let precision = specification.get("ApproximateCreationDateTimePrecision");
    Some((specification.get("StreamArn")?.as_str()?, precision))
}

impl Table {
    async fn destinations(&self, thing: &Thing<'_>) -> Done<Vec<api::KinesisDataStreamDestination>> {
        let table_name = thing.physical_id.0.clone();
        let input = api::DescribeKinesisStreamingDestinationInput { table_name };
        let output = self.0.call::<api::DescribeKinesisStreamingDestination>(&thing.stack, input).await?;
        Ok(output.kinesis_data_stream_destinations.unwrap_or_default())
    }

    /// Sends changes to the stream that is wanted, unless they go there, and waits until they do.
    pub(super) async fn stream_to_kinesis(&self, thing: &Thing<'_>) -> Done<()> {
        let Some((stream, precision)) = wanted(thing) else { return Ok(()) };
        let (mut pace, mut asked) = (Pace::new(), false);
        loop {
            let there = self.destinations(thing).await?.into_iter();
            let there = there.rev().find(|each| each.stream_arn.as_deref() == Some(stream));
            match there.as_ref().and_then(|each| each.destination_status) {
                Some(api::DestinationStatus::Active) => return Ok(()),
                Some(api::DestinationStatus::EnableFailed) if asked => {
                    let why = there.and_then(|each| each.destination_status_description);
                    let why = why.unwrap_or_else(|| "the stream could not be enabled".to_owned());
                    return Err(ResourceFailure::new(FailureCode::NotStabilized, why));
                }
                None | Some(api::DestinationStatus::Disabled | api::DestinationStatus::EnableFailed)
                    if !asked =>
                {
                    let precision =
                        precision.map(|each| json!({"ApproximateCreationDateTimePrecision": each}));
                    let input = properties::input(json!({
                        "TableName": thing.physical_id.as_str(),
                        "StreamArn": stream,
                        "EnableKinesisStreamingConfiguration": precision,
                    }))?;
                    self.0.call::<api::EnableKinesisStreamingDestination>(&thing.stack, input).await?;
                    asked = true;
                }
                _ => pace.wait().await?,
            }
        }
    }

    /// Ends the streams that are not wanted; and the one that is, if its precision is to be another.
    pub(super) async fn stop_streams(&self, thing: &Thing<'_>) -> Done<()> {
        let mut pace = Pace::new();
        loop {
            let mut going = false;
            for there in self.destinations(thing).await? {
                let stays = wanted(thing).is_some_and(|(stream, precision)| {
                    let precision = precision.and_then(Value::as_str);
                    let now = there.approximate_creation_date_time_precision.map(|each| each.as_str());
                    there.stream_arn.as_deref() == Some(stream)
                        && precision.is_none_or(|each| now == Some(each))
                });
                match there.destination_status {
                    _ if stays => continue,
                    Some(api::DestinationStatus::Active) => {
                        let input = properties::input(json!({
                            "TableName": thing.physical_id.as_str(),
                            "StreamArn": there.stream_arn,
                        }))?;
                        self.0.call::<api::DisableKinesisStreamingDestination>(&thing.stack, input).await?;
                        going = true;
                    }
                    Some(
                        api::DestinationStatus::Enabling
                        | api::DestinationStatus::Updating
                        | api::DestinationStatus::Disabling,
                    ) => going = true,
                    _ => {}
                }
            }
            if !going {
                return Ok(());
            }
            pace.wait().await?;
        }
    }
}
