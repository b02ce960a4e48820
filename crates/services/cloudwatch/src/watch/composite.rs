//! Composite alarms are judged when an alarm that they ask has changed its state since, or when they were put; so one
//! that was set by hand stays so until then. Those in a circle, or that ask one that is, keep what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

use cloudwatch_api::{StateValue, alarm_arn};
use kernel::{Place, Timestamp};
use serde_json::json;
use wire::Fault;

use crate::CloudWatch;
use crate::alarms::{Alarm, Alarms, INITIAL, Rule, Verdict, date, spoken};
use crate::engine::EngineError;
use crate::limits::{CHILDREN_TOLD_MAX, COMPOSITE_FLOORS_MAX};

/// The composite alarms of a place by name, with their rules.
type Composites = BTreeMap<String, (Alarm, Rule)>;

impl CloudWatch {
    /// Judges composite alarms until none changes any more, and looks what keeps their actions back.
    pub(super) async fn judge_composites(&self) -> Result<(), Fault> {
        let (places, looks) = {
            let known = self.board.known.lock().unwrap_or_else(PoisonError::into_inner);
            let (_, moved) = self.alarms.changes();
            (known.composite.clone(), known.moved != moved || known.suppresses)
        };
        if !looks {
            return Ok(());
        }
        // What moves while they are judged is looked at with the next tick.
        let (_, moved) = self.alarms.changes();
        let mut suppresses = false;
        for (place, names) in &places {
            // A change goes up one floor in each round, and there are no more floors than alarms.
            for _ in 0..=names.len() {
                if !self.judge_round(place, names).await? {
                    break;
                }
            }
            for name in names {
                self.alarms.review(place, name).await?;
                suppresses |= self.alarms.alarm(place, name)?.is_some_and(|alarm| alarm.suppressed.is_some());
            }
        }
        let mut known = self.board.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.moved = moved;
        known.suppresses = suppresses;
        Ok(())
    }

    /// Judges each once; answers whether one has changed.
    async fn judge_round(&self, place: &Place, names: &[String]) -> Result<bool, Fault> {
        let all = read(&self.alarms, place, names)?;
        let mut has_changed = false;
        for (name, (alarm, rule)) in &all {
            if is_circular(name, &all) {
                continue;
            }
            if let Some(verdict) = verdict(&self.alarms, place, alarm, rule)? {
                has_changed |= self.alarms.judge(place, alarm, verdict).await?;
            }
        }
        Ok(has_changed)
    }
}

fn read(alarms: &Alarms, place: &Place, names: &[String]) -> Result<Composites, EngineError> {
    let mut all = Composites::new();
    for name in names {
        let Some(alarm) = alarms.alarm(place, name)? else { continue };
        let Some(watch) = alarm.composite() else { continue };
        let rule =
            Rule::parse(&watch.rule, place).map_err(|_| EngineError::Corrupt("the rule of an alarm"))?;
        all.insert(name.clone(), (alarm, rule));
    }
    Ok(all)
}

/// Whether the way down from `name` comes to an alarm that it has come from.
fn is_circular(name: &str, all: &Composites) -> bool {
    fn goes_round<'a>(
        name: &'a str,
        all: &'a Composites,
        path: &mut Vec<&'a str>,
        sound: &mut BTreeSet<&'a str>,
    ) -> bool {
        if sound.contains(name) {
            return false;
        }
        // What nobody has seen the ground of counts as a circle too.
        if path.contains(&name) || path.len() > COMPOSITE_FLOORS_MAX {
            return true;
        }
        let Some((_, rule)) = all.get(name) else { return false };
        path.push(name);
        let round = rule.children().into_iter().any(|child| goes_round(child, all, path, sound));
        path.pop();
        if !round {
            sound.insert(name);
        }
        round
    }
    goes_round(name, all, &mut Vec::new(), &mut BTreeSet::new())
}

/// What a composite alarm is now; nothing where it says so already, or nothing has moved.
fn verdict(
    alarms: &Alarms,
    place: &Place,
    alarm: &Alarm,
    rule: &Rule,
) -> Result<Option<Verdict>, EngineError> {
    let mut children = BTreeMap::new();
    for name in rule.children() {
        children.extend(alarms.alarm(place, name)?.map(|child| (name.to_owned(), child.said)));
    }
    let last = children.iter().max_by_key(|(_, said)| said.transitioned);
    let moved = last.map_or(Timestamp(0), |(_, said)| said.transitioned);
    let (updated, is_new) = (alarm.said.updated, alarm.said.reason == INITIAL);
    if !(is_new || moved >= updated || alarm.configured >= updated) {
        return Ok(None);
    }
    let holds = rule.holds(&|name| children.get(name).map(|said| said.value));
    let value = if holds { StateValue::Alarm } else { StateValue::Ok };
    if value == alarm.said.value {
        return Ok(None);
    }
    let own = alarm_arn(place, &alarm.name);
    let says = value.as_str();
    let by_child = last.filter(|_| !is_new && moved >= updated);
    let reason = match by_child {
        Some((name, said)) => {
            let (arn, to, at) = (alarm_arn(place, name), said.value.as_str(), spoken(said.transitioned));
            format!("{arn} transitioned to {to} at {at}")
        }
        None if is_new => format!("{own} was created and its alarm rule evaluates to {says}"),
        None => format!("{own} was updated and its alarm rule evaluates to {says}"),
    };
    let told = children.iter().filter(|(name, _)| by_child.is_none_or(|(child, _)| child == *name));
    let told: Vec<_> = told
        .take(CHILDREN_TOLD_MAX)
        .map(|(name, said)| {
            let state = json!({"value": said.value.as_str(), "timestamp": date(said.transitioned)});
            json!({"arn": alarm_arn(place, name), "state": state})
        })
        .collect();
    Ok(Some(Verdict { value, reason, data: Some(json!({"triggeringAlarms": told}).to_string()) }))
}
