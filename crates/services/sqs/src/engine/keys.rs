//! The keys of the store: one letter for the kind of record, then what finds it. Numbers are 8 bytes,
//! big-endian, so that keys ascend as numbers do. `docs/formats/sqs.md` states them.

use kernel::Place;
use storage::Transaction;

use super::{EngineError, Result};

/// A queue's own number: one made again under an old name is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueId(pub u64);

/// Under which the next number is kept that no queue has had.
const NEXT: &[u8] = b"n";
/// What keys of names begin with that rest after their queue was deleted.
pub const RESTING: &[u8] = b"z/";
/// What keys of removed queues begin with, whose records are still to be deleted.
pub const REMOVED: &[u8] = b"x";
/// What keys of deduplication ids begin with.
pub const DEDUPLICATIONS: &[u8] = b"d";
/// What keys of tasks begin with.
pub const TASKS: &[u8] = b"t";
/// The kinds of record that a queue's number begins.
pub const OF_A_QUEUE: [u8; 5] = [b'm', b'b', b'd', b's', b't'];

/// `q/account/region/name`.
pub fn queue(place: &Place, name: &str) -> Vec<u8> {
    format!("q/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `z/account/region/name`: the name of a queue that was deleted.
pub fn resting(place: &Place, name: &str) -> Vec<u8> {
    format!("z/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// A kind of record, and the queue.
pub fn of_queue(kind: u8, queue: QueueId) -> Vec<u8> {
    [[kind].as_slice(), &queue.0.to_be_bytes()].concat()
}

/// `m`, queue, number: where a message stands.
pub fn state(queue: QueueId, number: u64) -> Vec<u8> {
    [b"m".as_slice(), &queue.0.to_be_bytes(), &number.to_be_bytes()].concat()
}

/// `b`, queue, number: what a message says.
pub fn content(queue: QueueId, number: u64) -> Vec<u8> {
    [b"b".as_slice(), &queue.0.to_be_bytes(), &number.to_be_bytes()].concat()
}

/// `d`, queue, the scope's length (2 bytes) and the scope (a group, or nothing), the id.
pub fn deduplication(queue: QueueId, scope: &str, id: &str) -> Vec<u8> {
    let length = u16::try_from(scope.len()).expect("invariant: groups have at most 128 letters");
    let start = [b"d".as_slice(), &queue.0.to_be_bytes(), &length.to_be_bytes()].concat();
    [&start, scope.as_bytes(), id.as_bytes()].concat()
}

/// `s`, queue: no message has had this number or a greater one.
pub fn ceiling(queue: QueueId) -> Vec<u8> {
    of_queue(b's', queue)
}

/// `t`, queue, when it began, its id: a task that moves messages.
pub fn task(queue: QueueId, started_ms: u64, id: &str) -> Vec<u8> {
    [b"t".as_slice(), &queue.0.to_be_bytes(), &started_ms.to_be_bytes(), id.as_bytes()].concat()
}

/// `x`, queue.
pub fn removed(queue: QueueId) -> Vec<u8> {
    of_queue(b'x', queue)
}

/// The number at the end of a message's key, or of a removed queue's.
pub fn last_number(key: &[u8]) -> Result<u64> {
    let bytes = key.len().checked_sub(8).and_then(|at| key[at..].try_into().ok());
    bytes.map(u64::from_be_bytes).ok_or_else(|| EngineError::Corrupt("a key is too short".to_owned()))
}

/// Takes the next number for a queue.
pub fn take_number(store: &mut Transaction) -> Result<QueueId> {
    let next = match store.get(NEXT)? {
        Some(bytes) => last_number(&bytes)?,
        None => 1,
    };
    store.put(NEXT.to_vec(), (next + 1).to_be_bytes().to_vec());
    Ok(QueueId(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_pinned() {
        let (place, queue_id) = (Place::default(), QueueId(258));
        assert_eq!(queue(&place, "a"), b"q/000000000000/us-east-1/a");
        assert_eq!(resting(&place, "a"), b"z/000000000000/us-east-1/a");
        assert_eq!(state(queue_id, 3), b"m\0\0\0\0\0\0\x01\x02\0\0\0\0\0\0\0\x03");
        assert_eq!(content(queue_id, 3), b"b\0\0\0\0\0\0\x01\x02\0\0\0\0\0\0\0\x03");
        assert_eq!(deduplication(queue_id, "g", "i"), b"d\0\0\0\0\0\0\x01\x02\0\x01gi");
        assert_eq!(ceiling(queue_id), b"s\0\0\0\0\0\0\x01\x02");
        assert_eq!(task(queue_id, 1, "i"), b"t\0\0\0\0\0\0\x01\x02\0\0\0\0\0\0\0\x01i");
        assert_eq!(removed(queue_id), b"x\0\0\0\0\0\0\x01\x02");
        assert_eq!(last_number(&state(queue_id, 3)).unwrap(), 3);
        assert!(last_number(b"m").is_err());
    }
}
