//! `RemovePermission`.

use dispatch::{Call, Handle};
use sqs_api::{RemovePermission, RemovePermissionInput};
use wire::Fault;

use crate::Sqs;
use crate::engine::{EngineError, without_permission};
use crate::errors::{missing, of_label};

impl Handle<RemovePermission> for Sqs {
    async fn handle(&self, call: &Call, input: RemovePermissionInput) -> Result<(), Fault> {
        let queue = self.queue::<RemovePermission>(call, &input.queue_url).await?;
        if input.label.is_empty() {
            return Err(missing("Label"));
        }
        let (label, shown) = (input.label.clone(), input.label);
        let changed = self.engine.change(&queue, move |stored| {
            let policy = stored.attributes.get("Policy").map(String::as_str);
            match without_permission(policy, &label).ok_or(EngineError::NoLabel)? {
                none if none.is_empty() => stored.attributes.remove("Policy"),
                policy => stored.attributes.insert("Policy".to_owned(), policy),
            };
            Ok(())
        });
        changed.await.map_err(|error| of_label(error, &shown))
    }
}
