//! Searching tables of all databases of a place by words and properties.
//!
//! Every table is looked at, and a catalogue that has too many for that is refused: a catalogue is small beside what it describes, and a search rare.

use std::ops::ControlFlow;

use kernel::{Place, Timestamp};
use storage::Direction;

use super::{Engine, EngineError, Result, StoredDatabase, StoredTable, keys};
use crate::limits::EXAMINED_TABLES_MAX;

/// What a search asks for; all of it must hold.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What properties must be.
    pub terms: Vec<Term>,
    /// What some text of the table must have in it.
    pub text: Option<String>,
}

/// What a property must be.
#[derive(Clone, Debug)]
pub enum Term {
    /// One of the words of this property is the value; AWS calls it a fuzzy match.
    Word {
        /// The property, by AWS's name; a table's parameters are properties as well.
        key: String,
        /// The word.
        value: String,
    },
    /// A time is so placed beside another.
    Time {
        /// The property, by AWS's name.
        key: String,
        /// Whether the table's may be before, the same as or after it.
        allowed: [bool; 3],
        /// The other time.
        than: Timestamp,
    },
}

impl Engine {
    /// The first `most` tables that a search finds, by database and name.
    pub fn search(&self, place: &Place, search: &Search, most: usize) -> Result<Vec<StoredTable>> {
        let (mut found, mut examined) = (Vec::new(), 0);
        let mut databases: Vec<StoredDatabase> = Vec::new();
        self.walk(&keys::database(place, ""), None, Direction::Forward, &mut |_, value| {
            databases.push(super::decode(value, "a database", |stored: &StoredDatabase| stored.version)?);
            Ok(ControlFlow::Continue(()))
        })?;
        for database in databases {
            if found.len() == most {
                break;
            }
            self.walk(&keys::table(database.id(), ""), None, Direction::Forward, &mut |_, value| {
                let table = StoredTable::decode(value)?;
                examined += 1;
                if examined > EXAMINED_TABLES_MAX {
                    let most = EXAMINED_TABLES_MAX as u64;
                    return Err(EngineError::TooMany { what: "tables looked at by a search", most });
                }
                if search.finds(&table) {
                    found.push(table);
                }
                let enough = found.len() == most;
                Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            })?;
        }
        Ok(found)
    }
}

impl Search {
    fn finds(&self, table: &StoredTable) -> bool {
        self.terms.iter().all(|term| term.holds(table))
            && self.text.as_ref().is_none_or(|text| has(table, text))
    }
}

impl Term {
    fn holds(&self, table: &StoredTable) -> bool {
        match self {
            Self::Word { key, value } => property(table, key).is_some_and(|text| {
                text.eq_ignore_ascii_case(value) || words(&text).any(|word| word.eq_ignore_ascii_case(value))
            }),
            Self::Time { key, allowed, than } => {
                time(table, key).is_some_and(|time| allowed[(time.cmp(than) as i8 + 1) as usize])
            }
        }
    }
}

/// The words of a text, as AWS splits it: at what is neither a letter, a digit nor an underscore.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// The text of a table's property, by AWS's name.
pub fn property(table: &StoredTable, key: &str) -> Option<String> {
    let input = &table.input;
    let key_is = |name: &str| key.eq_ignore_ascii_case(name);
    if key_is("Name") {
        return Some(input.name.clone());
    }
    if key_is("DatabaseName") {
        return Some(table.database.clone());
    }
    if key_is("CreatedBy") {
        return Some(table.created_by.clone());
    }
    let storage = input.storage_descriptor.as_ref();
    let told = if key_is("Description") {
        input.description.as_ref()
    } else if key_is("Owner") {
        input.owner.as_ref()
    } else if key_is("TableType") {
        input.table_type.as_ref()
    } else if key_is("Location") {
        storage.and_then(|storage| storage.location.as_ref())
    } else {
        input.parameters.as_ref().and_then(|parameters| parameters.get(key))
    };
    told.cloned()
}

/// The time of a table's property, by AWS's name.
pub fn time(table: &StoredTable, key: &str) -> Option<Timestamp> {
    let key_is = |name: &str| key.eq_ignore_ascii_case(name);
    if key_is("CreateTime") {
        Some(table.created)
    } else if key_is("UpdateTime") {
        Some(table.updated)
    } else if key_is("LastAccessTime") {
        table.input.last_access_time
    } else if key_is("LastAnalyzedTime") {
        table.input.last_analyzed_time
    } else {
        None
    }
}

/// Whether some text of the table has `wanted` in it; whether one is exactly that, if it is in double quotes.
fn has(table: &StoredTable, wanted: &str) -> bool {
    let exact = wanted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let wanted = exact.unwrap_or(wanted).to_lowercase();
    let input = &table.input;
    let data = input.storage_descriptor.iter().flat_map(|storage| storage.columns.iter().flatten());
    let columns = data.chain(input.partition_keys.iter().flatten());
    let mut texts =
        [Some(&input.name), Some(&table.database), input.description.as_ref(), input.owner.as_ref()]
            .into_iter()
            .flatten()
            .chain(
                columns
                    .flat_map(|column| [Some(&column.name), column.comment.as_ref()].into_iter().flatten()),
            )
            .chain(input.parameters.iter().flatten().flat_map(|(key, value)| [key, value]));
    texts.any(|text| {
        let text = text.to_lowercase();
        if exact.is_some() { text == wanted } else { text.contains(&wanted) }
    })
}
