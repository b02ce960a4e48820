//! Which alarms there are: put, looked up, listed, deleted, their actions switched on and off.

use std::ops::{Bound, ControlFlow};

use cloudwatch_api::HistoryItemType;
use kernel::Place;
use storage::{Direction, Transaction};

use super::rule::named;
use super::{Alarm, Alarms, Result, Rule, document, history, keys};
use crate::engine::EngineError;
use crate::limits::ALARMS_MAX;

/// The alarm called `name`.
pub(super) fn load(store: &Transaction, place: &Place, name: &str) -> Result<Option<Alarm>> {
    store.get(&keys::alarm(place, name))?.map(|value| Alarm::decode(&value)).transpose()
}

/// Writes an alarm as it is now.
pub(super) fn keep(store: &mut Transaction, place: &Place, alarm: &Alarm) {
    store.put(keys::alarm(place, &alarm.name), alarm.encode());
}

fn count(store: &Transaction, place: &Place) -> Result<u64> {
    store.get(&keys::count(place))?.map_or(Ok(0), |value| number(&value))
}

/// The eight bytes of a number.
pub(super) fn number(value: &[u8]) -> Result<u64> {
    value.try_into().map(u64::from_be_bytes).map_err(|_| EngineError::Corrupt("a number"))
}

/// All composite alarms of `place` that ask others or are suppressed by them, with those others.
fn dependents(store: &Transaction, place: &Place) -> Result<Vec<(String, Vec<String>)>> {
    let (mut found, mut failed) = (Vec::new(), None);
    store.scan_prefix(&keys::alarm(place, ""), &mut |_, value| match Alarm::decode(value) {
        Ok(alarm) => {
            if alarm.composite().is_some() {
                let asked = asked(&alarm, place);
                found.push((alarm.name, asked));
            }
            ControlFlow::Continue(())
        }
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(found), Err)
}

/// The alarms that a composite alarm needs: those of its rule, and its suppressor.
fn asked(alarm: &Alarm, place: &Place) -> Vec<String> {
    let Some(watch) = alarm.composite() else { return Vec::new() };
    let rule = Rule::parse(&watch.rule, place).ok();
    let mut names: Vec<String> = rule.iter().flat_map(Rule::children).map(str::to_owned).collect();
    names.extend(watch.suppressor.as_ref().map(|given| named(given, place)));
    names
}

impl Alarms {
    /// Puts an alarm; one that is there keeps what it says and its tags.
    pub async fn put(&self, place: &Place, mut alarm: Alarm) -> Result<()> {
        let (place, now) = (place.clone(), self.now());
        let work = move |store: &mut Transaction| {
            let missing: Vec<String> = asked(&alarm, &place)
                .into_iter()
                .filter_map(|name| match store.get(&keys::alarm(&place, &name)) {
                    // An alarm may ask itself once it is there.
                    Ok(Some(_)) => None,
                    Ok(None) => Some(Ok(name)),
                    Err(error) => Some(Err(error)),
                })
                .collect::<std::result::Result<_, _>>()?;
            if !missing.is_empty() {
                return Err(EngineError::NoChildren(missing));
            }
            let before = load(store, &place, &alarm.name)?;
            let verb = if before.is_some() { "updated" } else { "created" };
            match before {
                Some(before) if before.kind() != alarm.kind() => {
                    return Err(EngineError::OtherKind(alarm.name));
                }
                Some(before) => {
                    alarm.said = before.said;
                    alarm.left_alarm = before.left_alarm;
                    alarm.suppressed = before.suppressed;
                    alarm.tags = before.tags;
                }
                None => {
                    let count = count(store, &place)?;
                    if count >= ALARMS_MAX {
                        return Err(EngineError::TooManyAlarms(ALARMS_MAX));
                    }
                    store.put(keys::count(&place), (count + 1).to_be_bytes().to_vec());
                }
            }
            let line = history::Entry {
                kind: HistoryItemType::ConfigurationUpdate,
                summary: format!("Alarm \"{}\" {verb}", alarm.name),
                data: document::configuration(verb, &place, &alarm),
            };
            history::tell(store, &place, &alarm, now, line)?;
            keep(store, &place, &alarm);
            Ok(())
        };
        self.write(true, work).await
    }

    /// The alarm called `name`.
    pub fn alarm(&self, place: &Place, name: &str) -> Result<Option<Alarm>> {
        let Some(store) = self.store_if_used()? else { return Ok(None) };
        store.get(&keys::alarm(place, name))?.map(|value| Alarm::decode(&value)).transpose()
    }

    /// Shows the alarms of `place` whose names begin with `prefix` and come after `after`, in order of name, until
    /// `visit` breaks.
    pub fn alarms(
        &self,
        place: &Place,
        prefix: &str,
        after: Option<&str>,
        visit: &mut dyn FnMut(Alarm) -> ControlFlow<()>,
    ) -> Result<()> {
        let Some(store) = self.store_if_used()? else { return Ok(()) };
        let first = keys::alarm(place, prefix);
        let after = after.map(|after| keys::alarm(place, after)).filter(|after| *after >= first);
        let lower = after.as_ref().map_or(Bound::Included(&first[..]), |after| Bound::Excluded(&after[..]));
        let mut failed = None;
        store.scan(lower, Bound::Unbounded, Direction::Forward, &mut |key, value| {
            if !key.starts_with(&first) {
                return ControlFlow::Break(());
            }
            Alarm::decode(value).map(&mut *visit).unwrap_or_else(|error| {
                failed = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// All alarms there are, of all places.
    pub fn everywhere(&self, visit: &mut dyn FnMut(Place, Alarm)) -> Result<()> {
        let Some(store) = self.store_if_used()? else { return Ok(()) };
        let mut failed = None;
        store.scan_prefix(keys::ALARMS, &mut |key, value| {
            let place = keys::parse_alarm(key).ok_or(EngineError::Corrupt("an alarm's key"));
            match place.and_then(|(place, _)| Ok((place, Alarm::decode(value)?))) {
                Ok((place, alarm)) => visit(place, alarm),
                Err(error) => {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// Deletes those of `names` that there are, or none where others need one of them, or where more than one is
    /// composite.
    pub async fn delete(&self, place: &Place, names: Vec<String>) -> Result<()> {
        if self.store_if_used()?.is_none() {
            return Ok(());
        }
        let (place, now) = (place.clone(), self.now());
        let work = move |store: &mut Transaction| {
            let mut going = Vec::new();
            for name in &names {
                going.extend(load(store, &place, name)?);
            }
            if going.iter().filter(|alarm| alarm.composite().is_some()).count() > 1 {
                return Err(EngineError::SeveralComposites);
            }
            let needing = dependents(store, &place)?;
            let needed =
                |name: &String| needing.iter().any(|(by, asked)| !names.contains(by) && asked.contains(name));
            let needed: Vec<String> = going.iter().map(|alarm| alarm.name.clone()).filter(needed).collect();
            if !needed.is_empty() {
                return Err(EngineError::Needed(needed));
            }
            let left = count(store, &place)?.saturating_sub(going.len() as u64);
            store.put(keys::count(&place), left.to_be_bytes().to_vec());
            for alarm in going {
                store.delete(&keys::alarm(&place, &alarm.name));
                let line = history::Entry {
                    kind: HistoryItemType::ConfigurationUpdate,
                    summary: format!("Alarm \"{}\" deleted", alarm.name),
                    data: document::configuration("deleted", &place, &alarm),
                };
                history::tell(store, &place, &alarm, now, line)?;
            }
            Ok(())
        };
        self.write(true, work).await
    }

    /// Switches the actions of those of `names` that there are on or off.
    pub async fn enable_actions(&self, place: &Place, names: Vec<String>, enabled: bool) -> Result<()> {
        if self.store_if_used()?.is_none() {
            return Ok(());
        }
        let (place, now) = (place.clone(), self.now());
        let work = move |store: &mut Transaction| {
            for name in &names {
                let Some(mut alarm) = load(store, &place, name)? else { continue };
                if alarm.actions.enabled == enabled {
                    continue;
                }
                alarm.actions.enabled = enabled;
                alarm.configured = now;
                let line = history::Entry {
                    kind: HistoryItemType::ConfigurationUpdate,
                    summary: format!("Alarm \"{name}\" updated"),
                    data: document::configuration("updated", &place, &alarm),
                };
                history::tell(store, &place, &alarm, now, line)?;
                keep(store, &place, &alarm);
            }
            Ok(())
        };
        self.write(true, work).await
    }
}
