//! `DescribeDeliveryStream`.

use dispatch::{Call, Handle};
use firehose_api::{
    DeliveryStreamDescription, DeliveryStreamStatus, DescribeDeliveryStream, DescribeDeliveryStreamInput,
    DescribeDeliveryStreamOutput,
};
use wire::Fault;

use super::{DESTINATION_ID, describe};
use crate::Firehose;
use crate::engine::Status;

impl Handle<DescribeDeliveryStream> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeDeliveryStreamInput,
    ) -> Result<DescribeDeliveryStreamOutput, Fault> {
        let stream = self.engine.stream(&call.place, &input.delivery_stream_name)?;
        let stored = stream.description();
        let delivery_stream_status = match stream.shown_status(self.engine.now()) {
            Status::Creating => DeliveryStreamStatus::Creating,
            Status::Active => DeliveryStreamStatus::Active,
            Status::Deleting => DeliveryStreamStatus::Deleting,
        };
        let after = input.exclusive_start_destination_id;
        let is_shown = after.is_none_or(|after| DESTINATION_ID > after.as_str());
        Ok(DescribeDeliveryStreamOutput {
            delivery_stream_description: DeliveryStreamDescription {
                delivery_stream_name: stream.name.clone(),
                delivery_stream_arn: stream.arn.to_string(),
                delivery_stream_status,
                failure_description: None,
                delivery_stream_encryption_configuration: Some(describe::no_encryption()),
                delivery_stream_type: describe::kind(&stored),
                version_id: stored.revision.to_string(),
                create_timestamp: Some(stored.created),
                last_update_timestamp: stored.updated,
                source: describe::source(&stored),
                destinations: is_shown.then(|| describe::destination(&stored)).into_iter().collect(),
                has_more_destinations: false,
            },
        })
    }
}
