//! The work of delivery streams: started, stopped, handed on when a configuration changes.
//!
//! A delivery stream's work ends before that of its next configuration begins, so nothing is delivered by both
//! but what was under way when the first was stopped.

use dispatch::Stop;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::JoinHandle;
use wire::Fault;

use crate::Firehose;
use crate::delivery::{self, Columns, Scope};
use crate::engine::{EngineError, StoredStream, Stream};
use crate::plan::Plan;

/// All work, by the id of the delivery stream.
#[derive(Default)]
pub struct Works(Mutex<State>);

#[derive(Default)]
struct State {
    by_id: HashMap<String, Work>,
    /// Set at the end: nothing new is begun.
    is_over: bool,
}

/// The work of one delivery stream.
struct Work {
    stop: Stop,
    task: JoinHandle<()>,
}

impl Works {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Firehose {
    /// Goes on with what was under way when the server ended. Nothing is opened where there is no delivery
    /// stream.
    pub async fn resume(&self) -> Result<(), Fault> {
        if !self.engine.is_used()? {
            return Ok(());
        }
        let mut result = Ok(());
        for stream in self.engine.streams(None)? {
            match stream.description().deleting {
                true => self.finish_deletion(stream),
                // The others go on.
                false => result = result.and(self.start(&stream)),
            }
        }
        result
    }

    /// Ends all work and waits until it has ended. What was not delivered is read again after the next
    /// [`Self::resume`].
    pub async fn shutdown(&self) {
        let works: Vec<Work> = {
            let mut state = self.works.state();
            state.is_over = true;
            state.by_id.drain().map(|(_, work)| work).collect()
        };
        works.iter().for_each(|work| work.stop.set());
        for work in works {
            // One that panicked has ended as well.
            let _ = work.task.await;
        }
    }

    /// Makes a delivery stream and starts its work.
    pub(crate) async fn create(&self, stored: StoredStream) -> Result<Arc<Stream>, Fault> {
        let stream = self.engine.create(stored).await?;
        self.start(&stream)?;
        Ok(stream)
    }

    /// Changes a delivery stream to what is in `changed`, if it is at the version that `changed` was made of,
    /// and lets its work go on with that.
    pub(crate) async fn update(&self, stream: Arc<Stream>, changed: StoredStream) -> Result<(), Fault> {
        let now = self.engine.now();
        let change = move |stored: &mut StoredStream| {
            if stored.revision != changed.revision {
                let (current, given) = (stored.revision.to_string(), changed.revision.to_string());
                return Err(EngineError::OtherVersion { name: stored.name.clone(), current, given });
            }
            if stored.deleting {
                return Err(EngineError::no_stream(&stored.place(), &stored.name));
            }
            stored.destination = changed.destination;
            stored.revision += 1;
            stored.updated = Some(now);
            Ok(())
        };
        self.engine.change(&stream, change).await?;
        self.start(&stream)
    }

    /// Marks a delivery stream as going, and takes it away once its work has ended.
    pub(crate) async fn delete(&self, stream: Arc<Stream>) -> Result<(), Fault> {
        self.engine
            .change(&stream, |stored| {
                stored.deleting = true;
                Ok(())
            })
            .await?;
        self.finish_deletion(stream);
        Ok(())
    }

    fn finish_deletion(&self, stream: Arc<Stream>) {
        let work = self.works.state().by_id.remove(&stream.id);
        let (engine, own) = (Arc::clone(&self.engine), self.own.upgrade());
        tokio::spawn(async move {
            if let Some(work) = work {
                work.stop.set();
                // One that panicked has ended as well.
                let _ = work.task.await;
            }
            if let Some(firehose) = own {
                // What cannot be reported is lost with the stream.
                let _ = firehose.report_streams(vec![Arc::clone(&stream)]).await;
            }
            // What cannot be taken away now goes at the next start.
            let _ = engine.remove(&stream).await;
        });
    }

    /// Starts the work of a delivery stream as it is described now, once that of its state before has ended.
    fn start(&self, stream: &Arc<Stream>) -> Result<(), Fault> {
        // Held while looking at the description: what comes later, a change or the end, finds this work.
        let mut state = self.works.state();
        let stored = stream.description();
        if state.is_over || stored.deleting {
            return Ok(());
        }
        let plan = Plan::new(&stored).map_err(Fault::internal)?;
        let stop = Stop::default();
        let scope = Arc::new(Scope {
            dispatch: self.dispatch.clone(),
            engine: Arc::clone(&self.engine),
            stream: Arc::clone(stream),
            stored,
            plan,
            stopped: stop.watch(),
            columns: Arc::new(Columns::after(self.engine.columns(stream)?.as_deref())),
        });
        let before = state.by_id.remove(&stream.id);
        before.iter().for_each(|before| before.stop.set());
        let task = tokio::spawn(async move {
            if let Some(before) = before {
                // One that panicked has ended as well.
                let _ = before.task.await;
            }
            delivery::run(scope).await;
        });
        state.by_id.insert(stream.id.clone(), Work { stop, task });
        Ok(())
    }
}
