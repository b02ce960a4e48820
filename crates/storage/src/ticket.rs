//! The receipt of a queued write: a future that answers once the write is durable or has failed.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::sync::oneshot;

use crate::StorageError;

/// Answers once the write it stands for is durable. Dropping it does not cancel the write.
#[derive(Debug)]
#[must_use = "a write is acknowledged only by its ticket"]
pub struct Ticket<T = ()>(oneshot::Receiver<Result<T, StorageError>>);

/// The other end of a [`Ticket`].
pub(crate) type Receipt<T> = oneshot::Sender<Result<T, StorageError>>;

impl<T> Ticket<T> {
    pub(crate) fn new() -> (Receipt<T>, Self) {
        let (sender, receiver) = oneshot::channel();
        (sender, Self(receiver))
    }

    /// A ticket that has its answer already.
    pub(crate) fn ready(answer: Result<T, StorageError>) -> Self {
        let (sender, ticket) = Self::new();
        // The receiver is in our hands, so this cannot fail.
        let _ = sender.send(answer);
        ticket
    }

    /// Blocks the thread until the answer is there. Not for async tasks: await the ticket there.
    pub fn wait(self) -> Result<T, StorageError> {
        self.0.blocking_recv().unwrap_or(Err(StorageError::Closed))
    }
}

impl<T> Future for Ticket<T> {
    type Output = Result<T, StorageError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|answer| answer.unwrap_or(Err(StorageError::Closed)))
    }
}
