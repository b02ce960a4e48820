//! Moving messages from one queue to another: dead letters, and their way back.
//!
//! One transaction takes a message from the one and puts it into the other, so it is in exactly one of them.

use std::sync::Arc;

use super::{Content, Engine, EngineError, Entry, Queue, Result, Stage, keys};

/// How messages change on the way.
#[derive(Clone, Debug)]
pub(super) enum Way {
    /// To the dead-letter queue: id and receives stay; in a standard queue, the time of sending too.
    GivenUp,
    /// Out of it: a new message of the same content.
    Redriven,
}

impl Engine {
    /// Where a queue's messages go that were received too often; none where that queue is not there, or not of the
    /// same kind: then they stay and are received as ever.
    pub(super) async fn dead_letter_queue(&self, queue: &Queue) -> Option<Arc<Queue>> {
        let settings = queue.settings();
        let target = self.find_arn(&settings.redrive?.target_arn).await.ok()?;
        (target.settings().fifo == settings.fifo && target.id != queue.id).then_some(target)
    }

    /// Moves messages that are leaving to the dead-letter queue. Where that fails they can be received again.
    pub(super) async fn give_up(
        self: &Arc<Self>,
        queue: &Arc<Queue>,
        target: &Arc<Queue>,
        numbers: Vec<u64>,
    ) -> Result<()> {
        let (engine, from, to) = (self.clone(), queue.clone(), target.clone());
        let moving = async move {
            let moved = engine.transfer(&from, &to, &numbers, Way::GivenUp, None).await;
            if moved.is_err() {
                from.stay(&numbers);
            }
            moved
        };
        Self::to_its_end(moving).await
    }

    /// Moves messages that are leaving `from` to `to`; `note` is a record to write with them. Where it fails, they
    /// still stand in `from` as leaving.
    pub(super) async fn transfer(
        &self,
        from: &Queue,
        to: &Queue,
        numbers: &[u64],
        way: Way,
        note: Option<(Vec<u8>, Vec<u8>)>,
    ) -> Result<()> {
        let (now_ms, settings) = (self.now().0, to.settings());
        let mut contents = Vec::with_capacity(numbers.len());
        for number in numbers {
            let bytes = self.store()?.get(&keys::content(from.id, *number))?;
            contents.extend(
                bytes.map(|bytes| Content::decode(&bytes)).transpose()?.map(|content| (*number, content)),
            );
        }
        let mut puts = Vec::with_capacity(contents.len());
        let mut ceiling = None;
        for (number, mut content) in contents {
            let Some(mut entry) = from.backlog().entry(number).cloned() else { continue };
            match way {
                Way::GivenUp => content.source_arn = Some(from.arn()),
                Way::Redriven => {
                    content.source_arn = None;
                    content.message_id = self.random.uuid();
                    entry = Entry::coming(now_ms, entry.group);
                }
            }
            if settings.fifo {
                entry.sent_ms = now_ms;
            }
            entry.group = content.group_id.as_deref().filter(|_| settings.fifo).map(Arc::from);
            entry.stage = Stage::Coming;
            let mut backlog = to.backlog();
            let (new_number, due) = backlog.number();
            ceiling = due.or(ceiling);
            backlog.insert(new_number, entry.clone());
            puts.push((number, new_number, entry, content));
        }
        let (from_id, to_id, old) = (from.id, to.id, numbers.to_vec());
        let new: Vec<u64> = puts.iter().map(|(_, number, ..)| *number).collect();
        let written = self.store()?.write(move |store| {
            if store.get(&keys::removed(to_id))?.is_some() {
                return Err(EngineError::NoQueue);
            }
            if let Some(ceiling) = ceiling {
                store.put(keys::ceiling(to_id), ceiling.to_be_bytes().to_vec());
            }
            let mut moved = Vec::with_capacity(puts.len());
            for (number, new_number, entry, content) in puts {
                // What was deleted meanwhile must not come back elsewhere.
                let is_there = store.get(&keys::state(from_id, number))?.is_some();
                if is_there {
                    store.put(keys::state(to_id, new_number), entry.encode());
                    store.put(keys::content(to_id, new_number), content.encode());
                }
                moved.push(is_there);
            }
            for number in old {
                store.delete(&keys::state(from_id, number));
                store.delete(&keys::content(from_id, number));
            }
            if let Some((key, value)) = note {
                store.put(key, value);
            }
            Ok(moved)
        });
        let written = written.await.map_err(EngineError::from).and_then(|written| written);
        {
            let mut backlog = to.backlog();
            for (index, number) in new.into_iter().enumerate() {
                match &written {
                    Ok(moved) if moved[index] => backlog.stage(number, Stage::Visible),
                    _ => drop(backlog.remove(number)),
                }
            }
            if written.is_err() {
                backlog.forget_ceiling();
            }
            to.wake(&backlog);
        }
        written?;
        let mut backlog = from.backlog();
        numbers.iter().for_each(|number| drop(backlog.remove(*number)));
        from.wake(&backlog);
        Ok(())
    }
}
