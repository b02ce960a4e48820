//! `DescribeAlarmHistory`.

use std::ops::ControlFlow;

use cloudwatch_api::{
    AlarmHistoryItem, AlarmType, DescribeAlarmHistory, DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput,
    ScanBy,
};
use dispatch::{Call, Handle};
use kernel::Timestamp;
use wire::Fault;

use super::{describe_alarms::most, page};
use crate::CloudWatch;
use crate::alarms::HistoryQuery;
use crate::errors::validation;

impl Handle<DescribeAlarmHistory> for CloudWatch {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeAlarmHistoryInput,
    ) -> Result<DescribeAlarmHistoryOutput, Fault> {
        let most = most(input.max_records);
        let query = parse(input)?;
        let (alarms, place) = (std::sync::Arc::clone(&self.alarms), call.place.clone());
        let reading = tokio::task::spawn_blocking(move || {
            let (mut items, mut places) = (Vec::new(), Vec::new());
            alarms.history(&place, &query, &mut |at, number, line| {
                places.push((at, number));
                items.push(AlarmHistoryItem {
                    alarm_name: Some(line.name),
                    alarm_type: Some(line.alarm),
                    timestamp: Some(at),
                    history_item_type: Some(line.kind),
                    history_summary: Some(line.summary),
                    history_data: Some(line.data),
                });
                if items.len() > most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            let last = places.get(most.wrapping_sub(1)).filter(|_| items.len() > most);
            let next_token = last.map(|(at, number)| page::token(&format!("{} {number}", at.0)));
            items.truncate(most);
            Ok::<_, crate::engine::EngineError>(DescribeAlarmHistoryOutput {
                alarm_history_items: items,
                next_token,
            })
        });
        Ok(reading.await.map_err(|error| Fault::internal(error.to_string()))??)
    }
}

fn parse(input: DescribeAlarmHistoryInput) -> Result<HistoryQuery, Fault> {
    if input.start_date.zip(input.end_date).is_some_and(|(start, end)| start > end) {
        return Err(validation("The parameter StartDate must not be later than the parameter EndDate."));
    }
    if input.alarm_contributor_id.is_some() {
        return Err(validation(
            "AlarmContributorId is not supported by Pumphouse: no alarm here has contributors.",
        ));
    }
    let after = page::place(input.next_token.as_deref())?.map(|place| {
        let numbers =
            place.split_once(' ').and_then(|(at, number)| Some((at.parse().ok()?, number.parse().ok()?)));
        numbers.map(|(at, number)| (Timestamp(at), number)).ok_or_else(page::refused)
    });
    Ok(HistoryQuery {
        name: input.alarm_name,
        alarms: input
            .alarm_types
            .filter(|types| !types.is_empty())
            .unwrap_or_else(|| vec![AlarmType::MetricAlarm]),
        kind: input.history_item_type,
        from: input.start_date,
        until: input.end_date,
        ascends: input.scan_by == Some(ScanBy::TimestampAscending),
        after: after.transpose()?,
    })
}
