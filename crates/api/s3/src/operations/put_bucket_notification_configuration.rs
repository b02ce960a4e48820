//! `PutBucketNotificationConfiguration`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{NotificationConfiguration, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutBucketNotificationConfiguration;

impl Operation for PutBucketNotificationConfiguration {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutBucketNotificationConfiguration";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}?notification", status: 200 };
    type Input = PutBucketNotificationConfigurationInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:PutBucketNotification".to_owned()
    }
}

/// Input of `PutBucketNotificationConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutBucketNotificationConfigurationInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(payload)]
    pub notification_configuration: NotificationConfiguration,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-skip-destination-validation")]
    pub skip_destination_validation: Option<bool>,
}
