//! Putting events: which of a batch are taken, and how they are written.

use kernel::{Place, Timestamp};
use storage::Transaction;

use super::{Engine, EngineError, GroupId, NewEvent, Position, Result, StoredStream, journal, keys};
use crate::limits::{BATCH_BYTES_MAX, BATCH_SPAN_MS_MAX, EVENT_AGE_MS_MAX, EVENT_AHEAD_MS_MAX};

/// Which events of a batch were not taken, by their place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// Those before this are too old.
    pub too_old_end: Option<usize>,
    /// Those before this are older than the group keeps events.
    pub expired_end: Option<usize>,
    /// Those from this on are too far in the future.
    pub too_new_start: Option<usize>,
}

/// Events on their way to a stream.
#[derive(Debug)]
pub(super) struct Batch {
    pub group: GroupId,
    pub stream: String,
    pub ingested_ms: u64,
    pub events: Vec<NewEvent>,
}

impl Batch {
    pub fn bytes(&self) -> usize {
        self.events.iter().map(NewEvent::bytes).sum()
    }

    /// Writes the events, if their stream is there.
    pub fn write(self, store: &mut Transaction) -> Result<()> {
        let key = keys::stream(self.group, &self.stream);
        let mut stream = StoredStream::decode(&store.get(&key)?.ok_or(EngineError::NoStream)?)?;
        let (Some(first), Some(last)) = (self.events.first(), self.events.last()) else { return Ok(()) };
        stream.first_ms = stream.first_ms.min(first.timestamp_ms);
        stream.last_ms = stream.last_ms.max(last.timestamp_ms);
        stream.ingested_ms = stream.ingested_ms.max(self.ingested_ms);
        stream.bytes += self.bytes() as u64;
        let number = keys::take_numbers(store, self.events.len() as u64)?;
        if journal::is_followed(store, self.group)? {
            let times_ms = self.events.iter().map(|event| event.timestamp_ms).collect();
            let (stream, ingested_ms) = (stream.id, self.ingested_ms);
            let entry = journal::Entry { stream, ingested_ms, times_ms, name: self.stream.clone() };
            store.put(keys::journal(self.group, number), entry.encode());
        }
        for (event, sequence) in self.events.iter().zip(number..) {
            let at = Position { timestamp_ms: event.timestamp_ms, sequence };
            store.put(keys::event(self.group, stream.id, at), event.encode(self.ingested_ms));
        }
        store.put(key, stream.encode());
        Ok(())
    }
}

impl Engine {
    /// Puts `events`, oldest first, in a stream; those too old or too new are left out and reported.
    /// They are durable when this returns, unless they may `wait`: then they are before the next read, or
    /// a moment later, and until then are lost if the process dies.
    pub async fn put(
        self: &std::sync::Arc<Self>,
        place: &Place,
        group: &str,
        stream: &str,
        mut events: Vec<NewEvent>,
        wait: bool,
    ) -> Result<Rejected> {
        let bytes: usize = events.iter().map(NewEvent::bytes).sum();
        if bytes > BATCH_BYTES_MAX {
            return Err(EngineError::TooLarge { bytes });
        }
        if !events.is_sorted_by_key(|event| event.timestamp_ms) {
            return Err(EngineError::OutOfOrder);
        }
        let now = self.now();
        let group = self.group(place, group)?;
        self.stream(group.id(), stream)?;
        let rejected = reject(&mut events, now, group.horizon(now));
        if let [first, .., last] = events.as_slice()
            && last.timestamp_ms - first.timestamp_ms > BATCH_SPAN_MS_MAX
        {
            return Err(EngineError::SpanTooLong);
        }
        if events.is_empty() {
            return Ok(rejected);
        }
        let batch = Batch { group: group.id(), stream: stream.to_owned(), ingested_ms: now.0, events };
        if wait {
            self.put_waiting(batch).await?;
        } else {
            let noted = self.taps.note(&batch);
            let group = batch.group;
            self.store()?.write(move |store| batch.write(store)).await??;
            self.tell(group, noted);
        }
        Ok(rejected)
    }
}

/// Takes out what is too old or too new.
fn reject(events: &mut Vec<NewEvent>, now: Timestamp, horizon: Timestamp) -> Rejected {
    let before = |ms: u64| events.partition_point(|event| event.timestamp_ms < ms);
    let count = events.len();
    let too_old = before(now.0.saturating_sub(EVENT_AGE_MS_MAX));
    let expired = before(horizon.0);
    let too_new = before(now.0 + EVENT_AHEAD_MS_MAX + 1);
    events.truncate(too_new);
    events.drain(..too_old.max(expired).min(too_new));
    Rejected {
        too_old_end: (too_old > 0).then_some(too_old),
        expired_end: (expired > too_old).then_some(expired),
        too_new_start: (too_new < count).then_some(too_new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_old_expired_or_too_new_is_left_out() {
        let day = 86_400_000;
        let now = Timestamp(100 * day);
        let event = |timestamp_ms| NewEvent { timestamp_ms, message: "m".into() };
        let times =
            [now.0 - EVENT_AGE_MS_MAX - 1, now.0 - 5 * day, now.0, now.0 + EVENT_AHEAD_MS_MAX, now.0 + day];
        let mut events: Vec<_> = times.into_iter().map(event).collect();
        let rejected = reject(&mut events, now, Timestamp(now.0 - 3 * day));
        let expected = Rejected { too_old_end: Some(1), expired_end: Some(2), too_new_start: Some(4) };
        assert_eq!((rejected, events), (expected, vec![event(times[2]), event(times[3])]));
        let mut none = vec![event(0)];
        let rejected = reject(&mut none, now, Timestamp(0));
        assert_eq!((rejected, none.len()), (Rejected { too_old_end: Some(1), ..Rejected::default() }, 0));
    }
}
