//! Publishing: a message, and that it is to be delivered to each subscription whose filter lets it through, are
//! written in one transaction.
//!
//! Who is subscribed is asked before the transaction; a subscription that ends meanwhile gets nothing, for whoever
//! delivers looks again. Duplicates are found in the transaction, which sees every write before it.

use std::sync::Arc;

use storage::Transaction;

use super::{Engine, EngineError, Lane, Result, StoredDelivery, StoredMessage, Subscription, Topic, TopicId};
use super::{Scope, keys};
use crate::limits::DEDUPLICATION_MS;

/// The version of a deduplication record.
const VERSION: u8 = 1;

/// A message to be published.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// What it says.
    pub message: StoredMessage,
}

/// A message that was published, or the earlier one that it duplicates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its id.
    pub message_id: String,
    /// Its number in the topic.
    pub number: u64,
    /// To how many subscriptions it goes, and how many's filters kept it back; none of a duplicate.
    pub reach: (usize, usize),
}

/// A message on its way to the disk.
struct Going {
    message: StoredMessage,
    subscriptions: Vec<String>,
    kept_back: usize,
    deduplication: Option<Vec<u8>>,
}

impl Engine {
    /// Publishes messages; they are durable when this returns, all or none of them. Answers each, and the lanes in
    /// which there is something to deliver now.
    pub async fn publish(
        self: &Arc<Self>,
        topic: &Arc<Topic>,
        messages: Vec<NewMessage>,
    ) -> Result<(Vec<Published>, Vec<Lane>)> {
        topic.check_there()?;
        let (described, id) = (topic.described(), topic.id);
        let mut going = Vec::with_capacity(messages.len());
        for NewMessage { message } in messages {
            let confirmed = described.subscriptions.values().filter(|of| of.stored.confirmed);
            let (mut subscriptions, mut kept_back) = (Vec::new(), 0);
            let mut body = None;
            for subscription in confirmed {
                match lets_through(subscription, &message, &mut body) {
                    true => subscriptions.push(subscription.stored.id.clone()),
                    false => kept_back += 1,
                }
            }
            let by_group = described.settings.deduplicates_by_group;
            let scope = message.group_id.as_deref().filter(|_| by_group).unwrap_or_default();
            let deduplication = message.deduplication_id.as_deref().filter(|_| described.settings.fifo);
            let deduplication = deduplication.map(|text| keys::deduplication(id, scope, text));
            going.push(Going { message, subscriptions, kept_back, deduplication });
        }
        let mut lanes: Vec<String> = going.iter().flat_map(|going| going.subscriptions.clone()).collect();
        lanes.sort_unstable();
        lanes.dedup();
        let (key, fifo) = (keys::topic(&topic.place, &topic.name), described.settings.fifo);
        let now_ms = self.now().0;
        let written = self.store()?.write(move |store| {
            let stored = store.get(&key)?.ok_or(EngineError::NoTopic)?;
            if super::StoredTopic::decode(&stored)?.id() != id {
                return Err(EngineError::NoTopic);
            }
            going.into_iter().map(|going| write(store, id, going, fifo, now_ms)).collect::<Result<Vec<_>>>()
        });
        let published = written.await??;
        let lanes = lanes.into_iter().map(|subscription| Lane { topic: id, subscription }).collect();
        Ok((published, lanes))
    }
}

/// Whether a subscription's filter lets `message` through; its body is read once for all.
fn lets_through(
    subscription: &Subscription,
    message: &StoredMessage,
    body: &mut Option<serde_json::Value>,
) -> bool {
    let Some(filter) = &subscription.terms.filter else { return true };
    match subscription.terms.scope {
        Scope::MessageAttributes => filter.matches_attributes(&message.attributes),
        Scope::MessageBody => {
            let text = message.text_for(&subscription.stored.protocol);
            // Where single protocols have texts of their own, each is read for itself.
            let own = (!message.texts.is_empty()).then(|| serde_json::from_str(text).unwrap_or_default());
            match own {
                Some(own) => filter.matches_body(&own),
                None => filter
                    .matches_body(body.get_or_insert_with(|| serde_json::from_str(text).unwrap_or_default())),
            }
        }
    }
}

/// Writes a message, unless it duplicates an earlier one.
fn write(store: &mut Transaction, id: TopicId, going: Going, fifo: bool, now_ms: u64) -> Result<Published> {
    let Going { message, subscriptions, kept_back, deduplication } = going;
    if let Some(known) = deduplication.as_ref().map(|key| store.get(key)).transpose()?.flatten() {
        let (published_ms, earlier) = decode_deduplication(&known)?;
        if now_ms < published_ms.saturating_add(DEDUPLICATION_MS) {
            return Ok(earlier);
        }
    }
    let number = keys::take_message(store, id)?;
    if let Some(key) = deduplication {
        store.put(key, encode_deduplication(now_ms, number, &message.id));
    }
    let reach = (subscriptions.len(), kept_back);
    let published = Published { message_id: message.id.clone(), number, reach };
    put_message(store, id, number, &message, &subscriptions, fifo);
    Ok(published)
}

/// Writes a message and its deliveries; nothing where there are none.
pub(super) fn put_message(
    store: &mut Transaction,
    topic: TopicId,
    number: u64,
    message: &StoredMessage,
    subscriptions: &[String],
    fifo: bool,
) {
    if subscriptions.is_empty() {
        return;
    }
    let delivery = StoredDelivery::new(message.group_id.clone().filter(|_| fifo)).encode();
    for subscription in subscriptions {
        let lane = Lane { topic, subscription: subscription.clone() };
        store.put(keys::delivery(&lane, number), delivery.clone());
    }
    store.put(keys::count(topic, number), (subscriptions.len() as u64).to_be_bytes().to_vec());
    store.put(keys::message(topic, number), message.encode());
}

/// The version, when it was published, its number, its id.
fn encode_deduplication(published_ms: u64, number: u64, message_id: &str) -> Vec<u8> {
    [&[VERSION], published_ms.to_be_bytes().as_slice(), &number.to_be_bytes(), message_id.as_bytes()].concat()
}

/// When a deduplicated message was published, and which it is.
pub(super) fn decode_deduplication(bytes: &[u8]) -> Result<(u64, Published)> {
    let corrupt = || EngineError::Corrupt("a deduplication record cannot be read".to_owned());
    let number = |at: usize| Some(u64::from_be_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    let (published_ms, number) = number(1).zip(number(9)).ok_or_else(corrupt)?;
    let message_id = std::str::from_utf8(&bytes[17..]).map_err(|_| corrupt())?.to_owned();
    let published = Published { message_id, number, reach: (0, 0) };
    if bytes[0] == VERSION { Ok((published_ms, published)) } else { Err(corrupt()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let bytes = encode_deduplication(1, 2, "id");
        assert_eq!(bytes, b"\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x02id");
        let (published_ms, published) = decode_deduplication(&bytes).unwrap();
        assert_eq!((published_ms, published.message_id.as_str(), published.number), (1, "id", 2));
        assert!(decode_deduplication(b"\x01").is_err() && decode_deduplication(&[2; 20]).is_err());
    }
}
