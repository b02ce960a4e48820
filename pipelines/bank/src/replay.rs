//! The file as records for the stream: each row its fields joined by `|`, and how many are due when.

use std::time::Duration;

use crate::columns::{COLUMNS, SEPARATOR};

/// Why a file cannot be replayed.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum Malformed {
    /// The first line does not name the columns.
    #[error("line 1 is not the header `{}`", header())]
    Header,
    /// A row has too few fields or too many.
    #[error("line {line}: the row has {found} fields, not {}", COLUMNS.len())]
    Fields {
        /// The line, counted from one.
        line: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A field has what separates fields on the stream.
    #[error("line {line}, column `{column}`: a field cannot hold `{SEPARATOR}`")]
    Separator {
        /// The line, counted from one.
        line: usize,
        /// The column.
        column: &'static str,
    },
}

/// The header line of the file.
pub fn header() -> String {
    COLUMNS.map(|column| column.source).join(",")
}

/// The records of the file `text`, in order.
pub fn records(text: &str) -> Result<Vec<String>, Malformed> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
    let (first, _) = lines.next().unwrap_or_default();
    if !first.split(',').map(bare).eq(COLUMNS.iter().map(|column| column.source)) {
        return Err(Malformed::Header);
    }
    lines.filter(|(line, _)| !line.trim().is_empty()).map(|(line, number)| record(line, number)).collect()
}

fn record(text: &str, line: usize) -> Result<String, Malformed> {
    let found = text.split(',').count();
    if found != COLUMNS.len() {
        return Err(Malformed::Fields { line, found });
    }
    let mut record = String::with_capacity(text.len());
    for (column, field) in COLUMNS.iter().zip(text.split(',').map(bare)) {
        if field.contains(SEPARATOR) {
            return Err(Malformed::Separator { line, column: column.source });
        }
        if !record.is_empty() {
            record.push(SEPARATOR);
        }
        record.push_str(field);
    }
    Ok(record)
}

/// A field without the spaces and quotes round it.
fn bare(field: &str) -> &str {
    let field = field.trim();
    field.strip_prefix('"').and_then(|field| field.strip_suffix('"')).unwrap_or(field)
}

/// How many records are due `elapsed` after the first at `rate` records a second, of `total`.
pub fn due(rate: u32, elapsed: Duration, total: usize) -> usize {
    let whole = elapsed.as_micros().saturating_mul(u128::from(rate)) / 1_000_000;
    usize::try_from(whole).unwrap_or(usize::MAX).saturating_add(1).min(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "59,admin.,married,secondary,no,2343,yes,no,unknown,5,may,1042,1,-1,0,unknown,yes";

    #[test]
    fn rows_become_records() {
        let text = format!("\u{feff}{}\r\n{ROW}\r\n\r\n\"60\"{}", header(), &ROW[2..]);
        let expected = ROW.replace(',', "|");
        assert_eq!(records(&text).unwrap(), [expected.clone(), expected.replacen("59", "60", 1)]);
    }

    #[test]
    fn what_is_not_the_file_is_refused_by_line() {
        let said = |text: &str| records(text).unwrap_err().to_string();
        assert!(said("").starts_with("line 1 is not the header `age,job,"));
        assert!(said(ROW).starts_with("line 1 is not the header"));
        let file = format!("{}\n{ROW}\n", header());
        assert_eq!(said(&format!("{file}1,2")), "line 3: the row has 2 fields, not 17");
        assert_eq!(said(&file.replacen("may", "m|y", 1)), "line 2, column `month`: a field cannot hold `|`");
    }

    #[test]
    fn the_rate_is_kept_whatever_the_pauses() {
        let at = |millis| due(50, Duration::from_millis(millis), 100);
        assert_eq!([at(0), at(19), at(20), at(1000), at(60_000)], [1, 1, 2, 51, 100]);
        assert_eq!(due(u32::MAX, Duration::MAX, 7), 7);
        assert_eq!(due(5, Duration::ZERO, 0), 0);
    }
}
