//! `DescribeKinesisStreamingDestination`.

use dispatch::{Call, Handle};
use dynamodb_api::{
    DescribeKinesisStreamingDestination, DescribeKinesisStreamingDestinationInput,
    DescribeKinesisStreamingDestinationOutput, KinesisDataStreamDestination,
};
use wire::Fault;

use crate::DynamoDb;

impl Handle<DescribeKinesisStreamingDestination> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeKinesisStreamingDestinationInput,
    ) -> Result<DescribeKinesisStreamingDestinationOutput, Fault> {
        let table = self.described(call, &input.table_name)?;
        let destinations = table.description().destinations.iter();
        let destinations = destinations.map(|destination| KinesisDataStreamDestination {
            stream_arn: Some(destination.stream_arn.clone()),
            destination_status: Some(destination.status),
            destination_status_description: destination.description.clone(),
            approximate_creation_date_time_precision: destination.precision,
        });
        Ok(DescribeKinesisStreamingDestinationOutput {
            table_name: Some(table.name.clone()),
            kinesis_data_stream_destinations: Some(destinations.collect()),
        })
    }
}
