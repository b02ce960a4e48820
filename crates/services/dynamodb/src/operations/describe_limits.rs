//! `DescribeLimits`.

use dispatch::{Call, Handle};
use dynamodb_api::{DescribeLimits, DescribeLimitsInput, DescribeLimitsOutput};
use wire::Fault;

use crate::DynamoDb;
use crate::limits::{ACCOUNT_UNITS_MAX, TABLE_UNITS_MAX};

impl Handle<DescribeLimits> for DynamoDb {
    async fn handle(&self, _: &Call, _: DescribeLimitsInput) -> Result<DescribeLimitsOutput, Fault> {
        Ok(DescribeLimitsOutput {
            account_max_read_capacity_units: Some(ACCOUNT_UNITS_MAX),
            account_max_write_capacity_units: Some(ACCOUNT_UNITS_MAX),
            table_max_read_capacity_units: Some(TABLE_UNITS_MAX),
            table_max_write_capacity_units: Some(TABLE_UNITS_MAX),
        })
    }
}
