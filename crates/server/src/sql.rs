//! SQL for Athena: the engine of `sql` under the contract of [`SqlEngine`].
//!
//! Nothing is there until the first query: no threads, no memory, no directory. Athena's service decides who may
//! run how many queries, and ends those that are over their time or their bytes by dropping them; the engine's own
//! bounds are the same.

mod failure;
mod manifest;
mod pages;
mod rows;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use athena_service::engine::sql::{
    Answer, Column, Described, Failure, Malformed, Query, SqlEngine, Statement,
};
use athena_service::limits::RUNNING_MAX;
use dispatch::{Call, Dispatch};
use sql::{Fact, Limits, Progress, Sql};

pub use pages::LakeQueries;
use rows::Batched;

/// Runs Athena's queries.
pub struct Lake {
    sql: Sql,
    dispatch: Dispatch,
}

impl Lake {
    /// An engine that calls Glue and S3 through `dispatch`, and spills into `spill`.
    pub fn new(dispatch: Dispatch, spill: PathBuf) -> Self {
        let limits = Limits { queries_max: RUNNING_MAX, spill_directory: Some(spill), ..Limits::default() };
        Self { sql: Sql::new(dispatch.clone(), limits), dispatch }
    }

    /// The engine itself, whose bounds all share that ask it.
    pub fn sql(&self) -> Sql {
        self.sql.clone()
    }

    async fn answer(&self, query: Query) -> Result<Answer, Failure> {
        let form = Statement::of(&query.text).form();
        let meter = Arc::clone(&query.meter);
        let manifest = manifest::place(&query);
        let began = tokio::time::Instant::now();
        let asked = asked(query);
        let call = asked.call.clone();
        let answer = self.sql.run(asked).await.map_err(|error| failure::of(&error))?;
        meter.planned(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
        let columns = answer.columns.iter().map(column).collect();
        // What wrote is done by now, as it answers no rows.
        let manifest = match answer.written.as_slice() {
            [] => None,
            written => Some(manifest::write(&self.dispatch, &call, manifest, written).await?),
        };
        Ok(Answer { columns, rows: Box::new(Batched::new(answer, form, manifest)) })
    }
}

impl SqlEngine for Lake {
    fn inspect(&self, text: &str) -> Result<Statement, Malformed> {
        match self.sql.check(text) {
            // What is SQL but not of this engine comes to be a query, and fails.
            Err(error) if error.fact == Fact::Syntax => Err(Malformed { message: error.to_string() }),
            _ => Ok(Statement::of(text)),
        }
    }

    fn catalogs(&self) -> &'static [&'static str] {
        Sql::live_catalogs()
    }

    fn tables(
        &self,
        call: Call,
        catalog: &'static str,
    ) -> dispatch::Future<'_, Result<Vec<String>, Failure>> {
        Box::pin(async move {
            let tables = self.sql.live_tables(&call, catalog).await.map_err(|error| failure::of(&error))?;
            Ok(tables.into_iter().map(|table| table.name).collect())
        })
    }

    fn columns(
        &self,
        call: Call,
        catalog: &'static str,
        table: String,
    ) -> dispatch::Future<'_, Result<Option<Described>, Failure>> {
        Box::pin(async move {
            let table =
                self.sql.live_table(&call, catalog, &table).await.map_err(|error| failure::of(&error))?;
            let columns = table.map(|table| table.storage.columns);
            Ok(columns.map(|columns| columns.into_iter().map(|column| (column.name, column.kind)).collect()))
        })
    }

    fn run(&self, query: Query) -> dispatch::Future<'_, Result<Answer, Failure>> {
        Box::pin(self.answer(query))
    }
}

fn asked(query: Query) -> sql::Query {
    let meter = query.meter;
    let progress = Progress::observed(move |bytes, rows| {
        meter.scanned(bytes);
        meter.read(rows);
    });
    sql::Query {
        text: query.text,
        catalog: query.catalog.to_lowercase(),
        database: query.database.unwrap_or_else(|| "default".to_owned()),
        parameters: query.parameters,
        output_location: None,
        table_location: Some(format!("{}/", query.data_location.trim_end_matches('/'))),
        call: Call::inside("athena", query.principal, query.place, query.request_id),
        stop: Some(query.stopped),
        progress: Arc::new(progress),
    }
}

fn column(column: &sql::Column) -> Column {
    Column {
        name: column.name.clone(),
        type_name: column.kind.to_owned(),
        precision: column.precision,
        scale: column.scale,
        case_sensitive: matches!(column.kind, "varchar" | "char"),
    }
}
