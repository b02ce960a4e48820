//! A topic that is in use: what it is and who is subscribed, in memory.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::Place;

use super::terms::Terms;
use super::{EngineError, Result, StoredSubscription, StoredTopic, TopicId, TopicSettings};

/// A topic that is in use.
#[derive(Debug)]
pub struct Topic {
    /// Its own number.
    pub id: TopicId,
    /// Where it is.
    pub place: Place,
    /// Its name.
    pub name: String,
    described: RwLock<Described>,
    gone: AtomicBool,
}

/// What a topic is, as it is stored and as it is meant, and its subscriptions by id. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Described {
    /// As it is stored.
    pub stored: Arc<StoredTopic>,
    /// As it is meant.
    pub settings: Arc<TopicSettings>,
    /// Who is subscribed.
    pub subscriptions: Arc<BTreeMap<String, Arc<Subscription>>>,
}

/// A subscription, as it is stored and as it is meant.
#[derive(Debug)]
pub struct Subscription {
    /// As it is stored.
    pub stored: StoredSubscription,
    /// As it is meant.
    pub terms: Terms,
}

impl Subscription {
    /// A subscription as it was read.
    pub fn new(stored: StoredSubscription) -> Self {
        let terms = Terms::of(&stored.attributes);
        Self { stored, terms }
    }

    /// Its ARN.
    pub fn arn(&self, topic: &Topic) -> String {
        format!("{}:{}", topic.arn(), self.stored.id)
    }
}

impl Topic {
    /// A topic as it was read.
    pub(super) fn new(place: Place, stored: StoredTopic, subscriptions: Vec<StoredSubscription>) -> Self {
        let (id, name) = (stored.id(), stored.name.clone());
        let subscriptions = subscriptions
            .into_iter()
            .map(|stored| (stored.id.clone(), Arc::new(Subscription::new(stored))))
            .collect();
        let described = Described {
            settings: Arc::new(TopicSettings::of(&stored.attributes)),
            stored: Arc::new(stored),
            subscriptions: Arc::new(subscriptions),
        };
        Self { id, place, name, described: RwLock::new(described), gone: AtomicBool::new(false) }
    }

    /// What it is.
    pub fn described(&self) -> Described {
        self.described.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The subscription of that id.
    pub fn subscription(&self, id: &str) -> Option<Arc<Subscription>> {
        self.described().subscriptions.get(id).cloned()
    }

    /// Its ARN.
    pub fn arn(&self) -> String {
        self.place.arn("sns", &self.name).to_string()
    }

    /// It was changed.
    pub(super) fn describe(&self, stored: StoredTopic) {
        let mut described = self.described.write().unwrap_or_else(PoisonError::into_inner);
        described.settings = Arc::new(TopicSettings::of(&stored.attributes));
        described.stored = Arc::new(stored);
    }

    /// A subscription was made or changed.
    pub(super) fn admit(&self, stored: StoredSubscription) {
        let subscription = Arc::new(Subscription::new(stored));
        let mut described = self.described.write().unwrap_or_else(PoisonError::into_inner);
        let subscriptions = Arc::make_mut(&mut described.subscriptions);
        subscriptions.insert(subscription.stored.id.clone(), subscription);
    }

    /// A subscription was ended.
    pub(super) fn dismiss(&self, id: &str) {
        let mut described = self.described.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut described.subscriptions).remove(id);
    }

    /// It was removed.
    pub(super) fn end(&self) {
        self.gone.store(true, Ordering::Release);
    }

    /// Refuses where it was removed.
    pub fn check_there(&self) -> Result<()> {
        if self.gone.load(Ordering::Acquire) { Err(EngineError::NoTopic) } else { Ok(()) }
    }
}
