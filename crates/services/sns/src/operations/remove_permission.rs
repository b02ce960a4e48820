//! `RemovePermission`.

use dispatch::{Call, Handle};
use sns_api::{RemovePermission, RemovePermissionInput};
use wire::Fault;

use crate::Sns;
use crate::engine::{EngineError, default_policy, without_permission};

impl Handle<RemovePermission> for Sns {
    async fn handle(&self, call: &Call, input: RemovePermissionInput) -> Result<(), Fault> {
        let topic = self.topic::<RemovePermission>(call, &input.topic_arn).await?;
        let (arn, owner) = (topic.arn(), topic.place.account.to_string());
        let changed = self.engine.change(&topic, move |stored| {
            let kept = stored.attributes.get("Policy").cloned();
            let policy = kept.unwrap_or_else(|| default_policy(&arn, &owner));
            let policy = without_permission(&policy, &input.label).ok_or(EngineError::NoLabel)?;
            stored.attributes.insert("Policy".to_owned(), policy);
            Ok(())
        });
        Ok(changed.await?)
    }
}
