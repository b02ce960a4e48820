//! `StartQueryExecution`: checks, stores, and lets the query go its way.

use std::sync::Arc;

use athena_api as api;
use athena_api::{StartQueryExecution, StartQueryExecutionInput, StartQueryExecutionOutput, WorkGroupState};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{CATALOG, configuration, describe};
use crate::Athena;
use crate::engine::sql::{Form, Statement, StatementKind};
use crate::engine::{
    EngineError, NewExecution, PRIMARY, Prepared, StoredExecution, StoredWorkGroup, read_prepared,
};
use crate::errors::{internal, invalid, not_built, too_many_queries, with_code};
use crate::limits::{QUERY_BYTES_MAX, REUSE_MINUTES};
use crate::results::location::Location;
use crate::runs::{Likeness, NotAdmitted, Run, Task, fingerprint};

impl Handle<StartQueryExecution> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: StartQueryExecutionInput,
    ) -> Result<StartQueryExecutionOutput, Fault> {
        let asked = self.engine.now();
        check(&input)?;
        self.check_catalog(&input)?;
        let name = input.work_group.as_deref().unwrap_or(PRIMARY);
        let group = self.engine.work_group(&call.place, name)?;
        if group.state == WorkGroupState::Disabled {
            return Err(EngineError::WorkGroupDisabled(group.name).into());
        }
        let (statement, text, parameters) = self.statement(call, &group, &input)?;
        let (folder, results) = results(&group, input.result_configuration.as_ref())?;
        let mut stored = describe_new(&input, &group, &statement);
        stored.execution.query_execution_id = Some(self.engine.id());
        stored.status().submission_date_time = Some(asked);
        if let Some(id) = self.engine.started_with(&call.place, &stored)? {
            return Ok(StartQueryExecutionOutput { query_execution_id: Some(id) });
        }
        self.check_bucket(call, &folder, results.expected_bucket_owner.clone()).await?;
        let location = location(&folder, &statement, stored.id());
        stored.execution.result_configuration =
            Some(api::ResultConfiguration { output_location: Some(location.to_string()), ..results });
        let task = self.task(call, &mut stored, &statement, text, parameters);
        let cutoff = group.configuration.bytes_scanned_cutoff_per_query;
        let submitted = self.engine.now();
        stored.status().submission_date_time = Some(submitted);
        let run = Run::new(
            (call.place.clone(), call.principal.clone(), call.request_id.clone()),
            (statement.kind, statement.form()),
            stored.clone(),
            cutoff.map(i64::unsigned_abs),
            asked,
        );
        let id = self.start(run, stored, task).await?;
        Ok(StartQueryExecutionOutput { query_execution_id: Some(id) })
    }
}

impl Athena {
    /// What the query is, and what an engine is to run: for a prepared statement, what that stands for.
    fn statement(
        &self,
        call: &Call,
        group: &StoredWorkGroup,
        input: &StartQueryExecutionInput,
    ) -> Result<(Statement, Text, Vec<String>), Fault> {
        let given = input.execution_parameters.clone().unwrap_or_default();
        let chosen = |own: Vec<String>| if own.is_empty() { given.clone() } else { own };
        let (text, parameters) = match read_prepared(&input.query_string) {
            None => (input.query_string.clone(), given),
            Some(Err(text)) => return Err(malformed(text)),
            Some(Ok(Prepared::Prepare { name, query })) => {
                check_name(&name)?;
                self.inspect(&query)?;
                let statement = Statement::new(StatementKind::Ddl, "PREPARE");
                return Ok((statement, Text::Prepare { name, query }, given));
            }
            Some(Ok(Prepared::Deallocate { name })) => {
                self.prepared(call, group, &name)?;
                let statement = Statement::new(StatementKind::Ddl, "DEALLOCATE");
                return Ok((statement, Text::Deallocate { name }, given));
            }
            Some(Ok(Prepared::Execute { name, parameters })) => {
                (self.prepared(call, group, &name)?, chosen(parameters))
            }
            Some(Ok(Prepared::Immediate { query, parameters })) => (query, chosen(parameters)),
        };
        Ok((self.inspect(&text)?, Text::Run(text), parameters))
    }

    fn inspect(&self, text: &str) -> Result<Statement, Fault> {
        self.sql.inspect(text).map_err(|refused| malformed(refused.message))
    }

    fn prepared(&self, call: &Call, group: &StoredWorkGroup, name: &str) -> Result<String, Fault> {
        match self.engine.statement(&call.place, &group.name, name) {
            Ok(statement) => Ok(statement.query),
            // Queries are refused by another error than operations on the statement itself.
            Err(error @ EngineError::NoStatement { .. }) => Err(invalid(Fault::from(error).message)),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the bucket is there, and the caller's to use.
    fn check_catalog(&self, input: &StartQueryExecutionInput) -> Result<(), Fault> {
        let catalog = input.query_execution_context.as_ref().and_then(|context| context.catalog.as_deref());
        match catalog {
            Some(other) if !self.has_catalog(other) => {
                Err(invalid(format!("DataCatalog {other} was not found")))
            }
            _ => Ok(()),
        }
    }

    async fn check_bucket(&self, call: &Call, folder: &Location, owner: Option<String>) -> Result<(), Fault> {
        let inside =
            Call::inside("athena", call.principal.clone(), call.place.clone(), call.request_id.clone());
        let input =
            s3_api::GetBucketLocationInput { bucket: folder.bucket.clone(), expected_bucket_owner: owner };
        match self.dispatch.call::<s3_api::GetBucketLocation>(&inside, input).await {
            Ok(_) => Ok(()),
            Err(fault) if fault.is_sender() => {
                Err(invalid(format!("Unable to verify/create output bucket {}", folder.bucket)))
            }
            Err(fault) => Err(internal(fault.message)),
        }
    }

    fn task(
        &self,
        call: &Call,
        stored: &mut StoredExecution,
        statement: &Statement,
        text: Text,
        parameters: Vec<String>,
    ) -> Task {
        let text = match text {
            Text::Prepare { name, query } => return Task::Prepare { name, query },
            Text::Deallocate { name } => return Task::Deallocate { name },
            Text::Run(text) => text,
        };
        let by_age = stored.execution.result_reuse_configuration.as_ref();
        let by_age = by_age.and_then(|reuse| reuse.result_reuse_by_age_configuration.as_ref());
        let minutes = by_age.filter(|by_age| by_age.enabled).map(|by_age| by_age.max_age_in_minutes);
        let mut likeness = None;
        if statement.form() == Form::Csv {
            let fingerprint = fingerprint(&call.principal, stored, &text, &parameters);
            stored.fingerprint = Some(fingerprint.clone());
            likeness = minutes.map(|minutes| Likeness {
                fingerprint,
                age_ms_max: u64::from(minutes.unwrap_or(REUSE_MINUTES).unsigned_abs()) * 60_000,
            });
        }
        let context = stored.execution.query_execution_context.as_ref();
        let catalog = context.and_then(|context| context.catalog.clone());
        Task::Run { text, parameters, catalog: catalog.unwrap_or_else(|| CATALOG.to_owned()), likeness }
    }

    /// Admits and stores a query, and begins it; answers its id, or that of the one that it repeats.
    async fn start(&self, run: Arc<Run>, stored: StoredExecution, task: Task) -> Result<String, Fault> {
        self.runs.admit(&run).map_err(|refusal| match refusal {
            NotAdmitted::TooMany => too_many_queries(),
            NotAdmitted::Ending => {
                Fault::with_status("ServiceUnavailableException", 503, "the server is shutting down")
            }
        })?;
        let id = run.id();
        // To its end, even if the caller hangs up: what is stored is run.
        let athena = self.own.upgrade().expect("invariant: whoever calls has the service");
        let started = tokio::spawn(async move {
            let created = athena.engine.create_execution(&run.place, stored).await;
            if matches!(created, Ok(NewExecution::New)) {
                athena.begin(run, task);
            } else {
                athena.runs.remove(&run);
            }
            created
        });
        match started.await.map_err(|error| internal(error.to_string()))?? {
            NewExecution::New => Ok(id),
            NewExecution::Known(known) => Ok(known),
        }
    }
}

/// What an engine is to run, or what the service does itself.
enum Text {
    Run(String),
    Prepare { name: String, query: String },
    Deallocate { name: String },
}

fn check(input: &StartQueryExecutionInput) -> Result<(), Fault> {
    if input.client_request_token.is_none() {
        return Err(invalid("clientRequestToken is null or empty"));
    }
    if input.query_string.len() > QUERY_BYTES_MAX {
        return Err(invalid(format!("A query has at most {QUERY_BYTES_MAX} bytes.")));
    }
    if input.engine_configuration.is_some() {
        return Err(not_built("EngineConfiguration"));
    }
    input.result_configuration.as_ref().map_or(Ok(()), configuration::check_results)
}

fn check_name(name: &str) -> Result<(), Fault> {
    let mut letters = name.chars();
    let begins = letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    let sound = letters.all(|letter| letter.is_ascii_alphanumeric() || "_@:".contains(letter));
    if begins && sound && name.len() <= 256 {
        Ok(())
    } else {
        Err(invalid(format!("{name} is not the name of a prepared statement.")))
    }
}

fn malformed(text: String) -> Fault {
    with_code(text, "MALFORMED_QUERY")
}

/// Where results go, and how: as the workgroup says where it insists or the caller does not say.
fn results(
    group: &StoredWorkGroup,
    asked: Option<&api::ResultConfiguration>,
) -> Result<(Location, api::ResultConfiguration), Fault> {
    let own = group.configuration.result_configuration.clone().unwrap_or_default();
    let enforced = group.configuration.enforce_work_group_configuration == Some(true);
    let asked = asked.filter(|_| !enforced).cloned().unwrap_or_default();
    let all = if asked.output_location.is_some() {
        asked
    } else {
        api::ResultConfiguration {
            output_location: own.output_location,
            encryption_configuration: asked.encryption_configuration.or(own.encryption_configuration),
            expected_bucket_owner: asked.expected_bucket_owner.or(own.expected_bucket_owner),
            acl_configuration: asked.acl_configuration.or(own.acl_configuration),
        }
    };
    let text = "No output location provided. An output location is required either through the Workgroup result \
                configuration setting or as an API input.";
    let location = all.output_location.as_deref().ok_or_else(|| invalid(text))?;
    let folder = Location::folder(location);
    Ok((folder.ok_or_else(|| invalid("outputLocation is not a valid S3 path."))?, all))
}

fn location(folder: &Location, statement: &Statement, id: &str) -> Location {
    folder.join(&match statement.form() {
        Form::Csv => format!("{id}.csv"),
        Form::Text { .. } => format!("{id}.txt"),
        Form::Count { extension, folder } => format!("{folder}{id}{extension}"),
    })
}

fn describe_new(
    input: &StartQueryExecutionInput,
    group: &StoredWorkGroup,
    statement: &Statement,
) -> StoredExecution {
    let version = group.configuration.engine_version.as_ref();
    let selected = version.and_then(|version| version.selected_engine_version.clone());
    let kind = match statement.kind {
        StatementKind::Ddl => api::StatementType::Ddl,
        StatementKind::Dml => api::StatementType::Dml,
        StatementKind::Utility => api::StatementType::Utility,
    };
    let status = api::QueryExecutionStatus {
        state: Some(api::QueryExecutionState::Queued),
        ..api::QueryExecutionStatus::default()
    };
    let mut stored = StoredExecution::new(api::QueryExecution {
        query: Some(input.query_string.clone()),
        statement_type: Some(kind),
        substatement_type: statement.substatement.clone(),
        query_execution_context: Some(input.query_execution_context.clone().unwrap_or_default()),
        result_reuse_configuration: input.result_reuse_configuration.clone(),
        execution_parameters: input.execution_parameters.clone(),
        work_group: Some(group.name.clone()),
        engine_version: Some(describe::engine_version(selected)),
        status: Some(status),
        ..api::QueryExecution::default()
    });
    stored.token = input.client_request_token.clone();
    stored.asked_location =
        input.result_configuration.as_ref().and_then(|asked| asked.output_location.clone());
    stored
}
