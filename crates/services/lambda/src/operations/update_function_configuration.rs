//! `UpdateFunctionConfiguration`.

use dispatch::{Call, Handle};
use lambda_api::{FunctionConfiguration, UpdateFunctionConfiguration, UpdateFunctionConfigurationInput};
use wire::Fault;

use super::{revision, settings};
use crate::Lambda;
use crate::errors::not_built;
use crate::functions::FunctionName;

impl Handle<UpdateFunctionConfiguration> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateFunctionConfigurationInput,
    ) -> Result<FunctionConfiguration, Fault> {
        refuse_what_is_not_built(&input)?;
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let changing = self.changing_functions().await;
        let function = self.function(&name)?;
        revision::check(&function.stored, input.revision_id.as_deref())?;
        let mut stored = function.stored.clone();
        if let Some(runtime) = input.runtime {
            stored.runtime = settings::runtime(runtime)?;
        }
        if input.timeout.is_some() {
            stored.timeout_seconds = settings::timeout(input.timeout)?;
        }
        if input.memory_size.is_some() {
            stored.memory_mb = settings::memory(input.memory_size)?;
        }
        if input.environment.is_some() {
            stored.variables = settings::variables(input.environment)?;
        }
        if let Some(group) = settings::log_group(input.logging_config)? {
            stored.log_group = Some(group);
        }
        stored.handler = input.handler.unwrap_or(stored.handler);
        stored.description = input.description.unwrap_or(stored.description);
        stored.storage_mb = input.ephemeral_storage.map_or(stored.storage_mb, |storage| storage.size);
        if let Some(role) = input.role {
            stored.role = role;
            self.check_role(&stored).await?;
        }
        if input.dead_letter_config.is_some() {
            stored.dead_letters = self.check_dead_letters(&stored, input.dead_letter_config).await?;
        }
        stored.modified = self.dispatch.clock().now();
        stored.revision = self.dispatch.random().uuid();
        let changed = self.keep_function(changing, stored).await?;
        Ok(revision::in_progress(&changed.stored))
    }
}

fn refuse_what_is_not_built(input: &UpdateFunctionConfigurationInput) -> Result<(), Fault> {
    let asked_for = [
        (input.image_config.is_some(), "a container image"),
        (input.layers.as_ref().is_some_and(|layers| !layers.is_empty()), "a layer"),
        (input.file_system_configs.as_ref().is_some_and(|systems| !systems.is_empty()), "a file system"),
        (settings::has_vpc(input.vpc_config.as_ref()), "a VPC"),
        (input.kms_key_arn.as_ref().is_some_and(|key| !key.is_empty()), "a KMS key"),
        (settings::has_snap_start(input.snap_start.as_ref()), "SnapStart"),
        (input.capacity_provider_config.is_some(), "a capacity provider"),
        (input.durable_config.is_some(), "durable execution"),
    ];
    match asked_for.into_iter().find(|(asked, _)| *asked) {
        Some((_, what)) => Err(not_built(what)),
        None => Ok(()),
    }
}
