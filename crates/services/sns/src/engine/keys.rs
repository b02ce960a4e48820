//! The keys of the store: one letter for the kind of record, then what finds it. Numbers are 8 bytes,
//! big-endian, so that keys ascend as numbers do. `docs/formats/sns.md` states them.

use kernel::Place;
use storage::Transaction;

use super::{EngineError, Result};

/// A topic's own number: one made again under an old name is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub u64);

/// A subscription of a topic, to which messages go one after the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lane {
    /// The topic.
    pub topic: TopicId,
    /// The last part of the subscription's ARN, a UUID.
    pub subscription: String,
}

/// Under which the next number is kept that no topic has had.
const NEXT: &[u8] = b"n";
/// Under which the key is kept that notifications are signed with.
pub const SIGNER: &[u8] = b"k";
/// What keys of topics begin with.
pub const TOPICS: &[u8] = b"t/";
/// What keys of removed topics begin with, whose records are still to be deleted.
pub const REMOVED: &[u8] = b"x";
/// What keys of deduplication ids begin with.
pub const DEDUPLICATIONS: &[u8] = b"u";
/// The kinds of record that a topic's number begins.
pub const OF_A_TOPIC: [u8; 6] = [b's', b'm', b'c', b'd', b'u', b'o'];

/// `t/account/region/name`.
pub fn topic(place: &Place, name: &str) -> Vec<u8> {
    format!("t/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// A kind of record, and the topic.
pub fn of_topic(kind: u8, topic: TopicId) -> Vec<u8> {
    [[kind].as_slice(), &topic.0.to_be_bytes()].concat()
}

/// `s`, topic, id: a subscription.
pub fn subscription(topic: TopicId, id: &str) -> Vec<u8> {
    [&of_topic(b's', topic), id.as_bytes()].concat()
}

/// `m`, topic, number: a message.
pub fn message(topic: TopicId, number: u64) -> Vec<u8> {
    [of_topic(b'm', topic), number.to_be_bytes().to_vec()].concat()
}

/// `c`, topic, number: to how many subscriptions the message is still to be delivered.
pub fn count(topic: TopicId, number: u64) -> Vec<u8> {
    [of_topic(b'c', topic), number.to_be_bytes().to_vec()].concat()
}

/// `d`, topic, subscription: what all deliveries to it begin with.
pub fn lane(lane: &Lane) -> Vec<u8> {
    [&of_topic(b'd', lane.topic), lane.subscription.as_bytes()].concat()
}

/// `d`, topic, subscription, number: that the message is still to be delivered there.
pub fn delivery(lane: &Lane, number: u64) -> Vec<u8> {
    [self::lane(lane), number.to_be_bytes().to_vec()].concat()
}

/// The subscription in the key of a delivery.
pub fn subscription_of(delivery: &[u8]) -> Result<String> {
    let id = delivery.len().checked_sub(8).and_then(|end| delivery.get(9..end));
    let id = id.and_then(|id| std::str::from_utf8(id).ok());
    id.map(str::to_owned).ok_or_else(|| EngineError::Corrupt("a delivery's key cannot be read".to_owned()))
}

/// `u`, topic, the scope's length (2 bytes) and the scope (a group, or nothing), the id.
pub fn deduplication(topic: TopicId, scope: &str, id: &str) -> Vec<u8> {
    let length = u16::try_from(scope.len()).expect("invariant: groups have at most 128 letters");
    [&of_topic(b'u', topic), length.to_be_bytes().as_slice(), scope.as_bytes(), id.as_bytes()].concat()
}

/// `o`, topic: the next message's number.
pub fn next_message(topic: TopicId) -> Vec<u8> {
    of_topic(b'o', topic)
}

/// `x`, topic.
pub fn removed(topic: TopicId) -> Vec<u8> {
    of_topic(b'x', topic)
}

/// The number at the end of a key or in a record that is nothing else.
pub fn last_number(bytes: &[u8]) -> Result<u64> {
    let number = bytes.len().checked_sub(8).and_then(|at| bytes[at..].try_into().ok());
    number.map(u64::from_be_bytes).ok_or_else(|| EngineError::Corrupt("a number is too short".to_owned()))
}

/// Takes the next number under `key`; the first is 1.
fn take(store: &mut Transaction, key: Vec<u8>) -> Result<u64> {
    let next = store.get(&key)?.map_or(Ok(1), |bytes| last_number(&bytes))?;
    store.put(key, (next + 1).to_be_bytes().to_vec());
    Ok(next)
}

/// Takes the next number for a topic.
pub fn take_topic(store: &mut Transaction) -> Result<TopicId> {
    take(store, NEXT.to_vec()).map(TopicId)
}

/// Takes the next number for a message of `topic`.
pub fn take_message(store: &mut Transaction, topic: TopicId) -> Result<u64> {
    take(store, next_message(topic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_pinned() {
        let (place, id) = (Place::default(), TopicId(258));
        let lane = Lane { topic: id, subscription: "u".to_owned() };
        assert_eq!(topic(&place, "a"), b"t/000000000000/us-east-1/a");
        assert_eq!(subscription(id, "u"), b"s\0\0\0\0\0\0\x01\x02u");
        assert_eq!(message(id, 3), b"m\0\0\0\0\0\0\x01\x02\0\0\0\0\0\0\0\x03");
        assert_eq!(count(id, 3), b"c\0\0\0\0\0\0\x01\x02\0\0\0\0\0\0\0\x03");
        assert_eq!(delivery(&lane, 3), b"d\0\0\0\0\0\0\x01\x02u\0\0\0\0\0\0\0\x03");
        assert_eq!(deduplication(id, "g", "i"), b"u\0\0\0\0\0\0\x01\x02\0\x01gi");
        assert_eq!(next_message(id), b"o\0\0\0\0\0\0\x01\x02");
        assert_eq!(removed(id), b"x\0\0\0\0\0\0\x01\x02");
        assert_eq!(subscription_of(&delivery(&lane, 3)).unwrap(), "u");
        assert_eq!(last_number(&delivery(&lane, 3)).unwrap(), 3);
        assert!(last_number(b"d").is_err() && subscription_of(b"d").is_err());
    }
}
