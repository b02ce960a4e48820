//! Queries from the outside, through Athena's API: asked, waited for, and had page by page.

use std::time::Duration;

use anyhow::{anyhow, bail};
use athena_api::{
    GetQueryExecution, GetQueryExecutionInput, GetQueryResults, GetQueryResultsInput, QueryExecution,
    QueryExecutionContext, QueryExecutionState, ResultConfiguration, StartQueryExecution,
    StartQueryExecutionInput, StatementType, StopQueryExecution, StopQueryExecutionInput,
};
use athena_service::engine::sql::{Form, Statement, StatementKind};
use kernel::{Random, SystemRandom};
use wire::{Fault, Shape};

use crate::client::Client;

/// How often is asked whether a query has ended; the server answers no sooner than it has, or a while later.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The statement.
    pub text: String,
    /// The database of names without one.
    pub database: Option<String>,
    /// The workgroup; `primary` where none is said.
    pub work_group: Option<String>,
    /// Where the result goes, `s3://…`; as the workgroup says where nothing is said.
    pub output: Option<String>,
}

/// A query under way, or ended.
pub struct Asked<'c> {
    client: &'c Client,
    id: String,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as Athena calls it.
    pub type_name: String,
    /// Digits of a decimal.
    pub precision: i32,
    /// Of them behind the point.
    pub scale: i32,
}

/// A row's values, as Athena writes them; `None` is NULL.
pub type Row = Vec<Option<String>>;

/// Some rows of a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What asks for those that follow, if there are any.
    pub next: Option<String>,
}

impl Ask {
    /// Has it started.
    pub async fn start<'c>(&self, client: &'c Client) -> anyhow::Result<Asked<'c>> {
        self.try_start(client).await.map_err(|fault| match fault.code.as_ref() {
            "InvalidRequestException" => anyhow!("{}", fault.message),
            _ => client.refused::<StartQueryExecution>(&fault),
        })
    }

    /// The same, keeping a refusal as it is.
    pub async fn try_start<'c>(&self, client: &'c Client) -> Result<Asked<'c>, Fault> {
        let place = |location: &String| ResultConfiguration {
            output_location: Some(location.clone()),
            ..ResultConfiguration::default()
        };
        let context =
            |name: &String| QueryExecutionContext { database: Some(name.clone()), ..Default::default() };
        let input = StartQueryExecutionInput {
            query_string: self.text.clone(),
            client_request_token: Some(SystemRandom::default().uuid()),
            query_execution_context: self.database.as_ref().map(context),
            result_configuration: self.output.as_ref().map(place),
            work_group: self.work_group.clone(),
            ..StartQueryExecutionInput::placeholder()
        };
        let id = client.try_call::<StartQueryExecution>(input).await?.query_execution_id.unwrap_or_default();
        Ok(Asked { client, id })
    }

    /// Asks, waits, and answers all rows: for results that are known to be small.
    pub async fn all(&self, client: &Client) -> anyhow::Result<Page> {
        let asked = self.start(client).await?;
        let execution = asked.ended(&mut |_| ()).await?;
        let mut all = asked.page(&execution, None).await?;
        while let Some(token) = all.next.take() {
            let page = asked.page(&execution, Some(token)).await?;
            all.rows.extend(page.rows);
            all.next = page.next;
        }
        Ok(all)
    }
}

impl Asked<'_> {
    /// Waits until it has succeeded; `look` sees how far it is. Its failure is an error.
    pub async fn ended(&self, look: &mut dyn FnMut(&QueryExecution)) -> anyhow::Result<QueryExecution> {
        loop {
            let input = GetQueryExecutionInput { query_execution_id: self.id.clone() };
            let output = self.client.call::<GetQueryExecution>(input).await?;
            let execution = output.query_execution.unwrap_or_default();
            look(&execution);
            let status = execution.status.clone().unwrap_or_default();
            let reason = status.state_change_reason.unwrap_or_else(|| "the query failed".to_owned());
            match status.state {
                Some(QueryExecutionState::Succeeded) => return Ok(execution),
                Some(QueryExecutionState::Failed | QueryExecutionState::Cancelled) => bail!(reason),
                _ => tokio::time::sleep(LOOK_EVERY).await,
            }
        }
    }

    /// Ends it.
    pub async fn stop(&self) -> anyhow::Result<()> {
        let input = StopQueryExecutionInput { query_execution_id: self.id.clone() };
        self.client.call::<StopQueryExecution>(input).await.map(drop)
    }

    /// The first page of its result, or the one that `token` asks for.
    pub async fn page(&self, execution: &QueryExecution, token: Option<String>) -> anyhow::Result<Page> {
        let is_first = token.is_none();
        let input = GetQueryResultsInput {
            query_execution_id: self.id.clone(),
            next_token: token,
            ..GetQueryResultsInput::placeholder()
        };
        let output = self.client.call::<GetQueryResults>(input).await?;
        let set = output.result_set.unwrap_or_default();
        let columns = set.result_set_metadata.and_then(|metadata| metadata.column_info).unwrap_or_default();
        let values = |row: athena_api::Row| {
            let data = row.data.unwrap_or_default();
            data.into_iter().map(|datum| datum.var_char_value).collect()
        };
        let above = usize::from(is_first && has_names_above(execution));
        Ok(Page {
            columns: columns.into_iter().map(column).collect(),
            rows: set.rows.unwrap_or_default().into_iter().skip(above).map(values).collect(),
            next: output.next_token,
        })
    }
}

fn column(column: athena_api::ColumnInfo) -> Column {
    Column {
        name: column.name,
        type_name: column.r#type,
        precision: column.precision.unwrap_or_default(),
        scale: column.scale.unwrap_or_default(),
    }
}

/// Whether the first row of the result is the columns' names.
fn has_names_above(execution: &QueryExecution) -> bool {
    let kind = match execution.statement_type {
        Some(StatementType::Dml) => StatementKind::Dml,
        Some(StatementType::Ddl) => StatementKind::Ddl,
        Some(StatementType::Utility) | None => StatementKind::Utility,
    };
    let statement = Statement { kind, substatement: execution.substatement_type.clone() };
    matches!(statement.form(), Form::Csv | Form::Text { header: true })
}
