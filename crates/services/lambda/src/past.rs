//! The invocations that were: the last ones of each function, for who looks into the house.
//!
//! Memory only, bounded per function and in all; the oldest of whichever function goes first. An event and an answer
//! are kept as the bytes that passed anyway, so an invocation pays for a lock and a place in a queue; what is too
//! large to be kept whole is kept as a copy of its beginning. No AWS operation answers these.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use kernel::{Arn, Place, Timestamp};

use crate::Lambda;
use crate::engine::{FunctionError, Outcome};
use crate::limits::{PAST_BYTES_MAX, PAST_PART_BYTES_MAX, PAST_PER_FUNCTION_MAX};

/// What an entry takes beside its event, answer and log.
const FRAME_BYTES: usize = 300;

/// One invocation that has ended.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its request id.
    pub id: String,
    /// When it ended, by the house's clock.
    pub ended: Timestamp,
    /// How long it took, without the start of its environment.
    pub duration: Duration,
    /// How long its environment took to start, if it did.
    pub init: Option<Duration>,
    /// The event, or its beginning.
    pub event: Part,
    /// The answer or the error's description, or its beginning.
    pub answer: Part,
    /// Why the function failed.
    pub error: Option<FunctionError>,
    /// The last 4 KB of its log.
    pub log: Bytes,
    /// The most memory seen in use, MiB.
    pub memory_mb: u64,
}

/// Bytes, or their beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is kept.
    pub bytes: Bytes,
    /// How many bytes there were.
    pub whole: usize,
}

impl Part {
    fn of(bytes: &Bytes) -> Self {
        let kept = match bytes.get(..PAST_PART_BYTES_MAX) {
            // A slice would hold all of it.
            Some(beginning) if bytes.len() > PAST_PART_BYTES_MAX => Bytes::copy_from_slice(beginning),
            _ => bytes.clone(),
        };
        Self { bytes: kept, whole: bytes.len() }
    }
}

impl Past {
    /// What is kept of an invocation.
    pub(crate) fn of(id: String, ended: Timestamp, event: &Bytes, outcome: &Outcome) -> Self {
        Self {
            id,
            ended,
            duration: outcome.duration,
            init: outcome.init_duration,
            event: Part::of(event),
            answer: Part::of(&outcome.payload),
            error: outcome.function_error,
            log: outcome.log_tail.clone(),
            memory_mb: outcome.max_memory_mb,
        }
    }

    fn bytes(&self) -> usize {
        self.event.bytes.len() + self.answer.bytes.len() + self.log.len() + FRAME_BYTES
    }
}

/// All that are remembered.
#[derive(Default)]
pub struct Memory(Mutex<State>);

#[derive(Default)]
struct State {
    /// Oldest first, by the function's ARN.
    by_function: HashMap<String, VecDeque<Arc<Past>>>,
    bytes: usize,
}

impl Memory {
    /// Remembers `past` of `function`.
    pub(crate) fn keep(&self, function: &Arn, past: Past) {
        let past = Arc::new(past);
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let state = &mut *state;
        state.bytes += past.bytes();
        match state.by_function.get_mut(function.as_str()) {
            Some(known) => {
                known.push_back(past);
                if known.len() > PAST_PER_FUNCTION_MAX {
                    state.bytes -= known.pop_front().map_or(0, |gone| gone.bytes());
                }
            }
            None => drop(state.by_function.insert(function.to_string(), VecDeque::from([past]))),
        }
        while state.bytes > PAST_BYTES_MAX {
            let oldest =
                state.by_function.values_mut().min_by_key(|known| known.front().map(|past| past.ended));
            let Some(gone) = oldest.and_then(VecDeque::pop_front) else { return };
            state.bytes -= gone.bytes();
            state.by_function.retain(|_, known| !known.is_empty());
        }
    }

    /// Those of `function`, newest first.
    pub(crate) fn of(&self, function: &Arn) -> Vec<Arc<Past>> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.by_function.get(function.as_str()).into_iter().flatten().rev().cloned().collect()
    }

    /// The newest of `function`.
    pub(crate) fn last(&self, function: &Arn) -> Option<Arc<Past>> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.by_function.get(function.as_str())?.back().cloned()
    }

    /// Forgets those of a function that is gone.
    pub(crate) fn forget(&self, function: &Arn) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let gone = state.by_function.remove(function.as_str()).into_iter().flatten();
        state.bytes -= gone.map(|past| past.bytes()).sum::<usize>();
    }
}

impl Lambda {
    /// The last invocations of the function called `name`, newest first.
    pub fn past(&self, place: &Place, name: &str) -> Vec<Arc<Past>> {
        self.memory.of(&place.arn("lambda", &format!("function:{name}")))
    }

    /// The last invocation of the function called `name`.
    pub fn last(&self, place: &Place, name: &str) -> Option<Arc<Past>> {
        self.memory.last(&place.arn("lambda", &format!("function:{name}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(at: u64, bytes: usize) -> Past {
        let outcome = Outcome {
            payload: Bytes::from(vec![b'a'; bytes]),
            function_error: None,
            log_tail: Bytes::from_static(b"line\n"),
            init_duration: None,
            duration: Duration::from_millis(1),
            billed_ms: 1,
            max_memory_mb: 1,
        };
        Past::of(at.to_string(), Timestamp(at), &Bytes::from_static(b"{}"), &outcome)
    }

    fn function(name: &str) -> Arn {
        Place::default().arn("lambda", &format!("function:{name}"))
    }

    #[test]
    fn the_last_ones_are_remembered_newest_first() {
        let memory = Memory::default();
        for at in 0..PAST_PER_FUNCTION_MAX as u64 + 5 {
            memory.keep(&function("f"), past(at, 10));
        }
        let known = memory.of(&function("f"));
        assert_eq!(known.len(), PAST_PER_FUNCTION_MAX);
        assert_eq!((known[0].ended.0, known[known.len() - 1].ended.0), (PAST_PER_FUNCTION_MAX as u64 + 4, 5));
        assert_eq!(memory.last(&function("f")).unwrap().ended, known[0].ended);
        memory.forget(&function("f"));
        assert!(memory.of(&function("f")).is_empty());
        assert_eq!(memory.0.lock().unwrap().bytes, 0);
    }

    #[test]
    fn what_is_large_is_cut_and_what_is_much_goes_oldest_first() {
        let memory = Memory::default();
        let large = past(0, PAST_PART_BYTES_MAX + 1);
        assert_eq!(
            (large.answer.bytes.len(), large.answer.whole),
            (PAST_PART_BYTES_MAX, PAST_PART_BYTES_MAX + 1)
        );
        let many = 2 * PAST_BYTES_MAX / PAST_PART_BYTES_MAX;
        for at in 0..many as u64 {
            memory.keep(&function(&format!("f{}", at % 50)), past(at, PAST_PART_BYTES_MAX));
        }
        let state = memory.0.lock().unwrap();
        assert!(state.bytes <= PAST_BYTES_MAX);
        let kept: Vec<_> = state.by_function.values().flatten().collect();
        assert_eq!(kept.iter().map(|past| past.bytes()).sum::<usize>(), state.bytes);
        let oldest = kept.iter().map(|past| past.ended.0).min().unwrap();
        assert_eq!(oldest as usize, many - kept.len(), "the newest are kept");
    }
}
