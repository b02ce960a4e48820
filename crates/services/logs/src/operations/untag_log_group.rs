//! `UntagLogGroup`.

use dispatch::{Call, Handle};
use logs_api::{UntagLogGroup, UntagLogGroupInput};
use wire::Fault;

use crate::Logs;

impl Handle<UntagLogGroup> for Logs {
    async fn handle(&self, call: &Call, input: UntagLogGroupInput) -> Result<(), Fault> {
        self.take_tags(call, &input.log_group_name, input.tags).await
    }
}
