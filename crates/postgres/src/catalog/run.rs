//! From a question's text to its rows.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema, SchemaRef};
use datafusion::catalog::{
    CatalogProvider, MemTable, MemoryCatalogProvider, MemorySchemaProvider, SchemaProvider,
};
use datafusion::error::DataFusionError;
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SessionStateBuilder, SessionStateDefaults};
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::Statement as Tree;
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::Tokenizer;
use futures::StreamExt;
use sql::Sql;

use super::functions::{self, Known};
use super::lake::Lake;
use super::rewrite::{self, SUFFIX};
use super::{Found, Surroundings, cells, relations, shapes};
use crate::errors::Problem;
use crate::limits::{CATALOG_MEMORY_BYTES, CATALOG_ROWS_MAX};
use crate::values::parameters::Parameter;

/// How long a question may take. Ours.
const TIME_MAX: Duration = Duration::from_secs(60);
/// The catalog's name within the planner.
const CATALOG: &str = "postgres";

/// Runs a question.
pub async fn run(
    sql: &Sql,
    asked: Surroundings,
    text: &str,
    parameters: &[Parameter],
) -> Result<Found, Problem> {
    match tokio::time::timeout(TIME_MAX, answer(sql, asked, text, parameters)).await {
        Ok(found) => found,
        Err(_) => Err(Problem::new("57014", "the question to the system catalog takes too long")),
    }
}

async fn answer(
    sql: &Sql,
    asked: Surroundings,
    text: &str,
    parameters: &[Parameter],
) -> Result<Found, Problem> {
    let mut tree = parse(text)?;
    let mentioned = rewrite::rewrite(&mut tree, parameters)?;
    let catalog = sql.catalog(&asked.call);
    let lake = match rewrite::looks_at_lake(text, &mentioned) {
        true => Lake::look(catalog.as_ref()).await?,
        false => Lake::default(),
    };
    let known = Arc::new(Known { lake, asked, changes: Mutex::default() });
    let context = context(&known, &mentioned)?;
    let planned = context.state().statement_to_plan(Statement::Statement(Box::new(tree))).await;
    let plan = planned.map_err(|error| refused(&error))?;
    let frame = context.execute_logical_plan(plan).await.map_err(|error| refused(&error))?;
    let shown = shown(frame.schema().as_arrow());
    let physical = frame.create_physical_plan().await.map_err(|error| refused(&error))?;
    let batches = collect(physical, &context, &shown).await?;
    let changes = known.changes.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Ok(Found { schema: shown, batches, changes })
}

/// Reads one query, in PostgreSQL's dialect.
fn parse(text: &str) -> Result<Tree, Problem> {
    let wrong = |error: &ParserError| Problem::new("42601", error.to_string());
    let tokens = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize_with_location();
    let tokens = tokens.map_err(|error| wrong(&error.into()))?;
    sql::dialect::depth::check(&tokens).map_err(|error| Problem::of(&error, text))?;
    let parser = Parser::new(&PostgreSqlDialect {}).with_recursion_limit(100);
    let mut trees =
        parser.with_tokens_with_locations(tokens).parse_statements().map_err(|error| wrong(&error))?;
    match (trees.pop(), trees.is_empty()) {
        (Some(tree @ Tree::Query(_)), true) => Ok(tree),
        _ => Err(Problem::unsupported("anything but a query of the system catalog")),
    }
}

/// A session of the planner's that has the tables that are mentioned.
fn context(known: &Arc<Known>, mentioned: &BTreeSet<(String, String)>) -> Result<SessionContext, Problem> {
    let failed = |error: DataFusionError| Problem::new("XX000", error.strip_backtrace());
    let environment = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(CATALOG_MEMORY_BYTES)))
        .build_arc()
        .map_err(failed)?;
    let mut config = SessionConfig::new()
        .with_target_partitions(1)
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false)
        .with_default_catalog_and_schema(CATALOG, "pg_catalog");
    config.options_mut().sql_parser.map_string_types_to_utf8view = false;
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(environment)
        // What reads and writes files is no part of this, and large.
        .with_expr_planners(SessionStateDefaults::default_expr_planners())
        .with_scalar_functions(SessionStateDefaults::default_scalar_functions())
        .with_aggregate_functions(SessionStateDefaults::default_aggregate_functions())
        .with_window_functions(SessionStateDefaults::default_window_functions())
        .with_table_function_list(SessionStateDefaults::default_table_functions())
        .build();
    let context = SessionContext::new_with_state(state);
    for function in functions::all(known) {
        context.register_udf(function.as_ref().clone());
    }
    let catalog = MemoryCatalogProvider::new();
    for schema_name in ["pg_catalog", "information_schema"] {
        let schema = MemorySchemaProvider::new();
        for (_, name) in mentioned.iter().filter(|(schema, _)| schema == schema_name) {
            let Some((shape, _)) = shapes::shape(schema_name, name) else { continue };
            let rows = relations::rows(schema_name, name, &known.lake, &known.asked);
            let (columns, batch) = cells::table(shape, &rows)?;
            let table = MemTable::try_new(columns, vec![vec![batch]]).map_err(failed)?;
            schema.register_table(name.clone(), Arc::new(table)).map_err(failed)?;
        }
        catalog.register_schema(schema_name, Arc::new(schema)).map_err(failed)?;
    }
    context.register_catalog(CATALOG, Arc::new(catalog));
    Ok(context)
}

/// The columns, by the names that clients expect.
fn shown(schema: &Schema) -> SchemaRef {
    let fields = schema.fields().iter().map(|field| {
        let name = field.name().split(SUFFIX).next().unwrap_or_default();
        Field::new(name, field.data_type().clone(), true)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

async fn collect(
    plan: Arc<dyn ExecutionPlan>,
    context: &SessionContext,
    schema: &SchemaRef,
) -> Result<Vec<RecordBatch>, Problem> {
    let mut stream = execute_stream(plan, context.task_ctx()).map_err(|error| refused(&error))?;
    let (mut batches, mut rows) = (Vec::new(), 0);
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(|error| refused(&error))?;
        rows += batch.num_rows();
        if rows > CATALOG_ROWS_MAX {
            let words = format!("a question to the system catalog has up to {CATALOG_ROWS_MAX} rows");
            return Err(Problem::new("54000", words));
        }
        let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        let batch = RecordBatch::try_new_with_options(Arc::clone(schema), batch.columns().to_vec(), &options);
        batches.push(batch.map_err(|error| Problem::new("XX000", error.to_string()))?);
    }
    Ok(batches)
}

/// What the planner found wrong.
fn refused(error: &DataFusionError) -> Problem {
    let words = error.find_root().strip_backtrace();
    let words = ["Error during planning: ", "Execution error: ", "Schema error: "]
        .iter()
        .find_map(|start| words.strip_prefix(start))
        .unwrap_or(&words);
    let state = match error.find_root() {
        DataFusionError::SchemaError(..) => "42703",
        DataFusionError::ResourcesExhausted(_) => "53200",
        DataFusionError::NotImplemented(_) => "0A000",
        _ if words.ends_with("not found") && words.starts_with("table ") => "42P01",
        _ if words.starts_with("relation ") && words.ends_with("does not exist") => "42P01",
        _ if words.starts_with("Invalid function") => "42883",
        DataFusionError::Plan(_) | DataFusionError::Diagnostic(..) => "42000",
        DataFusionError::Execution(_) => "22023",
        _ => "XX000",
    };
    Problem::new(state, words)
}
