//! A function as AWS describes it.

use lambda_api as api;

use super::{FunctionName, StoredFunction};

/// The description that most operations answer.
pub fn describe(stored: &StoredFunction) -> api::FunctionConfiguration {
    let (year, month, day, hour, minute, second, milli) = stored.modified.civil();
    let variables = Some(stored.variables.clone()).filter(|variables| !variables.is_empty());
    api::FunctionConfiguration {
        function_name: Some(stored.name.clone()),
        function_arn: Some(stored.arn().to_string()),
        runtime: api::Runtime::parse(&stored.runtime),
        role: Some(stored.role.clone()),
        handler: Some(stored.handler.clone()).filter(|handler| !handler.is_empty()),
        code_size: Some(stored.code_size),
        description: Some(stored.description.clone()),
        timeout: Some(stored.timeout_seconds),
        memory_size: Some(stored.memory_mb),
        last_modified: Some(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}+0000"
        )),
        code_sha256: Some(stored.code_sha256.clone()),
        version: Some("$LATEST".to_owned()),
        environment: variables
            .map(|variables| api::EnvironmentResponse { variables: Some(variables), error: None }),
        tracing_config: Some(api::TracingConfigResponse { mode: Some(api::TracingMode::PassThrough) }),
        dead_letter_config: stored
            .dead_letters
            .as_ref()
            .map(|arn| api::DeadLetterConfig { target_arn: Some(arn.clone()) }),
        revision_id: Some(stored.revision.clone()),
        state: Some(api::State::Active),
        last_update_status: Some(api::LastUpdateStatus::Successful),
        package_type: Some(api::PackageType::Zip),
        architectures: api::Architecture::parse(&stored.architecture).map(|architecture| vec![architecture]),
        ephemeral_storage: Some(api::EphemeralStorage { size: stored.storage_mb }),
        logging_config: Some(api::LoggingConfig {
            log_format: Some(api::LogFormat::Text),
            application_log_level: None,
            system_log_level: None,
            log_group: Some(stored.log_group()),
        }),
        ..api::FunctionConfiguration::default()
    }
}

/// The description of a function that was asked for as `name`: with a qualifier, its ARN has it too.
pub fn describe_as(name: &FunctionName, stored: &StoredFunction) -> api::FunctionConfiguration {
    api::FunctionConfiguration { function_arn: Some(name.arn().to_string()), ..describe(stored) }
}
