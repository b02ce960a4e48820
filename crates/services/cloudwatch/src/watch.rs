//! What goes on in the background: alarms are judged when their time comes by the house's clock, composite alarms when
//! what they ask has moved, and actions are carried out.
//!
//! Nothing waits for the house's clock. A tick of a second of real time (and any change of an alarm) asks it which
//! alarms are due: those whose minute, or ten seconds where their period is shorter than a minute, is another than when
//! they were judged last, be it later or earlier. So a clock that jumps has every alarm judged once, at where it is
//! then; what lay between is not gone through. A minute is looked at some seconds after it ended, for services say what
//! they did once a second. Without alarms a tick costs one look at whether there is a store.

mod composite;
mod deliver;
mod metric;
mod reason;
pub mod verdict;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kernel::{Place, Timestamp};
use tokio::task::JoinSet;
use wire::Fault;

use crate::CloudWatch;
use crate::alarms::{Alarm, Watches};
use crate::engine::EngineError;
use crate::limits::{JUDGED_AT_ONCE, Pace};

/// How often the clock is asked.
const TICK: Duration = Duration::from_secs(1);
/// How long changes are gathered before they are looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// What is known of alarms between ticks.
#[derive(Default)]
pub(crate) struct Board {
    known: Mutex<Known>,
    deliveries: deliver::Deliveries,
}

#[derive(Default)]
struct Known {
    /// What `Alarms::changes` said last.
    configured: u64,
    moved: u64,
    /// When each metric alarm was judged last: in which of its steps.
    metric: BTreeMap<(Place, String), Due>,
    /// The composite alarms of each place.
    composite: BTreeMap<Place, Vec<String>>,
    /// Whether a composite alarm keeps actions back.
    suppresses: bool,
}

#[derive(Clone, Copy)]
struct Due {
    pace: Pace,
    configured: Timestamp,
    /// In which step it was judged last.
    judged: Option<u64>,
}

impl CloudWatch {
    /// Starts what goes on in the background. Opens nothing where there are no alarms.
    pub fn resume(&self) {
        let own = self.own.clone();
        tokio::spawn(async move {
            let mut told = String::new();
            loop {
                let Some(service) = own.upgrade() else { return };
                // Said once, not every second.
                let said = service.tick().await.map_or_else(|fault| fault.to_string(), |()| String::new());
                if said != told && !said.is_empty() {
                    eprintln!("pumphouse: alarms could not be judged: {said}");
                }
                told = said;
                let alarms = Arc::clone(&service.alarms);
                drop(service);
                // Either way it is time to look.
                let _ = tokio::time::timeout(TICK, alarms.changed()).await;
                tokio::time::sleep(PAUSE).await;
            }
        });
        deliver::start(self.own.clone());
    }

    /// Judges the alarms that are due now, and the composite alarms that ask them.
    pub async fn tick(&self) -> Result<(), Fault> {
        self.look()?;
        self.judge_metrics().await?;
        self.judge_composites().await
    }

    /// Learns which alarms there are, if that has changed.
    fn look(&self) -> Result<(), EngineError> {
        let (configured, _) = self.alarms.changes();
        let mut known = self.board.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.configured == configured {
            return Ok(());
        }
        let (mut metric, mut composite) = (BTreeMap::new(), BTreeMap::<Place, Vec<String>>::new());
        let before = &known.metric;
        let mut suppresses = false;
        self.alarms.everywhere(&mut |place, alarm| {
            suppresses |= alarm.suppressed.is_some();
            match &alarm.watches {
                Watches::Composite(_) => composite.entry(place).or_default().push(alarm.name),
                Watches::Metric(watch) => {
                    let key = (place, alarm.name);
                    // One that was put again is judged again.
                    let known = before.get(&key).filter(|due| due.configured == alarm.configured);
                    let judged = known.and_then(|due| due.judged);
                    let (pace, configured) = (metric::pace(watch), alarm.configured);
                    metric.insert(key, Due { pace, configured, judged });
                }
            }
        })?;
        known.suppresses = suppresses;
        known.metric = metric;
        known.composite = composite;
        known.configured = configured;
        Ok(())
    }

    /// The alarms that are due, which count as judged from now on.
    fn due(&self, now: Timestamp) -> Vec<(Place, String)> {
        let mut known = self.board.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut due = Vec::new();
        for (key, at) in &mut known.metric {
            let step = at.pace.step(now);
            if at.judged != Some(step) {
                at.judged = Some(step);
                due.push(key.clone());
            }
        }
        due
    }

    async fn judge_metrics(&self) -> Result<(), Fault> {
        let now = self.alarms.now();
        let due = self.due(now);
        for some in due.chunks(JUDGED_AT_ONCE) {
            let judged = self.judge_some(some.to_vec(), now).await;
            if let Err(fault) = judged {
                // They are due again with the next tick.
                let mut known = self.board.known.lock().unwrap_or_else(PoisonError::into_inner);
                for key in &due {
                    known.metric.entry(key.clone()).and_modify(|due| due.judged = None);
                }
                return Err(fault);
            }
        }
        Ok(())
    }

    async fn judge_some(&self, names: Vec<(Place, String)>, now: Timestamp) -> Result<(), Fault> {
        let (engine, alarms) = (Arc::clone(&self.engine), Arc::clone(&self.alarms));
        let judging = tokio::task::spawn_blocking(move || {
            let mut judged = Vec::new();
            for (place, name) in names {
                let Some(alarm) = alarms.alarm(&place, &name)? else { continue };
                let Watches::Metric(watch) = &alarm.watches else { continue };
                if let Some(verdict) = metric::judge(&engine, &place, watch, alarm.said.value, now)? {
                    judged.push((place, alarm, verdict));
                }
            }
            Ok::<Vec<(Place, Alarm, _)>, EngineError>(judged)
        });
        // Together, so that one sync serves them all.
        let mut under_way = JoinSet::new();
        for (place, alarm, verdict) in judging.await.map_err(|error| Fault::internal(error.to_string()))?? {
            let alarms = Arc::clone(&self.alarms);
            under_way.spawn(async move {
                let said = alarms.judge(&place, &alarm, verdict).await;
                ((place, alarm.name), said)
            });
        }
        while let Some(judged) = under_way.join_next().await {
            let (key, said) = judged.map_err(|error| Fault::internal(error.to_string()))?;
            // An alarm that was changed meanwhile is looked at again.
            if !said? {
                let mut known = self.board.known.lock().unwrap_or_else(PoisonError::into_inner);
                known.metric.entry(key).and_modify(|due| due.judged = None);
            }
        }
        Ok(())
    }
}
