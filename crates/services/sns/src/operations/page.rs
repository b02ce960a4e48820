//! Pages of a hundred, and tokens that say after what the next page begins.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sns_api as api;
use wire::Fault;

use crate::engine::{Subscription, Topic};
use crate::errors::invalid;
use crate::limits::PAGE;

/// What a token says.
pub(super) fn after(token: Option<&str>) -> Result<Option<String>, Fault> {
    let Some(token) = token.filter(|token| !token.is_empty()) else { return Ok(None) };
    let text = STANDARD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(Some).ok_or_else(|| invalid("NextToken"))
}

/// Cuts `items` to a page; the token, where there are more, says the last item that stays.
pub(super) fn cut<T>(items: &mut Vec<T>, said: impl Fn(&T) -> String) -> Option<String> {
    if items.len() <= PAGE {
        return None;
    }
    items.truncate(PAGE);
    items.last().map(|last| STANDARD.encode(said(last)))
}

/// A subscription as lists show it.
pub(super) fn entry(topic: &Topic, subscription: &Subscription) -> api::Subscription {
    let stored = &subscription.stored;
    let pending = "PendingConfirmation".to_owned();
    api::Subscription {
        subscription_arn: Some(if stored.confirmed { subscription.arn(topic) } else { pending }),
        owner: Some(stored.owner.clone()),
        protocol: Some(stored.protocol.clone()),
        endpoint: Some(stored.endpoint.clone()),
        topic_arn: Some(topic.arn()),
    }
}
