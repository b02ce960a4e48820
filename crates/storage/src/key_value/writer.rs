//! The one thread that changes a store, a group of queued calls at a time.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use tokio::sync::mpsc;

use super::Shared;
use super::checkpoint::Checkpoints;
use super::transaction::Transaction;
use crate::StorageError;
use crate::journal::{EncodedFrame, Journal};
use crate::ticket::Receipt;

/// A queued write call: runs against the transaction, answers what to do once the group's fate is known.
pub(super) type Job = Box<dyn FnOnce(&mut Transaction) -> Answer + Send>;
/// Resolves one ticket.
pub(super) type Answer = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

/// Most calls in a group.
const GROUP_CALLS_MAX: usize = 1024;
/// About how many bytes of writes a group has at most.
const GROUP_BYTES_MAX: usize = 4 << 20;

/// Wraps `work` so that its writes are undone if it answers Err.
pub(super) fn job<R: Send + 'static, E: Send + 'static>(
    work: impl FnOnce(&mut Transaction) -> Result<R, E> + Send + 'static,
    receipt: Receipt<Result<R, E>>,
) -> Job {
    Box::new(move |transaction| {
        let result = transaction.run(work);
        // A ticket that was dropped needs no answer.
        Box::new(move |fate| drop(receipt.send(fate.map(|()| result))))
    })
}

/// What the writer thread owns.
#[derive(Debug)]
pub(super) struct Writer {
    shared: Arc<Shared>,
    durable: Option<Durable>,
}

/// What a store on a disk has beside its memory.
#[derive(Debug)]
pub(super) struct Durable {
    pub journal: Journal,
    pub checkpoints: Checkpoints,
    /// Number of the next record.
    pub next_record: u64,
}

impl Writer {
    pub fn new(shared: Arc<Shared>, durable: Option<Durable>) -> Self {
        Self { shared, durable }
    }

    /// Serves until every sender is gone.
    pub fn run(mut self, mut queue: mpsc::Receiver<Job>) {
        while let Some(first) = queue.blocking_recv() {
            let room = self.make_room();
            let mut transaction = Transaction::new(self.shared.snapshot(), self.durable.is_some());
            let mut answers = vec![first(&mut transaction)];
            while answers.len() < GROUP_CALLS_MAX
                && transaction.record_bytes() < GROUP_BYTES_MAX
                && let Ok(next) = queue.try_recv()
            {
                answers.push(next(&mut transaction));
            }
            let epilogue = self.shared.epilogue();
            if let Some(epilogue) = &epilogue {
                epilogue.write(&mut transaction);
            }
            let fate = room.and_then(|()| self.commit(transaction));
            if let Some(epilogue) = &epilogue {
                epilogue.settle(fate.is_ok());
            }
            for answer in answers {
                answer(fate.clone());
            }
        }
        if self.shared.closing.load(Ordering::Acquire) {
            self.finish();
        } else if let Some(durable) = &mut self.durable {
            durable.checkpoints.abandon();
        }
    }

    /// Sees to it that the active layer may grow: moves it on to a checkpoint if it is large.
    fn make_room(&mut self) -> Result<(), StorageError> {
        match &mut self.durable {
            Some(durable) => {
                durable.checkpoints.make_room(&self.shared, &mut durable.journal, durable.next_record)
            }
            None => Ok(()),
        }
    }

    /// Makes the group durable, then shows it to readers.
    fn commit(&mut self, transaction: Transaction) -> Result<(), StorageError> {
        let (record, writes) = transaction.finish();
        if writes.is_empty() {
            return Ok(());
        }
        if let Some(durable) = &mut self.durable {
            let frame = EncodedFrame::new(0, durable.next_record, 1, 0, Bytes::from(record))?;
            durable.journal.append(&[frame])?;
            durable.journal.sync()?;
            durable.next_record += 1;
        }
        self.shared.show(writes);
        Ok(())
    }

    /// What is left to do when no more writes come.
    pub fn finish(mut self) {
        if let Some(durable) = &mut self.durable {
            // All that was acknowledged is in the journal; the rest only makes the next opening quicker.
            let _ = durable.checkpoints.finish(&self.shared, &mut durable.journal, durable.next_record);
            let _ = durable.journal.close();
        }
    }
}
