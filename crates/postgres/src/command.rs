//! What a statement is: one of PostgreSQL's commands that clients send unasked, or a question.
//!
//! Commands are read here, by their words. A question is whatever else there is: to the system catalog where it names
//! something of it, else to the lake.

mod cursor;
mod settings;

use crate::catalog;
use crate::errors::Problem;
use crate::lexer::{Piece, Sort, pieces, value};

pub use cursor::{Copy, Count};
use settings::{reset, set, show};

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Nothing.
    Empty,
    /// A setting gets a value; `None`: its default.
    Set {
        /// The setting.
        name: String,
        /// The value.
        value: Option<String>,
    },
    /// All settings get their defaults.
    ResetAll,
    /// A setting is asked for.
    Show(String),
    /// All are.
    ShowAll,
    /// A transaction begins.
    Begin,
    /// It ends well.
    Commit,
    /// It ends badly.
    Rollback,
    /// A part of it begins or ends; the tag says which.
    Savepoint(&'static str),
    /// It goes back to a part's beginning.
    RollbackTo,
    /// All of the session is forgotten.
    DiscardAll,
    /// A prepared statement is forgotten, or all are.
    Deallocate(Option<String>),
    /// A cursor is made.
    Declare {
        /// Its name.
        name: String,
        /// It outlives the transaction.
        holds: bool,
        /// The question, as a text of its own.
        text: String,
    },
    /// Rows of a cursor.
    Fetch {
        /// Its name.
        name: String,
        /// How many.
        count: Count,
        /// They are passed over only.
        moves: bool,
    },
    /// A cursor is closed, or all are.
    Close(Option<String>),
    /// Rows as lines of text.
    Copy(Box<Copy>),
    /// What changes nothing here; the tag that it is answered by.
    Nothing(&'static str),
    /// A question to the system catalog.
    Catalog(String),
    /// A question to the lake.
    Lake(String),
}

/// The words of a command, one after the other.
pub(crate) struct Words<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    at: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str, pieces: &'a [Piece]) -> Self {
        Self { text, pieces, at: 0 }
    }

    /// What the next piece says; in lower case where it is a word.
    fn peek(&self) -> Option<String> {
        self.pieces.get(self.at).map(|piece| value(self.text, piece))
    }

    /// The same, if it is a word without quotes.
    fn word(&self) -> Option<String> {
        self.pieces.get(self.at).filter(|piece| piece.sort == Sort::Word).and_then(|_| self.peek())
    }

    fn next(&mut self) -> Option<String> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    fn take(&mut self, word: &str) -> bool {
        let is_it = self.pieces.get(self.at).is_some_and(|piece| {
            matches!(piece.sort, Sort::Word | Sort::Sign) && value(self.text, piece) == word
        });
        self.at += usize::from(is_it);
        is_it
    }

    /// A name.
    fn name(&mut self) -> Result<String, Problem> {
        let is_name =
            self.pieces.get(self.at).is_some_and(|piece| matches!(piece.sort, Sort::Word | Sort::Quoted));
        if is_name { self.next().ok_or_else(|| self.wrong()) } else { Err(self.wrong()) }
    }

    /// The text from here on.
    fn rest(&self) -> &'a str {
        match (self.pieces.get(self.at), self.pieces.last()) {
            (Some(first), Some(last)) => &self.text[first.at.start..last.at.end],
            _ => "",
        }
    }

    fn is_done(&self) -> bool {
        self.at >= self.pieces.len()
    }

    fn end(&self) -> Result<(), Problem> {
        if self.is_done() { Ok(()) } else { Err(self.wrong()) }
    }

    /// The next piece is none that can be here.
    fn wrong(&self) -> Problem {
        match self.pieces.get(self.at) {
            Some(piece) => {
                let words = format!("syntax error at or near \"{}\"", &self.text[piece.at.clone()]);
                let position = self.text[..piece.at.start].chars().count() + 1;
                Problem { position: Some(position), ..Problem::new("42601", words) }
            }
            None => Problem::new("42601", "syntax error at end of input"),
        }
    }
}

impl Command {
    /// Reads one statement.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let mut all = pieces(text);
        while all.last().is_some_and(|piece| &text[piece.at.clone()] == ";") {
            all.pop();
        }
        let mut words = Words::new(text, &all);
        let Some(first) = words.word() else {
            return Ok(if all.is_empty() { Self::Empty } else { question(text, &all) });
        };
        words.at += 1;
        match first.as_str() {
            "set" => set(&mut words),
            "reset" => reset(&mut words),
            "show" => match show(&mut words)? {
                Some(command) => Ok(command),
                None => Ok(question(text, &all)),
            },
            "begin" | "start" => Ok(Self::Begin),
            "commit" | "end" => Ok(Self::Commit),
            "abort" => Ok(Self::Rollback),
            "rollback" => {
                let _ = words.take("work") || words.take("transaction");
                Ok(if words.take("to") { Self::RollbackTo } else { Self::Rollback })
            }
            "savepoint" => Ok(Self::Savepoint("SAVEPOINT")),
            "release" => Ok(Self::Savepoint("RELEASE")),
            "discard" => match words.next().as_deref() {
                Some("all") => Ok(Self::DiscardAll),
                Some("plans" | "sequences" | "temp" | "temporary") => Ok(Self::Nothing("DISCARD")),
                _ => Err(words.wrong()),
            },
            "deallocate" => {
                words.take("prepare");
                if words.take("all") {
                    return Ok(Self::Deallocate(None));
                }
                words.name().map(|name| Self::Deallocate(Some(name)))
            }
            "declare" => cursor::declare(&mut words),
            "fetch" => cursor::fetch(&mut words, false),
            "move" => cursor::fetch(&mut words, true),
            "close" => {
                if words.take("all") {
                    return Ok(Self::Close(None));
                }
                words.name().map(|name| Self::Close(Some(name)))
            }
            "copy" => cursor::copy(&mut words),
            "unlisten" => Ok(Self::Nothing("UNLISTEN")),
            "listen" | "notify" | "lock" | "vacuum" | "analyze" | "cluster" | "checkpoint" | "grant"
            | "revoke" | "comment" | "truncate" | "do" | "call" | "reindex" | "reassign" | "security" => {
                Err(Problem::unsupported(&first.to_uppercase()))
            }
            _ => Ok(question(text, &all)),
        }
    }

    /// Whether a session whose transaction failed may still be told this.
    pub fn ends_transaction(&self) -> bool {
        matches!(self, Self::Commit | Self::Rollback | Self::RollbackTo | Self::Empty)
    }
}

fn question(text: &str, pieces: &[Piece]) -> Command {
    if catalog::is_asked(text, pieces) {
        Command::Catalog(text.to_owned())
    } else {
        Command::Lake(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Command {
        Command::read(text).unwrap()
    }

    #[test]
    fn commands_are_told_from_questions() {
        assert_eq!(read(" ; "), Command::Empty);
        assert_eq!(read("BEGIN ISOLATION LEVEL SERIALIZABLE"), Command::Begin);
        assert_eq!(read("rollback to savepoint x"), Command::RollbackTo);
        assert_eq!(read("DEALLOCATE \"_pg3_0\""), Command::Deallocate(Some("_pg3_0".to_owned())));
        assert_eq!(read("SHOW TABLES IN x"), Command::Lake("SHOW TABLES IN x".to_owned()));
        assert_eq!(read("SHOW search_path;"), Command::Show("search_path".to_owned()));
        assert!(matches!(read("SELECT set FROM t"), Command::Lake(_)));
        assert!(matches!(read("(SELECT 1)"), Command::Lake(_)));
        assert!(matches!(read("SELECT 1 FROM pg_catalog.pg_class"), Command::Catalog(_)));
        assert!(Command::read("DISCARD what").is_err());
    }

    #[test]
    fn no_text_is_too_odd() {
        arbtest::arbtest(|noise| {
            let words = [
                "set", "x", "to", "'a'", "=", "fetch", "declare", "cursor", "for", "copy", "(", ")", "with",
                ",", "5", ";", "show", "\"", "from", "all", "-",
            ];
            let mut text = String::new();
            for _ in 0..noise.int_in_range(0..=8)? {
                text.push_str(noise.choose(&words)?);
                text.push(' ');
            }
            let _ = Command::read(&text);
            let text: String = noise.arbitrary()?;
            let _ = Command::read(&text);
            Ok(())
        });
    }
}
