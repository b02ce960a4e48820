//! `PutSubscriptionFilter`.

use dispatch::{Call, Handle};
use logs_api::{Distribution, PutSubscriptionFilter, PutSubscriptionFilterInput};
use wire::Fault;

use super::filters::plain;
use crate::Logs;
use crate::engine::StoredSubscription;
use crate::errors::invalid;
use crate::follow::Destination;

impl Handle<PutSubscriptionFilter> for Logs {
    async fn handle(&self, call: &Call, input: PutSubscriptionFilterInput) -> Result<(), Fault> {
        let group = self.filtered(call, &input.log_group_name)?;
        plain(
            input.apply_on_transformed_logs,
            input.field_selection_criteria.as_ref(),
            input.emit_system_fields.as_ref(),
        )?;
        self.pattern(&group, &input.filter_name, &input.filter_pattern)?;
        let destination =
            Destination::parse(&input.destination_arn, input.role_arn.as_deref()).map_err(invalid)?;
        if destination.logs_to(&group.name) {
            return Err(invalid(
                "The log group provided is reserved for the function logs of the destination function.",
            ));
        }
        self.check_destination(call, &group, &destination).await?;
        let mut stored = StoredSubscription::new(input.filter_name.clone(), self.engine.now());
        stored.pattern = input.filter_pattern;
        stored.destination = input.destination_arn;
        stored.role = input.role_arn;
        stored.random = input.distribution == Some(Distribution::Random);
        // What waits was written before.
        self.engine.flush().await?;
        let follower = self.engine.put_subscription(group.id(), stored).await?;
        self.follow(&call.place, &group, follower);
        Ok(())
    }
}
