//! What a function may be set to.

use std::collections::BTreeMap;

use lambda_api as api;
use wire::Fault;

use crate::engine::Runtime;
use crate::errors::{invalid, not_built};
use crate::limits;

/// The runtime's name, if functions of it can be run.
pub fn runtime(name: String) -> Result<String, Fault> {
    if api::Runtime::parse(&name).is_none() {
        return Err(invalid(format!(
            "Value {name} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [{}] or be \
             a valid ARN",
            api::Runtime::VALUES.join(", ")
        )));
    }
    match Runtime::parse(&name) {
        Some(_) => Ok(name),
        None => Err(not_built(&format!("the runtime {name}"))),
    }
}

/// Seconds of an invocation.
pub fn timeout(seconds: Option<i32>) -> Result<i32, Fault> {
    let seconds = seconds.unwrap_or(limits::TIMEOUT_SECONDS_DEFAULT);
    at_most("timeout", seconds, limits::TIMEOUT_SECONDS_MAX)
}

/// MiB of memory.
pub fn memory(mb: Option<i32>) -> Result<i32, Fault> {
    at_most("memorySize", mb.unwrap_or(limits::MEMORY_MB_DEFAULT), limits::MEMORY_MB_MAX)
}

fn at_most(name: &str, value: i32, most: i32) -> Result<i32, Fault> {
    if value <= most {
        return Ok(value);
    }
    let text = format!(
        "1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must have \
         value less than or equal to {most}"
    );
    Err(Fault::sender("ValidationException", text))
}

/// That a text is longer than it may be.
pub fn too_long(name: &str, value: &str, most: usize) -> Fault {
    let text = format!(
        "1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must have \
         length less than or equal to {most}"
    );
    Fault::sender("ValidationException", text)
}

/// The function's variables. Names that Lambda sets itself are refused, as AWS does.
pub fn variables(environment: Option<api::Environment>) -> Result<BTreeMap<String, String>, Fault> {
    // Guide, "Defined runtime environment variables".
    const RESERVED: [&str; 18] = [
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT",
        "LAMBDA_RUNTIME_DIR",
    ];
    let variables = environment.and_then(|environment| environment.variables).unwrap_or_default();
    let reserved: Vec<_> =
        variables.keys().filter(|name| RESERVED.contains(&name.as_str())).cloned().collect();
    if !reserved.is_empty() {
        return Err(invalid(format!(
            "Lambda was unable to configure your environment variables because the environment variables you have \
             provided contains reserved keys that are currently not supported for modification. Reserved keys used \
             in this request: {}",
            reserved.join(", ")
        )));
    }
    let bytes: usize = variables.iter().map(|(name, value)| name.len() + value.len()).sum();
    if bytes > limits::ENVIRONMENT_BYTES_MAX {
        return Err(invalid(format!(
            "Lambda was unable to configure your environment variables because the environment variables you have \
             provided exceeded the 4KB limit. String measured: {bytes} bytes"
        )));
    }
    Ok(variables)
}

/// Tags, if they are not too many.
pub fn tags(tags: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Fault> {
    match tags.len() > limits::TAGS_MAX {
        true => Err(invalid(format!("Number of tags exceeds resource tag limit of {}.", limits::TAGS_MAX))),
        false => Ok(tags),
    }
}

/// The architecture's name; the machine's own is what runs.
pub fn architecture(architectures: Option<Vec<api::Architecture>>) -> String {
    let first = architectures.and_then(|architectures| architectures.first().copied());
    first.unwrap_or(api::Architecture::X8664).as_str().to_owned()
}

/// The log group, where one is named. Other settings of the log are refused.
pub fn log_group(config: Option<api::LoggingConfig>) -> Result<Option<String>, Fault> {
    let Some(config) = config else { return Ok(None) };
    if config.log_format == Some(api::LogFormat::Json) {
        return Err(not_built("the log format JSON"));
    }
    Ok(config.log_group)
}

/// Whether a VPC is really asked for: tools send empty lists.
pub fn has_vpc(config: Option<&api::VpcConfig>) -> bool {
    let some = |ids: &Option<Vec<String>>| ids.as_ref().is_some_and(|ids| !ids.is_empty());
    config.is_some_and(|config| some(&config.subnet_ids) || some(&config.security_group_ids))
}

/// Whether SnapStart is really asked for.
pub fn has_snap_start(config: Option<&api::SnapStart>) -> bool {
    config.is_some_and(|config| config.apply_on == Some(api::SnapStartApplyOn::PublishedVersions))
}
