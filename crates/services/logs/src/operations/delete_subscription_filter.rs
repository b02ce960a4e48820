//! `DeleteSubscriptionFilter`.

use dispatch::{Call, Handle};
use logs_api::{DeleteSubscriptionFilter, DeleteSubscriptionFilterInput};
use wire::Fault;

use crate::Logs;

impl Handle<DeleteSubscriptionFilter> for Logs {
    async fn handle(&self, call: &Call, input: DeleteSubscriptionFilterInput) -> Result<(), Fault> {
        let group = self.find(call, Some(&input.log_group_name), None)?;
        Ok(self.engine.delete_subscription(group.id(), &input.filter_name).await?)
    }
}
