//! `PutRetentionPolicy`.

use dispatch::{Call, Handle};
use logs_api::{PutRetentionPolicy, PutRetentionPolicyInput};
use wire::Fault;

use crate::Logs;
use crate::errors::invalid;
use crate::limits::RETENTION_DAYS;

impl Handle<PutRetentionPolicy> for Logs {
    async fn handle(&self, call: &Call, input: PutRetentionPolicyInput) -> Result<(), Fault> {
        let days = input.retention_in_days;
        if !RETENTION_DAYS.contains(&days) {
            return Err(invalid(format!(
                "1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: \
                 Member must satisfy enum value set: {RETENTION_DAYS:?}"
            )));
        }
        let change = move |group: &mut crate::engine::StoredGroup| group.retention_days = Some(days);
        Ok(self.engine.change_group(&call.place, &input.log_group_name, change).await?)
    }
}
