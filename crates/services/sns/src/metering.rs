//! Metrics of topics, in `AWS/SNS` by `TopicName`; counted in memory.
//!
//! Meanings and units: developer guide, "Monitoring Amazon SNS topics using CloudWatch". Lacks those of text messages and
//! mobile push, and the reasons why a filter kept a message back.

use dispatch::{ByName, Figures, Future, Metered, SampleSet, Samples};
use wire::Fault;

use crate::Sns;
use crate::engine::{Published, Topic};

/// What is measured of all topics.
pub struct Metering(ByName<String, Passed>);

impl Default for Metering {
    fn default() -> Self {
        Self(ByName::new("AWS/SNS", "sns/calls"))
    }
}

/// What passed through a topic in a minute.
#[derive(Debug, Default)]
pub struct Passed {
    sizes: SampleSet,
    /// Deliveries that a filter policy kept back.
    filtered_out: u64,
    /// Deliveries that were made.
    pub delivered: u64,
    /// Deliveries that were given up.
    pub failed: u64,
    /// Given up, and in a dead-letter queue.
    pub redriven: u64,
    /// Given up, and not taken by the dead-letter queue.
    pub redrive_failed: u64,
}

impl Passed {
    /// Messages of these sizes were published in one call.
    pub fn published(&mut self, published: &[Published], bytes: &[usize]) {
        bytes.iter().for_each(|bytes| self.sizes.add(*bytes as f64));
        self.filtered_out += published.iter().map(|of| of.reach.1 as u64).sum::<u64>();
    }
}

impl Figures for Passed {
    fn say(&self, samples: &mut Samples<'_>) {
        samples.count("NumberOfMessagesPublished", self.sizes.count as u64);
        samples.tally("PublishSize", "Bytes", &self.sizes);
        samples.count("NumberOfNotificationsDelivered", self.delivered);
        samples.count("NumberOfNotificationsFailed", self.failed);
        samples.count("NumberOfNotificationsFilteredOut", self.filtered_out);
        samples.count("NumberOfNotificationsRedrivenToDlq", self.redriven);
        samples.count("NumberOfNotificationsFailedToRedriveToDlq", self.redrive_failed);
    }
}

impl Sns {
    /// Counts something of `topic`, where somebody keeps metrics.
    pub(crate) fn count(&self, topic: &Topic, add: impl FnOnce(&mut Passed)) {
        self.metering.0.count(&self.dispatch, &topic.place, &topic.name, add);
    }
}

impl Metered for Sns {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        Box::pin(self.metering.0.report(&self.dispatch, |topic| vec![("TopicName", topic.clone())]))
    }
}
