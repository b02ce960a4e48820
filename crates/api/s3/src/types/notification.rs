//! Shapes of notifications.

use wire::Shape;

/// AWS's `NotificationConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct NotificationConfiguration {
    #[shape(name = "TopicConfiguration", flat)]
    pub topic_configurations: Option<Vec<TopicConfiguration>>,
    #[shape(name = "QueueConfiguration", flat)]
    pub queue_configurations: Option<Vec<QueueConfiguration>>,
    #[shape(name = "CloudFunctionConfiguration", flat)]
    pub lambda_function_configurations: Option<Vec<LambdaFunctionConfiguration>>,
    pub event_bridge_configuration: Option<EventBridgeConfiguration>,
}

/// AWS's `TopicConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TopicConfiguration {
    pub id: Option<String>,
    #[shape(name = "Topic")]
    pub topic_arn: String,
    /// Of [`Event`]; S3 says itself which it does not know.
    #[shape(name = "Event", flat)]
    pub events: Vec<String>,
    pub filter: Option<NotificationConfigurationFilter>,
}

/// AWS's `Event`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Event {
    #[shape(name = "s3:ReducedRedundancyLostObject")]
    S3ReducedRedundancyLostObject,
    #[shape(name = "s3:ObjectCreated:*")]
    S3ObjectCreated,
    #[shape(name = "s3:ObjectCreated:Put")]
    S3ObjectCreatedPut,
    #[shape(name = "s3:ObjectCreated:Post")]
    S3ObjectCreatedPost,
    #[shape(name = "s3:ObjectCreated:Copy")]
    S3ObjectCreatedCopy,
    #[shape(name = "s3:ObjectCreated:CompleteMultipartUpload")]
    S3ObjectCreatedCompleteMultipartUpload,
    #[shape(name = "s3:ObjectRemoved:*")]
    S3ObjectRemoved,
    #[shape(name = "s3:ObjectRemoved:Delete")]
    S3ObjectRemovedDelete,
    #[shape(name = "s3:ObjectRemoved:DeleteMarkerCreated")]
    S3ObjectRemovedDeleteMarkerCreated,
    #[shape(name = "s3:ObjectRestore:*")]
    S3ObjectRestore,
    #[shape(name = "s3:ObjectRestore:Post")]
    S3ObjectRestorePost,
    #[shape(name = "s3:ObjectRestore:Completed")]
    S3ObjectRestoreCompleted,
    #[shape(name = "s3:Replication:*")]
    S3Replication,
    #[shape(name = "s3:Replication:OperationFailedReplication")]
    S3ReplicationOperationFailedReplication,
    #[shape(name = "s3:Replication:OperationNotTracked")]
    S3ReplicationOperationNotTracked,
    #[shape(name = "s3:Replication:OperationMissedThreshold")]
    S3ReplicationOperationMissedThreshold,
    #[shape(name = "s3:Replication:OperationReplicatedAfterThreshold")]
    S3ReplicationOperationReplicatedAfterThreshold,
    #[shape(name = "s3:ObjectRestore:Delete")]
    S3ObjectRestoreDelete,
    #[shape(name = "s3:LifecycleTransition")]
    S3LifecycleTransition,
    #[shape(name = "s3:IntelligentTiering")]
    S3IntelligentTiering,
    #[shape(name = "s3:ObjectAcl:Put")]
    S3ObjectAclPut,
    #[shape(name = "s3:LifecycleExpiration:*")]
    S3LifecycleExpiration,
    #[shape(name = "s3:LifecycleExpiration:Delete")]
    S3LifecycleExpirationDelete,
    #[shape(name = "s3:LifecycleExpiration:DeleteMarkerCreated")]
    S3LifecycleExpirationDeleteMarkerCreated,
    #[shape(name = "s3:ObjectTagging:*")]
    S3ObjectTagging,
    #[shape(name = "s3:ObjectTagging:Put")]
    S3ObjectTaggingPut,
    #[shape(name = "s3:ObjectTagging:Delete")]
    S3ObjectTaggingDelete,
}

/// AWS's `NotificationConfigurationFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct NotificationConfigurationFilter {
    #[shape(name = "S3Key")]
    pub key: Option<S3KeyFilter>,
}

/// AWS's `S3KeyFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct S3KeyFilter {
    #[shape(name = "FilterRule", flat)]
    pub filter_rules: Option<Vec<FilterRule>>,
}

/// AWS's `FilterRule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FilterRule {
    /// One of [`FilterRuleName`], in any case; S3 answers it with a capital.
    pub name: Option<String>,
    pub value: Option<String>,
}

/// AWS's `FilterRuleName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FilterRuleName {
    #[shape(name = "prefix")]
    Prefix,
    #[shape(name = "suffix")]
    Suffix,
}

/// AWS's `QueueConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct QueueConfiguration {
    pub id: Option<String>,
    #[shape(name = "Queue")]
    pub queue_arn: String,
    /// Of [`Event`]; S3 says itself which it does not know.
    #[shape(name = "Event", flat)]
    pub events: Vec<String>,
    pub filter: Option<NotificationConfigurationFilter>,
}

/// AWS's `LambdaFunctionConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct LambdaFunctionConfiguration {
    pub id: Option<String>,
    #[shape(name = "CloudFunction")]
    pub lambda_function_arn: String,
    /// Of [`Event`]; S3 says itself which it does not know.
    #[shape(name = "Event", flat)]
    pub events: Vec<String>,
    pub filter: Option<NotificationConfigurationFilter>,
}

/// AWS's `EventBridgeConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EventBridgeConfiguration {}
