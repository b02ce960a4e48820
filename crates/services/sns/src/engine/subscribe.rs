//! Subscribing, changing and ending subscriptions.

use std::sync::Arc;

use super::publish::put_message;
use super::{
    Attributes, Engine, EngineError, Lane, MessageKind, Result, StoredMessage, StoredSubscription,
    Subscription, Topic, changed_terms, keys,
};
use crate::limits::{FIFO_SUBSCRIPTIONS_MAX, FILTERS_MAX, SUBSCRIPTIONS_MAX};

/// A subscription to be made.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// What is to be stored; the attributes are those that were asked for, checked.
    pub stored: StoredSubscription,
    /// The question to the endpoint whether it wants to be subscribed, where it is asked.
    pub question: Option<String>,
}

impl Engine {
    /// Subscribes, or answers the subscription of that endpoint that is there. Answers too the lane in which the
    /// question to the endpoint waits, where it is asked: a pending one is asked again.
    pub async fn subscribe(
        self: &Arc<Self>,
        topic: &Arc<Topic>,
        new: NewSubscription,
    ) -> Result<(Arc<Subscription>, Option<Lane>)> {
        let (engine, topic) = (self.clone(), topic.clone());
        Self::to_its_end(async move {
            let _changing = engine.changing.lock().await;
            topic.check_there()?;
            let subscriptions = topic.described().subscriptions;
            let found = subscriptions.values().find(|found| {
                found.stored.protocol == new.stored.protocol && found.stored.endpoint == new.stored.endpoint
            });
            let (stored, question) = match found {
                Some(found) => {
                    let asked = &new.stored.attributes;
                    if asked.iter().any(|(name, value)| found.stored.attributes.get(name) != Some(value)) {
                        return Err(EngineError::SubscriptionDiffers);
                    }
                    if found.stored.confirmed {
                        return Ok((found.clone(), None));
                    }
                    // Asked anew, with a token whose time begins now.
                    let mut stored = found.stored.clone();
                    (stored.token, stored.created) = (new.stored.token, new.stored.created);
                    (stored, new.question)
                }
                None => {
                    check_room(&topic, &new.stored)?;
                    (new.stored, new.question)
                }
            };
            let lane = Lane { topic: topic.id, subscription: stored.id.clone() };
            let message = question.map(|text| {
                let kind = MessageKind::SubscriptionConfirmation;
                let mut message = StoredMessage::new(engine.uuid(), kind, text, engine.now());
                message.token = stored.token.clone();
                message
            });
            let (asks, id) = (message.is_some(), topic.id);
            let (key, value) = (keys::subscription(id, &stored.id), stored.encode());
            let receiver = vec![stored.id.clone()];
            let written = engine.store()?.write(move |store| {
                store.put(key, value);
                if let Some(message) = message {
                    let number = keys::take_message(store, id)?;
                    put_message(store, id, number, &message, &receiver, false);
                }
                Ok::<_, EngineError>(())
            });
            written.await??;
            let subscription = stored.id.clone();
            topic.admit(stored);
            let made = topic.subscription(&subscription).ok_or(EngineError::NoSubscription)?;
            Ok((made, asks.then_some(lane)))
        })
        .await
    }

    /// Changes attributes of a subscription, checked; what is refused is left as it was.
    pub async fn set_terms(self: &Arc<Self>, topic: &Arc<Topic>, id: &str, given: Attributes) -> Result<()> {
        let (engine, topic, id) = (self.clone(), topic.clone(), id.to_owned());
        Self::to_its_end(async move {
            let _changing = engine.changing.lock().await;
            let found = topic.subscription(&id).ok_or(EngineError::NoSubscription)?;
            let mut stored = found.stored.clone();
            stored.attributes = changed_terms(&stored.attributes, &given, &stored.protocol)?;
            check_filters(&topic, &stored)?;
            engine.put(keys::subscription(topic.id, &id), stored.encode()).await?;
            topic.admit(stored);
            Ok(())
        })
        .await
    }

    /// Changes a subscription, which must be there.
    pub(super) async fn change_subscription(
        &self,
        topic: &Topic,
        id: &str,
        change: impl FnOnce(&mut StoredSubscription),
    ) -> Result<()> {
        let found = topic.subscription(id).ok_or(EngineError::NoSubscription)?;
        let mut stored = found.stored.clone();
        change(&mut stored);
        self.put(keys::subscription(topic.id, id), stored.encode()).await?;
        topic.admit(stored);
        Ok(())
    }

    /// Ends a subscription. Where `farewell` is said, the endpoint is told so. Answers the lane in which there is
    /// something left: that message, and what is to be forgotten.
    pub async fn unsubscribe(
        self: &Arc<Self>,
        topic: &Arc<Topic>,
        id: &str,
        farewell: Option<String>,
    ) -> Result<Lane> {
        let (engine, topic, id) = (self.clone(), topic.clone(), id.to_owned());
        Self::to_its_end(async move {
            let _changing = engine.changing.lock().await;
            let found = topic.subscription(&id).ok_or(EngineError::NoSubscription)?;
            let message = farewell.map(|text| {
                let kind = MessageKind::UnsubscribeConfirmation;
                let mut message = StoredMessage::new(engine.uuid(), kind, text, engine.now());
                message.token = found.stored.token.clone();
                message.protocol = Some(found.stored.protocol.clone());
                message.endpoint = Some(found.stored.endpoint.clone());
                message
            });
            let (topic_id, key, receiver) = (topic.id, keys::subscription(topic.id, &id), vec![id.clone()]);
            let written = engine.store()?.write(move |store| {
                store.delete(&key);
                if let Some(message) = message {
                    let number = keys::take_message(store, topic_id)?;
                    put_message(store, topic_id, number, &message, &receiver, false);
                }
                Ok::<_, EngineError>(())
            });
            written.await??;
            topic.dismiss(&id);
            Ok(Lane { topic: topic.id, subscription: id })
        })
        .await
    }
}

/// Whether the topic takes one more subscription.
fn check_room(topic: &Topic, stored: &StoredSubscription) -> Result<()> {
    let described = topic.described();
    let most = if described.settings.fifo { FIFO_SUBSCRIPTIONS_MAX } else { SUBSCRIPTIONS_MAX };
    if described.subscriptions.len() >= most {
        return Err(EngineError::TooManySubscriptions);
    }
    check_filters(topic, stored)
}

/// Whether the topic takes one more filter policy, if `stored` has one.
fn check_filters(topic: &Topic, stored: &StoredSubscription) -> Result<()> {
    if !stored.attributes.contains_key("FilterPolicy") {
        return Ok(());
    }
    let described = topic.described();
    let others = described.subscriptions.values().filter(|other| other.stored.id != stored.id);
    let filters = others.filter(|other| other.terms.filter.is_some()).count();
    if filters < FILTERS_MAX { Ok(()) } else { Err(EngineError::TooManyFilters) }
}
