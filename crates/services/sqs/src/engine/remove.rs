//! Deleting received messages, and changing for how long they are hidden.

use std::sync::Arc;

use super::{Engine, EngineError, Queue, Receipt, Result, Stage, keys};
use crate::limits::VISIBILITY_S_MAX;

impl Engine {
    /// Deletes messages, each by a receipt of it; those deleted are gone for ever when this returns. What was not
    /// there any more counts as deleted. A FIFO queue wants the receipt of a receive that still holds; a standard
    /// queue takes any of the message's, or what a crash forgot of a receive would make a deleted message come back.
    pub async fn delete(
        self: &Arc<Self>,
        queue: &Arc<Queue>,
        receipts: Vec<Result<Receipt>>,
    ) -> Result<Vec<Result<()>>> {
        let (engine, queue) = (self.clone(), queue.clone());
        Self::to_its_end(async move { engine.delete_now(&queue, receipts).await }).await
    }

    async fn delete_now(&self, queue: &Queue, receipts: Vec<Result<Receipt>>) -> Result<Vec<Result<()>>> {
        queue.check_there()?;
        let (fifo, now_ms, id) = (queue.settings().fifo, self.now().0, queue.id);
        let mut numbers = Vec::with_capacity(receipts.len());
        let mut outcomes = Vec::with_capacity(receipts.len());
        {
            let mut backlog = queue.backlog();
            backlog.pass(now_ms);
            for receipt in receipts {
                let allowed = receipt.and_then(|receipt| match backlog.entry(receipt.number) {
                    Some(entry) if fifo => {
                        let holds =
                            entry.receipt == receipt.receive && matches!(entry.stage, Stage::InFlight { .. });
                        if holds { Ok(receipt.number) } else { Err(EngineError::ReceiptExpired) }
                    }
                    _ => Ok(receipt.number),
                });
                outcomes.push(allowed.map(|number| numbers.push(number)));
            }
        }
        let deleted = numbers.clone();
        let written = self.store()?.write(move |store| {
            for number in deleted {
                store.delete(&keys::state(id, number));
                store.delete(&keys::content(id, number));
            }
            Ok::<_, EngineError>(())
        });
        written.await??;
        let mut backlog = queue.backlog();
        numbers.into_iter().for_each(|number| drop(backlog.remove(number)));
        queue.wake(&backlog);
        Ok(outcomes)
    }

    /// Hides received messages for so many seconds from now on, each by its latest receipt.
    pub fn hide(&self, queue: &Queue, asked: Vec<Result<(Receipt, u64)>>) -> Result<Vec<Result<()>>> {
        queue.check_there()?;
        let (fifo, now_ms) = (queue.settings().fifo, self.now().0);
        let mut backlog = queue.backlog();
        backlog.pass(now_ms);
        let mut changed = Vec::with_capacity(asked.len());
        let mut outcomes = Vec::with_capacity(asked.len());
        for asked in asked {
            outcomes.push(asked.and_then(|(receipt, visibility_s)| {
                let entry = backlog.entry(receipt.number).ok_or(EngineError::NoMessage)?;
                let Stage::InFlight { since_ms, .. } = entry.stage else {
                    return Err(if fifo { EngineError::ReceiptExpired } else { EngineError::NotInFlight });
                };
                if entry.receipt != receipt.receive {
                    return Err(if fifo { EngineError::ReceiptExpired } else { EngineError::NoMessage });
                }
                let until_ms = now_ms + visibility_s * 1000;
                if until_ms > since_ms + VISIBILITY_S_MAX * 1000 {
                    return Err(EngineError::TooLongInFlight);
                }
                let stage = match visibility_s {
                    0 => Stage::Visible,
                    _ => Stage::InFlight { until_ms, since_ms },
                };
                backlog.stage(receipt.number, stage);
                changed.extend(backlog.entry(receipt.number).map(|entry| (receipt.number, entry.clone())));
                Ok(())
            }));
        }
        self.note(queue, &changed, &[])?;
        queue.wake(&backlog);
        Ok(outcomes)
    }
}
