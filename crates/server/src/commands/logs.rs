//! `pumphouse logs FUNCTION`: what a function printed, oldest first.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::bail;
use kernel::Timestamp;
use logs_api::{FilterLogEvents, FilterLogEventsInput, FilteredLogEvent};
use serde_json::json;

use crate::cli::Logs;
use crate::client::Client;

/// How often is looked for new lines.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Lines may be kept this much later than they were printed; so far back is looked again.
const OVERLAP_MS: i64 = 10_000;

/// Prints, and with `--follow` goes on until Ctrl-C.
pub async fn run(options: Logs) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let (mut start, mut told) = (0, HashSet::new());
    loop {
        let mut next_token = None;
        loop {
            let page = page(&client, &options, start, next_token).await?;
            for event in page.events.unwrap_or_default() {
                start = start.max(event.timestamp.unwrap_or_default() - OVERLAP_MS);
                if told.insert(event.event_id.clone().unwrap_or_default()) {
                    print(&event, options.json);
                }
            }
            next_token = page.next_token;
            if next_token.is_none() {
                break;
            }
        }
        if !options.follow {
            return Ok(());
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}

async fn page(
    client: &Client,
    options: &Logs,
    start: i64,
    next_token: Option<String>,
) -> anyhow::Result<logs_api::FilterLogEventsOutput> {
    let input = FilterLogEventsInput {
        log_group_name: Some(format!("/aws/lambda/{}", options.function)),
        start_time: Some(start.max(0)),
        filter_pattern: options.filter.clone(),
        next_token,
        ..FilterLogEventsInput::default()
    };
    match client.try_call::<FilterLogEvents>(input).await {
        Ok(page) => Ok(page),
        Err(fault) if fault.code == "ResourceNotFoundException" && options.follow => Ok(Default::default()),
        Err(fault) if fault.code == "ResourceNotFoundException" => {
            bail!("function `{}` has printed nothing yet, or there is no such function", options.function)
        }
        Err(fault) => Err(client.refused::<FilterLogEvents>(&fault)),
    }
}

fn print(event: &FilteredLogEvent, as_json: bool) {
    let time = Timestamp(event.timestamp.unwrap_or_default().unsigned_abs()).iso8601();
    let message = event.message.as_deref().unwrap_or_default().trim_end();
    let stream = event.log_stream_name.as_deref().unwrap_or_default();
    match as_json {
        true => println!("{}", json!({"time": time, "stream": stream, "message": message})),
        false => println!("{time}  {message}"),
    }
}
