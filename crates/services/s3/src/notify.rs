//! Tells functions, queues and topics what happened to objects: drains the engine's outbox.
//!
//! One task sleeps until a bell rings. An event is struck off once Lambda has taken it into its own durable
//! queue, SQS into the queue that is told, or SNS
//! keeps it for all its subscribers, so each is delivered at least once; where a function refuses, its events wait, longer each time,
//! while those of others go on; what is older than six hours is given up.

mod document;
pub mod filter;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use dispatch::{Call, Principal};
use kernel::{Arn, RequestId};
use lambda_api::{InvocationType, Invoke, InvokeInput};
use s3_api::{LambdaFunctionConfiguration, NotificationConfiguration};
use sns_api::{Publish, PublishInput};
use sqs_api::{SendMessage, SendMessageInput};
use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};
use wire::{Fault, from_json};

use crate::S3;
use crate::engine::EngineError;
use crate::engine::bucket::{Bucket, Setting};
use crate::engine::outbox::Event;

/// Who S3 is to the functions that it invokes.
const PRINCIPAL: &str = "s3.amazonaws.com";
/// Events that are under way at once (ours).
const AT_ONCE: usize = 16;
/// How long an event is tried, milliseconds: as long as Lambda keeps an event itself.
const AGE_MS_MAX: u64 = 6 * 3600 * 1000;
/// How long the first and the longest wait is before what was refused is tried again (ours).
const WAIT: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// Wakes the task that delivers.
#[derive(Default)]
pub struct Bell {
    is_hung: AtomicBool,
    notify: Arc<Notify>,
}

/// A bucket, and who is told of changes in it: functions, and queues and topics in the same form.
type Listeners = (Bucket, Vec<LambdaFunctionConfiguration>);
/// What is known of buckets while events are delivered, by their numbers.
type Known = HashMap<i64, Option<Arc<Listeners>>>;
/// The number of an event, and the function or queue that did not take it, if it did not.
type Outcome = (u64, Result<(), String>);

impl S3 {
    /// Has events of `bucket` delivered, if it has any.
    pub(crate) fn tell(&self, bucket: &Bucket) {
        if bucket.notifies {
            self.ring();
        }
    }

    /// Has all events delivered that there are.
    pub(crate) fn ring(&self) {
        self.bell.notify.notify_one();
        if self.bell.is_hung.swap(true, Ordering::AcqRel) {
            return;
        }
        let (own, notify) = (self.own.clone(), Arc::clone(&self.bell.notify));
        tokio::spawn(async move {
            let mut wait = WAIT.0;
            let mut has_left = false;
            loop {
                match has_left {
                    // Either way it is time.
                    true => drop(tokio::time::timeout(wait, notify.notified()).await),
                    false => notify.notified().await,
                }
                let Some(service) = own.upgrade() else { return };
                // A store that cannot be read now is tried again, as a function is.
                has_left = service.deliver().await.unwrap_or(true);
                wait = if has_left { (wait * 2).min(WAIT.1) } else { WAIT.0 };
            }
        });
    }

    /// Delivers what can be delivered now; answers whether any is left.
    async fn deliver(&self) -> Result<bool, EngineError> {
        let Some(service) = self.own.upgrade() else { return Ok(false) };
        let (mut after, mut known, mut refusing) = (None, Known::new(), Vec::new());
        let mut has_left = false;
        loop {
            let events = self.engine.events(after)?;
            let Some((last, _)) = events.last() else { return Ok(has_left) };
            after = Some(*last);
            let (mut done, mut under_way) = (Vec::new(), JoinSet::new());
            for (number, event) in events {
                let Some((found, index)) = self.addressee(&event, &mut known)? else {
                    done.push(number);
                    continue;
                };
                if refusing.contains(&found.1[index].lambda_function_arn) {
                    has_left = true;
                    continue;
                }
                if under_way.len() == AT_ONCE {
                    settle(under_way.join_next().await, &mut done, &mut refusing);
                }
                let service = Arc::clone(&service);
                under_way
                    .spawn(async move { (number, service.send(&event, &found.0, &found.1[index]).await) });
            }
            while let Some(outcome) = under_way.join_next().await {
                settle(Some(outcome), &mut done, &mut refusing);
            }
            has_left |= !refusing.is_empty();
            if !done.is_empty() {
                self.engine.strike(done).await?;
            }
        }
    }

    /// Who is told of `event`; nobody if it is too old, or nobody listens any more.
    fn addressee(
        &self,
        event: &Event,
        known: &mut Known,
    ) -> Result<Option<(Arc<Listeners>, usize)>, EngineError> {
        if self.dispatch.clock().now().millis_since(event.time) > AGE_MS_MAX {
            return Ok(None);
        }
        let found = match known.get(&event.bucket) {
            Some(found) => found.clone(),
            None => {
                let found = self.listeners(event)?.map(Arc::new);
                known.insert(event.bucket, found.clone());
                found
            }
        };
        let Some(found) = found else { return Ok(None) };
        let index = found.1.iter().position(|function| filter::wants(function, event.happened, &event.key));
        Ok(index.map(|index| (found, index)))
    }

    fn listeners(&self, event: &Event) -> Result<Option<Listeners>, EngineError> {
        let bucket = match self.engine.bucket(&event.name) {
            Err(EngineError::NoBucket { .. }) => return Ok(None),
            bucket => bucket?,
        };
        if bucket.id != event.bucket {
            return Ok(None);
        }
        Ok(self.notification(&bucket)?.map(|kept| (bucket, targets(&kept))))
    }

    /// Who is told of changes in `bucket`.
    pub(crate) fn notification(
        &self,
        bucket: &Bucket,
    ) -> Result<Option<NotificationConfiguration>, EngineError> {
        let kept = self.engine.setting(bucket, Setting::Notification)?;
        let read = |bytes: Bytes| {
            from_json(&bytes).map_err(|error| EngineError::corrupt("notification configuration", error))
        };
        kept.map(read).transpose()
    }

    async fn send(
        &self,
        event: &Event,
        bucket: &Bucket,
        function: &LambdaFunctionConfiguration,
    ) -> Result<(), String> {
        let payload = document::of(event, bucket, function).to_string();
        let arn = &function.lambda_function_arn;
        let id = self.dispatch.request_id();
        let sent = match is_queue(arn) {
            true => self.send_to_queue(bucket, arn, payload, id).await,
            false if is_topic(arn) => self.publish(bucket, arn, payload, id).await,
            false => self.invoke(bucket, arn, InvocationType::Event, Some(payload.into()), id).await,
        };
        sent.map_err(|_| arn.clone())
    }

    /// Sends to a queue on account of `bucket`.
    async fn send_to_queue(
        &self,
        bucket: &Bucket,
        arn: &str,
        message_body: String,
        request: RequestId,
    ) -> Result<(), Fault> {
        let queue = Arn::parse(arn).ok().filter(|arn| arn.region() == bucket.region);
        let queue = queue
            .ok_or_else(|| Fault::sender("InvalidArgument", "The ARN is no queue in the bucket's region"))?;
        let call = Call::inside("s3", Principal::Service(PRINCIPAL), bucket.place(), request)
            .on_account_of(format!("arn:aws:s3:::{}", bucket.name));
        let queue_url = format!("/{}/{}", queue.account(), queue.resource());
        let input = SendMessageInput { queue_url, message_body, ..SendMessageInput::default() };
        self.dispatch.call::<SendMessage>(&call, input).await.map(drop)
    }

    /// Publishes to a topic on account of `bucket`.
    async fn publish(
        &self,
        bucket: &Bucket,
        arn: &str,
        message: String,
        request: RequestId,
    ) -> Result<(), Fault> {
        let is_near = Arn::parse(arn).is_ok_and(|arn| arn.region() == bucket.region);
        if !is_near {
            return Err(Fault::sender("InvalidArgument", "The ARN is no topic in the bucket's region"));
        }
        let call = Call::inside("s3", Principal::Service(PRINCIPAL), bucket.place(), request)
            .on_account_of(format!("arn:aws:s3:::{}", bucket.name));
        let subject = Some("Amazon S3 Notification".to_owned());
        let input = PublishInput { topic_arn: Some(arn.to_owned()), message, subject, ..Default::default() };
        self.dispatch.call::<Publish>(&call, input).await.map(drop)
    }

    /// Sends the message to a queue or a topic by which S3 finds out whether it may.
    pub(crate) async fn test(&self, bucket: &Bucket, arn: &str, request: RequestId) -> Result<(), Fault> {
        let now = self.dispatch.clock().now();
        let text = document::test(bucket, now, &request).to_string();
        match is_topic(arn) {
            true => self.publish(bucket, arn, text, request).await,
            false => self.send_to_queue(bucket, arn, text, request).await,
        }
    }

    /// Invokes a function on account of `bucket`.
    pub(crate) async fn invoke(
        &self,
        bucket: &Bucket,
        arn: &str,
        invocation: InvocationType,
        payload: Option<Bytes>,
        request: RequestId,
    ) -> Result<(), Fault> {
        let is_here = Arn::parse(arn).is_ok_and(|arn| {
            arn.service() == "lambda" && arn.region() == bucket.region && arn.account() == bucket.account
        });
        if !is_here {
            return Err(Fault::sender("InvalidArgument", "The ARN is not a function in the bucket's region"));
        }
        let call = Call::inside("s3", Principal::Service(PRINCIPAL), bucket.place(), request)
            .on_account_of(format!("arn:aws:s3:::{}", bucket.name));
        let input = InvokeInput {
            function_name: arn.to_owned(),
            invocation_type: Some(invocation),
            log_type: None,
            client_context: None,
            durable_execution_name: None,
            payload,
            qualifier: None,
            tenant_id: None,
        };
        self.dispatch.call::<Invoke>(&call, input).await.map(drop)
    }
}

/// Whether `arn` is a queue's.
pub(crate) fn is_queue(arn: &str) -> bool {
    Arn::parse(arn).is_ok_and(|arn| arn.service() == "sqs")
}

/// Whether `arn` is a topic's; buckets tell none that is FIFO, as on AWS.
pub(crate) fn is_topic(arn: &str) -> bool {
    let parsed = Arn::parse(arn);
    parsed.is_ok_and(|arn| arn.service() == "sns" && !arn.resource().ends_with(".fifo"))
}

/// Who is told, in the form of functions.
pub(crate) fn targets(kept: &NotificationConfiguration) -> Vec<LambdaFunctionConfiguration> {
    let functions = kept.lambda_function_configurations.iter().flatten().cloned();
    let queues = kept.queue_configurations.iter().flatten().map(|queue| LambdaFunctionConfiguration {
        id: queue.id.clone(),
        lambda_function_arn: queue.queue_arn.clone(),
        events: queue.events.clone(),
        filter: queue.filter.clone(),
    });
    let topics = kept.topic_configurations.iter().flatten().map(|topic| LambdaFunctionConfiguration {
        id: topic.id.clone(),
        lambda_function_arn: topic.topic_arn.clone(),
        events: topic.events.clone(),
        filter: topic.filter.clone(),
    });
    functions.chain(queues).chain(topics).collect()
}

/// Notes how a delivery went.
fn settle(outcome: Option<Result<Outcome, JoinError>>, done: &mut Vec<u64>, refusing: &mut Vec<String>) {
    match outcome {
        Some(Ok((number, Ok(())))) => done.push(number),
        Some(Ok((_, Err(arn)))) if !refusing.contains(&arn) => refusing.push(arn),
        // A delivery that panicked or was refused stays in the outbox.
        _ => {}
    }
}
