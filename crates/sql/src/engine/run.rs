//! From a statement to its answer.

use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use datafusion::physical_plan::execute_stream;
use tokio::sync::mpsc;

use super::context::Work;
use super::output::{Rows, shown};
use super::shared::Shared;
use super::{Planned, explain};
use crate::error::{Error, Fact};
use crate::limits::{BATCHES_WAITING, Limits};
use crate::query::{Answer, Batches, Coming, StatementKind, columns_of};
use crate::statement::{self, Statement};

/// Carries out a statement on the engine's own threads.
pub async fn run(shared: &Shared, work: Work, limits: &Limits) -> Result<Answer, Error> {
    let until = tokio::time::Instant::now() + limits.time_max;
    let (stop, threads) = (work.query.stop.clone(), limits.threads);
    // Who waits for a turn can be stopped as well.
    let turn = guard(stop.clone(), until, Arc::clone(&shared.turns).acquire_owned()).await?;
    let turn = turn.map_err(|_| Error::new(Fact::Internal, "the engine is closed"))?;
    let environment = work.session(shared, threads)?;
    let begun = shared.runtime().spawn(async move {
        let guarded = guard(stop, until, begin(work, environment));
        (guarded.await, turn)
    });
    let begun = Abort(begun);
    let (begun, turn) = begun.wait().await?;
    let begun = begun??;
    let (rows, answer) = match begun {
        Begun::Done(answer) => return Ok(answer),
        Begun::Rows(rows, answer) => (rows, answer),
    };
    let (sender, receiver) = mpsc::channel(BATCHES_WAITING);
    let stop = answer.stop;
    shared.runtime().spawn(async move {
        let _turn = turn;
        let sending = send(rows, sender.clone());
        // Whoever drops the answer ends the query.
        let ended = tokio::select! {
            ended = guard(stop, until, sending) => ended.and_then(|inner| inner),
            () = sender.closed() => Ok(()),
        };
        // Nobody may be there to hear it.
        let _ = sender.send(Coming::End(ended)).await;
    });
    Ok(Answer {
        kind: answer.kind,
        verb: answer.verb,
        columns: columns_of(&answer.schema),
        schema: answer.schema,
        batches: Batches::coming(receiver),
        update_count: None,
        written: Vec::new(),
        progress: answer.progress,
    })
}

/// A task that ends when it is not waited for any more.
struct Abort<T>(tokio::task::JoinHandle<T>);

impl<T> Abort<T> {
    async fn wait(mut self) -> Result<T, Error> {
        (&mut self.0)
            .await
            .map_err(|error| Error::new(Fact::Internal, format!("the query's task ended: {error}")))
    }
}

impl<T> Drop for Abort<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What planning led to.
enum Begun {
    /// The answer is there.
    Done(Answer),
    /// Rows come.
    Rows(Rows, Promise),
}

/// What is known of an answer whose rows come.
struct Promise {
    kind: StatementKind,
    verb: &'static str,
    schema: arrow::datatypes::SchemaRef,
    progress: Arc<crate::query::Progress>,
    stop: Option<dispatch::Stopped>,
}

async fn begin(work: Work, session: datafusion::execution::context::SessionState) -> Result<Begun, Error> {
    let statement = Statement::read(&work.query.text)?;
    match statement {
        Statement::Query(query) => {
            let planned = work.plan(*query, &work.query.parameters).await?;
            let rows = execute(&work, &session, planned).await?;
            let coming = Promise {
                kind: StatementKind::Dml,
                verb: "SELECT",
                schema: Arc::clone(&rows.schema),
                progress: Arc::clone(&work.progress),
                stop: work.query.stop.clone(),
            };
            Ok(Begun::Rows(rows, coming))
        }
        Statement::Explain { query, analyze } => {
            let planned = work.plan(*query, &work.query.parameters).await?;
            explain::explain(&work, &session, planned, analyze).await.map(Begun::Done)
        }
        other => statement::carry_out(&work, &session, other).await.map(Begun::Done),
    }
}

/// What the rows of a statement would be.
pub async fn describe(shared: &Shared, work: Work, limits: &Limits) -> Result<Option<SchemaRef>, Error> {
    let until = tokio::time::Instant::now() + limits.time_max;
    let (stop, threads) = (work.query.stop.clone(), limits.threads);
    let session = work.session(shared, threads)?;
    let described = shared.runtime().spawn(async move {
        guard(stop, until, async {
            match Statement::read(&work.query.text)? {
                Statement::Query(query) => {
                    let planned = work.plan(*query, &work.query.parameters).await?;
                    let plan =
                        session.optimize(&planned.plan).map_err(crate::dialect::complaints::of_planner)?;
                    Ok(Some(shown(plan.schema().as_arrow(), planned.names)))
                }
                other if other.shows() => match begin(work, session).await? {
                    Begun::Done(answer) => Ok(Some(answer.schema)),
                    Begun::Rows(rows, _) => Ok(Some(rows.schema)),
                },
                _ => Ok(None),
            }
        })
        .await
    });
    Abort(described).wait().await??
}

/// Optimises and starts a plan.
pub(crate) async fn execute(
    work: &Work,
    session: &datafusion::execution::context::SessionState,
    planned: Planned,
) -> Result<Rows, Error> {
    let plan = session.optimize(&planned.plan).map_err(crate::dialect::complaints::of_planner)?;
    let physical = session.query_planner().create_physical_plan(&plan, session).await;
    let physical = physical.map_err(crate::dialect::complaints::of_planner)?;
    let stream = execute_stream(physical, session.task_ctx())?;
    Ok(Rows::new(stream, work.objects.clone(), planned.names))
}

async fn send(mut rows: Rows, sender: mpsc::Sender<Coming>) -> Result<(), Error> {
    while let Some(batch) = rows.next().await {
        let batch = batch?;
        if batch.num_rows() > 0 && sender.send(Coming::Rows(batch)).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

/// Does the work unless it is told to end, or its time is over.
async fn guard<T>(
    stop: Option<dispatch::Stopped>,
    until: tokio::time::Instant,
    work: impl Future<Output = T>,
) -> Result<T, Error> {
    let stopped = async {
        match stop {
            Some(stop) => stop.set().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        () = stopped => Err(Error::new(Fact::Cancelled, "Query was canceled")),
        () = tokio::time::sleep_until(until) => {
            Err(Error::new(Fact::TimedOut, "Query exceeded the maximum time that it may take"))
        }
        done = work => Ok(done),
    }
}
