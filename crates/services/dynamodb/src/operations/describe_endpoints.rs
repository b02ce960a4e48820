//! `DescribeEndpoints`: where the caller came in, so that clients that discover endpoints stay here.

use dispatch::{Call, Handle, Origin};
use dynamodb_api::{DescribeEndpoints, DescribeEndpointsInput, DescribeEndpointsOutput, Endpoint};
use wire::Fault;

use crate::DynamoDb;

/// How long clients may remember an endpoint, minutes; AWS's number.
const CACHE_MINUTES: i64 = 1440;

impl Handle<DescribeEndpoints> for DynamoDb {
    async fn handle(&self, call: &Call, _: DescribeEndpointsInput) -> Result<DescribeEndpointsOutput, Fault> {
        let address = match &call.origin {
            Origin::Door { endpoint } => {
                endpoint.split_once("://").map_or(endpoint.as_str(), |(_, host)| host).to_owned()
            }
            Origin::Service(_) | Origin::Resource { .. } => {
                format!("dynamodb.{}.amazonaws.com", call.place.region)
            }
        };
        Ok(DescribeEndpointsOutput {
            endpoints: vec![Endpoint { address, cache_period_in_minutes: CACHE_MINUTES }],
        })
    }
}
