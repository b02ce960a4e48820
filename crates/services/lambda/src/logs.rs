//! What functions print, on its way to CloudWatch Logs.
//!
//! Lines go through a bounded queue to one task, so that no invocation waits for the log; when the queue
//! is full, lines are dropped and a line says how many.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

use dispatch::{Call, Dispatch, Principal};
use kernel::{AccountId, Place, Region, Timestamp};
use logs_api::{
    CreateLogGroup, CreateLogGroupInput, CreateLogStream, CreateLogStreamInput, InputLogEvent, PutLogEvents,
    PutLogEventsInput,
};
use tokio::sync::mpsc;

use crate::engine::{FunctionVersion, LogLine, LogSink};

/// Batches of lines that may wait.
const WAITING_MAX: usize = 1024;
/// Batches of lines that are put with one call.
const TOGETHER_MAX: usize = 256;
/// Streams that are remembered as made; beyond, they are asked for again.
const KNOWN_MAX: usize = 10_000;

/// Where the engine's lines go.
pub struct Sink {
    queue: mpsc::Sender<Lines>,
    dropped: AtomicU64,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Target {
    place: Place,
    group: String,
    stream: String,
}

struct Lines {
    target: Target,
    lines: Vec<LogLine>,
}

impl Sink {
    /// A sink with its task, on the current runtime.
    pub fn start(dispatch: Dispatch) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING_MAX);
        tokio::spawn(write(dispatch, waiting));
        Self { queue, dropped: AtomicU64::new(0) }
    }
}

impl LogSink for Sink {
    fn lines(&self, function: &FunctionVersion, stream: &str, mut lines: Vec<LogLine>) {
        let dropped = self.dropped.swap(0, Ordering::Relaxed);
        if let (Some(first), true) = (lines.first(), dropped > 0) {
            let text = format!("{dropped} lines before this one were dropped, as they came faster than they are kept");
            lines.insert(0, LogLine { timestamp_ms: first.timestamp_ms, text });
        }
        let place = Place {
            account: AccountId::parse(function.arn.account()).unwrap_or_default(),
            region: Region::parse(function.arn.region()).unwrap_or_default(),
        };
        let target = Target { place, group: function.log_group.clone(), stream: stream.to_owned() };
        let count = lines.len() as u64;
        if self.queue.try_send(Lines { target, lines }).is_err() {
            self.dropped.fetch_add(count + dropped, Ordering::Relaxed);
        }
    }
}

async fn write(dispatch: Dispatch, mut waiting: mpsc::Receiver<Lines>) {
    let mut known = HashSet::new();
    let mut batches = Vec::new();
    while waiting.recv_many(&mut batches, TOGETHER_MAX).await > 0 {
        let mut by_target: HashMap<Target, Vec<LogLine>> = HashMap::new();
        for batch in batches.drain(..) {
            by_target.entry(batch.target).or_default().extend(batch.lines);
        }
        for (target, lines) in by_target {
            // A line that cannot be kept (a full disk) must not end the log of those that can.
            let _ = put(&dispatch, &mut known, target, lines).await;
        }
    }
}

async fn put(
    dispatch: &Dispatch,
    known: &mut HashSet<Target>,
    target: Target,
    mut lines: Vec<LogLine>,
) -> Result<(), wire::Fault> {
    let principal = Principal::Service("lambda.amazonaws.com");
    let call = Call::inside("lambda", principal, target.place.clone(), dispatch.request_id());
    if !known.contains(&target) {
        // Both may be there already, which is as good.
        let group = CreateLogGroupInput { log_group_name: target.group.clone(), ..group_defaults() };
        let _ = dispatch.call::<CreateLogGroup>(&call, group).await;
        let stream =
            CreateLogStreamInput { log_group_name: target.group.clone(), log_stream_name: target.stream.clone() };
        let _ = dispatch.call::<CreateLogStream>(&call, stream).await;
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(target.clone());
    }
    lines.sort_by_key(|line| line.timestamp_ms);
    let events = lines.into_iter().map(|line| InputLogEvent {
        timestamp: Timestamp(line.timestamp_ms).0 as i64,
        message: if line.text.is_empty() { " ".to_owned() } else { line.text },
    });
    let input = PutLogEventsInput {
        log_group_name: target.group.clone(),
        log_stream_name: target.stream.clone(),
        log_events: events.collect(),
        sequence_token: None,
        entity: None,
    };
    let result = dispatch.call::<PutLogEvents>(&call, input).await;
    if result.is_err() {
        known.remove(&target);
    }
    result.map(drop)
}

fn group_defaults() -> CreateLogGroupInput {
    CreateLogGroupInput {
        log_group_name: String::new(),
        kms_key_id: None,
        tags: None,
        log_group_class: None,
        deletion_protection_enabled: None,
    }
}
