//! `PutBucketNotificationConfiguration`: functions, queues and topics, and only those that S3 may invoke, send to or
//! publish to.

use dispatch::{Call, Handle};
use lambda_api::InvocationType;
use s3_api::{
    Event, LambdaFunctionConfiguration, NotificationConfiguration, PutBucketNotificationConfiguration,
    PutBucketNotificationConfigurationInput, QueueConfiguration, TopicConfiguration,
};
use wire::{Fault, to_json};

use crate::S3;
use crate::engine::bucket::{Bucket, Setting};
use crate::errors::{argument, not_built, with};
use crate::notify::filter::{Pattern, is_raised};
use crate::notify::{is_queue, is_topic, targets};

impl Handle<PutBucketNotificationConfiguration> for S3 {
    async fn handle(&self, call: &Call, input: PutBucketNotificationConfigurationInput) -> Result<(), Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let NotificationConfiguration {
            topic_configurations,
            queue_configurations,
            lambda_function_configurations,
            event_bridge_configuration,
        } = input.notification_configuration;
        if event_bridge_configuration.is_some() {
            return Err(not_built("a notification but to a Lambda function, a queue or a topic"));
        }
        let misplaced = lambda_function_configurations
            .iter()
            .flatten()
            .map(|function| &function.lambda_function_arn)
            .find(|arn| is_queue(arn) || is_topic(arn))
            .or_else(|| {
                let mut queues = queue_configurations.iter().flatten().map(|queue| &queue.queue_arn);
                queues.find(|arn| !is_queue(arn))
            })
            .or_else(|| {
                let mut topics = topic_configurations.iter().flatten().map(|topic| &topic.topic_arn);
                topics.find(|arn| !is_topic(arn))
            });
        if let Some(arn) = misplaced {
            return Err(argument("The ARN is not well formed", "ARN", arn));
        }
        let mut all = targets(&NotificationConfiguration {
            lambda_function_configurations,
            queue_configurations,
            topic_configurations,
            ..NotificationConfiguration::default()
        });
        for target in &mut all {
            check(target)?;
            target.id.get_or_insert_with(|| self.dispatch.random().uuid());
        }
        check_overlaps(&all)?;
        if input.skip_destination_validation != Some(true) {
            for target in &all {
                self.check_destination(call, &bucket, &target.lambda_function_arn).await?;
            }
        }
        let kept = (!all.is_empty()).then(|| to_json(&configuration(all)));
        self.engine.set(&bucket.name, Setting::Notification, kept.map(Into::into)).await?;
        Ok(())
    }
}

impl S3 {
    /// Asks the function, the queue or the topic whether S3 may invoke it, send or publish to it, on account of the
    /// bucket.
    async fn check_destination(&self, call: &Call, bucket: &Bucket, arn: &str) -> Result<(), Fault> {
        let id = call.request_id.clone();
        let (asked, refusal) = match is_queue(arn) {
            true => (
                self.test(bucket, arn, id).await,
                "Permissions on the destination queue do not allow S3 to publish notifications from this bucket"
                    .to_owned(),
            ),
            false if is_topic(arn) => (
                self.test(bucket, arn, id).await,
                "Permissions on the destination topic do not allow S3 to publish notifications from this bucket"
                    .to_owned(),
            ),
            false => (
                self.invoke(bucket, arn, InvocationType::DryRun, None, id).await,
                format!("Not authorized to invoke function [{arn}]"),
            ),
        };
        let Err(fault) = asked else { return Ok(()) };
        if !fault.is_sender() {
            return Err(fault);
        }
        let text = "Unable to validate the following destination configurations";
        let refused = with(Fault::sender("InvalidArgument", text), "ArgumentName1", arn);
        Err(with(refused, "ArgumentValue1", refusal))
    }
}

/// What is kept: functions, queues and topics apart.
fn configuration(all: Vec<LambdaFunctionConfiguration>) -> NotificationConfiguration {
    let (queues, functions): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|target| is_queue(&target.lambda_function_arn));
    let (topics, functions): (Vec<_>, Vec<_>) =
        functions.into_iter().partition(|target| is_topic(&target.lambda_function_arn));
    let topics: Vec<_> = topics
        .into_iter()
        .map(|target| TopicConfiguration {
            id: target.id,
            topic_arn: target.lambda_function_arn,
            events: target.events,
            filter: target.filter,
        })
        .collect();
    let queues: Vec<_> = queues
        .into_iter()
        .map(|target| QueueConfiguration {
            id: target.id,
            queue_arn: target.lambda_function_arn,
            events: target.events,
            filter: target.filter,
        })
        .collect();
    NotificationConfiguration {
        lambda_function_configurations: (!functions.is_empty()).then_some(functions),
        queue_configurations: (!queues.is_empty()).then_some(queues),
        topic_configurations: (!topics.is_empty()).then_some(topics),
        ..NotificationConfiguration::default()
    }
}

/// Refuses what cannot be, and writes names as AWS answers them.
fn check(function: &mut LambdaFunctionConfiguration) -> Result<(), Fault> {
    if function.events.is_empty() {
        return Err(crate::errors::malformed());
    }
    for name in &function.events {
        let unknown = || argument("The event is not supported for notifications", "Event", name);
        if !is_raised(Event::parse(name).ok_or_else(unknown)?) {
            return Err(not_built(name));
        }
    }
    Pattern::of(function.filter.as_ref())?;
    let key = function.filter.as_mut().and_then(|filter| filter.key.as_mut());
    for rule in key.and_then(|key| key.filter_rules.as_mut()).into_iter().flatten() {
        let is_prefix = rule.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case("prefix"));
        rule.name = Some(if is_prefix { "Prefix" } else { "Suffix" }.to_owned());
    }
    Ok(())
}

/// No event may go to two of them.
fn check_overlaps(functions: &[LambdaFunctionConfiguration]) -> Result<(), Fault> {
    for (at, one) in functions.iter().enumerate() {
        for other in &functions[at + 1..] {
            let (of_one, of_other) = (Pattern::of(one.filter.as_ref())?, Pattern::of(other.filter.as_ref())?);
            let share_event = one.events.iter().any(|event| {
                other.events.iter().any(|other| {
                    let covers = |wide: &str, narrow: &str| {
                        wide.strip_suffix('*').is_some_and(|start| narrow.starts_with(start))
                    };
                    event == other || covers(event, other) || covers(other, event)
                })
            });
            if share_event && of_one.overlaps(&of_other) {
                let text = "Configurations overlap. Configurations on the same bucket cannot share a common event type.";
                return Err(Fault::sender("InvalidArgument", text));
            }
        }
    }
    Ok(())
}
