//! Actions are carried out: topics are told by SNS's `Publish`, functions by Lambda's `Invoke`, as CloudWatch and on
//! account of the alarm.
//!
//! An action is struck off once SNS or Lambda has taken it into its own durable queue, with the line of history that
//! says so; a kill between the two repeats it. What refuses (no such topic, no permission) has failed for good; what
//! cannot be reached is tried again, longer each time, and given up after [`ACTION_TRIES_MAX`] tries.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError, Weak};
use std::time::Duration;

use dispatch::{Call, Principal};
use lambda_api::{InvocationType, Invoke, InvokeInput};
use sns_api::{Publish, PublishInput};
use wire::Fault;

use crate::CloudWatch;
use crate::alarms::{Action, Outcome};
use crate::engine::EngineError;
use crate::limits::ACTION_TRIES_MAX;

/// Who alarms are to topics.
const TO_TOPICS: &str = "cloudwatch.amazonaws.com";
/// Who alarms are to functions.
const TO_FUNCTIONS: &str = "lambda.alarms.cloudwatch.amazonaws.com";
/// How long the first and the longest wait is before what could not be reached is tried again (ours).
const WAIT: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// How often each action was tried since the start.
#[derive(Default)]
pub(super) struct Deliveries(Mutex<HashMap<u64, u32>>);

/// Carries actions out as they are asked for.
pub(super) fn start(own: Weak<CloudWatch>) {
    tokio::spawn(async move {
        let mut wait = WAIT.0;
        loop {
            let Some(service) = own.upgrade() else { return };
            // A store that cannot be read now is tried again, as a topic is.
            let has_left = service.deliver().await.unwrap_or(true);
            let alarms = std::sync::Arc::clone(&service.alarms);
            drop(service);
            // What is asked for meanwhile must not shorten the wait of what could not be reached.
            match has_left {
                true => tokio::time::sleep(wait).await,
                false => alarms.asked().await,
            }
            wait = if has_left { (wait * 2).min(WAIT.1) } else { WAIT.0 };
        }
    });
}

impl CloudWatch {
    /// Carries out what can be carried out now; answers whether any action is left.
    pub async fn deliver(&self) -> Result<bool, EngineError> {
        let (mut after, mut has_left) = (None, false);
        loop {
            let actions = self.alarms.actions(after)?;
            let Some((last, _)) = actions.last() else { return Ok(has_left) };
            after = Some(*last);
            let mut outcomes = Vec::new();
            for (number, action) in actions {
                match self.carry_out(number, &action).await? {
                    Some(outcome) => outcomes.push((number, action, outcome)),
                    None => has_left = true,
                }
            }
            if !outcomes.is_empty() {
                self.alarms.settle(outcomes).await?;
            }
        }
    }

    /// Carries out one action; nothing where it is to be tried again.
    async fn carry_out(&self, number: u64, action: &Action) -> Result<Option<Outcome>, EngineError> {
        let sent = match action.is_function() {
            true => self.invoke(action).await?,
            false => self.publish(action).await?,
        };
        let mut tried = self.board.deliveries.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = match sent {
            Ok(()) => {
                tried.remove(&number);
                return Ok(Some(Ok(())));
            }
            Err(fault) => fault,
        };
        let tries = tried.entry(number).or_default();
        *tries += 1;
        let passes = fault.status >= 500 || fault.status == 429 || fault.code.contains("Throttl");
        if passes && *tries < ACTION_TRIES_MAX {
            return Ok(None);
        }
        tried.remove(&number);
        Ok(Some(Err(fault.message)))
    }

    fn call_as(&self, principal: &'static str, action: &Action) -> Result<Call, EngineError> {
        let id = self.dispatch.request_id();
        let call = Call::inside("cloudwatch", Principal::Service(principal), action.place()?, id);
        Ok(call.on_account_of(action.alarm_arn()?))
    }

    async fn publish(&self, action: &Action) -> Result<Result<(), Fault>, EngineError> {
        let call = self.call_as(TO_TOPICS, action)?;
        let input = PublishInput {
            topic_arn: Some(action.target.clone()),
            subject: action.subject.clone(),
            message: action.text.clone(),
            message_structure: Some("json".to_owned()),
            ..PublishInput::default()
        };
        Ok(self.dispatch.call::<Publish>(&call, input).await.map(drop))
    }

    async fn invoke(&self, action: &Action) -> Result<Result<(), Fault>, EngineError> {
        let call = self.call_as(TO_FUNCTIONS, action)?;
        let input = InvokeInput {
            function_name: action.target.clone(),
            invocation_type: Some(InvocationType::Event),
            log_type: None,
            client_context: None,
            durable_execution_name: None,
            payload: Some(action.text.clone().into()),
            qualifier: None,
            tenant_id: None,
        };
        Ok(self.dispatch.call::<Invoke>(&call, input).await.map(drop))
    }
}
