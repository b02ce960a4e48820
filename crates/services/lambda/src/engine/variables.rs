//! The environment variables of a function's process.
//!
//! The process inherits nothing of the server's but what programs need to run at all: no credentials, and
//! a home directory of its own, so that no SDK finds the user's AWS profile there.
//! Names and values are those of the developer guide's "Defined runtime environment variables"; programs of custom runtimes
//! get [`PROGRAM`] as well.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use super::function::FunctionVersion;
use super::launcher::PROGRAM;

/// Inherited if set: where programs and their libraries are.
const INHERITED: [&str; 6] =
    ["PATH", "LD_LIBRARY_PATH", "NODE_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"];

/// What an environment adds to the function's own facts.
pub(super) struct Sandbox<'a> {
    /// `127.0.0.1:port` of its Runtime API.
    pub(super) runtime_api: &'a str,
    /// Its log stream.
    pub(super) log_stream: &'a str,
    /// `LAMBDA_RUNTIME_DIR`.
    pub(super) runtime_directory: &'a Path,
    /// `HOME`.
    pub(super) home: &'a Path,
    /// The server's program, where that is known.
    pub(super) program: Option<&'a Path>,
}

/// All variables of a process of `function`. The function's own go over what is inherited; what AWS
/// reserves goes over all.
pub(super) fn of(function: &FunctionVersion, sandbox: &Sandbox<'_>) -> BTreeMap<String, OsString> {
    let mut all = BTreeMap::new();
    for name in INHERITED {
        if let Some(value) = std::env::var_os(name) {
            all.insert(name.to_owned(), value);
        }
    }
    all.entry("PATH".to_owned()).or_insert_with(|| "/usr/local/bin:/usr/bin:/bin".into());
    let mut set = |name: &str, value: OsString| all.insert(name.to_owned(), value);
    set("LANG", "en_US.UTF-8".into());
    set("TZ", ":UTC".into());
    set("HOME", sandbox.home.into());
    if let Some(home) = std::env::var_os("HOME") {
        // AWS's Python brings boto3; here it may be installed for the user alone.
        set("PYTHONUSERBASE", Path::new(&home).join(".local").into());
    }
    for (name, value) in &function.variables {
        set(name, value.into());
    }
    let region = function.arn.region();
    set("_HANDLER", (&function.handler).into());
    set("LAMBDA_TASK_ROOT", function.task_root.as_os_str().into());
    set("LAMBDA_RUNTIME_DIR", sandbox.runtime_directory.into());
    set("AWS_LAMBDA_RUNTIME_API", sandbox.runtime_api.into());
    set("AWS_REGION", region.into());
    set("AWS_DEFAULT_REGION", region.into());
    set("AWS_LAMBDA_FUNCTION_NAME", function.name().into());
    set("AWS_LAMBDA_FUNCTION_VERSION", (&function.version).into());
    set("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", function.memory_mb.to_string().into());
    set("AWS_LAMBDA_LOG_GROUP_NAME", (&function.log_group).into());
    set("AWS_LAMBDA_LOG_STREAM_NAME", sandbox.log_stream.into());
    set("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".into());
    if function.runtime.is_managed() {
        set("AWS_EXECUTION_ENV", format!("AWS_Lambda_{}", function.runtime).into());
    } else if let Some(program) = sandbox.program {
        set(PROGRAM, program.into());
    }
    all
}
