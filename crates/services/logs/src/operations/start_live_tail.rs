//! `StartLiveTail`.

use std::collections::HashMap;
use std::sync::Arc;

use dispatch::{Call, Handle};
use logs_api::{LiveTailSessionStart, StartLiveTail, StartLiveTailInput, StartLiveTailOutput};
use wire::Fault;

use super::group_name;
use crate::Logs;
use crate::engine::{EngineError, Pattern};
use crate::errors::invalid;
use crate::tail::Session;

impl Handle<StartLiveTail> for Logs {
    async fn handle(&self, call: &Call, input: StartLiveTailInput) -> Result<StartLiveTailOutput, Fault> {
        let of_streams = input.log_stream_names.is_some() || input.log_stream_name_prefixes.is_some();
        if input.log_stream_names.is_some() && input.log_stream_name_prefixes.is_some() {
            return Err(invalid(
                "logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.",
            ));
        }
        if of_streams && input.log_group_identifiers.len() > 1 {
            return Err(invalid("Log streams can only be specified together with a single log group."));
        }
        let text = input.log_event_filter_pattern.clone().unwrap_or_default();
        let pattern = Pattern::parse(&text).map_err(EngineError::from)?;
        let mut groups = HashMap::new();
        for identifier in &input.log_group_identifiers {
            if !identifier.starts_with("arn:") {
                return Err(invalid(format!("{identifier} is not the ARN of a log group.")));
            }
            let group = self.filtered(call, group_name(call, identifier)?)?;
            groups.insert(group.id(), format!("{}:{}", call.place.account, group.name));
        }
        let seat = self.tails.seat(&call.place).ok_or_else(|| {
            Fault::sender("LimitExceededException", "The limit of concurrent Live Tail sessions is reached.")
        })?;
        let start = LiveTailSessionStart {
            request_id: Some(call.request_id.0.clone()),
            session_id: Some(self.dispatch.request_id().0),
            log_group_identifiers: Some(input.log_group_identifiers),
            log_stream_names: input.log_stream_names,
            log_stream_name_prefixes: input.log_stream_name_prefixes,
            log_event_filter_pattern: input.log_event_filter_pattern,
        };
        let session = Session { seat, start, groups, pattern };
        Ok(StartLiveTailOutput { response_stream: session.begin(Arc::clone(&self.engine)) })
    }
}
