//! What lands data in a lake: buckets, and delivery streams that write Parquet.

use serde_json::json;

use super::{ROLE, Setup};
use crate::error::Error;
use crate::load::refused;
use crate::request::{FIREHOSE, GLUE, s3};
use crate::rows;

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

    /// Makes the table that states what rows are, unless it is there.
    async fn schema(&mut self) -> Result<(), Error> {
        let columns: Vec<_> =
            rows::columns().map(|(name, kind)| json!({"Name": name, "Type": kind})).collect();
        let database = json!({"DatabaseInput": {"Name": "bench"}});
        let table = json!({
            "DatabaseName": "bench",
            "TableInput": {"Name": "rows", "StorageDescriptor": {"Columns": columns}},
        });
        for (operation, body) in [("CreateDatabase", database), ("CreateTable", table)] {
            let request = GLUE.request(&self.address, operation, &body.to_string());
            let made = self.connection.call(&request).await?;
            let is_there = || String::from_utf8_lossy(made.body).contains("AlreadyExistsException");
            if !made.is_success() && !is_there() {
                return Err(refused(operation, &made));
            }
        }
        Ok(())
    }

    /// Makes an ACTIVE delivery stream that writes what is put on it into `bucket` as Parquet.
    pub async fn delivery_stream(&mut self, name: &str, bucket: &str) -> Result<(), Error> {
        self.role().await?;
        self.schema().await?;
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
