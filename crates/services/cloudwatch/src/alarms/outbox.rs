//! Actions that were asked for and not carried out yet: written with the change of state, struck off with the line of
//! history that says how they went.

use std::ops::{Bound, ControlFlow};

use cloudwatch_api::{AlarmType, HistoryItemType, alarm_arn};
use kernel::{AccountId, Place, Region, Timestamp};
use storage::{Direction, Transaction};
use wire::{Shape, from_json, to_json};

use super::{Alarm, Alarms, Result, Said, document, event, history, keys, message};
use crate::engine::EngineError;
use crate::limits::{ACTIONS_READ, ACTIONS_WAITING_MAX};

/// The version of the stored form.
const VERSION: i32 = 1;

/// An action, and its stored form.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Action {
    version: i32,
    account: String,
    region: String,
    /// The alarm's name.
    pub alarm: String,
    /// What kind of alarm it is.
    pub kind: AlarmType,
    /// Whom it tells: the ARN of a topic or a function.
    pub target: String,
    /// The subject of a message; a function gets none.
    pub subject: Option<String>,
    /// What is told, in JSON: the message in its forms by protocol, or the event.
    pub text: String,
    /// When the state changed.
    pub at: Timestamp,
}

/// How an action went; an error in words where it failed for good.
pub type Outcome = std::result::Result<(), String>;

impl Action {
    /// Where the alarm is.
    pub fn place(&self) -> Result<Place> {
        let account = AccountId::parse(&self.account);
        let region = Region::parse(&self.region);
        let (account, region) =
            account.zip(region).ok_or(EngineError::Corrupt("the place of an alarm's action"))?;
        Ok(Place { account, region })
    }

    /// The alarm's ARN.
    pub fn alarm_arn(&self) -> Result<String> {
        Ok(alarm_arn(&self.place()?, &self.alarm))
    }

    /// Whether a function is told.
    pub fn is_function(&self) -> bool {
        is_function(&self.target)
    }
}

/// Whether the ARN of an action is a function's.
fn is_function(arn: &str) -> bool {
    kernel::Arn::parse(arn).is_ok_and(|arn| arn.service() == "lambda")
}

/// Asks for the actions of an alarm that said `before`, and changed.
pub(super) fn ask(
    store: &mut Transaction,
    place: &Place,
    alarm: &Alarm,
    before: &Said,
    id: &str,
) -> Result<()> {
    for target in alarm.actions.on(alarm.said.value) {
        let (subject, text) = match is_function(target) {
            true => (None, event::of(place, alarm, before, id)),
            false => (Some(message::subject(place, alarm)), message::of(place, alarm, before)),
        };
        let action = Action {
            version: VERSION,
            account: place.account.to_string(),
            region: place.region.to_string(),
            alarm: alarm.name.clone(),
            kind: alarm.kind(),
            target: target.clone(),
            subject,
            text,
            at: alarm.said.transitioned,
        };
        let number = history::next_number(store)?;
        if waiting(store)? >= ACTIONS_WAITING_MAX {
            let full = format!("{ACTIONS_WAITING_MAX} actions wait already");
            tell(store, place, alarm.said.transitioned, &action, &Err(full))?;
            continue;
        }
        store.put(keys::action(number), to_json(&action));
    }
    Ok(())
}

/// How many actions wait, at most: numbers are given to lines too.
fn waiting(store: &Transaction) -> Result<u64> {
    let (mut first, mut last) = (None, None);
    let end = [keys::ACTIONS[0] + 1];
    for (direction, found) in [(Direction::Forward, &mut first), (Direction::Reverse, &mut last)] {
        store.scan(Bound::Included(keys::ACTIONS), Bound::Excluded(&end[..]), direction, &mut |key, _| {
            *found = keys::action_number(key);
            ControlFlow::Break(())
        })?;
    }
    Ok(first.zip(last).map_or(0, |(first, last): (u64, u64)| last - first + 1))
}

/// Writes down how an action went.
fn tell(
    store: &mut Transaction,
    place: &Place,
    at: Timestamp,
    action: &Action,
    went: &Outcome,
) -> Result<()> {
    let summary = match went {
        Ok(()) => format!("Successfully executed action {}", action.target),
        Err(error) => format!("Failed to execute action {}. Received error: \"{error}\"", action.target),
    };
    let entry = history::Entry {
        kind: HistoryItemType::Action,
        summary,
        data: document::action(&action.target, &action.text, action.at, went.as_ref().err()),
    };
    let number = history::next_number(store)?;
    history::write(store, keys::line(place, at, number), action.alarm.clone(), action.kind, entry);
    Ok(())
}

impl Alarms {
    /// The first actions after the one with number `after`, in the order in which they were asked for.
    pub fn actions(&self, after: Option<u64>) -> Result<Vec<(u64, Action)>> {
        let Some(store) = self.store_if_used()? else { return Ok(Vec::new()) };
        let from = keys::action(after.map_or(0, |after| after + 1));
        let end = [keys::ACTIONS[0] + 1];
        let mut found = Vec::new();
        let (lower, upper) = (Bound::Included(&from[..]), Bound::Excluded(&end[..]));
        store.scan(lower, upper, Direction::Forward, &mut |key, value| {
            found.extend(keys::action_number(key).map(|number| (number, value.clone())));
            if found.len() < ACTIONS_READ { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        let read = |(number, value): (u64, bytes::Bytes)| {
            let action: Action = from_json(&value).map_err(|_| EngineError::Corrupt("an alarm's action"))?;
            match action.version {
                VERSION => Ok((number, action)),
                _ => Err(EngineError::Corrupt("an alarm's action")),
            }
        };
        found.into_iter().map(read).collect()
    }

    /// Strikes off actions that were carried out, or that failed for good, and tells how they went.
    pub async fn settle(&self, outcomes: Vec<(u64, Action, Outcome)>) -> Result<()> {
        let now = self.now();
        let work = move |store: &mut Transaction| {
            for (number, action, went) in &outcomes {
                store.delete(&keys::action(*number));
                // A clock that was moved back must not put it before the change.
                tell(store, &action.place()?, now.max(action.at), action, went)?;
            }
            Ok::<_, EngineError>(())
        };
        self.store()?.write(work).await?
    }
}
