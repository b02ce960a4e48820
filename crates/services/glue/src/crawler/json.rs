//! The JSON classifier: one document after the other, on lines of their own or not.
//!
//! An object is a record and its members are columns. Any other document is a record of one column: `array` for an
//! array, as AWS's built-in classifier has it; a custom classifier's path (`$[*]`) picks the records within.
//! Of documents that are cut short, what is there counts.

mod path;
mod reader;

pub use path::{JsonPath, PathError};

use std::collections::BTreeSet;

use super::column_type::{ColumnType, Fields};
use super::limits::JSON_DAMAGED_PERCENT;
use super::schema::Records;
use reader::{Reader, Stop};

/// What was read.
#[derive(Debug, Default)]
pub struct Documents {
    /// The columns.
    pub columns: Fields,
    /// Their names as the documents write them.
    pub names: BTreeSet<String>,
    /// How many records, and their bytes.
    pub records: Records,
}

/// The column that holds a document which is an array.
const ARRAY: &str = "array";
/// The column that holds what a path leads to, where that is no object.
const RECORD: &str = "record";

/// Reads `plain`; nothing where it is no JSON. `cut` says that there is more than `plain`.
pub fn read(plain: &[u8], cut: bool, path: Option<&JsonPath>) -> Option<Documents> {
    let plain = plain.strip_prefix(b"\xef\xbb\xbf").unwrap_or(plain);
    let start = plain.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if !matches!(plain[start], b'{' | b'[') {
        return None;
    }
    let mut all = Documents::default();
    let (mut whole, mut damaged, mut end) = (0, 0, plain.len());
    let mut reader = Reader::new(plain);
    while !reader.at_end() {
        let from = reader.position();
        let mut one = document(&mut reader, path);
        match reader.stopped() {
            None => {
                whole += 1;
                all.take(one);
            }
            // The last document is cut; where it is not the only one, it is not counted.
            Some(Stop::End) if cut => {
                if whole > 0 {
                    one.records.count = 0;
                    end = from;
                }
                all.take(one);
                break;
            }
            Some(Stop::End | Stop::Damage) => {
                damaged += 1;
                reader.resume_after_line(from);
            }
        }
        if damaged > 1 && too_many(damaged, whole) {
            return None;
        }
    }
    if all.columns.is_empty() || (damaged > 0 && too_many(damaged, whole)) {
        return None;
    }
    all.records.bytes = end as u64;
    Some(all)
}

fn too_many(damaged: usize, whole: usize) -> bool {
    damaged * 100 > (whole + damaged) * JSON_DAMAGED_PERCENT
}

/// The columns of one document.
fn document(reader: &mut Reader<'_>, path: Option<&JsonPath>) -> Documents {
    let mut one = Documents::default();
    match path {
        Some(path) => reader.select(path.steps(), &mut |reader| one.record(reader, RECORD)),
        None => one.record(reader, ARRAY),
    }
    one
}

impl Documents {
    /// Takes the value that comes next in as a record; what is no object becomes the column `otherwise`.
    fn record(&mut self, reader: &mut Reader<'_>, otherwise: &str) {
        self.records.count += 1;
        if reader.is_object() {
            reader.members(&mut |reader, name| {
                let kind = reader.value();
                self.column(name, kind);
            });
        } else {
            let kind = reader.value();
            if kind != ColumnType::Unknown {
                self.column(otherwise, kind);
            }
        }
    }

    fn column(&mut self, name: &str, kind: ColumnType) {
        self.columns.add(name, kind);
        if !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }

    fn take(&mut self, other: Self) {
        self.columns.widen(other.columns);
        self.names.extend(other.names);
        self.records = self.records.plus(other.records);
    }
}

#[cfg(test)]
mod tests;
