//! CTAS, INSERT and UNLOAD: the rows of a query, written as objects.
//!
//! Objects are written before the catalog learns of them; where something fails on the way, what was written stays, as
//! on AWS, and is named in nothing.

mod options;

use datafusion::execution::context::SessionState;
use datafusion::logical_expr::{Cast, Expr, LogicalPlanBuilder};
use datafusion::sql::sqlparser::ast::Query;

use super::Properties;
use crate::catalog::{Column, Partition, Storage, Table};
use crate::engine::{Planned, Work, execute};
use crate::error::{Error, Fact};
use crate::functions::coercion::becomes;
use crate::lake::write::{Target, Written, write};
use crate::limits::WRITE_PARTITIONS_MAX;
use crate::objects::split;
use crate::query::{Answer, StatementKind};
use crate::types::{of_hive, to_hive, to_trino};

use options::Options;

/// What CTAS asks.
pub(super) struct Create {
    /// Database and table.
    pub name: (String, String),
    /// Nothing happens if it is there.
    pub if_not_exists: bool,
    /// How it is written.
    pub properties: Properties,
    /// Its rows.
    pub query: Box<Query>,
    /// No row is written.
    pub is_empty: bool,
}

/// `CREATE TABLE … AS`
pub(super) async fn create(work: &Work, session: &SessionState, create: Create) -> Result<Answer, Error> {
    let (database, name) = create.name;
    if work.catalog.table(&database, &name).await?.is_some() {
        if create.if_not_exists {
            return Ok(Answer::done(StatementKind::Ddl, "CREATE_TABLE_AS_SELECT"));
        }
        let words = format!("Table '{}.{database}.{name}' already exists", work.defaults.catalog);
        return Err(Error::new(Fact::AlreadyExists, words));
    }
    if work.catalog.database(&database).await?.is_none() {
        return Err(Error::new(Fact::SchemaNotFound, format!("Schema {database} not found")));
    }
    let options = Options::of(&create.properties)?;
    let query = &work.query;
    let location = match (options.location.as_ref().or(query.table_location.as_ref()), &query.output_location)
    {
        (Some(location), _) => location.clone(),
        (None, Some(output)) => format!("{}/tables/{}/", output.trim_end_matches('/'), work.random()),
        (None, None) => {
            let words = "the property external_location is missing, and there is no place for results";
            return Err(Error::new(Fact::Semantic, words));
        }
    };
    check_empty(work, &location, &format!("table '{database}.{name}'")).await?;
    let planned = work.plan(*create.query, &work.query.parameters).await?;
    let columns = hive_columns(&planned)?;
    let keys = columns.len().saturating_sub(options.keys.len());
    let named: Vec<&str> = columns[keys..].iter().map(|column| column.name.as_str()).collect();
    if named != options.keys.iter().map(String::as_str).collect::<Vec<_>>() {
        let words = format!(
            "Partition keys must be the last columns in the table and in the same order as the table properties: [{}]",
            options.keys.join(", ")
        );
        return Err(Error::new(Fact::InvalidMetadata, words));
    }
    let (serde, input, output) = options.classes();
    let table = Table {
        database,
        name,
        kind: "EXTERNAL_TABLE".to_owned(),
        storage: Storage {
            columns: columns[..keys].to_vec(),
            location: location.clone(),
            input_format: input.to_owned(),
            output_format: output.to_owned(),
            serde: serde.to_owned(),
            serde_parameters: options.serde_parameters(),
            ..Storage::default()
        },
        partition_keys: columns[keys..].to_vec(),
        parameters: [("EXTERNAL".to_owned(), "TRUE".to_owned())].into(),
        ..Table::default()
    };
    let mut written = Written::default();
    if !create.is_empty {
        let target =
            Target { location, output: options.output(), keys: options.keys.clone(), name: work.random() };
        written = write(work.objects.clone(), execute(work, session, planned).await?, target).await?;
    }
    work.catalog.create_table(table.clone()).await?;
    register(work, &table, &written).await?;
    Ok(answer(work, StatementKind::Ddl, "CREATE_TABLE_AS_SELECT", written))
}

/// `INSERT INTO`
pub(super) async fn insert(
    work: &Work,
    session: &SessionState,
    (database, name): (String, String),
    columns: Vec<String>,
    query: Query,
) -> Result<Answer, Error> {
    let table = work.catalog.table(&database, &name).await?.ok_or_else(|| {
        let words = format!("Table '{}.{database}.{name}' does not exist", work.defaults.catalog);
        Error::new(Fact::TableNotFound, words)
    })?;
    if table.is_view() {
        return Err(Error::new(Fact::Unsupported, "Inserting into views is not supported"));
    }
    let output = options::output_of(&table)?;
    let planned = work.plan(query, &work.query.parameters).await?;
    let planned = fitted(planned, &table, &columns)?;
    let keys = table.partition_keys.iter().map(|key| key.name.clone()).collect();
    let target = Target { location: table.storage.location.clone(), output, keys, name: work.random() };
    let written = write(work.objects.clone(), execute(work, session, planned).await?, target).await?;
    register(work, &table, &written).await?;
    Ok(answer(work, StatementKind::Dml, "INSERT", written))
}

/// `UNLOAD`
pub(super) async fn unload(
    work: &Work,
    session: &SessionState,
    query: Query,
    location: String,
    properties: &Properties,
) -> Result<Answer, Error> {
    let options = Options::of(properties)?;
    if options.is_default {
        return Err(Error::new(Fact::Semantic, "UNLOAD needs the property format"));
    }
    check_empty(work, &location, "UNLOAD").await?;
    let planned = work.plan(query, &work.query.parameters).await?;
    let target =
        Target { location, output: options.output(), keys: options.keys.clone(), name: work.random() };
    let written = write(work.objects.clone(), execute(work, session, planned).await?, target).await?;
    Ok(answer(work, StatementKind::Dml, "UNLOAD", written))
}

fn answer(work: &Work, kind: StatementKind, verb: &'static str, written: Written) -> Answer {
    let mut answer = Answer::done(kind, verb);
    answer.update_count = Some(written.rows);
    answer.written = written.objects;
    answer.progress = std::sync::Arc::clone(&work.progress);
    answer
}

/// Refuses a location that holds something.
async fn check_empty(work: &Work, location: &str, what: &str) -> Result<(), Error> {
    let (bucket, prefix) = split(location)
        .ok_or_else(|| Error::new(Fact::Semantic, format!("'{location}' is no location in S3")))?;
    let prefix =
        if prefix.is_empty() || prefix.ends_with('/') { prefix.to_owned() } else { format!("{prefix}/") };
    if work.objects.under(bucket, &prefix, crate::limits::OBJECTS_MAX).await?.is_empty() {
        return Ok(());
    }
    let words = format!(
        "Target directory for {what} already exists: {location}. You may need to manually clean the data at location before retrying"
    );
    Err(Error::new(Fact::AlreadyExists, words))
}

/// The columns of a query, as Hive has them.
fn hive_columns(planned: &Planned) -> Result<Vec<Column>, Error> {
    let fields = planned.plan.schema().fields().iter().zip(&planned.names).enumerate();
    let column = |(index, (field, shown)): (usize, (&arrow::datatypes::FieldRef, &String))| {
        if field.name().starts_with(crate::dialect::names::UNNAMED) {
            let words = format!("Column name not specified at position {}", index + 1);
            return Err(Error::new(Fact::Semantic, words));
        }
        let kind = to_hive(field.data_type()).ok_or_else(|| {
            Error::new(Fact::Unsupported, format!("Unsupported Hive type: {}", to_trino(field.data_type())))
        })?;
        Ok(Column { name: shown.to_lowercase(), kind, comment: None })
    };
    fields.map(column).collect()
}

/// The query's columns as the table's: in its order, of its types, null where the query gives none.
fn fitted(planned: Planned, table: &Table, named: &[String]) -> Result<Planned, Error> {
    let own: Vec<&Column> = table.storage.columns.iter().chain(&table.partition_keys).collect();
    let given = planned.plan.schema().columns();
    let targets: Vec<&str> = if named.is_empty() {
        own.iter().map(|column| column.name.as_str()).collect()
    } else {
        named.iter().map(String::as_str).collect()
    };
    if let Some(missing) = targets.iter().find(|target| own.iter().all(|column| column.name != **target)) {
        let words = format!("Insert column name does not exist in target table: {missing}");
        return Err(Error::new(Fact::ColumnNotFound, words));
    }
    let mismatch = || {
        let table_types: Vec<&str> = own.iter().map(|column| column.kind.as_str()).collect();
        let fields = planned.plan.schema().fields();
        let query_types: Vec<String> = fields.iter().map(|field| to_trino(field.data_type())).collect();
        let words = format!(
            "Insert query has mismatched column types: Table: [{}], Query: [{}]",
            table_types.join(", "),
            query_types.join(", ")
        );
        Error::new(Fact::TypeMismatch, words)
    };
    if given.len() != targets.len() {
        return Err(mismatch());
    }
    let mut expressions = Vec::with_capacity(own.len());
    for column in &own {
        let kind = of_hive(&column.kind)?;
        let expression = match targets.iter().position(|target| *target == column.name) {
            None => Expr::Cast(Cast::new(
                Box::new(datafusion::prelude::lit(datafusion::common::ScalarValue::Null)),
                kind,
            )),
            Some(index) => {
                let from = planned.plan.schema().field(index).data_type().clone();
                if !becomes(&from, &kind) {
                    return Err(mismatch());
                }
                let expression = Expr::Column(given[index].clone());
                if from == kind { expression } else { Expr::Cast(Cast::new(Box::new(expression), kind)) }
            }
        };
        expressions.push(expression.alias(column.name.clone()));
    }
    let plan = LogicalPlanBuilder::from(planned.plan.clone()).project(expressions)?.build()?;
    Ok(Planned { plan, names: own.iter().map(|column| column.name.clone()).collect() })
}

/// Tells the catalog of the partitions that were written.
async fn register(work: &Work, table: &Table, written: &Written) -> Result<(), Error> {
    if table.partition_keys.is_empty() || crate::lake::is_projected(table) {
        return Ok(());
    }
    debug_assert!(written.partitions.len() <= WRITE_PARTITIONS_MAX);
    let partitions = written.partitions.iter().map(|(values, location)| Partition {
        values: values.clone(),
        storage: Storage { location: location.clone(), ..table.storage.clone() },
        parameters: Default::default(),
    });
    // Those that are there already have got more objects.
    work.catalog.create_partitions(&table.database, &table.name, partitions.collect()).await.map(|_| ())
}
