//! CREATE VIEW: kept in the catalog as Athena keeps it.

use datafusion::sql::sqlparser::ast::Query;

use crate::catalog::{Column, Storage, Table};
use crate::engine::Work;
use crate::error::{Error, Fact};
use crate::query::{Answer, StatementKind};
use crate::types::{to_hive, to_trino};
use crate::view::View;

/// Makes a view, or replaces one.
pub async fn create(
    work: &Work,
    (database, name): (String, String),
    or_replace: bool,
    query: Query,
    text: String,
) -> Result<Answer, Error> {
    let there = work.catalog.table(&database, &name).await?;
    match &there {
        Some(table) if !table.is_view() => {
            return Err(Error::new(
                Fact::AlreadyExists,
                format!("Table already exists: '{database}.{name}'"),
            ));
        }
        Some(_) if !or_replace => {
            return Err(Error::new(Fact::AlreadyExists, format!("View already exists: '{database}.{name}'")));
        }
        _ => {}
    }
    let planned = work.plan(query, &[]).await?;
    let fields = planned.plan.schema().fields();
    let mut columns = Vec::with_capacity(fields.len());
    for (index, (field, shown)) in fields.iter().zip(&planned.names).enumerate() {
        if field.name().starts_with(crate::dialect::names::UNNAMED) {
            let words = format!("Column name not specified at position {}", index + 1);
            return Err(Error::new(Fact::Semantic, words));
        }
        columns.push((shown.to_lowercase(), field.data_type().clone()));
    }
    let view = View {
        text,
        catalog: Some(work.defaults.catalog.clone()),
        schema: Some(work.defaults.database.clone()),
    };
    let stored = columns.iter().map(|(name, kind)| Column {
        name: name.clone(),
        // What Hive has no name for is Trino's, which whoever reads it leaves as the query has it.
        kind: to_hive(kind).unwrap_or_else(|| to_trino(kind)),
        comment: None,
    });
    let table = Table {
        database,
        name,
        kind: "VIRTUAL_VIEW".to_owned(),
        storage: Storage { columns: stored.collect(), ..Storage::default() },
        parameters: [("comment", "Presto View"), ("presto_view", "true")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        view_original_text: Some(view.pack(&columns)),
        view_expanded_text: Some("/* Presto View */".to_owned()),
        ..Table::default()
    };
    if there.is_some() {
        work.catalog.update_table(table).await?;
    } else {
        work.catalog.create_table(table).await?;
    }
    Ok(Answer::done(StatementKind::Ddl, "CREATE_VIEW"))
}
