//! The texts that Lambda itself writes: log lines around an invocation, and the JSON of the errors that no
//! runtime reported. Pure functions.
//!
//! Forms are those of Lambda's log and of captured answers: tabs between the fields of REPORT, `errorType`
//! before `errorMessage`.

use std::borrow::Cow;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::Duration;

use bytes::Bytes;
use kernel::Timestamp;

use super::function::FunctionVersion;

/// How it went, as far as a report tells.
#[derive(Clone, Debug)]
pub(super) enum Status {
    /// Answered, be it with an error of the function's own.
    Answered,
    /// Ended at the limit of its time.
    Timeout,
    /// Ended with an error of this type.
    Error(Cow<'static, str>),
}

impl Status {
    fn text(&self) -> String {
        match self {
            Self::Answered => String::new(),
            Self::Timeout => "Status: timeout".to_owned(),
            Self::Error(kind) => format!("Status: error\tError Type: {kind}"),
        }
    }
}

/// What REPORT says.
pub(super) struct Report<'a> {
    pub(super) request_id: &'a str,
    pub(super) function: &'a FunctionVersion,
    pub(super) duration: Duration,
    pub(super) init: Option<Duration>,
    pub(super) max_memory_mb: u64,
    pub(super) status: Status,
}

impl Report<'_> {
    /// Milliseconds billed: the start and the invocation, begun ones counted whole.
    pub(super) fn billed_ms(&self) -> u64 {
        (self.duration + self.init.unwrap_or_default()).as_nanos().div_ceil(1_000_000) as u64
    }

    /// The line itself.
    pub(super) fn line(&self) -> String {
        let mut line = format!(
            "REPORT RequestId: {}\tDuration: {:.2} ms\tBilled Duration: {} ms\tMemory Size: {} MB\tMax Memory Used: {} MB\t",
            self.request_id,
            milliseconds(self.duration),
            self.billed_ms(),
            self.function.memory_mb,
            self.max_memory_mb
        );
        if let Some(init) = self.init {
            line.push_str(&format!("Init Duration: {:.2} ms\t", milliseconds(init)));
        }
        line.push_str(&self.status.text());
        line
    }
}

/// `START RequestId: …`
pub(super) fn start(request_id: &str, version: &str) -> String {
    format!("START RequestId: {request_id} Version: {version}")
}

/// `END RequestId: …`
pub(super) fn end(request_id: &str) -> String {
    format!("END RequestId: {request_id}")
}

/// What a failed start leaves in the log.
pub(super) fn init_report(duration: Duration, phase: &str, status: &Status) -> String {
    let init = milliseconds(duration);
    format!("INIT_REPORT Init Duration: {init:.2} ms\tPhase: {phase}\t{}", status.text())
}

/// The type that a failed start is logged with: the reported one if it looks like Lambda's own.
pub(super) fn reported_type(error: &[u8]) -> Cow<'static, str> {
    let object: Option<serde_json::Value> = serde_json::from_slice(error).ok();
    let named = object.as_ref().and_then(|object| object.get("errorType")?.as_str()).filter(|kind| {
        let name = kind.strip_prefix("Runtime.").or_else(|| kind.strip_prefix("Function."));
        name.is_some_and(|name| {
            name.starts_with(|first: char| first.is_ascii_uppercase())
                && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
    });
    named.map_or("Runtime.Unknown".into(), |kind| kind.to_owned().into())
}

/// The log's line of a timeout.
pub(super) fn timeout_line(now: Timestamp, request_id: &str, timeout: Duration) -> String {
    let text = now.iso8601();
    // AWS always writes the milliseconds.
    let time = if text.contains('.') { text } else { text.replace('Z', ".000Z") };
    format!("{time} {request_id} Task timed out after {:.2} seconds", timeout.as_secs_f64())
}

/// An error object of Lambda's own, and the lines that the log has of it.
pub(super) fn error(request_id: &str, kind: &str, text: &str) -> (Bytes, [String; 2]) {
    let message = format!("RequestId: {request_id} Error: {text}");
    (error_object(kind, &message), [message, kind.to_owned()])
}

/// `{"errorType":…,"errorMessage":…}`
pub(super) fn error_object(kind: &str, message: &str) -> Bytes {
    serde_json::json!({ "errorType": kind, "errorMessage": message }).to_string().into()
}

/// What Lambda says of a process that ended by itself.
pub(super) fn exit_text(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(0), _) => "Runtime exited without providing a reason".to_owned(),
        (Some(code), _) => format!("Runtime exited with error: exit status {code}"),
        (None, signal) => {
            let core = if status.core_dumped() { " (core dumped)" } else { "" };
            format!("Runtime exited with error: signal: {}{core}", signal_name(signal.unwrap_or(9)))
        }
    }
}

/// The names that Go, in which Lambda's supervisor is written, has for signals.
fn signal_name(signal: i32) -> String {
    match signal {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        10 => "user defined signal 1",
        11 => "segmentation fault",
        12 => "user defined signal 2",
        13 => "broken pipe",
        14 => "alarm clock",
        15 => "terminated",
        other => return format!("signal {other}"),
    }
    .to_owned()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_lambda() {
        assert_eq!(
            timeout_line(Timestamp(1_440_938_160_000), "id", Duration::from_secs(3)),
            "2015-08-30T12:36:00.000Z id Task timed out after 3.00 seconds"
        );
        assert_eq!(exit_text(ExitStatus::from_raw(256)), "Runtime exited with error: exit status 1");
        assert_eq!(exit_text(ExitStatus::from_raw(9)), "Runtime exited with error: signal: killed");
        assert_eq!(exit_text(ExitStatus::from_raw(0)), "Runtime exited without providing a reason");
        assert_eq!(
            init_report(Duration::from_millis(10), "init", &Status::Error("Runtime.ExitError".into())),
            "INIT_REPORT Init Duration: 10.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError"
        );
        assert_eq!(
            reported_type(br#"{"errorType":"Runtime.ImportModuleError"}"#),
            "Runtime.ImportModuleError"
        );
        assert_eq!(reported_type(br#"{"errorType":"KeyError"}"#), "Runtime.Unknown");
        let (object, _) = error("id", "Runtime.ExitError", "x");
        assert_eq!(object, r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: id Error: x"}"#);
    }
}
