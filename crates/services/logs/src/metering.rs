//! Metrics of log groups, in `AWS/Logs` by `LogGroupName`: what was taken, counted in memory.
//!
//! Meanings and units: user guide, "Monitoring usage with CloudWatch metrics". Lacks: what is told of subscriptions
//! and of metric filters, as there are none.

use dispatch::{Figures, Future, Metered, SampleSet, Samples};
use wire::Fault;

use crate::Logs;

/// The namespace of the service's metrics.
pub const NAMESPACE: &str = "AWS/Logs";
/// Bytes that AWS counts for an event beside its message (API: PutLogEvents).
pub const EVENT_BYTES: usize = 26;

/// What a group took in a minute.
#[derive(Debug, Default)]
pub struct Taken {
    events: SampleSet,
    bytes: SampleSet,
}

impl Taken {
    /// What one call brought.
    pub fn add(&mut self, events: usize, bytes: usize) {
        self.events.add(events as f64);
        self.bytes.add(bytes as f64);
    }
}

impl Figures for Taken {
    fn say(&self, samples: &mut Samples<'_>) {
        samples.tally("IncomingLogEvents", "Count", &self.events);
        samples.tally("IncomingBytes", "Bytes", &self.bytes);
    }
}

impl Metered for Logs {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        Box::pin(self.metering.report(&self.dispatch, |group| vec![("LogGroupName", group.clone())]))
    }
}
