//! One invocation from admission to report.
//!
//! The warm path touches no disk and waits for one thing, the runtime's answer. An event that a dying
//! process never fetched goes to another one; an event that was fetched is never given out twice.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::time::{Instant, timeout_at};

use super::Inner;
use super::environment::{Environment, Launch};
use super::exchange::{Answer, Event};
use super::function::{FunctionError, FunctionVersion, Invocation, InvokeError, Outcome, ThrottleScope};
use super::limits::{REQUEST_BYTES_MAX, RESPONSE_BYTES_MAX};
use super::logs::LogLine;
use super::report::{self, Report, Status};

/// When the memory of a running invocation is first looked at; from then on half as often each time.
const SAMPLE_FIRST: Duration = Duration::from_millis(50);
/// The longest time between two looks.
const SAMPLE_EVERY_MAX: Duration = Duration::from_millis(400);
/// Environments tried for an event that none has fetched.
const ATTEMPTS: usize = 3;
/// How long an evicted environment may take to end before the machine counts as full.
const EVICTION_MAX: Duration = Duration::from_secs(2);

/// How something ended that was waited for.
enum Waited {
    Answer(Answer),
    TimedOut,
    OutOfMemory,
}

/// How an invocation ends: what is answered, what is logged, whether the environment lives on.
struct Ending {
    payload: Bytes,
    error: Option<FunctionError>,
    lines: Vec<String>,
    status: Status,
    keeps: bool,
}

/// A start that led to an environment, or to the end of the invocation.
enum Started {
    Ready(Arc<Environment>, Duration),
    Failed(Outcome),
}

/// Carries out `invocation`.
pub(super) async fn run(inner: &Inner, invocation: &Invocation) -> Result<Outcome, InvokeError> {
    let bytes = invocation.payload.len();
    if bytes > REQUEST_BYTES_MAX {
        return Err(InvokeError::PayloadTooLarge { bytes, max: REQUEST_BYTES_MAX });
    }
    let function = &invocation.function;
    let slot = inner.pool.admit(function.arn.as_str(), invocation.reserved_concurrency)?;
    let mut attempt = 0;
    loop {
        attempt += 1;
        let (environment, init) = match inner.pool.take(function) {
            Some(environment) => (environment, None),
            None => match start(inner, invocation, slot.generation).await? {
                Started::Ready(environment, init) => (environment, Some(init)),
                Started::Failed(outcome) => return Ok(outcome),
            },
        };
        if let Some(outcome) = run_on(inner, invocation, environment, init, attempt < ATTEMPTS).await {
            return Ok(outcome);
        }
    }
}

/// Gives the event to `environment` and waits. `None` if it ended unseen and another `may` get it.
async fn run_on(
    inner: &Inner,
    invocation: &Invocation,
    environment: Arc<Environment>,
    init: Option<Duration>,
    may_move: bool,
) -> Option<Outcome> {
    let function = &invocation.function;
    let id = &invocation.request_id.0;
    environment.logs.begin(report::start(id, &function.version), init.is_some());
    let began = Instant::now();
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let answer = environment.exchange.deliver(Event {
        request_id: id.clone(),
        deadline_ms: (since_epoch + function.timeout).as_millis() as u64,
        invoked_arn: invocation.invoked_arn.clone(),
        trace: invocation.trace.clone(),
        client_context: invocation.client_context.clone(),
        payload: invocation.payload.clone(),
    });
    let waited = match answer {
        Some(answer) => wait(&environment, answer, began + function.timeout).await,
        // It ended just now; how is of no interest, for nothing was asked of it.
        None => Waited::Answer(Answer::Exited { status: Default::default(), fetched: false }),
    };
    let duration = began.elapsed().min(function.timeout);
    if let Waited::Answer(Answer::Exited { fetched: false, .. }) = waited
        && may_move
    {
        environment.kill();
        return None;
    }
    let mut ending = ending(inner, invocation, waited);
    if environment.memory.sample() > limit_bytes(function) {
        ending = out_of_memory(id);
    }
    Some(close(inner, invocation, environment, duration, init, ending))
}

/// Starts an environment. A first start that takes too long is given up and tried once more within the
/// function's own timeout, as AWS does.
async fn start(inner: &Inner, invocation: &Invocation, generation: u64) -> Result<Started, InvokeError> {
    let function = &invocation.function;
    let id = &invocation.request_id.0;
    let stream = inner.log_stream(&function.version);
    let mut phase = ("init", inner.config.init_max);
    loop {
        let permit = permit(inner).await?;
        let began = Instant::now();
        let (environment, started) =
            match Environment::start(inner, function, &stream, generation, permit).await? {
                Launch::Started(environment, started) => (environment, started),
                Launch::InvalidEntrypoint(text) => {
                    return Ok(Started::Failed(never_started(inner, invocation, &stream, &text)));
                }
            };
        inner.pool.started(&environment);
        let waited = wait(&environment, started, began + phase.1).await;
        let took = began.elapsed();
        let failure = match &waited {
            Waited::Answer(Answer::Ready) => return Ok(Started::Ready(environment, took)),
            Waited::TimedOut => Status::Timeout,
            Waited::OutOfMemory => Status::Error("Runtime.OutOfMemory".into()),
            Waited::Answer(Answer::Failed(error)) => Status::Error(report::reported_type(error)),
            Waited::Answer(_) => Status::Error("Runtime.ExitError".into()),
        };
        environment.logs.note([report::init_report(took, phase.0, &failure)]);
        if matches!(waited, Waited::TimedOut) && phase.0 == "init" {
            environment.kill();
            // What it printed is sent on; the tail belongs to the environment that will answer.
            environment.logs.finish();
            phase = ("invoke", function.timeout);
            continue;
        }
        environment.logs.note([report::start(id, &function.version)]);
        let mut ending = ending(inner, invocation, waited);
        if ending.error == Some(FunctionError::Reported) {
            ending.error = Some(FunctionError::Init);
        }
        ending.keeps = false;
        return Ok(Started::Failed(close(inner, invocation, environment, took, None, ending)));
    }
}

/// Room for one more process, made by ending the one that was idle for longest if need be.
async fn permit(inner: &Inner) -> Result<OwnedSemaphorePermit, InvokeError> {
    let full = || InvokeError::Throttled { scope: ThrottleScope::Machine };
    let permits = inner.permits.clone();
    if let Ok(permit) = permits.clone().try_acquire_owned() {
        return Ok(permit);
    }
    inner.pool.evict().ok_or_else(full)?;
    let permit = tokio::time::timeout(EVICTION_MAX, permits.acquire_owned()).await;
    permit.ok().and_then(Result::ok).ok_or_else(full)
}

/// Waits for `answer`, looking at the memory meanwhile.
async fn wait(environment: &Environment, mut answer: oneshot::Receiver<Answer>, until: Instant) -> Waited {
    let limit = limit_bytes(&environment.function);
    let mut pause = SAMPLE_FIRST;
    loop {
        let look = Instant::now() + pause;
        pause = (pause * 2).min(SAMPLE_EVERY_MAX);
        match timeout_at(until.min(look), &mut answer).await {
            Ok(Ok(answer)) => return Waited::Answer(answer),
            Ok(Err(_)) => {
                let status = Default::default();
                return Waited::Answer(Answer::Exited { status, fetched: true });
            }
            Err(_) if Instant::now() >= until => return Waited::TimedOut,
            Err(_) if environment.memory.sample_tree() > limit => return Waited::OutOfMemory,
            Err(_) => {}
        }
    }
}

fn limit_bytes(function: &FunctionVersion) -> u64 {
    u64::from(function.memory_mb) << 20
}

/// What is answered and logged of `waited`.
fn ending(inner: &Inner, invocation: &Invocation, waited: Waited) -> Ending {
    let id = &invocation.request_id.0;
    let timeout = invocation.function.timeout;
    match waited {
        Waited::Answer(Answer::Response(payload)) => {
            Ending { payload, error: None, lines: Vec::new(), status: Status::Answered, keeps: true }
        }
        Waited::Answer(Answer::Failed(payload)) => Ending {
            payload,
            error: Some(FunctionError::Reported),
            lines: Vec::new(),
            status: Status::Answered,
            keeps: true,
        },
        Waited::Answer(Answer::TooLarge(bytes)) => Ending {
            payload: report::error_object(
                "Function.ResponseSizeTooLarge",
                &format!(
                    "Response payload size ({bytes} bytes) exceeded maximum allowed payload size ({RESPONSE_BYTES_MAX} bytes)."
                ),
            ),
            error: Some(FunctionError::ResponseTooLarge),
            lines: Vec::new(),
            status: Status::Answered,
            keeps: true,
        },
        Waited::TimedOut => {
            let text = format!("Task timed out after {:.2} seconds", timeout.as_secs_f64());
            let (payload, _) = report::error(id, "Sandbox.Timedout", &text);
            let line = report::timeout_line(inner.clock.now(), id, timeout);
            let error = Some(FunctionError::TimedOut);
            Ending { payload, error, lines: vec![line], status: Status::Timeout, keeps: false }
        }
        Waited::OutOfMemory => out_of_memory(id),
        // A start that is `Ready` is no ending; were it one, nothing was answered either.
        Waited::Answer(Answer::Exited { status, .. }) => exited(id, &report::exit_text(status)),
        Waited::Answer(Answer::Ready) => exited(id, &report::exit_text(Default::default())),
    }
}

fn exited(id: &str, text: &str) -> Ending {
    let (payload, lines) = report::error(id, "Runtime.ExitError", text);
    let status = Status::Error("Runtime.ExitError".into());
    Ending { payload, error: Some(FunctionError::Exited), lines: lines.into(), status, keeps: false }
}

fn out_of_memory(id: &str) -> Ending {
    let killed = exited(id, "Runtime exited with error: signal: killed");
    let status = Status::Error("Runtime.OutOfMemory".into());
    Ending { error: Some(FunctionError::OutOfMemory), status, ..killed }
}

/// Ends the log of an invocation and lets its environment go: back to the pool, or to its end.
fn close(
    inner: &Inner,
    invocation: &Invocation,
    environment: Arc<Environment>,
    duration: Duration,
    init: Option<Duration>,
    ending: Ending,
) -> Outcome {
    let id = &invocation.request_id.0;
    let report = Report {
        request_id: id,
        function: &invocation.function,
        duration,
        init,
        max_memory_mb: match ending.error {
            // More than it has is never reported as used.
            Some(FunctionError::OutOfMemory) => u64::from(invocation.function.memory_mb),
            _ => environment.memory.peak_mb(),
        },
        status: ending.status,
    };
    environment.logs.note(ending.lines.into_iter().chain([report::end(id), report.line()]));
    let outcome = Outcome {
        payload: ending.payload,
        function_error: ending.error,
        log_tail: environment.logs.finish().into(),
        init_duration: init,
        duration,
        billed_ms: report.billed_ms(),
        max_memory_mb: report.max_memory_mb,
    };
    if ending.keeps {
        inner.pool.put(environment);
    } else {
        environment.kill();
    }
    outcome
}

/// The outcome of a package with nothing to run in it.
fn never_started(inner: &Inner, invocation: &Invocation, stream: &str, text: &str) -> Outcome {
    let id = &invocation.request_id.0;
    let function = &invocation.function;
    let status = Status::Error("Runtime.InvalidEntrypoint".into());
    let (payload, lines) = report::error(id, "Runtime.InvalidEntrypoint", text);
    let duration = Duration::ZERO;
    let report =
        Report { request_id: id, function, duration, init: None, max_memory_mb: 0, status: status.clone() };
    let timestamp_ms = inner.clock.now().0;
    let texts = [report::init_report(duration, "init", &status), report::start(id, &function.version)]
        .into_iter()
        .chain(lines)
        .chain([report::end(id), report.line()]);
    let lines: Vec<_> = texts.map(|text| LogLine { timestamp_ms, text }).collect();
    let log_tail = lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect::<String>().into();
    inner.sink.lines(function, stream, lines);
    Outcome {
        payload,
        function_error: Some(FunctionError::Init),
        log_tail,
        init_duration: None,
        duration,
        billed_ms: 0,
        max_memory_mb: 0,
    }
}
