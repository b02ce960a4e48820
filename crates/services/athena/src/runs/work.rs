//! The life of a query: it waits for its turn, is produced, ends.

use std::sync::Arc;

use super::outcome::{Outcome, conclude, count};
use super::{Likeness, Run};
use crate::Athena;
use crate::engine::sql::{Failure, StatementKind};
use crate::limits::{DDL_TIMEOUT, DML_TIMEOUT, ENDING_MAX};
use crate::results::object::ResultObject;

/// Athena's error type for a query that ran too long.
const TIMED_OUT: i32 = 206;

/// What a query is to do.
#[derive(Clone, Debug)]
pub enum Task {
    /// Have the engine run it.
    Run {
        /// The statement.
        text: String,
        /// What stands for its parameters.
        parameters: Vec<String>,
        /// The catalog of names without one.
        catalog: String,
        /// Earlier results that may serve.
        likeness: Option<Likeness>,
    },
    /// Keep a prepared statement.
    Prepare {
        /// Its name.
        name: String,
        /// The query.
        query: String,
    },
    /// Forget a prepared statement.
    Deallocate {
        /// Its name.
        name: String,
    },
}

impl Athena {
    /// Lets a query that is stored go its way.
    pub(crate) fn begin(&self, run: Arc<Run>, task: Task) {
        let athena = self.own.upgrade().expect("invariant: whoever calls has the service");
        tokio::spawn(async move {
            let stopped = run.stop.watch();
            let permits = athena.runs.permits();
            let permit = tokio::select! {
                biased;
                // Whoever stopped it has ended it.
                () = stopped.set() => return,
                permit = permits.acquire_owned() => permit,
            };
            run.begin(athena.engine.now());
            let outcome = athena.outcome(&run, task).await;
            drop(permit);
            athena.end(&run, outcome).await;
        });
    }

    /// Has it produced, unless something ends it before.
    async fn outcome(&self, run: &Run, task: Task) -> Outcome {
        let mut object = None;
        let (stopped, over) = (run.stop.watch(), run.meter.over());
        let (timeout, shown) = match run.kind {
            StatementKind::Dml => (DML_TIMEOUT, "DML"),
            StatementKind::Ddl | StatementKind::Utility => (DDL_TIMEOUT, "DDL"),
        };
        let exceeded = "Bytes scanned limit was exceeded";
        let outcome = tokio::select! {
            biased;
            () = stopped.set() => Outcome::Cancelled("Query cancelled by user"),
            () = over.set() => Outcome::Cancelled(exceeded),
            produced = self.produce(run, task, &mut object) => match produced {
                _ if run.meter.over().is_set() => Outcome::Cancelled(exceeded),
                Ok(done) => Outcome::Succeeded(Box::new(done)),
                Err(failure) => Outcome::Failed(failure),
            },
            () = tokio::time::sleep(timeout) => {
                let minutes = timeout.as_secs() / 60;
                let message = format!("Query timeout: {shown} queries run for {minutes} minutes at most");
                Outcome::Failed(Failure::system(TIMED_OUT, message))
            }
        };
        // Nobody works for a query that has ended.
        run.stop.set();
        if let Some(object) = object {
            ResultObject::abandon(object).await;
        }
        outcome
    }

    /// Ends a query, if nobody has: stored first, shown then. When it answers, the end is shown.
    pub(crate) async fn end(&self, run: &Arc<Run>, outcome: Outcome) {
        if !run.claim() {
            return run.ended(ENDING_MAX).await;
        }
        run.stop.set();
        // To its end, even if the caller hangs up: one that is claimed is ended by nobody else.
        let athena = self.own.upgrade().expect("invariant: whoever calls has the service");
        let run = Arc::clone(run);
        let ending = tokio::spawn(async move {
            let now = athena.engine.now();
            let mut ended = run.stored().clone();
            count(&mut ended, &run.meter, *run.times(), now);
            conclude(&mut ended, outcome, now);
            let kept = athena.engine.end_execution(&run.place, ended.clone()).await;
            if let Err(error) = &kept {
                // It stays among those that have not ended, so that somebody is told.
                let message = format!("The end of the query could not be stored: {error}");
                conclude(&mut ended, Outcome::Failed(Failure::system(100, message)), now);
            }
            athena.count(&run, &ended);
            *run.stored() = ended;
            run.show_end();
            if kept.is_ok() {
                athena.runs.remove(&run);
            }
        });
        // One that panicked has ended as well.
        let _ = ending.await;
    }

    /// Ends all queries, and waits until that is stored. None is admitted from now on.
    pub async fn shutdown(&self) {
        for run in self.runs.end() {
            let failure = Failure::system(100, "The server was shut down; run the query again");
            self.end(&run, Outcome::Failed(failure)).await;
        }
    }
}
