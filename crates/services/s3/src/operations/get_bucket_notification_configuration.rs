//! `GetBucketNotificationConfiguration`.

use dispatch::{Call, Handle};
use s3_api::{
    GetBucketNotificationConfiguration, GetBucketNotificationConfigurationInput,
    GetBucketNotificationConfigurationOutput,
};
use wire::Fault;

use crate::S3;

impl Handle<GetBucketNotificationConfiguration> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetBucketNotificationConfigurationInput,
    ) -> Result<GetBucketNotificationConfigurationOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let kept = self.notification(&bucket)?.unwrap_or_default();
        Ok(GetBucketNotificationConfigurationOutput {
            topic_configurations: kept.topic_configurations,
            queue_configurations: kept.queue_configurations,
            lambda_function_configurations: kept.lambda_function_configurations,
            ..GetBucketNotificationConfigurationOutput::default()
        })
    }
}
