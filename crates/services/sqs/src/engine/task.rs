//! Tasks that move messages out of a dead-letter queue, back to where they came from or elsewhere.
//!
//! A task is stored, JSON, and its count with every transaction that moves messages, so one that was running when the
//! server ended goes on. Of each queue the last [`TASKS_MAX`] are kept.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use dispatch::Stopped;
use kernel::Timestamp;
use wire::{Shape, from_json, to_json};

use super::transfer::Way;
use super::{Content, Engine, EngineError, Queue, QueueId, Result, Settings, keys};
use crate::limits::{BATCH_ENTRIES_MAX, TASKS_MAX};

/// The version of the stored form.
const VERSION: i32 = 1;

/// A task as it is stored.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredTask {
    /// The version of this form.
    pub version: i32,
    /// Its own id.
    pub id: String,
    /// Where messages are taken from.
    pub source_arn: String,
    /// Where they are put; where each came from if not said.
    pub destination_arn: Option<String>,
    /// How many a second, at most.
    pub per_second: Option<i32>,
    /// When it began.
    pub started: Timestamp,
    /// How many it found.
    pub to_move: i64,
    /// How many it has moved.
    pub moved: i64,
    /// How it stands.
    pub status: TaskStatus,
    /// Why it failed: an error's code.
    pub failure: Option<String>,
}

/// How a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TaskStatus {
    /// It moves messages.
    Running,
    /// It has moved all.
    Completed,
    /// It is about to end because it was told to.
    Cancelling,
    /// It ended because it was told to.
    Cancelled,
    /// It could not go on.
    Failed,
}

impl StoredTask {
    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The task in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        match stored.version {
            VERSION => Ok(stored),
            other => Err(EngineError::Corrupt(format!("version {other}, where {VERSION} is known"))),
        }
    }

    fn key(&self, queue: QueueId) -> Vec<u8> {
        keys::task(queue, self.started.0, &self.id)
    }
}

impl Engine {
    /// Begins to move messages out of `source`.
    pub async fn start_task(
        self: &Arc<Self>,
        source: &Arc<Queue>,
        destination_arn: Option<String>,
        per_second: Option<i32>,
    ) -> Result<StoredTask> {
        if self.sources(source)?.is_empty() {
            return Err(EngineError::NotDeadLetter);
        }
        let started = self.now();
        let task = StoredTask {
            version: VERSION,
            id: self.random.uuid(),
            source_arn: source.arn(),
            destination_arn,
            per_second,
            started,
            to_move: source.counts(started.0).visible as i64,
            moved: 0,
            status: TaskStatus::Running,
            failure: None,
        };
        let stopped = self.begin(source.id).ok_or(EngineError::TaskRunning)?;
        if let Err(error) = self.keep_task(source.id, &task).await {
            self.end(source.id);
            return Err(error);
        }
        self.run(source.clone(), task.clone(), stopped);
        Ok(task)
    }

    /// Takes the one place that a queue has for a running task.
    fn begin(&self, source: QueueId) -> Option<Stopped> {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        if tasks.contains_key(&source) {
            return None;
        }
        Some(tasks.entry(source).or_default().watch())
    }

    fn end(&self, source: QueueId) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).remove(&source);
    }

    /// Goes on with the tasks that were running when the server ended.
    pub async fn resume_tasks(self: &Arc<Self>) -> Result<()> {
        let mut running = Vec::new();
        self.store()?.scan_prefix(keys::TASKS, &mut |_, value| {
            running.extend(StoredTask::decode(value).ok().filter(|task| task.status == TaskStatus::Running));
            ControlFlow::Continue(())
        })?;
        for task in running {
            // The queue may have been removed meanwhile, and its tasks follow it.
            let Ok(source) = self.find_arn(&task.source_arn).await else { continue };
            if let Some(stopped) = self.begin(source.id) {
                self.run(source, task, stopped);
            }
        }
        Ok(())
    }

    /// The tasks of a queue, the latest first.
    pub fn tasks(&self, source: &Queue) -> Result<Vec<StoredTask>> {
        let mut tasks = Vec::new();
        self.store()?.scan_prefix(&keys::of_queue(b't', source.id), &mut |_, value| {
            tasks.push(StoredTask::decode(value));
            ControlFlow::Continue(())
        })?;
        let mut tasks = tasks.into_iter().collect::<Result<Vec<_>>>()?;
        tasks.reverse();
        Ok(tasks)
    }

    /// Tells a running task to end; answers it as it stands.
    pub fn cancel_task(&self, source: &Queue, id: &str) -> Result<StoredTask> {
        let task = self.tasks(source)?.into_iter().find(|task| task.id == id).ok_or(EngineError::NoTask)?;
        let tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        match tasks.get(&source.id).filter(|_| task.status == TaskStatus::Running) {
            Some(stop) => stop.set(),
            None => return Err(EngineError::NoTask),
        }
        Ok(task)
    }

    /// The queues that give up messages to this one.
    pub fn sources(&self, target: &Queue) -> Result<Vec<String>> {
        let (arn, mut names) = (target.arn(), Vec::new());
        self.queues(&target.place, "", None, |stored| {
            let redrive = Settings::of(&stored.attributes).redrive;
            if redrive.is_some_and(|redrive| redrive.target_arn == arn) {
                names.push(stored.name);
            }
            ControlFlow::Continue(())
        })?;
        Ok(names)
    }

    /// Stores a task and drops what is too many of its queue.
    async fn keep_task(&self, source: QueueId, task: &StoredTask) -> Result<()> {
        let (key, value) = (task.key(source), task.encode());
        let kept = self.store()?.write(move |store| {
            store.put(key, value);
            let mut all = Vec::new();
            store.scan_prefix(&keys::of_queue(b't', source), &mut |key, _| {
                all.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
            let many = all.len().saturating_sub(TASKS_MAX);
            all[..many].iter().for_each(|key| store.delete(key));
            Ok::<_, EngineError>(())
        });
        kept.await?
    }

    fn run(self: &Arc<Self>, source: Arc<Queue>, mut task: StoredTask, stopped: Stopped) {
        let engine = self.clone();
        tokio::spawn(async move {
            let result = engine.move_all(&source, &mut task, &stopped).await;
            (task.status, task.failure) = match result {
                Ok(()) if stopped.is_set() => (TaskStatus::Cancelled, None),
                Ok(()) => (TaskStatus::Completed, None),
                Err(error) => (TaskStatus::Failed, Some(error)),
            };
            // What the disk refuses is tried again after the next start.
            let _ = engine.keep_task(source.id, &task).await;
            engine.end(source.id);
        });
    }

    /// Moves until nothing is left or the task is to end. An error is its code.
    async fn move_all(
        &self,
        source: &Arc<Queue>,
        task: &mut StoredTask,
        stopped: &Stopped,
    ) -> std::result::Result<(), String> {
        let most = task.per_second.map_or(BATCH_ENTRIES_MAX, |_| 1);
        let code = |error: EngineError| match error {
            EngineError::NoQueue => "AWS.SimpleQueueService.NonExistentQueue".to_owned(),
            _ => "InternalError".to_owned(),
        };
        while !stopped.is_set() {
            source.check_there().map_err(code)?;
            let numbers = {
                let mut backlog = source.backlog();
                backlog.pass(self.now().0);
                backlog.take_away(most)
            };
            if numbers.is_empty() {
                return Ok(());
            }
            let moved = self.move_some(source, task, &numbers).await;
            if moved.is_err() {
                // Those that were moved are gone from there, and the others stay.
                source.stay(&numbers);
            }
            moved.map_err(code)?;
            if let Some(per_second) = task.per_second.filter(|per_second| *per_second > 0) {
                stopped.pause(Duration::from_micros(1_000_000 / per_second.unsigned_abs() as u64)).await;
            }
        }
        Ok(())
    }

    async fn move_some(&self, source: &Arc<Queue>, task: &mut StoredTask, numbers: &[u64]) -> Result<()> {
        // Neighbours that go to the same queue go in one transaction.
        let mut parts: Vec<(String, Vec<u64>)> = Vec::new();
        for number in numbers {
            let arn = match &task.destination_arn {
                Some(arn) => arn.clone(),
                None => {
                    let bytes = self.store()?.get(&keys::content(source.id, *number))?;
                    let content = bytes.map(|bytes| Content::decode(&bytes)).transpose()?;
                    content.and_then(|content| content.source_arn).ok_or(EngineError::NoQueue)?
                }
            };
            match parts.last_mut().filter(|(last, _)| *last == arn) {
                Some((_, part)) => part.push(*number),
                None => parts.push((arn, vec![*number])),
            }
        }
        for (arn, part) in parts {
            let target = self.find_arn(&arn).await?;
            task.moved += part.len() as i64;
            let note = (task.key(source.id), task.encode());
            if let Err(error) = self.transfer(source, &target, &part, Way::Redriven, Some(note)).await {
                task.moved -= part.len() as i64;
                return Err(error);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let task = StoredTask {
            version: VERSION,
            id: "i".into(),
            source_arn: "s".into(),
            destination_arn: None,
            per_second: Some(5),
            started: Timestamp(1500),
            to_move: 3,
            moved: 1,
            status: TaskStatus::Running,
            failure: None,
        };
        let pinned = r#"{"Version":1,"Id":"i","SourceArn":"s","PerSecond":5,"Started":1.500,"ToMove":3,"Moved":1,"Status":"RUNNING"}"#;
        assert_eq!(String::from_utf8(task.encode()).unwrap(), pinned);
        assert_eq!(StoredTask::decode(pinned.as_bytes()).unwrap(), task);
        assert!(StoredTask::decode(b"{}").is_err());
    }
}
