//! What one cell of delimited text is.

use crate::crawler::column_type::ColumnType;

/// The type of a cell; an empty one says nothing.
pub fn kind(cell: &str, untrimmed: bool) -> ColumnType {
    let cell = if untrimmed { cell } else { cell.trim() };
    if cell.is_empty() {
        ColumnType::Unknown
    } else if cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false") {
        ColumnType::Boolean
    } else if cell.parse::<i64>().is_ok() {
        ColumnType::BigInt
    } else if cell == "NaN" || (numeric(cell) && cell.parse::<f64>().is_ok()) {
        ColumnType::Double
    } else {
        ColumnType::String
    }
}

/// Whether it is written with digits, which `inf` is not.
fn numeric(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_types() {
        for (cell, expected) in [
            ("", ColumnType::Unknown),
            ("  ", ColumnType::Unknown),
            ("12", ColumnType::BigInt),
            (" -7 ", ColumnType::BigInt),
            ("007", ColumnType::BigInt),
            ("9223372036854775808", ColumnType::Double),
            ("1.5", ColumnType::Double),
            (".5", ColumnType::Double),
            ("-1e-7", ColumnType::Double),
            ("NaN", ColumnType::Double),
            ("True", ColumnType::Boolean),
            ("yes", ColumnType::String),
            ("inf", ColumnType::String),
            ("-", ColumnType::String),
            ("1,000", ColumnType::String),
            ("2020-01-15", ColumnType::String),
            ("2020-01-15 03:44:40", ColumnType::String),
        ] {
            assert_eq!(kind(cell, false), expected, "{cell}");
        }
        assert_eq!(kind(" 7", true), ColumnType::String);
    }
}
