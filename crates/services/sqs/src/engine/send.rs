//! Sending: a message is numbered, written, and then there for receivers.
//!
//! Numbers are given under the backlog's lock and the message stands there as coming at once, so a FIFO group goes on
//! in order of number however writes end. Duplicates are found in the transaction, which sees every write before it.

use std::sync::Arc;

use storage::Transaction;

use super::{Content, Engine, EngineError, Entry, Queue, QueueId, Result, Stage, keys};
use crate::limits::DEDUPLICATION_MS;

/// The version of a deduplication record.
const VERSION: u8 = 1;

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// What it says.
    pub content: Content,
    /// How long it is delayed, seconds.
    pub delay_s: u64,
}

/// A message that was sent, or the earlier one that it duplicates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its id.
    pub message_id: String,
    /// Its number in the queue.
    pub number: u64,
}

/// What became of a message in its transaction.
enum Outcome {
    Written,
    Duplicate(Sent),
}

/// A message on its way to the disk.
struct Numbered {
    number: u64,
    entry: Entry,
    content: Content,
    deduplication: Option<Vec<u8>>,
}

impl Engine {
    /// Sends messages; they are durable when this returns, all or none of them.
    pub async fn send(self: &Arc<Self>, queue: &Arc<Queue>, messages: Vec<NewMessage>) -> Result<Vec<Sent>> {
        let (engine, queue) = (self.clone(), queue.clone());
        Self::to_its_end(async move { engine.send_now(&queue, messages).await }).await
    }

    async fn send_now(&self, queue: &Queue, messages: Vec<NewMessage>) -> Result<Vec<Sent>> {
        queue.check_there()?;
        let (now_ms, settings, id) = (self.now().0, queue.settings(), queue.id);
        let mut ceiling = None;
        let (mut numbered, mut sent) =
            (Vec::with_capacity(messages.len()), Vec::with_capacity(messages.len()));
        {
            let mut backlog = queue.backlog();
            for NewMessage { content, delay_s } in messages {
                let (number, due) = backlog.number();
                ceiling = due.or(ceiling);
                let group = content.group_id.as_deref().filter(|_| settings.fifo).map(Arc::from);
                let mut entry = Entry::coming(now_ms, group);
                backlog.insert(number, entry.clone());
                entry.stage = match delay_s {
                    0 => Stage::Visible,
                    delay_s => Stage::Delayed { until_ms: now_ms + delay_s * 1000 },
                };
                let scope = if settings.deduplicates_by_group { content.group_id.as_deref() } else { None };
                let deduplication = content.deduplication_id.as_deref().filter(|_| settings.fifo);
                let deduplication =
                    deduplication.map(|text| keys::deduplication(id, scope.unwrap_or_default(), text));
                sent.push(Sent { message_id: content.message_id.clone(), number });
                numbered.push(Numbered { number, entry, content, deduplication });
            }
        }
        let stages: Vec<Stage> = numbered.iter().map(|message| message.entry.stage).collect();
        let written = match self.store() {
            Ok(store) => {
                let written = store.write(move |store| write(store, id, ceiling, numbered, now_ms)).await;
                written.map_err(EngineError::from).and_then(|written| written)
            }
            Err(error) => Err(error),
        };
        let mut backlog = queue.backlog();
        match written {
            Ok(outcomes) => {
                for ((outcome, sent), stage) in outcomes.into_iter().zip(&mut sent).zip(stages) {
                    match outcome {
                        Outcome::Written => backlog.stage(sent.number, stage),
                        Outcome::Duplicate(earlier) => {
                            backlog.remove(sent.number);
                            *sent = earlier;
                        }
                    }
                }
                queue.wake(&backlog);
                if backlog.next_due_ms().is_some() {
                    // Whoever sleeps longer than the delay is to look at the time again.
                    queue.arrivals.notify_one();
                }
                Ok(sent)
            }
            Err(error) => {
                if ceiling.is_some() {
                    backlog.forget_ceiling();
                }
                sent.iter().for_each(|sent| drop(backlog.remove(sent.number)));
                Err(error)
            }
        }
    }
}

/// Writes messages into the store, but for those that duplicate an earlier one.
fn write(
    store: &mut Transaction,
    id: QueueId,
    ceiling: Option<u64>,
    messages: Vec<Numbered>,
    now_ms: u64,
) -> Result<Vec<Outcome>> {
    if store.get(&keys::removed(id))?.is_some() {
        return Err(EngineError::NoQueue);
    }
    if let Some(ceiling) = ceiling {
        store.put(keys::ceiling(id), ceiling.to_be_bytes().to_vec());
    }
    let mut outcomes = Vec::with_capacity(messages.len());
    for message in messages {
        if let Some(key) = message.deduplication {
            if let Some(known) = store.get(&key)? {
                let (sent_ms, earlier) = decode_deduplication(&known)?;
                if now_ms < sent_ms.saturating_add(DEDUPLICATION_MS) {
                    outcomes.push(Outcome::Duplicate(earlier));
                    continue;
                }
            }
            store.put(key, encode_deduplication(now_ms, message.number, &message.content.message_id));
        }
        store.put(keys::state(id, message.number), message.entry.encode());
        store.put(keys::content(id, message.number), message.content.encode());
        outcomes.push(Outcome::Written);
    }
    Ok(outcomes)
}

/// The version, when it was sent, its number, its id.
fn encode_deduplication(sent_ms: u64, number: u64, message_id: &str) -> Vec<u8> {
    [&[VERSION], sent_ms.to_be_bytes().as_slice(), &number.to_be_bytes(), message_id.as_bytes()].concat()
}

/// When a deduplicated message was sent, and which it is.
pub(super) fn decode_deduplication(bytes: &[u8]) -> Result<(u64, Sent)> {
    let corrupt = || EngineError::Corrupt("a deduplication record cannot be read".to_owned());
    let number = |at: usize| Some(u64::from_be_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    let (sent_ms, number) = number(1).zip(number(9)).ok_or_else(corrupt)?;
    let message_id = std::str::from_utf8(&bytes[17..]).map_err(|_| corrupt())?.to_owned();
    if bytes[0] == VERSION { Ok((sent_ms, Sent { message_id, number })) } else { Err(corrupt()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let bytes = encode_deduplication(1, 2, "id");
        assert_eq!(bytes, b"\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02id");
        assert_eq!(decode_deduplication(&bytes).unwrap(), (1, Sent { message_id: "id".into(), number: 2 }));
        assert!(decode_deduplication(b"\x01").is_err() && decode_deduplication(&[2; 20]).is_err());
    }
}
