//! What lands data in a lake: buckets, and delivery streams that write Parquet.

use serde_json::json;

use super::{ROLE, Setup};
use crate::error::Error;
use crate::request::{FIREHOSE, s3};

/// How long a delivery stream gathers rows for a file, in seconds: the last file is that late.
const BUFFER_SECONDS: u32 = 1;
/// With how many MiB it writes one before that: the least that Firehose takes with Parquet.
const BUFFER_MIB: u32 = 64;

impl Setup {
    /// Makes a bucket.
    pub async fn bucket(&mut self, name: &str) -> Result<(), Error> {
        let request = s3(&self.address, "PUT", &format!("/{name}"), "", 0);
        self.call("CreateBucket", &request).await.map(drop)
    }

    /// Makes an ACTIVE delivery stream that writes what is put on it into `bucket` as Parquet.
    pub async fn delivery_stream(&mut self, name: &str, bucket: &str) -> Result<(), Error> {
        self.role().await?;
        let body = json!({
            "DeliveryStreamName": name, "DeliveryStreamType": "DirectPut",
            "ExtendedS3DestinationConfiguration": {
                "BucketARN": format!("arn:aws:s3:::{bucket}"), "RoleARN": ROLE,
                "BufferingHints": {"IntervalInSeconds": BUFFER_SECONDS, "SizeInMBs": BUFFER_MIB},
                "DataFormatConversionConfiguration": {
                    "Enabled": true,
                    "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
                    "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {"Compression": "SNAPPY"}}},
                    "SchemaConfiguration": {"DatabaseName": "bench", "TableName": "rows", "RoleARN": ROLE},
                },
            },
        });
        let request = FIREHOSE.request(&self.address, "CreateDeliveryStream", &body.to_string());
        self.call("CreateDeliveryStream", &request).await?;
        let body = json!({"DeliveryStreamName": name}).to_string();
        let request = FIREHOSE.request(&self.address, "DescribeDeliveryStream", &body);
        self.until(
            "DescribeDeliveryStream",
            &request,
            "the delivery stream did not become ACTIVE",
            |answer| answer["DeliveryStreamDescription"]["DeliveryStreamStatus"] == "ACTIVE",
        )
        .await
    }
}
