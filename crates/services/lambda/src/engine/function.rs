//! What the engine runs, is asked and answers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use kernel::{Arn, Kind, RequestId};

use super::runtime::Runtime;
use super::unpacked::TaskRoot;

/// One version of a function, ready to run. Any change that a running process would not notice (code,
/// configuration, variables) comes as a new value with another `revision`.
#[derive(Clone, Debug)]
pub struct FunctionVersion {
    /// The function's ARN without a version: `arn:aws:lambda:us-east-1:000000000000:function:name`.
    pub arn: Arn,
    /// `$LATEST` or a number.
    pub version: String,
    /// Differs whenever environments must be started anew.
    pub revision: String,
    /// What runs it.
    pub runtime: Runtime,
    /// The handler as configured, `file.function`.
    pub handler: String,
    /// The directory its package was unpacked to.
    pub task_root: TaskRoot,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// Memory of one environment, MiB.
    pub memory_mb: u32,
    /// The function's own variables and what else it should find: credentials, `AWS_ENDPOINT_URL`.
    pub variables: BTreeMap<String, String>,
    /// The log group that its environments name.
    pub log_group: String,
}

impl FunctionVersion {
    /// The function's name.
    pub fn name(&self) -> &str {
        self.arn.name_of("function").unwrap_or_else(|| self.arn.resource())
    }
}

/// One call of a function.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// What to call.
    pub function: Arc<FunctionVersion>,
    /// The event, JSON by contract; the engine does not look into it.
    pub payload: Bytes,
    /// The id that the function, its log and the caller know the invocation by.
    pub request_id: RequestId,
    /// The ARN as it was called, with version or alias if one was given.
    pub invoked_arn: String,
    /// The client context, as JSON text.
    pub client_context: Option<String>,
    /// The trace id, as `X-Amzn-Trace-Id` carries it.
    pub trace: Option<String>,
    /// At most this many invocations of the function at once; `None` leaves the account's limit alone.
    pub reserved_concurrency: Option<usize>,
}

/// How an invocation ended that was carried out, well or not.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The function's answer, or the JSON object that describes its error.
    pub payload: Bytes,
    /// Set if the function failed.
    pub function_error: Option<FunctionError>,
    /// The last 4 KB of the invocation's log.
    pub log_tail: Bytes,
    /// How long the environment took to start, if this invocation had to start one.
    pub init_duration: Option<Duration>,
    /// How long the invocation itself took.
    pub duration: Duration,
    /// What AWS would bill, milliseconds: since August 2025 the start counts.
    pub billed_ms: u64,
    /// The most memory seen in use by the environment so far, MiB.
    pub max_memory_mb: u64,
}

/// Why a function failed. AWS calls every one of them `Unhandled`; runtimes that answered `Handled` are
/// gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionError {
    /// The runtime reported an error of the handler.
    Reported,
    /// The runtime could not load the handler.
    Init,
    /// It ran past its timeout.
    TimedOut,
    /// The process ended without an answer.
    Exited,
    /// The process was ended because it used more memory than the function has.
    OutOfMemory,
    /// The answer was larger than may be returned.
    ResponseTooLarge,
}

/// Why an invocation was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum InvokeError {
    /// Too many invocations under way.
    #[error("too many invocations at once ({scope:?}); try again after a pause")]
    Throttled {
        /// Which limit was met.
        scope: ThrottleScope,
    },
    /// The event is larger than a function may get.
    #[error("the payload has {bytes} bytes; at most {max} are allowed")]
    PayloadTooLarge {
        /// Bytes of the event.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// The interpreter is not installed here.
    #[error("`{program}` was not found on the PATH; install it to run functions of `{runtime}`")]
    RuntimeMissing {
        /// The runtime asked for.
        runtime: String,
        /// The program that would run it.
        program: String,
    },
    /// The machine could not start a process.
    #[error("a process for the function could not be started: {0}")]
    Start(#[from] std::io::Error),
    /// The engine is being shut down.
    #[error("the server is shutting down")]
    ShuttingDown,
}

/// The limits on concurrency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThrottleScope {
    /// The function's reserved concurrency.
    Function,
    /// The account's concurrent executions.
    Account,
    /// The processes that this machine is allowed to run.
    Machine,
}

impl InvokeError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Throttled { .. } => Kind::Throttled,
            Self::PayloadTooLarge { .. } => Kind::Invalid,
            Self::RuntimeMissing { .. } | Self::Start(_) | Self::ShuttingDown => Kind::Unavailable,
        }
    }
}
