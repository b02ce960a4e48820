//! Prepared statements and portals.

use std::sync::Arc;

use bytes::Bytes;

use super::ask::Outcome;
use super::carry::no_cursor;
use super::rows::{Rows, format_of};
use super::{Fail, Session};
use crate::command::Command;
use crate::errors::Problem;
use crate::lexer::{Sort, pieces, statements, value};
use crate::limits::{KEPT_BYTES_MAX, NAME_BYTES_MAX, PORTALS_MAX, STATEMENTS_MAX};
use crate::values::parameters::Parameter;
use crate::values::{Format, array_of, oid};
use crate::wire::Target;
use crate::wire::answers::Column;

/// A prepared statement.
#[derive(Clone)]
pub struct Prepared {
    command: Arc<Command>,
    /// The parameters' types; 0 where nobody says.
    kinds: Arc<[u32]>,
    bytes: usize,
}

/// A portal or a cursor.
pub struct Portal {
    /// It outlives the transaction.
    pub holds: bool,
    formats: Vec<Format>,
    state: State,
    bytes: usize,
}

enum State {
    /// Not carried out yet.
    Bound { command: Arc<Command>, parameters: Vec<Parameter> },
    /// Rows that may not all be told.
    Rows(Box<Rows>),
    /// Done, or in use.
    Done,
}

impl Portal {
    /// A cursor.
    pub fn cursor(rows: Rows, holds: bool) -> Self {
        Self { holds, formats: Vec::new(), state: State::Rows(Box::new(rows)), bytes: 0 }
    }

    /// Its rows, if it has any.
    pub fn take_rows(&mut self) -> Option<Rows> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Rows(rows) => Some(*rows),
            other => {
                self.state = other;
                None
            }
        }
    }

    /// Its rows again.
    pub fn give_back(&mut self, rows: Rows) {
        self.state = State::Rows(Box::new(rows));
    }
}

impl Session {
    pub(super) fn parse(&mut self, name: String, text: String, mut kinds: Vec<u32>) -> Result<(), Fail> {
        let parts = statements(&text);
        if parts.len() > 1 {
            let words = "cannot insert multiple commands into a prepared statement";
            return Err(Problem::new("42601", words).into());
        }
        if !name.is_empty() && self.statements.contains_key(&name) {
            return Err(Problem::new("42P05", format!("prepared statement \"{name}\" already exists")).into());
        }
        let command = Command::read(&text)?;
        self.may(&command)?;
        infer(&text, &mut kinds)?;
        let bytes = name.len() + text.len() + 4 * kinds.len();
        self.statements.remove(&name);
        let is_full = self.statements.len() >= STATEMENTS_MAX;
        if is_full || name.len() > NAME_BYTES_MAX || self.kept() + bytes > KEPT_BYTES_MAX {
            return Err(full().into());
        }
        let prepared = Prepared { command: Arc::new(command), kinds: kinds.into(), bytes };
        self.statements.insert(name, prepared);
        self.wire.out.plain(b'1');
        Ok(())
    }

    /// Bytes of all that the client keeps here.
    fn kept(&self) -> usize {
        let statements: usize = self.statements.values().map(|statement| statement.bytes).sum();
        statements + self.portals.values().map(|portal| portal.bytes).sum::<usize>()
    }

    /// How many queries of the lake's are under way in portals.
    pub(super) fn open_portals(&self) -> usize {
        let is_open = |portal: &&Portal| matches!(&portal.state, State::Rows(rows) if rows.has_turn());
        self.portals.values().filter(is_open).count()
    }

    fn prepared(&self, name: &str) -> Result<Prepared, Problem> {
        self.statements.get(name).cloned().ok_or_else(|| {
            let words = match name {
                "" => "unnamed prepared statement does not exist".to_owned(),
                name => format!("prepared statement \"{name}\" does not exist"),
            };
            Problem::new("26000", words)
        })
    }

    pub(super) fn bind(
        &mut self,
        name: String,
        statement: &str,
        formats: &[u16],
        values: &[Option<Bytes>],
        results: &[u16],
    ) -> Result<(), Fail> {
        let prepared = self.prepared(statement)?;
        self.may(&prepared.command)?;
        if values.len() != prepared.kinds.len() {
            let words = format!(
                "bind message supplies {} parameters, but prepared statement \"{statement}\" requires {}",
                values.len(),
                prepared.kinds.len()
            );
            return Err(Problem::new("08P01", words).into());
        }
        if formats.len() > 1 && formats.len() != values.len() {
            let words = format!(
                "bind message has {} parameter formats but {} parameters",
                formats.len(),
                values.len()
            );
            return Err(Problem::new("08P01", words).into());
        }
        let formats = formats.iter().copied().map(Format::of).collect::<Result<Vec<_>, _>>()?;
        let parameters =
            values.iter().zip(prepared.kinds.iter()).enumerate().map(|(index, (value, kind))| {
                Parameter::read(*kind, format_of(&formats, index), value.as_deref())
            });
        let parameters = parameters.collect::<Result<Vec<_>, _>>()?;
        let results = results.iter().copied().map(Format::of).collect::<Result<Vec<_>, _>>()?;
        if !name.is_empty() && self.portals.contains_key(&name) {
            return Err(Problem::new("42P03", format!("portal \"{name}\" already exists")).into());
        }
        self.portals.remove(&name);
        let bytes = name.len() + parameters.iter().map(|parameter| 2 * parameter.text.len()).sum::<usize>();
        let is_full = self.portals.len() >= PORTALS_MAX;
        if is_full || name.len() > NAME_BYTES_MAX || self.kept() + bytes > KEPT_BYTES_MAX {
            return Err(full().into());
        }
        let state = State::Bound { command: prepared.command, parameters };
        self.portals.insert(name, Portal { holds: false, formats: results, state, bytes });
        self.wire.out.plain(b'2');
        Ok(())
    }

    pub(super) async fn describe(&mut self, target: Target) -> Result<(), Fail> {
        match target {
            Target::Statement(name) => {
                let prepared = self.prepared(&name)?;
                self.may(&prepared.command)?;
                let kinds = prepared.kinds.iter().map(|kind| if *kind == 0 { oid::TEXT } else { *kind });
                let parameters: Vec<Parameter> =
                    prepared.kinds.iter().map(|kind| Parameter::blank(*kind)).collect();
                let columns = self.columns_of(&prepared.command, &parameters).await?;
                self.wire.out.parameters(&kinds.collect::<Vec<_>>());
                self.tell(columns, &[]);
            }
            Target::Portal(name) => {
                let portal = self.portals.get(&name).ok_or_else(|| no_portal(&name))?;
                let formats = portal.formats.clone();
                let columns = match &portal.state {
                    State::Rows(rows) => Some(rows.columns.clone()),
                    State::Done => None,
                    State::Bound { command, .. } => match command.as_ref() {
                        Command::Fetch { name, moves: false, .. } => Some(self.columns_of_cursor(name)?),
                        command if has_rows(command) => Some(self.open(&name).await?),
                        _ => None,
                    },
                };
                self.tell(columns, &formats);
            }
        }
        Ok(())
    }

    fn tell(&mut self, columns: Option<Vec<Column>>, formats: &[Format]) {
        match columns {
            Some(columns) => self.wire.out.columns(&columns, |index| format_of(formats, index).number()),
            None => self.wire.out.plain(b'n'),
        }
    }

    fn columns_of_cursor(&self, name: &str) -> Result<Vec<Column>, Problem> {
        match self.portals.get(name).map(|portal| &portal.state) {
            Some(State::Rows(rows)) => Ok(rows.columns.clone()),
            _ => Err(no_cursor(name)),
        }
    }

    /// The columns of a statement that is not carried out.
    async fn columns_of(
        &mut self,
        command: &Command,
        parameters: &[Parameter],
    ) -> Result<Option<Vec<Column>>, Fail> {
        match command {
            Command::Lake(text) if has_rows(command) => self.describe_lake(text, parameters).await,
            Command::Fetch { name, moves: false, .. } => Ok(Some(self.columns_of_cursor(name)?)),
            // What the system catalog holds is there at once.
            Command::Catalog(text) => Ok(Some(self.ask_catalog(text, parameters).await?.columns)),
            command if has_rows(command) => match self.carry_out(command, parameters).await? {
                Outcome::Rows(rows) => Ok(Some(rows.columns)),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// Carries out a portal that has rows; answers their columns.
    async fn open(&mut self, name: &str) -> Result<Vec<Column>, Fail> {
        let portal = self.portals.get_mut(name).ok_or_else(|| no_portal(name))?;
        let State::Bound { command, parameters } = std::mem::replace(&mut portal.state, State::Done) else {
            return Err(no_portal(name).into());
        };
        let outcome = self.carry_out(&command, &parameters).await?;
        let Outcome::Rows(rows) = outcome else {
            return Err(Problem::new("XX000", "the statement has no rows").into());
        };
        let columns = rows.columns.clone();
        if let Some(portal) = self.portals.get_mut(name) {
            portal.state = State::Rows(rows);
        }
        Ok(columns)
    }

    pub(super) async fn execute(&mut self, name: &str, rows_max: i32) -> Result<(), Fail> {
        let portal = self.portals.get_mut(name).ok_or_else(|| no_portal(name))?;
        let formats = portal.formats.clone();
        let rows = match std::mem::replace(&mut portal.state, State::Done) {
            State::Rows(rows) => rows,
            State::Done => {
                self.wire.out.done("SELECT 0");
                return Ok(());
            }
            State::Bound { command, parameters } => match command.as_ref() {
                Command::Fetch { name, count, moves } => {
                    self.may(&command)?;
                    return self.fetch_as(name, *count, *moves, None, &formats).await;
                }
                Command::Copy(copy) => {
                    self.may(&command)?;
                    return self.copy(copy).await;
                }
                command => match self.carry_out(command, &parameters).await? {
                    Outcome::Rows(rows) => rows,
                    Outcome::Done(tag) => {
                        self.wire.out.done(&tag);
                        return Ok(());
                    }
                    Outcome::Empty => {
                        self.wire.out.plain(b'I');
                        return Ok(());
                    }
                },
            },
        };
        let mut rows = rows;
        let max = u64::try_from(rows_max).ok().filter(|max| *max > 0).unwrap_or(u64::MAX);
        let (count, may_be_more) = self.send(&mut rows, &formats, max).await?;
        if may_be_more {
            self.wire.out.plain(b's');
        } else {
            self.wire.out.done(&rows.done(count));
        }
        // What is told whole gives back its turn.
        if may_be_more && let Some(portal) = self.portals.get_mut(name) {
            portal.state = State::Rows(rows);
        }
        Ok(())
    }

    pub(super) fn close(&mut self, target: &Target) -> Result<(), Fail> {
        match target {
            Target::Statement(name) => drop(self.statements.remove(name)),
            Target::Portal(name) => drop(self.portals.remove(name)),
        }
        self.wire.out.plain(b'3');
        Ok(())
    }
}

fn full() -> Problem {
    Problem::new("54000", "the session holds too many statements, portals or bytes of them")
        .hint("Close what is not needed any more.")
}

fn no_portal(name: &str) -> Problem {
    Problem::new("34000", format!("portal \"{name}\" does not exist"))
}

/// Whether a statement's answer is rows, so far as its first word tells.
fn has_rows(command: &Command) -> bool {
    match command {
        Command::Catalog(_) | Command::Show(_) | Command::ShowAll => true,
        Command::Lake(text) => {
            let pieces = pieces(text);
            let first = pieces.iter().find(|piece| &text[piece.at.clone()] != "(");
            let first = first.map(|piece| value(text, piece)).unwrap_or_default();
            matches!(
                first.as_str(),
                "select" | "with" | "values" | "table" | "show" | "describe" | "desc" | "explain"
            )
        }
        _ => false,
    }
}

/// How many parameters a text has, and their types where it says them: `$1::type`, `CAST($1 AS type)`, `LIMIT $1`.
fn infer(text: &str, kinds: &mut Vec<u32>) -> Result<(), Problem> {
    let pieces = pieces(text);
    let at = |index: usize| pieces.get(index).map(|piece| value(text, piece)).unwrap_or_default();
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.sort == Sort::Parameter) {
        let number: usize = text[piece.at.start + 1..piece.at.end].parse().unwrap_or(0);
        if number == 0 || number > usize::from(u16::MAX) {
            return Err(Problem::new("42P02", format!("there is no parameter ${number}")));
        }
        if kinds.len() < number {
            kinds.resize(number, 0);
        }
        if !matches!(kinds[number - 1], 0 | oid::UNKNOWN) {
            continue;
        }
        let before = index.checked_sub(1).map(&at).unwrap_or_default();
        let typed = match (at(index + 1).as_str(), at(index + 2).as_str()) {
            (":", ":") => Some(index + 3),
            ("as", _) if before == "(" => Some(index + 2),
            _ => None,
        };
        kinds[number - 1] = match typed {
            Some(typed) => kind_named(&at(typed), &at(typed + 1), &at(typed + 2)),
            None if matches!(before.as_str(), "limit" | "offset") => oid::INT8,
            None => 0,
        };
    }
    Ok(())
}

/// The type of a name, in PostgreSQL's words or Trino's; 0 where it is not known.
fn kind_named(name: &str, second: &str, third: &str) -> u32 {
    let kind = match name {
        "int2" | "smallint" => oid::INT2,
        "int4" | "int" | "integer" => oid::INT4,
        "int8" | "bigint" => oid::INT8,
        "float4" | "real" => oid::FLOAT4,
        "float8" | "double" => oid::FLOAT8,
        "numeric" | "decimal" => oid::NUMERIC,
        "bool" | "boolean" => oid::BOOL,
        "text" => oid::TEXT,
        "varchar" | "character" => oid::VARCHAR,
        "bytea" | "varbinary" => oid::BYTEA,
        "date" => oid::DATE,
        "timestamptz" => oid::TIMESTAMPTZ,
        "timestamp" if second == "with" => oid::TIMESTAMPTZ,
        "timestamp" => oid::TIMESTAMP,
        "uuid" => oid::UUID,
        "json" | "jsonb" => oid::JSON,
        _ => 0,
    };
    if second == "[" && third == "]" { array_of(kind).unwrap_or(0) } else { kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_parameters_are_where_the_text_says_them() {
        let infer = |text: &str, mut kinds: Vec<u32>| {
            infer(text, &mut kinds).map(|()| kinds).map_err(|problem| problem.state)
        };
        let text = "SELECT $1::int8, CAST($2 AS double), '$9', x = $3 LIMIT $4";
        assert_eq!(infer(text, vec![]).unwrap(), [oid::INT8, oid::FLOAT8, 0, oid::INT8]);
        assert_eq!(infer("SELECT $1::int8", vec![oid::TEXT]).unwrap(), [oid::TEXT]);
        assert_eq!(infer("SELECT $1::text[]", vec![]).unwrap(), [1009]);
        assert_eq!(infer("SELECT $0", vec![]).unwrap_err(), "42P02");
        assert_eq!(infer("SELECT $99999999999", vec![]).unwrap_err(), "42P02");
    }
}
