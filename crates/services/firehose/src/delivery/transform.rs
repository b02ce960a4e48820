//! Has a function change records: the event it gets, what it answers, what is tried again and given up.

mod answer;
mod event;

use std::time::Instant;

use dispatch::Call;
use lambda_api::{InvocationType, Invoke, InvokeInput};

use super::batch::{Batch, Outcome};
use super::failure::{Failure, Trouble};
use super::pieces::{PROCESSING, Piece};
use super::scope::Scope;
use crate::limits;
use crate::plan::Transform;
use answer::Verdict;
pub use event::event_bytes;

/// Bytes of an event to which no record is added: there is room for the largest, in base64.
pub const EVENT_BYTES_FULL: usize = limits::TRANSFORM_BYTES_MAX - (1000 << 10) / 3 * 4 - 1024;

/// Why the function's answer is of no use.
pub struct Refusal {
    /// AWS's code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

/// Gives `batch` to the function until it answers or is given up; `None` if the work is to end before.
pub async fn transform(scope: &Scope, function: &Transform, batch: Batch) -> Option<Outcome> {
    let role = function.role.as_ref().unwrap_or_else(|| scope.role());
    let call = scope.call_at(role, function.place.clone());
    let mut wait_ms = limits::RETRY_WAIT_MS_FIRST;
    let mut attempts = 0;
    let refusal = loop {
        attempts += 1;
        let begun = Instant::now();
        let invoked = invoke(scope, function, &call, &batch.pieces).await;
        scope.count(|calls| calls.processed(&batch, invoked.is_ok(), begun.elapsed()));
        match invoked {
            Ok(verdicts) => return Some(sort(scope, function, batch, verdicts, attempts)),
            // A function that is killed by the server's end has not failed.
            Err(_) if scope.stopped.is_set() => return None,
            Err(refusal) => {
                scope.report_processing(refusal.code, &refusal.message, &function.shown).await;
                if attempts > function.retries {
                    break refusal;
                }
            }
        }
        scope.pause(wait_ms).await;
        if scope.stopped.is_set() {
            return None;
        }
        wait_ms = (wait_ms * 2).min(limits::RETRY_WAIT_MS_MAX);
    };
    let verdicts = batch.pieces.iter().map(|_| Verdict::Failed(refusal.code, refusal.message.clone()));
    let verdicts = verdicts.collect();
    Some(sort(scope, function, batch, verdicts, attempts))
}

async fn invoke(
    scope: &Scope,
    function: &Transform,
    call: &Call,
    pieces: &[Piece],
) -> Result<Vec<Verdict>, Refusal> {
    let input = InvokeInput {
        function_name: function.function.clone(),
        invocation_type: Some(InvocationType::RequestResponse),
        log_type: None,
        client_context: None,
        durable_execution_name: None,
        payload: Some(event::event(scope, pieces).into()),
        qualifier: None,
        tenant_id: None,
    };
    let output = scope.dispatch.call::<Invoke>(call, input).await.map_err(|fault| {
        let code = match fault.code.as_ref() {
            "AccessDeniedException" => "Lambda.InvokeAccessDenied",
            "TooManyRequestsException" => "Lambda.InvokeLimitExceeded",
            "ResourceNotFoundException" => "Lambda.FunctionNotFound",
            _ => "Lambda.InvocationFailed",
        };
        Refusal { code, message: fault.message }
    })?;
    if output.function_error.is_some() {
        let message = "The Lambda function was successfully invoked but it returned an error result.";
        return Err(Refusal { code: "Lambda.FunctionError", message: message.to_owned() });
    }
    answer::read(&output.payload.unwrap_or_default(), pieces)
}

/// What becomes of each record by its verdict.
fn sort(scope: &Scope, function: &Transform, batch: Batch, verdicts: Vec<Verdict>, attempts: u64) -> Outcome {
    let mut outcome = Outcome::done(&batch);
    let ended = scope.now();
    for (piece, verdict) in batch.pieces.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Ok(data, keys) => outcome.changed.push((Piece { data, ..piece }, keys)),
            Verdict::Dropped => {}
            Verdict::Failed(code, message) => {
                let trouble = Trouble { kind: PROCESSING, code, message: &message, attempts, ended };
                outcome.failed.push(Failure::of_processing(&piece, &trouble, Some(&function.shown)));
            }
        }
    }
    outcome
}
