//! The resource types there are: one file each, under the service that owns the thing.
//!
//! Each calls its service's typed operations as whoever asked for the stack, where the stack is. Properties
//! bear the names that the service's members have, so most are handed on as they are, checked by the
//! service's own shapes; a property that is not in a type's list is refused.

mod athena;
mod calls;
mod cloudwatch;
mod dynamodb;
mod firehose;
mod glue;
mod iam;
mod kinesis;
mod lambda;
mod logs;
mod properties;
mod s3;
mod sns;
mod sqs;

use std::sync::Arc;

use dispatch::Dispatch;

use crate::engine::resource::{ResourceType, ResourceTypes};
use calls::Calls;

/// All of them.
pub(crate) fn all(dispatch: &Dispatch) -> ResourceTypes {
    let calls = || Calls::new(dispatch.clone());
    ResourceTypes::new([
        Arc::new(athena::named_query::NamedQuery(calls())) as Arc<dyn ResourceType>,
        Arc::new(athena::prepared_statement::PreparedStatement(calls())),
        Arc::new(athena::work_group::WorkGroup(calls())),
        Arc::new(cloudwatch::alarm::Alarm(calls())),
        Arc::new(cloudwatch::composite_alarm::CompositeAlarm(calls())),
        Arc::new(cloudwatch::dashboard::Dashboard(calls())),
        Arc::new(dynamodb::table::Table(calls())),
        Arc::new(firehose::delivery_stream::DeliveryStream(calls())),
        Arc::new(glue::classifier::Classifier(calls())),
        Arc::new(glue::crawler::Crawler(calls())),
        Arc::new(glue::database::Database(calls())),
        Arc::new(glue::partition::Partition(calls())),
        Arc::new(glue::table::Table(calls())),
        Arc::new(iam::managed_policy::ManagedPolicy(calls())),
        Arc::new(iam::policy::Policy(calls())),
        Arc::new(iam::role::Role(calls())),
        Arc::new(kinesis::stream::Stream(calls())),
        Arc::new(lambda::event_invoke_config::EventInvokeConfig(calls())),
        Arc::new(lambda::event_source_mapping::EventSourceMapping(calls())),
        Arc::new(lambda::function::Function(calls())),
        Arc::new(lambda::permission::Permission(calls())),
        Arc::new(logs::log_group::LogGroup(calls())),
        Arc::new(logs::log_stream::LogStream(calls())),
        Arc::new(logs::metric_filter::MetricFilter(calls())),
        Arc::new(logs::subscription_filter::SubscriptionFilter(calls())),
        Arc::new(s3::bucket::Bucket(calls())),
        Arc::new(s3::bucket_policy::BucketPolicy(calls())),
        Arc::new(sns::subscription::Subscription(calls())),
        Arc::new(sns::topic::Topic(calls())),
        Arc::new(sns::topic_policy::TopicPolicy(calls())),
        Arc::new(sqs::queue::Queue(calls())),
        Arc::new(sqs::queue_policy::QueuePolicy(calls())),
    ])
}
