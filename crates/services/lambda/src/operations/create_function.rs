//! `CreateFunction`.

use dispatch::{Call, Handle};
use lambda_api::{
    CreateFunction, CreateFunctionInput, FunctionConfiguration, PackageType, State, StateReasonCode,
};
use wire::Fault;

use super::settings;
use crate::Lambda;
use crate::errors::{invalid, not_built};
use crate::functions::{CodeSource, FunctionName, STORED_VERSION, StoredFunction, describe};
use crate::limits;

impl Handle<CreateFunction> for Lambda {
    async fn handle(&self, call: &Call, input: CreateFunctionInput) -> Result<FunctionConfiguration, Fault> {
        refuse_what_is_not_built(&input)?;
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let runtime = input
            .runtime
            .ok_or_else(|| invalid("Runtime is mandatory for functions created with deployment packages."))?;
        let handler = input
            .handler
            .ok_or_else(|| invalid("Handler is mandatory for functions created with deployment packages."))?;
        if name.name.len() > limits::NAME_LENGTH_MAX {
            return Err(settings::too_long("functionName", &name.name, limits::NAME_LENGTH_MAX));
        }
        let source = CodeSource {
            zip_file: input.code.zip_file,
            s3_bucket: input.code.s3_bucket,
            s3_key: input.code.s3_key,
            s3_version: input.code.s3_object_version,
            image_uri: input.code.image_uri,
        };
        let name = FunctionName { qualifier: None, ..name };
        let changing = self.changing_functions().await;
        self.check_is_new(&name)?;
        let (zip, code) = self.check_code(call, source).await?;
        let stored = StoredFunction {
            version: STORED_VERSION,
            account: name.place.account.to_string(),
            region: name.place.region.to_string(),
            name: name.name,
            runtime: settings::runtime(runtime)?,
            handler,
            role: input.role,
            description: input.description.unwrap_or_default(),
            timeout_seconds: settings::timeout(input.timeout)?,
            memory_mb: settings::memory(input.memory_size)?,
            storage_mb: input.ephemeral_storage.map_or(512, |storage| storage.size),
            variables: settings::variables(input.environment)?,
            tags: settings::tags(input.tags.unwrap_or_default())?,
            architecture: settings::architecture(input.architectures),
            code_sha256: code.code_sha256.clone(),
            code_size: code.code_size as i64,
            code: code.sha256_hex.clone(),
            modified: self.dispatch.clock().now(),
            revision: self.dispatch.random().uuid(),
            concurrency: None,
            log_group: settings::log_group(input.logging_config)?,
            policy: None,
            asynchronous: None,
            dead_letters: None,
        };
        self.check_role(&stored).await?;
        let stored = StoredFunction {
            dead_letters: self.check_dead_letters(&stored, input.dead_letter_config).await?,
            ..stored
        };
        self.keep_code(zip, &code).await?;
        let function = self.keep_function(changing, stored).await?;
        Ok(FunctionConfiguration {
            state: Some(State::Pending),
            state_reason: Some("The function is being created.".to_owned()),
            state_reason_code: Some(StateReasonCode::Creating),
            last_update_status: None,
            ..describe(&function.stored)
        })
    }
}

fn refuse_what_is_not_built(input: &CreateFunctionInput) -> Result<(), Fault> {
    let asked_for = [
        (input.package_type == Some(PackageType::Image) || input.image_config.is_some(), "a container image"),
        (input.publish == Some(true) || input.publish_to.is_some(), "publishing a version"),
        (input.layers.as_ref().is_some_and(|layers| !layers.is_empty()), "a layer"),
        (input.file_system_configs.as_ref().is_some_and(|systems| !systems.is_empty()), "a file system"),
        (settings::has_vpc(input.vpc_config.as_ref()), "a VPC"),
        (input.kms_key_arn.as_ref().is_some_and(|key| !key.is_empty()), "a KMS key"),
        (input.code_signing_config_arn.is_some(), "code signing"),
        (settings::has_snap_start(input.snap_start.as_ref()), "SnapStart"),
        (input.capacity_provider_config.is_some(), "a capacity provider"),
        (input.durable_config.is_some(), "durable execution"),
        (input.tenancy_config.is_some(), "tenancy"),
    ];
    match asked_for.into_iter().find(|(asked, _)| *asked) {
        Some((_, what)) => Err(not_built(what)),
        None => Ok(()),
    }
}
