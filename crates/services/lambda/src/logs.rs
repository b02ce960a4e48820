//! What functions print, on its way to CloudWatch Logs.
//!
//! Lines go through a bounded queue to one task, so that no invocation waits for the log; when the queue
//! is full, lines are dropped and the stream they belong to says how many.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use dispatch::{Call, Dispatch, Principal};
use kernel::{AccountId, Place, Region};
use logs_api::{
    CreateLogGroup, CreateLogGroupInput, CreateLogStream, CreateLogStreamInput, InputLogEvent, PutLogEvents,
    PutLogEventsInput,
};
use tokio::sync::{mpsc, oneshot};
use wire::Fault;

use crate::engine::{FunctionVersion, LogLine, LogSink};

/// Batches of lines that may wait.
const WAITING_MAX: usize = 1024;
/// Bytes of lines that may wait.
const WAITING_BYTES_MAX: usize = 16 << 20;
/// Batches of lines that are taken from the queue at once.
const TOGETHER_MAX: usize = 256;
/// Events of one call (API: PutLogEvents).
const EVENTS_MAX: usize = 10_000;
/// Bytes of one call (API: PutLogEvents).
const BYTES_MAX: usize = 1_048_576;
/// Bytes that an event counts for beside its text (API: PutLogEvents).
const EVENT_BYTES: usize = 26;
/// Streams that are remembered as made; beyond, they are asked for again. The same for streams that lost
/// lines.
const KNOWN_MAX: usize = 10_000;

/// How long the end of the server waits for what was printed.
const FLUSH_MAX: Duration = Duration::from_secs(5);

/// Where the engine's lines go.
pub struct Sink {
    queue: mpsc::Sender<Item>,
    waiting_bytes: Arc<AtomicUsize>,
    /// Whether there is anything in `dropped`.
    has_dropped: AtomicBool,
    /// How many lines each stream has lost since it last said so.
    dropped: Mutex<HashMap<Target, u64>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Target {
    place: Place,
    group: String,
    stream: String,
}

enum Item {
    Lines(Lines),
    /// Answered when all that came before is put.
    Flush(oneshot::Sender<()>),
}

struct Lines {
    target: Target,
    lines: Vec<LogLine>,
    bytes: usize,
}

impl Sink {
    /// A sink with its task, on the current runtime. The task ends with the sink.
    pub fn start(dispatch: Dispatch) -> Self {
        let (queue, waiting) = mpsc::channel(WAITING_MAX);
        let waiting_bytes = Arc::new(AtomicUsize::new(0));
        tokio::spawn(write(dispatch, waiting, Arc::clone(&waiting_bytes)));
        Self { queue, waiting_bytes, has_dropped: AtomicBool::new(false), dropped: Mutex::default() }
    }

    /// Queues `lines`, or gives them back where there is no room.
    fn queue(&self, lines: Lines) -> Result<(), Lines> {
        let bytes = lines.bytes;
        if self.waiting_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes > WAITING_BYTES_MAX {
            self.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
            return Err(lines);
        }
        let Err(error) = self.queue.try_send(Item::Lines(lines)) else { return Ok(()) };
        self.waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
        match error.into_inner() {
            Item::Lines(lines) => Err(lines),
            Item::Flush(_) => Ok(()),
        }
    }

    /// Waits until all that was printed so far is put, but not for long: logs may be remote.
    pub async fn flush(&self) {
        let (done, flushed) = oneshot::channel();
        let flush = async {
            if self.queue.send(Item::Flush(done)).await.is_ok() {
                // An error says that the task has ended, and with it all that could be waited for.
                let _ = flushed.await;
            }
        };
        let _ = tokio::time::timeout(FLUSH_MAX, flush).await;
    }

    /// A line that tells of those which `target` lost, if it lost any.
    fn tell_of_dropped(&self, target: &Target, lines: &mut Vec<LogLine>) -> u64 {
        if !self.has_dropped.load(Ordering::Relaxed) {
            return 0;
        }
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(count) = dropped.remove(target) else { return 0 };
        self.has_dropped.store(!dropped.is_empty(), Ordering::Relaxed);
        if let Some(first) = lines.first() {
            let text =
                format!("{count} lines before this one were dropped, as they came faster than they are kept");
            lines.insert(0, LogLine { timestamp_ms: first.timestamp_ms, text });
        }
        count
    }

    fn note_dropped(&self, target: Target, count: u64) {
        let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
        if dropped.len() < KNOWN_MAX || dropped.contains_key(&target) {
            *dropped.entry(target).or_default() += count;
            self.has_dropped.store(true, Ordering::Relaxed);
        }
    }
}

impl LogSink for Sink {
    fn lines(&self, function: &FunctionVersion, stream: &str, mut lines: Vec<LogLine>) {
        let place = Place {
            account: AccountId::parse(function.arn.account()).unwrap_or_default(),
            region: Region::parse(function.arn.region()).unwrap_or_default(),
        };
        let target = Target { place, group: function.log_group.clone(), stream: stream.to_owned() };
        let count = lines.len() as u64;
        let before = self.tell_of_dropped(&target, &mut lines);
        let bytes = lines.iter().map(bytes_of).sum();
        if let Err(lost) = self.queue(Lines { target, lines, bytes }) {
            self.note_dropped(lost.target, before + count);
        }
    }
}

fn bytes_of(line: &LogLine) -> usize {
    line.text.len().max(1) + EVENT_BYTES
}

async fn write(dispatch: Dispatch, mut waiting: mpsc::Receiver<Item>, waiting_bytes: Arc<AtomicUsize>) {
    let mut known = HashSet::new();
    let mut batches = Vec::new();
    while waiting.recv_many(&mut batches, TOGETHER_MAX).await > 0 {
        let (mut bytes, mut flushes) = (0, Vec::new());
        let mut by_target: HashMap<Target, Vec<LogLine>> = HashMap::new();
        for item in batches.drain(..) {
            match item {
                Item::Lines(batch) => {
                    bytes += batch.bytes;
                    by_target.entry(batch.target).or_default().extend(batch.lines);
                }
                Item::Flush(done) => flushes.push(done),
            }
        }
        for (target, mut lines) in by_target {
            lines.sort_by_key(|line| line.timestamp_ms);
            while !lines.is_empty() {
                let rest = lines.split_off(one_call(&lines));
                let events = std::mem::replace(&mut lines, rest).into_iter().map(event).collect();
                // A line that cannot be kept (a full disk) must not end the log of those that can.
                let _ = put(&dispatch, &mut known, &target, events).await;
            }
        }
        waiting_bytes.fetch_sub(bytes, Ordering::Relaxed);
        for done in flushes {
            // Whoever waited may have given up.
            let _ = done.send(());
        }
    }
}

/// How many of `lines`, from the first, one call takes. A single line fits: the engine cuts them.
fn one_call(lines: &[LogLine]) -> usize {
    let mut room = BYTES_MAX;
    let fitting = lines.iter().take(EVENTS_MAX).take_while(|line| {
        let left = room.checked_sub(bytes_of(line));
        room = left.unwrap_or(0);
        left.is_some()
    });
    fitting.count().max(1)
}

fn event(line: LogLine) -> InputLogEvent {
    let message = if line.text.is_empty() { " ".to_owned() } else { line.text };
    InputLogEvent { timestamp: line.timestamp_ms as i64, message }
}

/// Puts `events`; where their group or stream was deleted meanwhile, it is made again.
async fn put(
    dispatch: &Dispatch,
    known: &mut HashSet<Target>,
    target: &Target,
    events: Vec<InputLogEvent>,
) -> Result<(), Fault> {
    let principal = Principal::Service("lambda.amazonaws.com");
    let call = Call::inside("lambda", principal, target.place.clone(), dispatch.request_id());
    let input = PutLogEventsInput {
        log_group_name: target.group.clone(),
        log_stream_name: target.stream.clone(),
        log_events: events,
        sequence_token: None,
        entity: None,
    };
    if known.contains(target) {
        match dispatch.call::<PutLogEvents>(&call, input.clone()).await {
            Err(fault) if fault.code == "ResourceNotFoundException" => known.remove(target),
            other => return other.map(drop),
        };
    }
    make(dispatch, &call, target).await;
    dispatch.call::<PutLogEvents>(&call, input).await?;
    if known.len() >= KNOWN_MAX {
        known.clear();
    }
    known.insert(target.clone());
    Ok(())
}

/// Makes the group and the stream. Both may be there already, which is as good.
async fn make(dispatch: &Dispatch, call: &Call, target: &Target) {
    let group = CreateLogGroupInput {
        log_group_name: target.group.clone(),
        kms_key_id: None,
        tags: None,
        log_group_class: None,
        deletion_protection_enabled: None,
    };
    let _ = dispatch.call::<CreateLogGroup>(call, group).await;
    let stream =
        CreateLogStreamInput { log_group_name: target.group.clone(), log_stream_name: target.stream.clone() };
    let _ = dispatch.call::<CreateLogStream>(call, stream).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_takes_as_much_as_the_api_allows() {
        let line = |bytes: usize| LogLine { timestamp_ms: 0, text: "x".repeat(bytes) };
        assert_eq!(one_call(&vec![line(0); EVENTS_MAX + 1]), EVENTS_MAX);
        let half = BYTES_MAX / 2 - EVENT_BYTES;
        assert_eq!(one_call(&[line(half), line(half), line(0)]), 2);
        assert_eq!(one_call(&[line(half), line(half + 1)]), 1);
        assert_eq!(one_call(&[line(BYTES_MAX)]), 1);
    }
}
