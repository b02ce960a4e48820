//! A change of state: what the alarm says, the line of history, and the actions, in one transaction.

use cloudwatch_api::{HistoryItemType, StateValue};
use kernel::{Place, Timestamp};
use storage::Transaction;

use super::rule::named;
use super::{Alarm, Alarms, Result, Said, Suppressed, catalog, document, history, outbox};
use crate::engine::EngineError;

/// What an alarm is found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The state.
    pub value: StateValue,
    /// Why.
    pub reason: String,
    /// Why, in JSON.
    pub data: Option<String>,
}

impl Alarms {
    /// Sets what the alarm `name` says, until it is judged again.
    pub async fn set(&self, place: &Place, name: &str, verdict: Verdict) -> Result<()> {
        let missing = EngineError::NoAlarm(name.to_owned());
        if self.store_if_used()?.is_none() {
            return Err(missing);
        }
        let (name, now, id) = (name.to_owned(), self.now(), self.random.uuid());
        let place = place.clone();
        let work = move |store: &mut Transaction| {
            let alarm = catalog::load(store, &place, &name)?.ok_or(missing)?;
            change(store, &place, alarm, verdict, now, &id)
        };
        self.write(false, work).await
    }

    /// Says what `seen` was judged to be, unless it was changed meanwhile; answers whether it was said.
    pub async fn judge(&self, place: &Place, seen: &Alarm, verdict: Verdict) -> Result<bool> {
        let (place, now, id) = (place.clone(), self.now(), self.random.uuid());
        let (name, configured, said) = (seen.name.clone(), seen.configured, seen.said.clone());
        let work = move |store: &mut Transaction| match catalog::load(store, &place, &name)? {
            Some(alarm) if alarm.configured == configured && alarm.said == said => {
                change(store, &place, alarm, verdict, now, &id)?;
                Ok(true)
            }
            _ => Ok(false),
        };
        self.write(false, work).await
    }
}

/// The alarm says `verdict` now.
fn change(
    store: &mut Transaction,
    place: &Place,
    mut alarm: Alarm,
    verdict: Verdict,
    now: Timestamp,
    id: &str,
) -> Result<()> {
    let before = alarm.said.clone();
    // Each change has a time of its own, whatever the clock does.
    let now = now.max(Timestamp(before.updated.0 + 1));
    let Verdict { value, reason, data } = verdict;
    alarm.said = Said { value, reason, data, updated: now, transitioned: before.transitioned };
    if value == before.value {
        catalog::keep(store, place, &alarm);
        return Ok(());
    }
    alarm.said.transitioned = now;
    if before.value == StateValue::Alarm {
        alarm.left_alarm = Some(now);
    }
    if alarm.actions.enabled {
        let kept = suppression(store, place, &alarm, &before, now)?;
        // What was kept back until now and what comes now is one change.
        let first = alarm.suppressed.take().map_or(before.clone(), |kept| kept.before);
        match kept {
            _ if first.value == value => {}
            Some(kept) => alarm.suppressed = Some(Suppressed { before: first, ..kept }),
            None => outbox::ask(store, place, &alarm, &first, id)?,
        }
    } else {
        alarm.suppressed = None;
    }
    let line = history::Entry {
        kind: HistoryItemType::StateUpdate,
        summary: format!("Alarm updated from {} to {}", before.value.as_str(), value.as_str()),
        data: document::state_update(&before, &alarm),
    };
    history::tell(store, place, &alarm, now, line)?;
    catalog::keep(store, place, &alarm);
    Ok(())
}

/// What keeps the actions of an alarm that said `before`, and has changed.
fn suppression(
    store: &Transaction,
    place: &Place,
    alarm: &Alarm,
    before: &Said,
    now: Timestamp,
) -> Result<Option<Suppressed>> {
    let Some(watch) = alarm.composite() else { return Ok(None) };
    let Some(suppressor) = &watch.suppressor else { return Ok(None) };
    let suppressor = catalog::load(store, place, &named(suppressor, place))?;
    Ok(suppressor.and_then(|suppressor| Suppressed::at_first(watch, &suppressor, before, now)))
}
