//! Calls to services on behalf of a stack, and what their faults mean to it.

use std::time::Duration;

use dispatch::{Call, Dispatch};
use tokio::time::Instant;
use wire::{Fault, Operation};

use crate::engine::resource::{FailureCode, ResourceFailure, StackContext};
use crate::limits::{PAUSE_MAX, PAUSE_MIN, RETRY_PAUSE, SETTLE_MAX, TRIES_MAX};

/// Calls services as whoever asked for a stack.
#[derive(Clone)]
pub(super) struct Calls(Dispatch);

pub(super) type Done<T> = Result<T, ResourceFailure>;

impl Calls {
    pub(super) fn new(dispatch: Dispatch) -> Self {
        Self(dispatch)
    }

    /// Calls `O`, again after a pause if it is throttled.
    pub(super) async fn call<O: Operation>(
        &self,
        stack: &StackContext<'_>,
        input: O::Input,
    ) -> Done<O::Output>
    where
        O::Input: Clone,
    {
        let (principal, place) = (stack.principal.clone(), stack.place.clone());
        let call = Call::inside("cloudformation", principal, place, self.0.request_id());
        let mut pause = RETRY_PAUSE;
        for _ in 1..TRIES_MAX {
            match self.0.call::<O>(&call, input.clone()).await {
                Err(fault) if code(&fault) == FailureCode::Throttling => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                result => return result.map_err(|fault| failure::<O>(&call, &fault)),
            }
        }
        self.0.call::<O>(&call, input).await.map_err(|fault| failure::<O>(&call, &fault))
    }

    /// Calls `O`, which removes something: that it is not there is no failure, and while it is in use,
    /// because something of it still goes on, it is waited for.
    pub(super) async fn remove<O: Operation>(&self, stack: &StackContext<'_>, input: O::Input) -> Done<()>
    where
        O::Input: Clone,
    {
        let mut pace = Pace::new();
        loop {
            match self.call::<O>(stack, input.clone()).await {
                Ok(_) => return Ok(()),
                Err(failure) if failure.code == FailureCode::NotFound => return Ok(()),
                Err(failure) if failure.code == FailureCode::AlreadyExists => {
                    pace.wait().await.or(Err(failure))?
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// Looks with `O` until what it looks at is not there.
    pub(super) async fn gone<O: Operation>(&self, stack: &StackContext<'_>, input: O::Input) -> Done<()>
    where
        O::Input: Clone,
    {
        let mut pace = Pace::new();
        while there(self.call::<O>(stack, input.clone()).await)?.is_some() {
            pace.wait().await?;
        }
        Ok(())
    }
}

/// The answer, or nothing where what was asked about is not there.
pub(super) fn there<T>(answer: Done<T>) -> Done<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if failure.code == FailureCode::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// The pauses between looks at something that is not ready: short at first, and not for ever.
pub(super) struct Pace {
    pause: Duration,
    end: Instant,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self { pause: PAUSE_MIN, end: Instant::now() + SETTLE_MAX }
    }

    pub(super) async fn wait(&mut self) -> Done<()> {
        if Instant::now() >= self.end {
            let message = format!("it was not ready after {} seconds", SETTLE_MAX.as_secs());
            return Err(ResourceFailure::new(FailureCode::NotStabilized, message));
        }
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(PAUSE_MAX);
        Ok(())
    }
}

/// As AWS's handlers word what a service answered.
fn failure<O: Operation>(call: &Call, fault: &Fault) -> ResourceFailure {
    let (message, service, status) = (&fault.message, O::SERVICE.title, fault.status);
    let message =
        format!("{message} (Service: {service}, Status Code: {status}, Request ID: {})", call.request_id);
    ResourceFailure::new(code(fault), message)
}

fn code(fault: &Fault) -> FailureCode {
    let has = |part: &str| fault.code.contains(part);
    if has("Throttl") || has("TooManyRequests") {
        FailureCode::Throttling
    } else if has("AccessDenied") || has("AuthorizationError") {
        FailureCode::AccessDenied
    } else if has("NotFound") || has("NoSuch") {
        FailureCode::NotFound
    } else if has("Already") || has("ResourceInUse") || has("ResourceConflict") {
        FailureCode::AlreadyExists
    } else if has("DeleteConflict") || has("BucketNotEmpty") {
        FailureCode::ResourceConflict
    } else if has("LimitExceeded") {
        FailureCode::ServiceLimitExceeded
    } else if fault.is_sender() {
        FailureCode::InvalidRequest
    } else {
        FailureCode::GeneralServiceException
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_their_codes() {
        for (code_text, expected) in [
            ("ThrottlingException", FailureCode::Throttling),
            ("AccessDeniedException", FailureCode::AccessDenied),
            ("NoSuchEntity", FailureCode::NotFound),
            ("NoSuchBucketPolicy", FailureCode::NotFound),
            ("BucketAlreadyOwnedByYou", FailureCode::AlreadyExists),
            ("BucketNotEmpty", FailureCode::ResourceConflict),
            ("ResourceInUseException", FailureCode::AlreadyExists),
            ("EntityAlreadyExists", FailureCode::AlreadyExists),
            ("DeleteConflict", FailureCode::ResourceConflict),
            ("LimitExceededException", FailureCode::ServiceLimitExceeded),
            ("ValidationException", FailureCode::InvalidRequest),
        ] {
            assert_eq!(code(&Fault::sender(code_text, "")), expected, "{code_text}");
        }
        assert_eq!(code(&Fault::internal("")), FailureCode::GeneralServiceException);
    }
}
