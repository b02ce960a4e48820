//! Confirming subscriptions by their tokens.

use std::sync::Arc;

use super::{Engine, EngineError, Result, Topic};
use crate::limits::PENDING_MS;

impl Engine {
    /// Confirms the subscription of `topic` that has `token`; answers its id. Confirming twice is no error.
    /// `authenticated` says that the caller was known, `guarded` that only such a one may end it again.
    pub async fn confirm(
        self: &Arc<Self>,
        topic: &Arc<Topic>,
        token: &str,
        authenticated: bool,
        guarded: bool,
    ) -> Result<String> {
        let (engine, topic, token) = (self.clone(), topic.clone(), token.to_owned());
        Self::to_its_end(async move {
            let _changing = engine.changing.lock().await;
            let subscriptions = topic.described().subscriptions;
            let found = subscriptions.values().find(|found| found.stored.token.as_deref() == Some(&token));
            let found = found.ok_or(EngineError::BadToken)?;
            let id = found.stored.id.clone();
            if found.stored.confirmed {
                return Ok(id);
            }
            if engine.now().millis_since(found.stored.created) >= PENDING_MS {
                return Err(EngineError::BadToken);
            }
            let change = |stored: &mut super::StoredSubscription| {
                (stored.confirmed, stored.authenticated, stored.guarded) = (true, authenticated, guarded);
            };
            engine.change_subscription(&topic, &id, change).await?;
            Ok(id)
        })
        .await
    }
}
