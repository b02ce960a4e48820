//! Rows to show: what a query or a metric answers, as a table, as CSV, and as the columns of a chart.

use maud::{Markup, html};
use serde_json::{Value, json};

use crate::look;

/// Columns and rows. Values are texts as Athena writes them; `None` is NULL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Names and Athena's types, e.g. `bigint`.
    pub columns: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<Vec<Option<String>>>,
    /// Whether there were more rows than were wanted.
    pub is_cut: bool,
}

/// Types whose values are numbers.
const NUMBERS: &[&str] =
    &["tinyint", "smallint", "integer", "int", "bigint", "float", "real", "double", "decimal"];

impl Sheet {
    /// Where the column `name` is; names are told apart without regard to case, as in SQL.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// Whether the column's values are numbers.
    pub fn is_number(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|(_, kind)| NUMBERS.contains(&kind.as_str()))
    }

    /// The values of a column as charts take them: numbers as numbers, NULL as null, all else as text.
    pub fn values(&self, column: usize) -> Value {
        let is_number = self.is_number(column);
        let value = |row: &Vec<Option<String>>| match row.get(column).cloned().flatten() {
            None => Value::Null,
            Some(text) if is_number => text.parse::<f64>().ok().map_or(Value::Null, |number| json!(number)),
            Some(text) => Value::String(text),
        };
        Value::Array(self.rows.iter().map(value).collect())
    }

    /// As a table.
    pub fn table(&self, caption: &str) -> Markup {
        html! {
            div.table tabindex="0" role="region" aria-label=(caption) {
                table {
                    caption.unseen { (caption) }
                    thead {
                        tr {
                            @for (at, (name, kind)) in self.columns.iter().enumerate() {
                                th.number[self.is_number(at)] scope="col" title=(kind) { (name) }
                            }
                        }
                    }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (at, value) in row.iter().enumerate() {
                                    td.number[self.is_number(at)] {
                                        @match value {
                                            Some(text) => (text),
                                            None => span.soft { "NULL" },
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if self.is_cut { p.soft { "Only the first " (look::count(self.rows.len() as u64)) " rows are shown." } }
        }
    }

    /// As CSV, after RFC 4180.
    pub fn csv(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let names: Vec<String> = self.columns.iter().map(|(name, _)| quoted(name)).collect();
        let mut text = names.join(",");
        text.push_str("\r\n");
        for row in &self.rows {
            let values: Vec<String> =
                row.iter().map(|value| value.as_deref().map(quoted).unwrap_or_default()).collect();
            text.push_str(&values.join(","));
            text.push_str("\r\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            columns: vec![("job".into(), "varchar".into()), ("n".into(), "bigint".into())],
            rows: vec![vec![Some("a \"b\", c".into()), Some("3".into())], vec![None, None]],
            is_cut: false,
        }
    }

    #[test]
    fn columns_are_values_for_charts() {
        let sheet = sheet();
        assert_eq!(sheet.values(1), json!([3.0, null]));
        assert_eq!(sheet.values(0), json!(["a \"b\", c", null]));
        assert_eq!(sheet.column("JOB"), Some(0));
    }

    #[test]
    fn csv_is_quoted() {
        assert_eq!(sheet().csv(), "\"job\",\"n\"\r\n\"a \"\"b\"\", c\",\"3\"\r\n,\r\n");
    }
}
