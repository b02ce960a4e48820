//! Queries that have not ended: what is known of them, and who may end them.
//!
//! A query ends once. Whoever comes first, the work itself, a `StopQueryExecution`, a limit or the shutdown, claims
//! the end, stores it, and only then shows it; whoever comes later finds it ended.

mod outcome;
mod produce;
mod reuse;
mod work;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use athena_api::QueryExecutionState;
use dispatch::{Principal, Stop};
use kernel::{Place, RequestId, Timestamp};
use tokio::sync::{Semaphore, watch};

use crate::engine::StoredExecution;
use crate::engine::sql::{Form, Meter, StatementKind};
use crate::limits::{ACTIVE_DDL_MAX, ACTIVE_DML_MAX, ACTIVE_MAX, RUNNING_MAX};

pub use outcome::{Outcome, column_info, interrupted};
pub use reuse::{Likeness, fingerprint};
pub use work::Task;

/// All of them.
pub struct Runs {
    state: Mutex<State>,
    permits: Arc<Semaphore>,
}

#[derive(Default)]
struct State {
    by_id: HashMap<(Place, String), Arc<Run>>,
    /// Set at the end: nothing new is begun.
    is_over: bool,
}

/// One of them.
pub struct Run {
    /// Where it belongs.
    pub place: Place,
    /// Who asked for it.
    pub principal: Principal,
    /// The request that asked for it.
    pub request_id: RequestId,
    /// Whether it reads and writes rows.
    pub kind: StatementKind,
    /// What becomes of its rows.
    pub form: Form,
    /// What it has used.
    pub meter: Arc<Meter>,
    /// Set when it is to end.
    pub stop: Stop,
    stored: Mutex<StoredExecution>,
    times: Mutex<Times>,
    ended: watch::Sender<bool>,
    claimed: AtomicBool,
}

/// When what happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// When its request came.
    pub asked: Timestamp,
    /// When its turn came.
    pub running: Option<Timestamp>,
    /// When the engine was done.
    pub produced: Option<Timestamp>,
}

impl Default for Runs {
    fn default() -> Self {
        Self { state: Mutex::default(), permits: Arc::new(Semaphore::new(RUNNING_MAX)) }
    }
}

/// Why a query is not admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdmitted {
    /// There are as many as there may be.
    TooMany,
    /// The server ends.
    Ending,
}

impl Runs {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Admits a query, within the quotas of its place.
    pub fn admit(&self, run: &Arc<Run>) -> Result<(), NotAdmitted> {
        let mut state = self.state();
        if state.is_over {
            return Err(NotAdmitted::Ending);
        }
        let is_dml = |run: &Run| run.kind == StatementKind::Dml;
        let most = if is_dml(run) { ACTIVE_DML_MAX } else { ACTIVE_DDL_MAX };
        let alike = |other: &&Arc<Run>| other.place == run.place && is_dml(other) == is_dml(run);
        if state.by_id.len() >= ACTIVE_MAX || state.by_id.values().filter(alike).count() >= most {
            return Err(NotAdmitted::TooMany);
        }
        state.by_id.insert((run.place.clone(), run.id()), Arc::clone(run));
        Ok(())
    }

    /// Forgets a query.
    pub fn remove(&self, run: &Run) {
        self.state().by_id.remove(&(run.place.clone(), run.id()));
    }

    /// The query `id`, if it has not ended.
    pub fn find(&self, place: &Place, id: &str) -> Option<Arc<Run>> {
        self.state().by_id.get(&(place.clone(), id.to_owned())).cloned()
    }

    /// Those of a workgroup.
    pub fn of_work_group(&self, place: &Place, work_group: &str) -> Vec<Arc<Run>> {
        let state = self.state();
        let runs = state.by_id.values().filter(|run| run.place == *place);
        runs.filter(|run| run.stored().work_group() == work_group).cloned().collect()
    }

    /// All; from now on none is admitted.
    pub fn end(&self) -> Vec<Arc<Run>> {
        let mut state = self.state();
        state.is_over = true;
        state.by_id.values().cloned().collect()
    }

    /// What a query needs to run.
    pub fn permits(&self) -> Arc<Semaphore> {
        Arc::clone(&self.permits)
    }
}

impl Run {
    /// A query that has just been asked for.
    pub fn new(
        (place, principal, request_id): (Place, Principal, RequestId),
        (kind, form): (StatementKind, Form),
        stored: StoredExecution,
        scanned_bytes_max: Option<u64>,
        asked: Timestamp,
    ) -> Arc<Self> {
        Arc::new(Self {
            place,
            principal,
            request_id,
            kind,
            form,
            meter: Arc::new(Meter::new(scanned_bytes_max)),
            stop: Stop::default(),
            stored: Mutex::new(stored),
            times: Mutex::new(Times { asked, ..Times::default() }),
            ended: watch::Sender::new(false),
            claimed: AtomicBool::new(false),
        })
    }

    fn stored(&self) -> MutexGuard<'_, StoredExecution> {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Its id.
    pub fn id(&self) -> String {
        self.stored().id().to_owned()
    }

    /// What is known of it now.
    pub fn look(&self, now: Timestamp) -> StoredExecution {
        let mut stored = self.stored().clone();
        if !*self.ended.borrow() {
            outcome::count(&mut stored, &self.meter, *self.times(), now);
        }
        stored
    }

    /// Its turn has come.
    fn begin(&self, now: Timestamp) {
        self.times().running = Some(now);
        self.stored().status().state = Some(QueryExecutionState::Running);
    }

    /// Whether the caller is the one who ends it.
    fn claim(&self) -> bool {
        !self.claimed.swap(true, Ordering::AcqRel)
    }

    /// Shows that it has ended.
    fn show_end(&self) {
        self.ended.send_replace(true);
    }

    /// Waits until it has ended, but not longer than `time`.
    pub async fn ended(&self, time: Duration) {
        let mut ended = self.ended.subscribe();
        // Either way the wait is over.
        let _ = tokio::time::timeout(time, ended.wait_for(|ended| *ended)).await;
    }
}
