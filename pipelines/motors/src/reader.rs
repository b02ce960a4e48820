//! Reads the bench's CSV, piece by piece as it arrives, in both editions of the file: the header says in
//! which order the columns stand, and whether there is an `id`.
//!
//! Where there is none, the reader adds one: the row's number in its file, starting at one, above a base
//! that the caller gives. Anything but a whole row of numbers is an error that names line and column; there
//! is no passing over. Quotes round a field are taken off; a field with a comma in it is not a number anyway.

use dynamodb_api::Number;

use crate::reading::{COLUMNS, ID};

/// The longest line taken, bytes; a row of the real file has under 250.
const LINE_BYTES_MAX: usize = 64 << 10;

/// One row: its id and the values of [`COLUMNS`], in that order.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The reading's number.
    pub id: Number,
    /// What was measured.
    pub values: Vec<Number>,
}

/// Why a file is not the bench's.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum Malformed {
    /// There is not even a header.
    #[error("the file is empty; its first line must name the columns")]
    Empty,
    /// It is packed.
    #[error("the file is packed with gzip; put it unpacked")]
    Packed,
    /// The header names a column that no reading has.
    #[error("line 1: `{0}` is no column of a reading; take it out")]
    Unknown(String),
    /// The header names a column twice.
    #[error("line 1: column `{0}` is there twice")]
    Twice(String),
    /// The header lacks a column.
    #[error("line 1: column `{0}` is missing")]
    Missing(&'static str),
    /// A row has too few fields, or too many.
    #[error("line {line}, column `{column}`: the row has {found} fields, the header names {expected}")]
    Fields {
        /// The line, counted from one.
        line: u64,
        /// The first column without a field, or the last column of all.
        column: String,
        /// Fields of the row.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A field is no number.
    #[error("line {line}, column `{column}`: `{text}` is not a number")]
    NotANumber {
        /// The line, counted from one.
        line: u64,
        /// The column.
        column: String,
        /// What stands there, its first characters.
        text: String,
    },
    /// A line is not text, or longer than any row.
    #[error("line {0} is not a line of text under {LINE_BYTES_MAX} bytes")]
    NotALine(u64),
}

/// Where a field of a row goes.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Id,
    Value(usize),
}

/// Reads one file.
pub struct Reader {
    /// What the ids of a file without an `id` column are counted from.
    base: u64,
    /// The header, once it is read.
    places: Option<Vec<Place>>,
    /// The lines read.
    line: u64,
    /// The rows read.
    rows: u64,
    /// The beginning of a line whose end has not come.
    rest: Vec<u8>,
}

impl Reader {
    /// A reader of a file whose rows, where it gives them no ids, are numbered `base + 1`, `base + 2`, …
    pub fn new(base: u64) -> Self {
        Self { base, places: None, line: 0, rows: 0, rest: Vec::new() }
    }

    /// The rows that are whole with `piece`, the next bytes of the file.
    pub fn push(&mut self, piece: &[u8]) -> Result<Vec<Row>, Malformed> {
        if self.line == 0 && self.rest.is_empty() && piece.starts_with(&[0x1f, 0x8b]) {
            return Err(Malformed::Packed);
        }
        let mut rows = Vec::new();
        let mut lines = piece.split(|byte| *byte == b'\n');
        let last = lines.next_back().unwrap_or_default();
        for line in lines {
            if self.rest.is_empty() {
                rows.extend(self.read(line)?);
            } else {
                self.rest.extend_from_slice(line);
                let line = std::mem::take(&mut self.rest);
                rows.extend(self.read(&line)?);
            }
        }
        if self.rest.len() + last.len() > LINE_BYTES_MAX {
            return Err(Malformed::NotALine(self.line + 1));
        }
        self.rest.extend_from_slice(last);
        Ok(rows)
    }

    /// The row that the file ends with, if its last line has no end.
    pub fn finish(mut self) -> Result<Option<Row>, Malformed> {
        let last = std::mem::take(&mut self.rest);
        let row = if last.is_empty() { None } else { self.read(&last)? };
        if self.places.is_none() {
            return Err(Malformed::Empty);
        }
        Ok(row)
    }

    fn read(&mut self, line: &[u8]) -> Result<Option<Row>, Malformed> {
        self.line += 1;
        let text = std::str::from_utf8(line).map_err(|_| Malformed::NotALine(self.line))?;
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Ok(None);
        }
        match &self.places {
            Some(places) => {
                self.rows += 1;
                row(text, places, self.line, self.base + self.rows).map(Some)
            }
            None => {
                self.places = Some(places(text)?);
                Ok(None)
            }
        }
    }
}

fn places(header: &str) -> Result<Vec<Place>, Malformed> {
    let mut places = Vec::with_capacity(COLUMNS.len() + 1);
    for name in header.split(',').map(bare) {
        let place = match COLUMNS.iter().position(|column| *column == name) {
            Some(number) => Place::Value(number),
            None if name == ID => Place::Id,
            None => return Err(Malformed::Unknown(beginning(name))),
        };
        if places.contains(&place) {
            return Err(Malformed::Twice(name.to_owned()));
        }
        places.push(place);
    }
    let missing = (0..COLUMNS.len()).find(|number| !places.contains(&Place::Value(*number)));
    missing.map_or(Ok(places), |number| Err(Malformed::Missing(COLUMNS[number])))
}

fn row(text: &str, places: &[Place], line: u64, id: u64) -> Result<Row, Malformed> {
    let found = text.split(',').count();
    if found != places.len() {
        let column = name(places[found.min(places.len() - 1)]).to_owned();
        return Err(Malformed::Fields { line, column, found, expected: places.len() });
    }
    let mut row = Row { id: Number::from(id), values: vec![Number::from(0u64); COLUMNS.len()] };
    for (field, place) in text.split(',').map(bare).zip(places) {
        let number = field.parse().map_err(|_| Malformed::NotANumber {
            line,
            column: name(*place).to_owned(),
            text: beginning(field),
        })?;
        match place {
            Place::Id => row.id = number,
            Place::Value(column) => row.values[*column] = number,
        }
    }
    Ok(row)
}

fn name(place: Place) -> &'static str {
    match place {
        Place::Id => ID,
        Place::Value(number) => COLUMNS[number],
    }
}

/// A field without the spaces and quotes round it.
fn bare(field: &str) -> &str {
    let field = field.trim();
    field.strip_prefix('"').and_then(|field| field.strip_suffix('"')).unwrap_or(field)
}

/// As much of `text` as an error should show.
fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests;
