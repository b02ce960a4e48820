//! Actions are carried out: topics are told by SNS's `Publish`, functions by Lambda's `Invoke`, as CloudWatch and on
//! account of the alarm.
//!
//! An action is struck off once SNS or Lambda has taken it into its own durable queue, with the line of history that
//! says so; a kill between the two repeats it. What refuses (no such topic, no permission) has failed for good; what
//! cannot be reached is tried again, longer each time, and given up after [`ACTION_TRIES_MAX`] tries.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use dispatch::{Call, Principal};
use lambda_api::{InvocationType, Invoke, InvokeInput};
use sns_api::{Publish, PublishInput};
use tokio::task::JoinSet;
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

/// An action by number, and how it went; nothing where it is to be tried again.
type Carried = (u64, Action, Option<Outcome>);

/// How often each action was tried since the start, and when it is tried again.
#[derive(Default)]
pub(super) struct Deliveries(Mutex<HashMap<u64, (u32, Instant)>>);

impl Deliveries {
    fn tried(&self) -> MutexGuard<'_, HashMap<u64, (u32, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waits(&self, number: u64) -> bool {
        self.tried().get(&number).is_some_and(|(_, again)| *again > Instant::now())
    }

    /// Notes that an action could not be carried out; answers whether it is tried again.
    fn failed(&self, number: u64, passes: bool) -> bool {
        let mut tried = self.tried();
        let tries = tried.get(&number).map_or(0, |(tries, _)| *tries) + 1;
        let again = passes && tries < ACTION_TRIES_MAX;
        match again {
            true => drop(tried.insert(number, (tries, Instant::now() + wait(tries)))),
            false => drop(tried.remove(&number)),
        }
        again
    }
}

/// How long is waited after so many tries.
fn wait(tries: u32) -> Duration {
    WAIT.0.saturating_mul(1 << (tries - 1).min(16)).min(WAIT.1)
}

/// Carries actions out as they are asked for.
pub(super) fn start(own: Weak<CloudWatch>) {
    tokio::spawn(async move {
        loop {
            let Some(service) = own.upgrade() else { return };
            // A store that cannot be read now is tried again, as a topic is.
            let has_left = service.deliver_some(false).await.unwrap_or(true);
            let alarms = Arc::clone(&service.alarms);
            drop(service);
            match has_left {
                // Either way it is time to look which may be tried again.
                true => drop(tokio::time::timeout(WAIT.0, alarms.asked()).await),
                false => alarms.asked().await,
            }
        }
    });
}

impl CloudWatch {
    /// Carries out all actions that wait, whether they are to be tried again now or later; answers whether any is left.
    pub async fn deliver(&self) -> Result<bool, Fault> {
        Ok(self.deliver_some(true).await?)
    }

    async fn deliver_some(&self, all: bool) -> Result<bool, EngineError> {
        let Some(service) = self.own.upgrade() else { return Ok(false) };
        let (mut after, mut has_left) = (None, false);
        loop {
            let actions = self.alarms.actions(after)?;
            let Some((last, _)) = actions.last() else { return Ok(has_left) };
            after = Some(*last);
            // Those of an alarm one after the other, as it changed; those of different alarms at once.
            let mut of_alarms: BTreeMap<String, Vec<(u64, Action)>> = BTreeMap::new();
            for (number, action) in actions {
                match !all && self.board.deliveries.waits(number) {
                    true => has_left = true,
                    false => of_alarms.entry(action.alarm_arn()?).or_default().push((number, action)),
                }
            }
            let mut under_way = JoinSet::new();
            for of_alarm in of_alarms.into_values() {
                let service = Arc::clone(&service);
                under_way.spawn(async move { service.carry_out_all(of_alarm).await });
            }
            let mut outcomes = Vec::new();
            while let Some(carried) = under_way.join_next().await {
                let carried = carried.map_err(|_| EngineError::Corrupt("an action broke off"))??;
                for (number, action, outcome) in carried {
                    match outcome {
                        Some(outcome) => outcomes.push((number, action, outcome)),
                        None => has_left = true,
                    }
                }
            }
            if !outcomes.is_empty() {
                outcomes.sort_by_key(|(number, ..)| *number);
                self.alarms.settle(outcomes).await?;
            }
        }
    }

    async fn carry_out_all(&self, actions: Vec<(u64, Action)>) -> Result<Vec<Carried>, EngineError> {
        let mut carried = Vec::with_capacity(actions.len());
        for (number, action) in actions {
            let outcome = self.carry_out(number, &action).await?;
            carried.push((number, action, outcome));
        }
        Ok(carried)
    }

    /// Carries out one action; nothing where it is to be tried again.
    async fn carry_out(&self, number: u64, action: &Action) -> Result<Option<Outcome>, EngineError> {
        let sent = match action.is_function() {
            true => self.invoke(action).await?,
            false => self.publish(action).await?,
        };
        let deliveries = &self.board.deliveries;
        let Err(fault) = sent else {
            deliveries.tried().remove(&number);
            return Ok(Some(Ok(())));
        };
        let passes = (fault.status >= 500 && fault.status != 501)
            || fault.status == 429
            || fault.code.contains("Throttl");
        Ok((!deliveries.failed(number, passes)).then_some(Err(fault.message)))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_tries_end() {
        assert_eq!([1, 2, 6, 7, 40].map(|tries| wait(tries).as_secs()), [1, 2, 32, 60, 60]);
        let deliveries = Deliveries::default();
        let tried = (0..100).take_while(|_| deliveries.failed(7, true)).count();
        assert_eq!(tried as u32, ACTION_TRIES_MAX - 1);
        assert!(!deliveries.waits(7), "it is forgotten");
        assert!(deliveries.failed(8, true) && deliveries.waits(8));
        assert!(!deliveries.failed(8, false), "what refuses is not tried again");
    }
}
