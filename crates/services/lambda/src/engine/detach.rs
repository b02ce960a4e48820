//! A future that is carried on by someone else when nobody waits for it any more: a caller who hangs up
//! stops neither the function that it called nor the answer that it was sending.
//! Costs one allocation; nothing is spawned unless it is dropped before its end.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// What is left of a future.
pub(super) type Rest<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Who gets the rest of a future that was dropped.
pub(super) trait Heir<T>: Unpin {
    /// Takes it over.
    fn inherit(&self, rest: Rest<T>);
}

/// Carries it on as a task.
pub(super) struct Spawn;

impl<T: Send + 'static> Heir<T> for Spawn {
    fn inherit(&self, rest: Rest<T>) {
        // Without a runtime the whole server is ending.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(rest);
        }
    }
}

/// Keeps the last one for its owner.
pub(super) struct Shelf<T>(Arc<Mutex<Option<Rest<T>>>>);

impl<T> Shelf<T> {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    /// What was kept.
    pub(super) fn take(&self) -> Option<Rest<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<T> Clone for Shelf<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Heir<T> for Shelf<T> {
    fn inherit(&self, rest: Rest<T>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(rest);
    }
}

/// See the module.
pub(super) struct Detach<T, H: Heir<T>> {
    future: Option<Rest<T>>,
    /// None: the rest is dropped.
    heir: Option<H>,
}

impl<T, H: Heir<T>> Detach<T, H> {
    pub(super) fn new(future: impl Future<Output = T> + Send + 'static, heir: Option<H>) -> Self {
        Self { future: Some(Box::pin(future)), heir }
    }
}

impl<T, H: Heir<T>> Future for Detach<T, H> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let Some(future) = &mut self.future else { return Poll::Pending };
        let poll = future.as_mut().poll(context);
        if poll.is_ready() {
            self.future = None;
        }
        poll
    }
}

impl<T, H: Heir<T>> Drop for Detach<T, H> {
    fn drop(&mut self) {
        if let (Some(rest), Some(heir)) = (self.future.take(), &self.heir) {
            heir.inherit(rest);
        }
    }
}
