//! Metrics of queues, in `AWS/SQS` by `QueueName`: what was done, and once a minute how many messages there are in
//! queues that were used since the start; counted in memory.
//!
//! Meanings and units: developer guide, "Available CloudWatch metrics for Amazon SQS". Lacks:
//! `ApproximateAgeOfOldestMessage`.

use std::sync::atomic::{AtomicU64, Ordering};

use dispatch::{ByName, Figures, Future, Metered, SampleSet, Samples};
use wire::Fault;

use crate::Sqs;
use crate::engine::{Counts, Queue};

/// What is measured of all queues.
pub struct Metering {
    queues: ByName<String, Passed>,
    /// When messages were counted last, in minutes since 1970.
    counted: AtomicU64,
}

impl Default for Metering {
    fn default() -> Self {
        Self { queues: ByName::new("AWS/SQS", "sqs/calls"), counted: AtomicU64::new(0) }
    }
}

/// What passed through a queue in a minute.
#[derive(Debug, Default)]
pub struct Passed {
    sent: SampleSet,
    sizes: SampleSet,
    received: SampleSet,
    empty: u64,
    deleted: SampleSet,
    there: [SampleSet; 3],
}

impl Passed {
    /// Messages of these sizes were sent in one call.
    pub fn sent(&mut self, bytes: &[usize]) {
        self.sent.add(bytes.len() as f64);
        bytes.iter().for_each(|bytes| self.sizes.add(*bytes as f64));
    }

    /// So many were received in one call.
    pub fn received(&mut self, messages: usize) {
        match messages {
            0 => self.empty += 1,
            some => self.received.add(some as f64),
        }
    }

    /// So many were deleted in one call.
    pub fn deleted(&mut self, messages: usize) {
        self.deleted.add(messages as f64);
    }

    fn there(&mut self, counts: Counts) {
        let counts = [counts.visible, counts.in_flight, counts.delayed];
        self.there.iter_mut().zip(counts).for_each(|(there, count)| there.add(count as f64));
    }
}

impl Figures for Passed {
    fn say(&self, samples: &mut Samples<'_>) {
        samples.tally("NumberOfMessagesSent", "Count", &self.sent);
        samples.tally("SentMessageSize", "Bytes", &self.sizes);
        samples.tally("NumberOfMessagesReceived", "Count", &self.received);
        samples.count("NumberOfEmptyReceives", self.empty);
        samples.tally("NumberOfMessagesDeleted", "Count", &self.deleted);
        samples.tally("ApproximateNumberOfMessagesVisible", "Count", &self.there[0]);
        samples.tally("ApproximateNumberOfMessagesNotVisible", "Count", &self.there[1]);
        samples.tally("ApproximateNumberOfMessagesDelayed", "Count", &self.there[2]);
    }
}

impl Sqs {
    /// Counts something of `queue`, where somebody keeps metrics.
    pub(crate) fn count(&self, queue: &Queue, add: impl FnOnce(&mut Passed)) {
        self.metering.queues.count(&self.dispatch, &queue.place, &queue.name, add);
    }
}

impl Metered for Sqs {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        Box::pin(async move {
            let now = self.dispatch.clock().now();
            if self.metering.counted.swap(now.0 / 60_000, Ordering::AcqRel) != now.0 / 60_000 {
                for queue in self.engine.used_queues() {
                    self.count(&queue, |passed| passed.there(queue.counts(now.0)));
                }
            }
            self.metering.queues.report(&self.dispatch, |queue| vec![("QueueName", queue.clone())]).await
        })
    }
}
