//! The CSV classifier: delimited text, with or without a header.
//!
//! The delimiter is that of comma, pipe, tab, semicolon and Ctrl-A which makes the most columns, the same number in
//! (nearly) every row; at least two columns and two rows. Whether there is a header is told by AWS's rules
//! ([`header`]). A column is `bigint`, `double`, `boolean` or `string`: dates and times are strings, as AWS has it.

mod cell;
mod header;
mod rows;

use super::column_type::{ColumnType, Fields};
use super::format::{Csv, CsvSerde};
use super::limits::CSV_ROWS_PERCENT;
use super::schema::Records;
use rows::{Row, Rows};

/// The delimiters that are tried, in AWS's order.
const DELIMITERS: [char; 5] = [',', '|', '\t', ';', '\u{1}'];
/// Rows that a delimiter is tried on.
const TRIED_ROWS: usize = 1_000;

/// What a custom classifier says of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CsvRules {
    /// What stands between fields; those above are tried where it is not said.
    pub delimiter: Option<char>,
    /// What fields are quoted with, `"` where it is not said.
    pub quote: Option<char>,
    /// Whether there is a header; told from the text where it is not said.
    pub header: Option<bool>,
    /// The columns' names.
    pub names: Vec<String>,
    /// The columns' types, beside the names.
    pub kinds: Vec<ColumnType>,
    /// Leaves spaces around values where they are.
    pub untrimmed: bool,
    /// Takes text of one column as well.
    pub single_column: bool,
    /// The SerDe.
    pub serde: CsvSerde,
}

/// Text that was found to be delimited.
#[derive(Debug)]
pub struct Table {
    pub format: Csv,
    pub columns: Fields,
    pub records: Records,
}

/// Reads `plain`; nothing where it is no delimited text. `cut` says that there is more than `plain`.
pub fn read(plain: &[u8], cut: bool, rules: &CsvRules) -> Option<Table> {
    let text = text(plain, cut)?;
    let quote = rules.quote.unwrap_or('"');
    let rows = |delimiter| Rows::new(text, delimiter, quote, cut);
    let delimiter = match rules.delimiter {
        Some(delimiter) => delimiter,
        None => {
            let widths = DELIMITERS.iter().filter_map(|one| Some((width(rows(*one), TRIED_ROWS)?, *one)));
            // Of those that make equally many, the first.
            widths.rev().max_by_key(|(width, _)| *width)?.1
        }
    };
    let width = width(rows(delimiter), usize::MAX)?;
    let enough = if rules.single_column { 1 } else { 2 };
    if width < enough || (!rules.names.is_empty() && rules.names.len() != width) {
        return None;
    }
    let mut rows = rows(delimiter);
    let first = rows.next()?;
    let mut kinds = vec![ColumnType::Unknown; width];
    let mut other_than_text = false;
    let mut quoted = first.quoted;
    let mut records = Records::default();
    for row in rows {
        quoted |= row.quoted;
        records = records.plus(Records { count: 1, bytes: row.bytes as u64 });
        for (kind, cell) in kinds.iter_mut().zip(&row.cells) {
            let found = cell::kind(cell, rules.untrimmed);
            other_than_text |= !matches!(found, ColumnType::Unknown | ColumnType::String);
            *kind = std::mem::take(kind).widen(found);
        }
    }
    if records.count == 0 {
        return None;
    }
    let header = rules.header.unwrap_or_else(|| other_than_text && header::plausible(&first.cells));
    if !header {
        records = records.plus(Records { count: 1, bytes: first.bytes as u64 });
        for (kind, cell) in kinds.iter_mut().zip(&first.cells) {
            *kind = std::mem::take(kind).widen(cell::kind(cell, rules.untrimmed));
        }
    }
    let names = match (rules.names.is_empty(), header) {
        (false, _) => rules.names.clone(),
        (true, true) => header::names(&first.cells, width),
        (true, false) => (0..width).map(header::numbered).collect(),
    };
    if rules.kinds.len() == width {
        kinds.clone_from(&rules.kinds);
    }
    let columns = names.iter().zip(kinds).collect();
    let format = Csv { delimiter, quote: quoted.then_some(quote), header, serde: rules.serde };
    Some(Table { format, columns, records })
}

/// The text, without the part of a character or a byte order mark; nothing where it is none.
fn text(plain: &[u8], cut: bool) -> Option<&str> {
    let plain = plain.strip_prefix(b"\xef\xbb\xbf").unwrap_or(plain);
    let text = match str::from_utf8(plain) {
        Ok(text) => text,
        Err(error) if cut && error.error_len().is_none() => {
            str::from_utf8(&plain[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    (!text.contains('\0')).then_some(text)
}

/// How many cells nearly every row has, where there are at least two rows.
fn width(rows: Rows<'_>, tried: usize) -> Option<usize> {
    let widths: Vec<usize> = rows.take(tried).map(|row: Row| row.cells.len()).collect();
    let (first, rest) = widths.split_first()?;
    // A trailing delimiter in the rows but not in the header, or the other way round, is no difference.
    let width = *rest.first()?;
    if first.abs_diff(width) > 1 {
        return None;
    }
    let same = rest.iter().filter(|one| **one == width).count();
    (same * 100 >= rest.len() * CSV_ROWS_PERCENT).then_some(width)
}

#[cfg(test)]
mod tests;
