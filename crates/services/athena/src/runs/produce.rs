//! Producing a result: the engine's rows become an object, page by page, and the metadata beside it.

use athena_api::ColumnInfo;
use dispatch::Call;
use wire::Fault;

use super::outcome::Done;
use super::{Run, Task, column_info};
use crate::Athena;
use crate::engine::sql::{Answer, Column, Failure, Form, Query, Row};
use crate::engine::{ResultForm, StoredResult, StoredStatement};
use crate::results::location::Location;
use crate::results::object::{ResultObject, Target};
use crate::results::{csv, metadata};

/// Athena's error type for a result that could not be written.
const RESULT_NOT_WRITTEN: i32 = 401;
/// Athena's error type for the user's mistakes at large.
const USER_ERROR: i32 = 1000;

impl Athena {
    /// Does what `task` says. An object that is being written is in `object` until it is closed.
    pub(super) async fn produce(
        &self,
        run: &Run,
        task: Task,
        object: &mut Option<ResultObject>,
    ) -> Result<Done, Failure> {
        let (id, location, database) = {
            let stored = run.stored();
            (stored.id().to_owned(), stored.location().to_owned(), stored.database().map(str::to_owned))
        };
        let location = Location::object(&location)
            .ok_or_else(|| Failure::user(USER_ERROR, "outputLocation is not a valid S3 path."))?;
        let writer = Writer { target: self.target(run), location, id };
        let work_group = run.stored().work_group().to_owned();
        let answer = match task {
            Task::Prepare { name, query } => {
                let statement = StoredStatement::new(name, query, None, self.engine.now());
                let kept = self.engine.create_statement(&run.place, &work_group, statement, true).await;
                kept.map_err(|error| Failure::user(USER_ERROR, Fault::from(error).message))?;
                Answer::nothing()
            }
            Task::Deallocate { name } => {
                let gone = self.engine.delete_statement(&run.place, &work_group, &name).await;
                gone.map_err(|error| Failure::user(USER_ERROR, Fault::from(error).message))?;
                Answer::nothing()
            }
            Task::Run { text, parameters, catalog, likeness } => {
                if let Some(likeness) = likeness
                    && let Some(done) = self.reusable(run, &writer.target.call, &likeness).await
                {
                    run.times().produced = Some(self.engine.now());
                    return Ok(done);
                }
                let query = Query {
                    data_location: data_location(&writer),
                    id: writer.id.clone(),
                    text,
                    parameters,
                    catalog,
                    database,
                    place: run.place.clone(),
                    principal: run.principal.clone(),
                    request_id: run.request_id.clone(),
                    meter: run.meter.clone(),
                    stopped: run.stop.watch(),
                };
                self.sql.run(query).await?
            }
        };
        let substatement = run.stored().execution.substatement_type.clone();
        let done = match run.form {
            Form::Count { .. } => writer.count(answer, substatement.as_deref().unwrap_or_default()).await,
            Form::Csv => writer.rows(answer, ResultForm::Csv, true, object).await,
            Form::Text { header } => writer.rows(answer, ResultForm::Text, header, object).await,
        };
        run.times().produced = Some(self.engine.now());
        done
    }

    fn target(&self, run: &Run) -> Target {
        let (principal, place) = (run.principal.clone(), run.place.clone());
        let stored = run.stored();
        let asked = stored.execution.result_configuration.clone().unwrap_or_default();
        Target {
            dispatch: self.dispatch.clone(),
            call: Call::inside("athena", principal, place, run.request_id.clone()),
            encrypt: asked.encryption_configuration.is_some(),
            owner: asked.expected_bucket_owner,
            owner_controls: asked.acl_configuration.is_some(),
        }
    }
}

/// Writes the objects of one query.
struct Writer {
    target: Target,
    location: Location,
    id: String,
}

impl Writer {
    /// Lets a statement that writes rows do its work; only metadata tell of it.
    async fn count(&self, mut answer: Answer, what: &str) -> Result<Done, Failure> {
        while answer.rows.next().await?.is_some() {}
        let totals = answer.rows.totals();
        let columns = vec![column_info(Column::new("rows", "bigint"))];
        let count = totals.update_count.unwrap_or_default();
        let what = if what == "CREATE_TABLE_AS_SELECT" { "CREATE TABLE" } else { what };
        self.metadata(Some((what, count)), &columns).await?;
        Ok(Done {
            columns,
            update_count: Some(count),
            manifest_location: totals.manifest_location,
            ..Done::default()
        })
    }

    /// Writes rows as they come.
    async fn rows(
        &self,
        mut answer: Answer,
        form: ResultForm,
        header: bool,
        slot: &mut Option<ResultObject>,
    ) -> Result<Done, Failure> {
        let columns: Vec<ColumnInfo> = answer.columns.into_iter().map(column_info).collect();
        let object = slot.insert(ResultObject::new(self.target.clone(), self.location.clone()));
        let names: Vec<Option<&str>> = columns.iter().map(|column| Some(column.name.as_str())).collect();
        let mut lines = 0;
        if header {
            lines += write(object.buffer(), form, &names, lines);
        }
        let above = lines;
        while let Some(page) = answer.rows.next().await? {
            for row in &page {
                lines += write(object.buffer(), form, &values(row), lines);
            }
            object.flush().await.map_err(|fault| self.not_written(&fault))?;
        }
        let written = object.close().await.map_err(|fault| self.not_written(&fault))?;
        *slot = None;
        if !columns.is_empty() {
            self.metadata(None, &columns).await?;
        }
        let totals = answer.rows.totals();
        // AWS counts nothing for statements that tell, and says nothing for those that define.
        let update_count = totals.update_count.or((!columns.is_empty()).then_some(0));
        let result = StoredResult {
            form,
            header,
            rows: lines - above,
            bytes: written.bytes as i64,
            e_tag: written.e_tag,
        };
        let manifest_location = totals.manifest_location;
        Ok(Done { columns, update_count, manifest_location, result: Some(result), reused: None })
    }

    async fn metadata(&self, update: Option<(&str, i64)>, columns: &[ColumnInfo]) -> Result<(), Failure> {
        let mut location = self.location.clone();
        location.key.push_str(".metadata");
        let body = metadata::encode(&self.id, update, columns);
        self.target.put(&location, body).await.map_err(|fault| self.not_written(&fault))?;
        Ok(())
    }

    /// In AWS's words, as far as they are known.
    fn not_written(&self, fault: &Fault) -> Failure {
        let location = &self.location;
        let message = match fault.code.as_ref() {
            "AccessDenied" => format!(
                "Access denied when writing output to url: {location} . Please ensure you are allowed to access the \
                 S3 bucket. If you are encrypting query results with KMS key, please ensure you are allowed to access \
                 your KMS key"
            ),
            _ => format!("Unable to write output to url: {location} . {}", fault.message),
        };
        Failure::other(RESULT_NOT_WRITTEN, message)
    }
}

/// Where a table lies that is created without saying where: beside the results, under the query's id.
fn data_location(writer: &Writer) -> String {
    let folder = writer.location.key.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = folder.strip_suffix("tables").unwrap_or(folder).trim_end_matches('/');
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("s3://{}/{folder}{slash}tables/{}", writer.location.bucket, writer.id)
}

fn values(row: &Row) -> Vec<Option<&str>> {
    row.iter().map(Option::as_deref).collect()
}

/// Writes a row; answers how many rows it is when it is read. `before` is how many there are already.
fn write(out: &mut Vec<u8>, form: ResultForm, row: &[Option<&str>], before: i64) -> i64 {
    if form == ResultForm::Csv {
        csv::write_row(out, row.iter().copied());
        return 1;
    }
    if before > 0 {
        out.push(b'\n');
    }
    let start = out.len();
    for (index, value) in row.iter().enumerate() {
        if index > 0 {
            out.push(b'\t');
        }
        out.extend_from_slice(value.unwrap_or_default().as_bytes());
    }
    1 + out[start..].iter().filter(|byte| **byte == b'\n').count() as i64
}
