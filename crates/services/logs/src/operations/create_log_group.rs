//! `CreateLogGroup`.

use dispatch::{Call, Handle};
use logs_api::{CreateLogGroup, CreateLogGroupInput, LogGroupClass};
use wire::Fault;

use crate::Logs;
use crate::engine::StoredGroup;
use crate::errors::invalid;

impl Handle<CreateLogGroup> for Logs {
    async fn handle(&self, call: &Call, input: CreateLogGroupInput) -> Result<(), Fault> {
        if input.log_group_name.to_ascii_lowercase().starts_with("aws/") {
            return Err(invalid("Log groups starting with AWS/ are reserved for AWS."));
        }
        if input.kms_key_id.is_some() {
            return Err(invalid("kmsKeyId is not supported here: there is no KMS."));
        }
        if input.deletion_protection_enabled == Some(true) {
            return Err(invalid("deletionProtectionEnabled is not supported here."));
        }
        let tags = input.tags.unwrap_or_default();
        if let Some(key) = tags.keys().find(|key| key.to_ascii_lowercase().starts_with("aws:")) {
            return Err(invalid(format!("Tag key {key} begins with aws:, which is AWS's own.")));
        }
        let mut group = StoredGroup::new(input.log_group_name, self.engine.now());
        group.tags = tags;
        group.infrequent_access = match input.log_group_class {
            None | Some(LogGroupClass::Standard) => false,
            Some(LogGroupClass::InfrequentAccess) => true,
            Some(LogGroupClass::Delivery) => {
                return Err(invalid("logGroupClass DELIVERY is not supported here."));
            }
        };
        Ok(self.engine.create_group(&call.place, group).await?)
    }
}
