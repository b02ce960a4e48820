//! `pumphouse logs FUNCTION|GROUP`: what a function printed, or what a log group holds, oldest first.
//!
//! A name with a slash is a group's; another is a function's, or a group's where no function has printed anything.

use std::collections::HashSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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

/// Lines that are remembered as printed; beyond, all are forgotten, and some may be printed again.
const TOLD_MAX: usize = 1_000_000;

/// Prints, and with `--follow` goes on until Ctrl-C.
pub async fn run(options: Logs) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let since = options.since.map_or(Duration::ZERO, |ago| now.saturating_sub(ago)).as_millis() as i64;
    let (mut start, mut told) = (since, HashSet::new());
    let mut groups = groups(&options.name);
    loop {
        let mut next_token = None;
        loop {
            let page = page(&client, &options, &mut groups, start, next_token).await?;
            for event in page.events.unwrap_or_default() {
                start = start.max(event.timestamp.unwrap_or_default() - OVERLAP_MS);
                if told.len() > TOLD_MAX {
                    told.clear();
                }
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

/// The groups that a name may mean, the likelier first.
fn groups(name: &str) -> Vec<String> {
    match name.contains('/') {
        true => vec![name.to_owned()],
        false => vec![format!("/aws/lambda/{name}"), name.to_owned()],
    }
}

/// A page of the first of `groups` that is there; from then on it is the only one.
async fn page(
    client: &Client,
    options: &Logs,
    groups: &mut Vec<String>,
    start: i64,
    next_token: Option<String>,
) -> anyhow::Result<logs_api::FilterLogEventsOutput> {
    for group in groups.clone() {
        let input = FilterLogEventsInput {
            log_group_name: Some(group.clone()),
            start_time: Some(start.max(0)),
            filter_pattern: options.filter.clone(),
            next_token: next_token.clone(),
            ..FilterLogEventsInput::default()
        };
        match client.try_call::<FilterLogEvents>(input).await {
            Ok(page) => {
                *groups = vec![group];
                return Ok(page);
            }
            Err(fault) if fault.code == "ResourceNotFoundException" => {}
            Err(fault) => return Err(client.refused::<FilterLogEvents>(&fault)),
        }
    }
    match options.follow {
        true => Ok(Default::default()),
        false => bail!(
            "there is no log group `{name}`, and no function `{name}` that has printed anything yet",
            name = options.name
        ),
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
