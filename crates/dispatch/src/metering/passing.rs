//! Reports of what is on no disk: latencies, refusals, calls that left nothing behind.
//!
//! Such figures are added under a sequence of the clock's milliseconds. A report that could not be kept is sent again
//! as it was, so that none counts twice; a kill loses what was counted since the last one.

use std::collections::BTreeMap;

use kernel::Place;
use tokio::sync::Mutex;
use wire::Fault;

use super::{Keeping, Report, Sample};
use crate::Dispatch;

/// Samples that wait while none can be kept; what is more is given up.
const WAITING_MAX: usize = 50_000;

/// The figures of one service that pass with the process.
pub struct Passing {
    source: &'static str,
    places: Mutex<BTreeMap<Place, Unsent>>,
}

#[derive(Default)]
struct Unsent {
    sequence: u64,
    /// Sent, and not known to be kept.
    sent: Option<Report>,
    waiting: Vec<Sample>,
}

impl Passing {
    /// Figures that are reported as `source`.
    pub fn new(source: &'static str) -> Self {
        Self { source, places: Mutex::default() }
    }

    /// Reports `samples`, and what could not be kept before.
    pub async fn report(
        &self,
        dispatch: &Dispatch,
        samples: impl IntoIterator<Item = (Place, Vec<Sample>)>,
    ) -> Result<(), Fault> {
        let mut places = self.places.lock().await;
        for (place, samples) in samples {
            let unsent = places.entry(place).or_default();
            let room = WAITING_MAX.saturating_sub(unsent.waiting.len());
            unsent.waiting.extend(samples.into_iter().take(room));
        }
        for (place, unsent) in places.iter_mut() {
            self.send(dispatch, place, unsent).await?;
        }
        Ok(())
    }

    async fn send(&self, dispatch: &Dispatch, place: &Place, unsent: &mut Unsent) -> Result<(), Fault> {
        let Some(measure) = dispatch.measure() else { return Ok(()) };
        loop {
            if unsent.sent.is_none() {
                if unsent.waiting.is_empty() {
                    return Ok(());
                }
                if unsent.sequence == 0 {
                    unsent.sequence = measure.sequence(place, self.source)?;
                }
                // Also where the clock was put back.
                unsent.sequence = (unsent.sequence + 1).max(dispatch.clock().now().0);
                unsent.sent = Some(Report {
                    place: place.clone(),
                    source: self.source.to_owned(),
                    keeping: Keeping::Add { sequence: unsent.sequence },
                    samples: std::mem::take(&mut unsent.waiting),
                });
            }
            let Some(report) = &unsent.sent else { return Ok(()) };
            measure.report(report.clone()).await?;
            unsent.sent = None;
        }
    }
}

#[cfg(test)]
mod tests;
