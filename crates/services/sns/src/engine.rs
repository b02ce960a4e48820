//! Topics, subscriptions and messages that are still to be delivered: what really happens. Knows no HTTP and no AWS
//! error text.
//!
//! All is in one key-value store. Of every topic that was used since the start, description and subscriptions are in
//! memory too. Invariants: a message is answered as published when it and every delivery of it that is due are on the
//! disk, in one transaction; its number is given in that transaction, so whoever sees a message sees all before it; a
//! delivery is there until it was settled, and its message as long as any delivery of it. Changes of topics and
//! subscriptions go one after the other, on the disk and then in memory.

mod confirm;
mod error;
pub mod filter;
mod keys;
mod message;
mod outbox;
mod policy;
mod publish;
mod record;
mod retry;
mod settings;
mod subscribe;
mod sweep;
mod terms;
mod topic;

use std::collections::HashMap;
use std::future::Future;
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use kernel::{Arn, Place, SharedClock, SharedRandom, Timestamp};
use storage::{Direction, KeyValue, Volume};

pub use error::EngineError;
pub use filter::Filter;
pub use keys::{Lane, TopicId};
pub use message::{Attribute, MessageKind, StoredDelivery, StoredMessage, Text};
pub use outbox::Due;
pub use policy::{Asking, TopicPolicy, default_policy, with_permission, without_permission};
pub use publish::{NewMessage, Published};
pub use record::{StoredSubscription, StoredTopic};
pub use retry::{HealthyRetry, Schedule, default_delivery_policy};
pub use settings::{Attributes, SettingError, TopicSettings, changed, is_settable};
pub use subscribe::NewSubscription;
pub use terms::{Scope, Terms, changed as changed_terms};
pub use topic::{Described, Subscription, Topic};

type Result<T> = std::result::Result<T, EngineError>;

/// All topics of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    store: OnceLock<KeyValue>,
    /// Topics that were used, by the key of their record.
    topics: RwLock<HashMap<Vec<u8>, Arc<Topic>>>,
    /// Held while a topic is opened, or anything but messages is changed.
    changing: tokio::sync::Mutex<()>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Self {
        let (store, topics, changing) = Default::default();
        Self { volume, clock, random, store, topics, changing }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("sns")?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// Whether there was ever a topic.
    pub fn is_used(&self) -> Result<bool> {
        Ok(self.volume.has_key_value("sns")?)
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id for a message or a subscription.
    pub fn uuid(&self) -> String {
        self.random.uuid()
    }

    fn known(&self, key: &[u8]) -> Option<Arc<Topic>> {
        self.topics.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: Vec<u8>, topic: &Arc<Topic>) {
        self.topics.write().unwrap_or_else(PoisonError::into_inner).insert(key, topic.clone());
    }

    /// The topic called `name`. Its subscriptions are read at first use.
    pub async fn find(&self, place: &Place, name: &str) -> Result<Arc<Topic>> {
        let key = keys::topic(place, name);
        if let Some(topic) = self.known(&key) {
            return Ok(topic);
        }
        let _changing = self.changing.lock().await;
        self.open(key, place)
    }

    /// Opens a topic that may not be in use yet; who calls holds `changing`.
    fn open(&self, key: Vec<u8>, place: &Place) -> Result<Arc<Topic>> {
        if let Some(topic) = self.known(&key) {
            return Ok(topic);
        }
        let store = self.store()?;
        let stored = StoredTopic::decode(&store.get(&key)?.ok_or(EngineError::NoTopic)?)?;
        let mut subscriptions = Vec::new();
        store.scan_prefix(&keys::of_topic(b's', stored.id()), &mut |_, value| {
            subscriptions.push(StoredSubscription::decode(value));
            ControlFlow::Continue(())
        })?;
        let subscriptions = subscriptions.into_iter().collect::<Result<Vec<_>>>()?;
        let topic = Arc::new(Topic::new(place.clone(), stored, subscriptions));
        self.keep(key, &topic);
        Ok(topic)
    }

    /// The topic that `arn` names, in its own place.
    pub async fn find_arn(&self, arn: &str) -> Result<Arc<Topic>> {
        let (place, name) = place_of(arn).ok_or(EngineError::NoTopic)?;
        self.find(&place, &name).await
    }

    /// The topics of `place` that come after `after` in order of name, at most so many.
    pub fn topics(&self, place: &Place, after: Option<&str>, most: usize) -> Result<Vec<StoredTopic>> {
        let prefix = keys::topic(place, "");
        let after = after.map(|name| keys::topic(place, name));
        let lower = after.as_deref().map_or(Bound::Included(prefix.as_slice()), Bound::Excluded);
        let mut found = Vec::new();
        self.store()?.scan(lower, Bound::Unbounded, Direction::Forward, &mut |key, value| {
            if !key.starts_with(&prefix) || found.len() == most {
                return ControlFlow::Break(());
            }
            found.push(StoredTopic::decode(value));
            ControlFlow::Continue(())
        })?;
        found.into_iter().collect()
    }

    /// The places and names of all topics.
    pub fn all_topics(&self) -> Result<Vec<(Place, String)>> {
        let mut found = Vec::new();
        self.store()?.scan_prefix(keys::TOPICS, &mut |key, _| {
            found.extend(std::str::from_utf8(key).ok().and_then(|key| {
                let mut parts = key.splitn(4, '/').skip(1);
                let account = kernel::AccountId::parse(parts.next()?)?;
                let region = kernel::Region::parse(parts.next()?)?;
                Some((Place { account, region }, parts.next()?.to_owned()))
            }));
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Makes a topic, or answers the one that is there, if it has all attributes of `given` and, where any are, its
    /// tags.
    pub async fn create(
        self: &Arc<Self>,
        place: &Place,
        given: Attributes,
        new: StoredTopic,
    ) -> Result<Arc<Topic>> {
        let (engine, place) = (self.clone(), place.clone());
        Self::to_its_end(async move {
            let _changing = engine.changing.lock().await;
            let key = keys::topic(&place, &new.name);
            match engine.open(key.clone(), &place) {
                Ok(topic) => return same(topic, &given, &new),
                Err(EngineError::NoTopic) => {}
                Err(error) => return Err(error),
            }
            if engine.topics(&place, None, crate::limits::TOPICS_MAX)?.len() >= crate::limits::TOPICS_MAX {
                return Err(EngineError::TooManyTopics);
            }
            let (mut stored, written) = (new, key.clone());
            let made = engine.store()?.write(move |store| {
                stored.number = keys::take_topic(store)?.0 as i64;
                store.put(written, stored.encode());
                Ok::<_, EngineError>(stored)
            });
            let topic = Arc::new(Topic::new(place, made.await??, Vec::new()));
            engine.keep(key, &topic);
            Ok(topic)
        })
        .await
    }

    /// Changes what is stored of a topic; what `change` refuses is left as it was.
    pub async fn change(
        self: &Arc<Self>,
        topic: &Arc<Topic>,
        change: impl FnOnce(&mut StoredTopic) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let (engine, topic) = (self.clone(), topic.clone());
        Self::to_its_end(async move {
            let _changing = engine.changing.lock().await;
            topic.check_there()?;
            let mut stored = StoredTopic::clone(&topic.described().stored);
            change(&mut stored)?;
            let (key, value) = (keys::topic(&topic.place, &topic.name), stored.encode());
            engine.put(key, value).await?;
            topic.describe(stored);
            Ok(())
        })
        .await
    }

    /// Removes a topic and its subscriptions; what else it had follows in a sweep.
    pub async fn remove_topic(self: &Arc<Self>, topic: &Arc<Topic>) -> Result<()> {
        let (engine, topic) = (self.clone(), topic.clone());
        Self::to_its_end(async move {
            let _changing = engine.changing.lock().await;
            topic.check_there()?;
            let (key, tombstone) = (keys::topic(&topic.place, &topic.name), keys::removed(topic.id));
            let removed = key.clone();
            let written = engine.store()?.write(move |store| {
                store.delete(&removed);
                store.put(tombstone, Vec::new());
                Ok::<_, EngineError>(())
            });
            written.await??;
            engine.topics.write().unwrap_or_else(PoisonError::into_inner).remove(&key);
            topic.end();
            Ok(())
        })
        .await
    }

    async fn put(&self, key: Vec<u8>, value: Vec<u8>) -> Result<()> {
        let written = self.store()?.write(move |store| {
            store.put(key, value);
            Ok::<_, EngineError>(())
        });
        written.await?
    }

    /// The key that notifications are signed with, as it was kept.
    pub fn signer(&self) -> Result<Option<bytes::Bytes>> {
        Ok(self.store()?.get(keys::SIGNER)?)
    }

    /// Keeps the key that notifications are signed with.
    pub async fn keep_signer(&self, value: Vec<u8>) -> Result<()> {
        self.put(keys::SIGNER.to_vec(), value).await
    }

    /// Carries out `work` to its end, even if the caller hangs up.
    async fn to_its_end<T: Send + 'static>(
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        tokio::spawn(work).await.unwrap_or(Err(EngineError::Ending))
    }
}

/// `topic`, if it has all that was `given`.
fn same(topic: Arc<Topic>, given: &Attributes, asked: &StoredTopic) -> Result<Arc<Topic>> {
    let stored = topic.described().stored;
    let has = |name: &String| stored.attributes.get(name).or(stored_default(name));
    if given.keys().any(|name| has(name) != asked.attributes.get(name).or(stored_default(name))) {
        return Err(EngineError::TopicDiffers);
    }
    if !asked.tags.is_empty() && asked.tags != stored.tags {
        return Err(EngineError::TagsDiffer);
    }
    Ok(topic)
}

/// What an attribute is where it is not kept.
fn stored_default(name: &str) -> Option<&'static String> {
    static DEFAULTS: OnceLock<Attributes> = OnceLock::new();
    let defaults = || {
        [("ContentBasedDeduplication", "false"), ("SignatureVersion", "1"), ("TracingConfig", "PassThrough")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into()
    };
    DEFAULTS.get_or_init(defaults).get(name)
}

/// The place and name of the topic that `arn` names.
pub fn place_of(arn: &str) -> Option<(Place, String)> {
    let arn = Arn::parse(arn).ok().filter(|arn| arn.service() == "sns")?;
    let account = kernel::AccountId::parse(arn.account())?;
    let region = kernel::Region::parse(arn.region())?;
    Some((Place { account, region }, arn.resource().to_owned()))
}
