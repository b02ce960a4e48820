//! Who reads a stream, and what passes: subscriptions, delivery streams, tables that write to it, and the calls of the
//! last seconds.

use dispatch::{Flow, Tally};
use firehose_api::{
    DescribeDeliveryStream, DescribeDeliveryStreamInput, ListDeliveryStreams, ListDeliveryStreamsInput,
};
use lambda_api::{ListEventSourceMappings, ListEventSourceMappingsInput};
use maud::{Markup, html};

use super::{MINUTE, RATE_SECONDS};
use crate::ask::Ask;
use crate::look;
use crate::visit::percent_encoded;

/// What passes through a stream.
#[derive(Default)]
pub struct Passing {
    /// Records put in the last [`RATE_SECONDS`].
    pub incoming: u64,
    /// Records read in the last [`RATE_SECONDS`], by all readers together.
    pub outgoing: u64,
    /// How late the latest reader of the last minute is.
    pub late_ms: Option<u64>,
    /// Readers: caller, records, late.
    readers: Vec<(String, u64, u64)>,
}

/// What passes through the stream with this ARN.
pub fn passing(ask: &Ask, arn: &str) -> Passing {
    let traffic = ask.dispatch.traffic();
    let mut passing = Passing::default();
    let is_of = |flow: &Flow| flow.service == "kinesis" && flow.resource == arn;
    let recent = traffic.flows(&ask.place, RATE_SECONDS);
    for (flow, Tally { amount, .. }) in recent.iter().filter(|(flow, _)| is_of(flow)) {
        match flow.operation {
            "PutRecord" | "PutRecords" => passing.incoming += amount,
            "GetRecords" => passing.outgoing += amount,
            _ => {}
        }
    }
    let minute = traffic.flows(&ask.place, MINUTE);
    let is_read =
        |(flow, tally): &&(Flow, Tally)| is_of(flow) && flow.operation == "GetRecords" && tally.calls > 0;
    for (flow, tally) in minute.iter().filter(is_read) {
        passing.late_ms = passing.late_ms.max(Some(flow.late_ms));
        passing.readers.push((flow.caller.clone(), tally.amount, flow.late_ms));
    }
    passing
}

/// The section about readers.
pub async fn section(ask: &Ask, name: &str, arn: &str, passing: &Passing) -> Markup {
    let mut rows = subscriptions(ask, arn).await;
    rows.extend(deliveries(ask, arn).await);
    let seen: Vec<_> = passing
        .readers
        .iter()
        .map(|(caller, amount, late_ms)| {
            let late = if *late_ms == 0 { "not".to_owned() } else { look::span(*late_ms) };
            vec![html! { code { (caller) } }, html! { (look::count(*amount)) }, html! { (late) }]
        })
        .collect();
    html! {
        h2 { "Who reads it" }
        @if rows.is_empty() && seen.is_empty() {
            (look::nothing(
                "Nobody reads this stream.",
                &format!(
                    "aws lambda create-event-source-mapping --function-name NAME --event-source-arn {arn} --starting-position TRIM_HORIZON"
                ),
            ))
        }
        @if !rows.is_empty() {
            (look::table("Subscriptions", &["Reader", "Kind", "State", "Last result"], &rows))
        }
        @if !seen.is_empty() {
            (look::table(&format!("Calls of the last minute on {name}"), &["Caller in the last minute", "Records", "Late by"], &seen))
        }
    }
}

async fn subscriptions(ask: &Ask, arn: &str) -> Vec<Vec<Markup>> {
    let input = ListEventSourceMappingsInput { event_source_arn: Some(arn.to_owned()), ..Default::default() };
    let output = match ask.of::<ListEventSourceMappings>(input).await {
        Ok(output) => output,
        Err(fault) => return vec![vec![look::fault(&fault), html! {}, html! {}, html! {}]],
    };
    let row = |mapping: lambda_api::EventSourceMappingConfiguration| {
        let function = mapping.function_arn.unwrap_or_default();
        let function = function.rsplit(':').next().unwrap_or_default();
        let result = mapping.last_processing_result.unwrap_or_default();
        vec![
            html! { a href=(format!("/_pumphouse/functions/{}", percent_encoded(function))) { (function) } },
            html! { "function" },
            look::state(&mapping.state.unwrap_or_default()),
            result_of(&result),
        ]
    };
    output.event_source_mappings.into_iter().flatten().map(row).collect()
}

/// What a subscription says of its last batch.
pub fn result_of(result: &str) -> Markup {
    match result.starts_with("PROBLEM") {
        true => look::tag(look::State::Failing, result),
        false => html! { (result) },
    }
}

async fn deliveries(ask: &Ask, arn: &str) -> Vec<Vec<Markup>> {
    let input = ListDeliveryStreamsInput { limit: Some(100), ..Default::default() };
    let Ok(output) = ask.of::<ListDeliveryStreams>(input).await else { return Vec::new() };
    let mut rows = Vec::new();
    for name in output.delivery_stream_names {
        let input = DescribeDeliveryStreamInput {
            delivery_stream_name: name.clone(),
            limit: None,
            exclusive_start_destination_id: None,
        };
        let Ok(output) = ask.of::<DescribeDeliveryStream>(input).await else { continue };
        let description = output.delivery_stream_description;
        let source = description.source.and_then(|source| source.kinesis_stream_source_description);
        if source.and_then(|source| source.kinesis_stream_arn).is_some_and(|source| source == arn) {
            rows.push(vec![
                html! { a href=(format!("/_pumphouse/delivery/{}", percent_encoded(&name))) { (name) } },
                html! { "delivery stream" },
                look::state(description.delivery_stream_status.as_str()),
                html! {},
            ]);
        }
    }
    rows
}
