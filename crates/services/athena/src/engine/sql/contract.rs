//! What every engine must hold to, as tests: each provider's own tests call [`check`] with statements that it
//! understands. Told in words, since it is used from other crates.

use std::sync::Arc;
use std::time::Duration;

use dispatch::{Principal, Stop};
use kernel::{Place, RequestId};

use super::{Answer, Category, Failure, Meter, PAGE_ROWS_MAX, Query, Row, SqlEngine, StatementKind};

/// How long a stopped query may go on.
const STOP_MAX: Duration = Duration::from_secs(10);

/// Statements that a provider understands, and what they mean.
pub struct Statements {
    /// Answers [`Self::rows`].
    pub select: String,
    /// Names and types of its columns.
    pub columns: Vec<(String, String)>,
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// Whether it reads bytes of a store.
    pub scans: bool,
    /// Answers so many rows.
    pub many: (String, usize),
    /// Writes so many rows, which `select` then answers after its own.
    pub insert: (String, Vec<Row>),
    /// Names a table that is not there.
    pub missing: String,
    /// Does not end within [`STOP_MAX`] by itself.
    pub endless: String,
    /// The catalog and database that they mean.
    pub context: (String, Option<String>),
}

/// Holds `engine` to the contract; answers the first promise that it breaks.
pub async fn check(engine: &dyn SqlEngine, statements: &Statements) -> Result<(), String> {
    inspects(engine, statements)?;
    selects(engine, statements).await?;
    pages(engine, statements).await?;
    fails(engine, statements).await?;
    writes(engine, statements).await?;
    stops(engine, statements).await
}

fn query(statements: &Statements, text: &str, stop: &Stop) -> Query {
    Query {
        id: "00000000-0000-4000-8000-000000000000".to_owned(),
        text: text.to_owned(),
        parameters: Vec::new(),
        catalog: statements.context.0.clone(),
        database: statements.context.1.clone(),
        place: Place::default(),
        principal: Principal::Account(Place::default().account),
        request_id: RequestId("contract".to_owned()),
        data_location: "s3://results/tables/00000000-0000-4000-8000-000000000000".to_owned(),
        meter: Arc::new(Meter::default()),
        stopped: stop.watch(),
    }
}

fn inspects(engine: &dyn SqlEngine, statements: &Statements) -> Result<(), String> {
    let statement = engine.inspect(&statements.select).map_err(|refused| refused.to_string())?;
    let is_select = statement.substatement.as_deref() == Some("SELECT");
    holds(statement.kind == StatementKind::Dml && is_select, "`select` is inspected as DML, SELECT")
}

async fn all(answer: &mut Answer) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    while let Some(page) = answer.rows.next().await? {
        rows.extend(page);
    }
    Ok(rows)
}

async fn selected(engine: &dyn SqlEngine, statements: &Statements) -> Result<(Vec<Row>, u64), String> {
    let stop = Stop::default();
    let query = query(statements, &statements.select, &stop);
    let meter = query.meter.clone();
    let mut answer = engine.run(query).await.map_err(|failure| failure.to_string())?;
    let columns: Vec<_> =
        answer.columns.iter().map(|column| (column.name.clone(), column.type_name.clone())).collect();
    holds(columns == statements.columns, "columns are known before rows, with names and types")?;
    let rows = all(&mut answer).await.map_err(|failure| failure.to_string())?;
    Ok((rows, meter.scanned_bytes()))
}

async fn selects(engine: &dyn SqlEngine, statements: &Statements) -> Result<(), String> {
    let (rows, scanned) = selected(engine, statements).await?;
    holds(rows == statements.rows, "rows are those that there are, in order")?;
    holds(!statements.scans || scanned > 0, "the meter is told of what is read")
}

async fn pages(engine: &dyn SqlEngine, statements: &Statements) -> Result<(), String> {
    let (text, count) = &statements.many;
    let stop = Stop::default();
    let query = query(statements, text, &stop);
    let mut answer = engine.run(query).await.map_err(|failure| failure.to_string())?;
    let width = answer.columns.len();
    let mut seen = 0;
    while let Some(page) = answer.rows.next().await.map_err(|failure| failure.to_string())? {
        holds(
            !page.is_empty() && page.len() <= PAGE_ROWS_MAX,
            "pages have a row at least, and not too many",
        )?;
        holds(page.iter().all(|row| row.len() == width), "rows have a value for each column")?;
        seen += page.len();
    }
    holds(seen == *count, "all rows come, once each")
}

async fn fails(engine: &dyn SqlEngine, statements: &Statements) -> Result<(), String> {
    let stop = Stop::default();
    let query = query(statements, &statements.missing, &stop);
    let failure = match engine.run(query).await {
        Err(failure) => failure,
        Ok(mut answer) => match all(&mut answer).await {
            Err(failure) => failure,
            Ok(_) => return Err("a table that is not there fails the query".to_owned()),
        },
    };
    holds(failure.category == Category::User, "that is the user's mistake")?;
    holds(!failure.message.is_empty() && !failure.retryable, "it is told, and will not pass by itself")
}

async fn writes(engine: &dyn SqlEngine, statements: &Statements) -> Result<(), String> {
    let (text, written) = &statements.insert;
    let stop = Stop::default();
    let query = query(statements, text, &stop);
    let mut answer = engine.run(query).await.map_err(|failure| failure.to_string())?;
    all(&mut answer).await.map_err(|failure| failure.to_string())?;
    let count = answer.rows.totals().update_count;
    holds(count == Some(written.len() as i64), "the rows that were written are counted")?;
    let (rows, _) = selected(engine, statements).await?;
    let expected: Vec<Row> = statements.rows.iter().chain(written).cloned().collect();
    holds(rows == expected, "what a statement wrote is seen once it is done")
}

async fn stops(engine: &dyn SqlEngine, statements: &Statements) -> Result<(), String> {
    let stop = Stop::default();
    let work = async {
        if let Ok(mut answer) = engine.run(query(statements, &statements.endless, &stop)).await {
            // Whatever it answers is not looked at.
            let _ = all(&mut answer).await;
        }
    };
    let stopping = async {
        tokio::task::yield_now().await;
        stop.set();
    };
    let ended = tokio::time::timeout(STOP_MAX, async { tokio::join!(work, stopping) }).await;
    holds(ended.is_ok(), "a query that is stopped ends")?;
    let (rows, _) = selected(engine, statements).await?;
    holds(rows.len() >= statements.rows.len(), "the engine goes on after one that was stopped")
}

fn holds(is_so: bool, promise: &str) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(format!("broken: {promise}")) }
}
