//! Reads what was put on the delivery stream, in order, from its log.

use std::collections::HashMap;

use kernel::Timestamp;
use storage::{Log, Position};
use tokio::sync::watch;

use super::{Chunk, Record};
use crate::delivery::ledger::End;
use crate::delivery::pieces::Origin;
use crate::delivery::scope::Scope;
use crate::engine::{EngineError, records};
use crate::limits;

/// The one lane of a log.
const LANE: &str = "log";

/// See the module.
pub struct Direct {
    log: Log,
    commits: watch::Receiver<u64>,
    /// The number of the next record.
    next: u64,
    hint: Option<Position>,
}

impl Direct {
    /// Reads on after what is delivered.
    pub fn open(scope: &Scope, progress: &HashMap<String, String>) -> Result<Self, EngineError> {
        let log = scope.stream.log.clone().ok_or(EngineError::NotPutTo)?;
        let damaged = |text: &String| EngineError::Corrupt(format!("progress `{text}` is no number"));
        let next = match progress.get(LANE) {
            Some(text) => text.parse().map_err(|_| damaged(text))?,
            None => 1,
        };
        Ok(Self { commits: log.subscribe(), log, next, hint: None })
    }

    /// The next records, once there are any.
    pub async fn next(&mut self) -> Result<Chunk, EngineError> {
        loop {
            self.commits.borrow_and_update();
            let read = self.log.read(0, self.next, limits::READ_BYTES, self.hint)?;
            let Some(last) = read.frames.last() else {
                if self.commits.changed().await.is_err() {
                    // The log is gone; whoever deleted it ends this work.
                    std::future::pending::<()>().await;
                }
                continue;
            };
            let (next, arrived_ms) = (last.first + u64::from(last.count), last.timestamp_ms);
            let mut chunk = Vec::new();
            for frame in &read.frames {
                let datas = records::decode(frame)
                    .ok_or_else(|| EngineError::Corrupt(format!("the records from {} on", frame.first)))?;
                let numbered = (frame.first..).zip(datas);
                // A frame may begin before what is delivered.
                let fresh = numbered.filter(|(number, _)| *number >= self.next);
                chunk.extend(fresh.map(|(number, data)| Record {
                    data,
                    arrived: Timestamp(frame.timestamp_ms),
                    origin: Origin::Put(number),
                }));
            }
            (self.next, self.hint) = (next, Some(read.next));
            let end = End { place: next.to_string(), arrived_ms };
            let is_behind = self.log.durable_next(0) > next;
            return Ok(Chunk { lane: LANE.to_owned(), end, records: chunk, is_behind });
        }
    }
}
