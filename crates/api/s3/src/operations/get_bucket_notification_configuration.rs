//! `GetBucketNotificationConfiguration`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{
    EventBridgeConfiguration, LambdaFunctionConfiguration, QueueConfiguration, SERVICE, TopicConfiguration,
    resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketNotificationConfiguration;

impl Operation for GetBucketNotificationConfiguration {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketNotificationConfiguration";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?notification", status: 200 };
    const ELEMENT: &'static str = "NotificationConfiguration";
    type Input = GetBucketNotificationConfigurationInput;
    type Output = GetBucketNotificationConfigurationOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:GetBucketNotification".to_owned()
    }
}

/// Input of `GetBucketNotificationConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketNotificationConfigurationInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketNotificationConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketNotificationConfigurationOutput {
    #[shape(name = "TopicConfiguration", flat)]
    pub topic_configurations: Option<Vec<TopicConfiguration>>,
    #[shape(name = "QueueConfiguration", flat)]
    pub queue_configurations: Option<Vec<QueueConfiguration>>,
    #[shape(name = "CloudFunctionConfiguration", flat)]
    pub lambda_function_configurations: Option<Vec<LambdaFunctionConfiguration>>,
    pub event_bridge_configuration: Option<EventBridgeConfiguration>,
}
