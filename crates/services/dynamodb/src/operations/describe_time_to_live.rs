//! `DescribeTimeToLive`.

use dispatch::{Call, Handle};
use dynamodb_api::{
    DescribeTimeToLive, DescribeTimeToLiveInput, DescribeTimeToLiveOutput, TimeToLiveDescription,
    TimeToLiveStatus,
};
use wire::Fault;

use crate::DynamoDb;

impl Handle<DescribeTimeToLive> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeTimeToLiveInput,
    ) -> Result<DescribeTimeToLiveOutput, Fault> {
        let table = self.described(call, &input.table_name)?;
        let attribute_name = table.description().expiry_attribute.clone();
        let status =
            if attribute_name.is_some() { TimeToLiveStatus::Enabled } else { TimeToLiveStatus::Disabled };
        Ok(DescribeTimeToLiveOutput {
            time_to_live_description: Some(TimeToLiveDescription {
                time_to_live_status: Some(status),
                attribute_name,
            }),
        })
    }
}
