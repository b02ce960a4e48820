//! `PutBucketNotificationConfiguration`: functions only, and only those that S3 may invoke.

use dispatch::{Call, Handle};
use lambda_api::InvocationType;
use s3_api::{
    Event, LambdaFunctionConfiguration, NotificationConfiguration, PutBucketNotificationConfiguration,
    PutBucketNotificationConfigurationInput,
};
use wire::{Fault, to_json};

use crate::S3;
use crate::engine::bucket::{Bucket, Setting};
use crate::errors::{argument, not_built, with};
use crate::notify::filter::{Pattern, is_raised};

impl Handle<PutBucketNotificationConfiguration> for S3 {
    async fn handle(&self, call: &Call, input: PutBucketNotificationConfigurationInput) -> Result<(), Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let NotificationConfiguration {
            topic_configurations,
            queue_configurations,
            lambda_function_configurations,
            event_bridge_configuration,
        } = input.notification_configuration;
        if topic_configurations.is_some_and(|topics| !topics.is_empty())
            || queue_configurations.is_some_and(|queues| !queues.is_empty())
            || event_bridge_configuration.is_some()
        {
            return Err(not_built("a notification but to a Lambda function"));
        }
        let mut functions = lambda_function_configurations.unwrap_or_default();
        for function in &mut functions {
            check(function)?;
            function.id.get_or_insert_with(|| self.dispatch.random().uuid());
        }
        check_overlaps(&functions)?;
        if input.skip_destination_validation != Some(true) {
            for function in &functions {
                self.check_destination(call, &bucket, &function.lambda_function_arn).await?;
            }
        }
        let kept = (!functions.is_empty()).then(|| {
            to_json(&NotificationConfiguration {
                lambda_function_configurations: Some(functions),
                ..NotificationConfiguration::default()
            })
        });
        self.engine.set(&bucket.name, Setting::Notification, kept.map(Into::into)).await?;
        Ok(())
    }
}

impl S3 {
    /// Asks the function whether S3 may invoke it on account of the bucket.
    async fn check_destination(&self, call: &Call, bucket: &Bucket, arn: &str) -> Result<(), Fault> {
        let asked = self.invoke(bucket, arn, InvocationType::DryRun, None, call.request_id.clone()).await;
        let Err(fault) = asked else { return Ok(()) };
        if !fault.is_sender() {
            return Err(fault);
        }
        let text = "Unable to validate the following destination configurations";
        let refused = with(Fault::sender("InvalidArgument", text), "ArgumentName1", arn);
        Err(with(refused, "ArgumentValue1", format!("Not authorized to invoke function [{arn}]")))
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

/// No event may go to two functions.
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
