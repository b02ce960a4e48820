//! The one thread that changes a store, a group of queued calls at a time.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::Shared;
use super::transaction::Transaction;
use crate::StorageError;
use crate::ticket::Receipt;

/// A queued write call: runs against the transaction, answers what to do once the group's fate is known.
pub(super) type Job = Box<dyn FnOnce(&mut Transaction) -> Answer + Send>;
/// Resolves one ticket.
pub(super) type Answer = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

/// Most calls in a group.
const GROUP_CALLS_MAX: usize = 1024;

/// Wraps `work` so that its writes are undone if it answers Err.
pub(super) fn job<R: Send + 'static, E: Send + 'static>(
    work: impl FnOnce(&mut Transaction) -> Result<R, E> + Send + 'static,
    receipt: Receipt<Result<R, E>>,
) -> Job {
    Box::new(move |transaction| {
        let before = (transaction.state.clone(), transaction.changed);
        let result = work(transaction);
        if result.is_err() {
            (transaction.state, transaction.changed) = before;
        }
        // A ticket that was dropped needs no answer.
        Box::new(move |fate| drop(receipt.send(fate.map(|()| result))))
    })
}

/// What the writer thread owns.
#[derive(Debug)]
pub(super) struct Writer {
    shared: Arc<Shared>,
}

impl Writer {
    pub fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Serves until every sender is gone.
    pub fn run(self: Box<Self>, mut queue: mpsc::Receiver<Job>) {
        while let Some(first) = queue.blocking_recv() {
            let mut transaction = Transaction::new(self.shared.snapshot());
            let mut answers = vec![first(&mut transaction)];
            while answers.len() < GROUP_CALLS_MAX
                && let Ok(next) = queue.try_recv()
            {
                answers.push(next(&mut transaction));
            }
            if transaction.changed {
                self.shared.publish(|snapshot| *snapshot = transaction.state);
            }
            for answer in answers {
                answer(Ok(()));
            }
        }
        self.finish();
    }

    /// What is left to do when no more writes come.
    pub fn finish(self: Box<Self>) {}
}
