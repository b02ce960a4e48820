//! `PutLogEvents`.

use dispatch::{Call, Handle};
use logs_api::{PutLogEvents, PutLogEventsInput, PutLogEventsOutput, RejectedLogEventsInfo};
use wire::Fault;

use crate::Logs;
use crate::engine::{NewEvent, Position, Rejected};
use crate::metering::EVENT_BYTES;

impl Handle<PutLogEvents> for Logs {
    async fn handle(&self, call: &Call, input: PutLogEventsInput) -> Result<PutLogEventsOutput, Fault> {
        let new_event = |event: logs_api::InputLogEvent| NewEvent {
            timestamp_ms: event.timestamp as u64,
            message: event.message,
        };
        let events: Vec<_> = input.log_events.into_iter().map(new_event).collect();
        // Ignored wherever it is given, but some clients want to give one.
        let last_ms = events.last().map_or(0, |event| event.timestamp_ms);
        let next_sequence_token = Some(Position::at(last_ms).to_string());
        let (group, stream) = (&input.log_group_name, &input.log_stream_name);
        let sizes: Vec<_> = events.iter().map(|event| event.message.len() + EVENT_BYTES).collect();
        let rejected = self.engine.put(&call.place, group, stream, events, call.is_inside()).await?;
        let first = rejected.too_old_end.max(rejected.expired_end).unwrap_or(0).min(sizes.len());
        let end = rejected.too_new_start.unwrap_or(sizes.len()).clamp(first, sizes.len());
        if first < end {
            let taken = &sizes[first..end];
            self.metering.count(&self.dispatch, &call.place, group, |of_group| {
                of_group.add(taken.len(), taken.iter().sum());
            });
        }
        let rejected_log_events_info = (rejected != Rejected::default()).then(|| RejectedLogEventsInfo {
            too_new_log_event_start_index: rejected.too_new_start.map(|index| index as i32),
            too_old_log_event_end_index: rejected.too_old_end.map(|index| index as i32),
            expired_log_event_end_index: rejected.expired_end.map(|index| index as i32),
        });
        Ok(PutLogEventsOutput { next_sequence_token, rejected_log_events_info, rejected_entity_info: None })
    }
}
