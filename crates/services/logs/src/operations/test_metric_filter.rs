//! `TestMetricFilter`.

use dispatch::{Call, Handle};
use logs_api::{MetricFilterMatchRecord, TestMetricFilter, TestMetricFilterInput, TestMetricFilterOutput};
use wire::Fault;

use crate::Logs;
use crate::engine::{EngineError, Pattern};

impl Handle<TestMetricFilter> for Logs {
    async fn handle(&self, _: &Call, input: TestMetricFilterInput) -> Result<TestMetricFilterOutput, Fault> {
        let pattern = Pattern::parse(&input.filter_pattern).map_err(EngineError::from)?;
        let numbered = (1..).zip(input.log_event_messages);
        let matches = numbered.filter_map(|(number, message)| {
            let extracted = pattern.extract(&pattern.read(&message)?);
            Some(MetricFilterMatchRecord {
                event_number: Some(number),
                extracted_values: Some(extracted.into_iter().collect()),
                event_message: Some(message),
            })
        });
        Ok(TestMetricFilterOutput { matches: Some(matches.collect()) })
    }
}
