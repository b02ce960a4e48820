//! What a statement does: PostgreSQL's commands here, questions where they belong.

use super::ask::{Outcome, one_row, texts};
use super::extended::Portal;
use super::rows::Rows;
use super::{Fail, Session, Transaction};
use crate::command::Command;
use crate::errors::Problem;
use crate::limits::PORTALS_MAX;
use crate::values::parameters::Parameter;

impl Session {
    /// Carries out a statement that is neither FETCH nor COPY, which send rows of their own.
    pub(super) async fn carry_out(
        &mut self,
        command: &Command,
        parameters: &[Parameter],
    ) -> Result<Outcome, Fail> {
        self.may(command)?;
        let done = |tag: &str| Ok(Outcome::Done(tag.to_owned()));
        match command {
            Command::Empty => Ok(Outcome::Empty),
            Command::Lake(text) => self.ask_lake(text, parameters).await,
            Command::Catalog(text) => self.rows(text, parameters).await,
            Command::Nothing(tag) => done(tag),
            Command::Set { name, value } => {
                self.set(name, value.as_deref()).await?;
                done("SET")
            }
            Command::ResetAll => {
                self.reset_settings().await?;
                done("RESET")
            }
            Command::Show(name) => match self.settings.get(name) {
                Some(value) => Ok(Outcome::Rows(Box::new(one_row(&[name.as_str()], &[value])))),
                None => {
                    let words = format!("unrecognized configuration parameter \"{name}\"");
                    Err(Problem::new("42704", words).into())
                }
            },
            Command::ShowAll => {
                let row =
                    |(name, value): (&str, &str)| vec![name.to_owned(), value.to_owned(), String::new()];
                let table: Vec<_> = self.settings.all().map(row).collect();
                Ok(Outcome::Rows(Box::new(texts(&["name", "setting", "description"], &table, "SHOW"))))
            }
            Command::Begin
            | Command::Commit
            | Command::Rollback
            | Command::RollbackTo
            | Command::Savepoint(_) => Ok(Outcome::Done(self.transact(command))),
            Command::DiscardAll => {
                self.statements.clear();
                self.portals.clear();
                self.reset_settings().await?;
                done("DISCARD ALL")
            }
            Command::Deallocate(None) => {
                self.statements.clear();
                done("DEALLOCATE ALL")
            }
            Command::Deallocate(Some(name)) => match self.statements.remove(name) {
                Some(_) => done("DEALLOCATE"),
                None => {
                    let words = format!("prepared statement \"{name}\" does not exist");
                    Err(Problem::new("26000", words).into())
                }
            },
            Command::Declare { name, holds, text } => self.declare(name, *holds, text, parameters).await,
            Command::Close(None) => {
                self.portals.clear();
                done("CLOSE CURSOR ALL")
            }
            Command::Close(Some(name)) => match self.portals.remove(name) {
                Some(_) => done("CLOSE CURSOR"),
                None => Err(no_cursor(name).into()),
            },
            Command::Fetch { .. } | Command::Copy(_) => {
                Err(Problem::unsupported("this statement at this place").into())
            }
        }
    }

    /// Whether the session may be told this now.
    pub(super) fn may(&self, command: &Command) -> Result<(), Problem> {
        if self.transaction == Transaction::Failed && !command.ends_transaction() {
            let words = "current transaction is aborted, commands ignored until end of transaction block";
            return Err(Problem::new("25P02", words));
        }
        Ok(())
    }

    async fn rows(&mut self, text: &str, parameters: &[Parameter]) -> Result<Outcome, Fail> {
        Ok(Outcome::Rows(Box::new(self.ask_catalog(text, parameters).await?)))
    }

    /// Sets a setting, and tells the client where it is told of such.
    pub(super) async fn set(&mut self, name: &str, value: Option<&str>) -> Result<(), Fail> {
        if matches!(name, "region" | "account") {
            let words = format!("parameter \"{name}\" cannot be changed after connection start");
            return Err(Problem::new("55P02", words).into());
        }
        let told = self.settings.set(name, value)?;
        if let (Some(written), Some(value)) = (told, self.settings.get(name)) {
            self.wire.out.setting(written, value);
        }
        if name.eq_ignore_ascii_case("search_path") {
            self.choose_database().await?;
        }
        Ok(())
    }

    async fn reset_settings(&mut self) -> Result<(), Fail> {
        self.settings.reset();
        for (name, value) in self.settings.told() {
            self.wire.out.setting(name, value);
        }
        self.choose_database().await
    }

    /// Begins or ends a transaction; answers the tag.
    fn transact(&mut self, command: &Command) -> String {
        let warn = |session: &mut Self, words: &str, state| {
            session.wire.out.problem(&Problem::warning(state, words));
        };
        match (command, self.transaction) {
            (Command::Begin, Transaction::None) => self.transaction = Transaction::Open,
            (Command::Begin, _) => warn(self, "there is already a transaction in progress", "25001"),
            (Command::RollbackTo, Transaction::Failed) => self.transaction = Transaction::Open,
            (Command::RollbackTo | Command::Savepoint(_), _) => {}
            (_, Transaction::None) => warn(self, "there is no transaction in progress", "25P01"),
            (_, was) => {
                self.transaction = Transaction::None;
                self.end_portals();
                if was == Transaction::Failed {
                    return "ROLLBACK".to_owned();
                }
            }
        }
        match command {
            Command::Begin => "BEGIN",
            Command::Commit => "COMMIT",
            Command::Savepoint(tag) => tag,
            _ => "ROLLBACK",
        }
        .to_owned()
    }

    async fn declare(
        &mut self,
        name: &str,
        holds: bool,
        text: &str,
        parameters: &[Parameter],
    ) -> Result<Outcome, Fail> {
        if !holds && self.transaction == Transaction::None {
            let words = "DECLARE CURSOR can only be used in transaction blocks";
            return Err(Problem::new("25P01", words).into());
        }
        if self.portals.contains_key(name) {
            return Err(Problem::new("42P03", format!("cursor \"{name}\" already exists")).into());
        }
        if self.portals.len() >= PORTALS_MAX {
            return Err(Problem::new("54000", format!("a session has up to {PORTALS_MAX} cursors")).into());
        }
        let outcome = match Command::read(text)? {
            Command::Lake(text) => self.ask_lake(&text, parameters).await?,
            Command::Catalog(text) => self.rows(&text, parameters).await?,
            _ => return Err(Problem::new("42601", "a cursor is for a query").into()),
        };
        match outcome {
            Outcome::Rows(rows) => {
                self.portals.insert(name.to_owned(), Portal::cursor(*rows, holds));
                Ok(Outcome::Done("DECLARE CURSOR".to_owned()))
            }
            _ => Err(Problem::new("42601", "a cursor is for a query").into()),
        }
    }

    /// The rows of a cursor, which is in use until they are given back.
    pub(super) fn take_cursor(&mut self, name: &str) -> Result<(Portal, Rows), Problem> {
        let mut portal = self.portals.remove(name).ok_or_else(|| no_cursor(name))?;
        match portal.take_rows() {
            Some(rows) => Ok((portal, rows)),
            None => {
                self.portals.insert(name.to_owned(), portal);
                Err(no_cursor(name))
            }
        }
    }
}

pub(super) fn no_cursor(name: &str) -> Problem {
    Problem::new("34000", format!("cursor \"{name}\" does not exist"))
}
