//! Questions: to the lake's engine, or to the system catalog.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use dispatch::Stop;
use sql::{Fact, Query};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::rows::{self, Rows};
use super::{Fail, LAKE, Session};
use crate::catalog::{self, Surroundings};
use crate::errors::Problem;
use crate::lexer::plain;
use crate::limits::{GUESSES_MAX, QUERIES_MAX};
use crate::values::parameters::Parameter;
use crate::wire::answers::Column;

/// What a statement led to.
pub enum Outcome {
    /// Rows.
    Rows(Box<Rows>),
    /// It is done; the tag.
    Done(String),
    /// Nothing was asked.
    Empty,
}

impl Session {
    /// Asks the lake.
    pub(super) async fn ask_lake(&mut self, text: &str, parameters: &[Parameter]) -> Result<Outcome, Fail> {
        let text = plain(text);
        let stop = Arc::new(Stop::default());
        if self.open_portals() >= QUERIES_MAX {
            let words = format!("a session has up to {QUERIES_MAX} queries and cursors open");
            return Err(Problem::new("53400", words)
                .hint("Close cursors, or take their rows to the end.")
                .into());
        }
        let turn = self.turn(&stop, self.front.queries()).await?;
        let (sql, mut refused) = (self.front.sql().clone(), None);
        for parameters in meanings(parameters) {
            let query = self.asked(&text, parameters, &stop);
            let answered = self.while_there(&stop, async { Ok(sql.run(query).await) }).await?;
            let answer = match answered {
                Ok(answer) => answer,
                Err(error) => {
                    let may_mean_other = is_about_types(error.fact);
                    refused.get_or_insert(error);
                    if may_mean_other {
                        continue;
                    }
                    break;
                }
            };
            if !answer.schema.fields().is_empty() {
                return Ok(Outcome::Rows(Box::new(Rows::coming(answer, &text, stop, turn))));
            }
            let tag = match (answer.verb, answer.update_count) {
                ("INSERT", Some(count)) => format!("INSERT 0 {count}"),
                ("CREATE_TABLE_AS_SELECT", Some(count)) => format!("SELECT {count}"),
                (verb, _) => verb.replace('_', " "),
            };
            return Ok(Outcome::Done(tag));
        }
        let error = refused.unwrap_or_else(|| sql::Error::new(Fact::Internal, "nothing was asked"));
        Err(Problem::of(&error, &text).into())
    }

    /// What the lake's answer would be like; `None` where there would be no rows.
    pub(super) async fn describe_lake(
        &mut self,
        text: &str,
        parameters: &[Parameter],
    ) -> Result<Option<Vec<Column>>, Fail> {
        let text = plain(text);
        let stop = Arc::new(Stop::default());
        let _turn = self.turn(&stop, self.front.questions()).await?;
        let (sql, mut refused) = (self.front.sql().clone(), None);
        for parameters in meanings(parameters) {
            let query = self.asked(&text, parameters, &stop);
            match self.while_there(&stop, async { Ok(sql.describe(query).await) }).await? {
                Ok(schema) => return Ok(schema.map(|schema| rows::columns(&schema))),
                Err(error) if is_about_types(error.fact) => {
                    refused.get_or_insert(error);
                }
                Err(error) => {
                    refused.get_or_insert(error);
                    break;
                }
            }
        }
        let error = refused.unwrap_or_else(|| sql::Error::new(Fact::Internal, "nothing was asked"));
        Err(Problem::of(&error, &text).into())
    }

    fn asked(&self, text: &str, parameters: Vec<String>, stop: &Stop) -> Query {
        Query {
            catalog: LAKE.to_owned(),
            database: self.database.clone(),
            parameters,
            stop: Some(stop.watch()),
            ..Query::new(text, self.front.call(&self.wishes.place))
        }
    }

    /// Asks the system catalog.
    pub(super) async fn ask_catalog(&mut self, text: &str, parameters: &[Parameter]) -> Result<Rows, Fail> {
        let surroundings = Surroundings {
            call: self.front.call(&self.wishes.place),
            database: self.wishes.database.clone(),
            user: self.wishes.user.clone(),
            search_path: self.settings.search_path(),
            settings: self.settings.all().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            process: self.registered.key.0,
        };
        let stop = Arc::new(Stop::default());
        let _turn = self.turn(&stop, self.front.questions()).await?;
        let sql = self.front.sql().clone();
        let asking = catalog::ask(&sql, surroundings, text, parameters);
        let answer = self.while_there(&stop, asking).await?;
        for (name, value) in answer.changes {
            self.set(&name, Some(&value)).await?;
        }
        Ok(Rows::there(&answer.schema, answer.batches, "SELECT"))
    }

    /// Waits for the right to ask.
    async fn turn(&mut self, stop: &Arc<Stop>, turns: Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Fail> {
        let turn = self.while_there(stop, async { Ok(turns.acquire_owned().await) }).await?;
        turn.map_err(|_| Problem::new("57P03", "the server is closing").into())
    }

    /// Waits for `work`, unless the client is gone or has it stopped; so may be what it led to, until the answer's end.
    pub(super) async fn while_there<T>(
        &mut self,
        stop: &Arc<Stop>,
        work: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Fail> {
        self.wire.flush().await?;
        self.registered.slot.set(Some(Arc::clone(stop)));
        let stopped = stop.watch();
        let done = tokio::select! {
            done = work => done.map_err(Fail::from),
            () = stopped.set() => Err(Problem::new("57014", "canceling statement due to user request").into()),
            () = self.wire.gone() => Err(Fail::Broken(crate::wire::Broken::Closed)),
        };
        done
    }
}

/// A table of texts with one row.
pub fn one_row(names: &[&str], values: &[&str]) -> Rows {
    texts(names, &[values.iter().map(|value| (*value).to_owned()).collect()], "SHOW")
}

/// A table of texts.
pub fn texts(names: &[&str], table: &[Vec<String>], tag: &str) -> Rows {
    let fields: Vec<Field> = names.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let columns = (0..names.len()).map(|index| {
        Arc::new(table.iter().map(|row| Some(row[index].as_str())).collect::<StringArray>()) as ArrayRef
    });
    let batch = arrow::array::RecordBatch::try_new(Arc::clone(&schema), columns.collect())
        .expect("invariant: every row has a text for every name");
    Rows::there(&schema, vec![batch], tag)
}

/// Whether another type of a parameter may be the remedy.
fn is_about_types(fact: Fact) -> bool {
    matches!(fact, Fact::TypeMismatch | Fact::FunctionNotFound | Fact::InvalidCast | Fact::Semantic)
}

/// What the parameters may mean, most probable first: all as they are, all as they look, one by one.
fn meanings(parameters: &[Parameter]) -> Vec<Vec<String>> {
    let choose = |takes: &dyn Fn(usize) -> bool| -> Vec<String> {
        let chosen = parameters.iter().enumerate().map(|(index, parameter)| match &parameter.guess {
            Some(guess) if takes(index) => guess.clone(),
            _ => parameter.text.clone(),
        });
        chosen.collect()
    };
    let guesses: Vec<usize> =
        (0..parameters.len()).filter(|index| parameters[*index].guess.is_some()).collect();
    let mut meanings = vec![choose(&|_| false)];
    if !guesses.is_empty() {
        meanings.push(choose(&|_| true));
    }
    if guesses.len() > 1 {
        for guess in &guesses {
            meanings.push(choose(&|index| index == *guess));
            meanings.push(choose(&|index| index != *guess));
        }
    }
    meanings.truncate(GUESSES_MAX);
    meanings
}
