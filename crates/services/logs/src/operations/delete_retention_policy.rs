//! `DeleteRetentionPolicy`.

use dispatch::{Call, Handle};
use logs_api::{DeleteRetentionPolicy, DeleteRetentionPolicyInput};
use wire::Fault;

use crate::Logs;

impl Handle<DeleteRetentionPolicy> for Logs {
    async fn handle(&self, call: &Call, input: DeleteRetentionPolicyInput) -> Result<(), Fault> {
        let forever = |group: &mut crate::engine::StoredGroup| group.retention_days = None;
        Ok(self.engine.change_group(&call.place, &input.log_group_name, forever).await?)
    }
}
