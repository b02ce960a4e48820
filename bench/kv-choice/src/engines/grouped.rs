//! Group commit for engines that leave it to their user: one thread takes what is queued, commits it as one
//! batch with one sync, and answers all of it.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::{Durable, Store};

/// Most writes in one batch.
const BATCH_WRITES_MAX: usize = 1024;

/// An engine that commits a batch durably.
pub trait Batches: Send + Sync + 'static {
    /// Commits; what it returned from survives power loss.
    fn commit(&self, batch: Vec<([u8; 16], Vec<u8>)>);
    /// Length of a key's value.
    fn get(&self, key: &[u8]) -> Option<usize>;
    /// Visits this many pairs from a key on.
    fn scan(&self, from: &[u8], count: usize) -> usize;
}

type Write = ([u8; 16], Vec<u8>, oneshot::Sender<()>);

/// The engine with its committing thread.
pub struct Grouped<B> {
    engine: Arc<B>,
    queue: mpsc::UnboundedSender<Write>,
}

impl<B: Batches> Grouped<B> {
    pub fn new(engine: B) -> Self {
        let engine = Arc::new(engine);
        let (queue, mut writes) = mpsc::unbounded_channel::<Write>();
        let committer = Arc::clone(&engine);
        std::thread::spawn(move || {
            let mut taken = Vec::new();
            while writes.blocking_recv_many(&mut taken, BATCH_WRITES_MAX) > 0 {
                let mut batch = Vec::with_capacity(taken.len());
                let mut receipts = Vec::with_capacity(taken.len());
                for (key, value, receipt) in taken.drain(..) {
                    batch.push((key, value));
                    receipts.push(receipt);
                }
                committer.commit(batch);
                for receipt in receipts {
                    let _ = receipt.send(()); // whoever no longer waits need not be told
                }
            }
        });
        Self { engine, queue }
    }
}

impl<B: Batches> Store for Grouped<B> {
    fn write(&self, key: [u8; 16], value: Vec<u8>) -> Durable {
        let (receipt, done) = oneshot::channel();
        self.queue.send((key, value, receipt)).expect("the committing thread lives as long as its queue");
        Box::pin(async { done.await.expect("the committing thread answers what it takes") })
    }

    fn get(&self, key: &[u8]) -> Option<usize> {
        self.engine.get(key)
    }

    fn scan(&self, from: &[u8], count: usize) -> usize {
        self.engine.scan(from, count)
    }
}
