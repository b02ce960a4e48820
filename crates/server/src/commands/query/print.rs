//! Results as text: a table for people, CSV or lines of JSON for programs.
//!
//! One page is held at a time. A table's columns are as wide as the first page needs; what is wider later stands out.

use serde_json::{Map, Value};

use crate::cli::Format;
use crate::query::{Column, Page, Row};

/// The widest column of a table; longer values run on and move what follows.
const WIDTH_MAX: usize = 60;

/// Prints pages.
pub struct Printer {
    format: Format,
    widths: Option<Vec<usize>>,
}

impl Printer {
    /// Nothing printed yet.
    pub fn new(format: Format) -> Self {
        Self { format, widths: None }
    }

    /// Prints a page. What is no text is written elsewhere.
    pub fn write(&mut self, page: &Page, out: &mut String) {
        let is_first = self.widths.is_none();
        let widths = self.widths.get_or_insert_with(|| widths(page));
        if is_first && !page.columns.is_empty() {
            let names: Row = page.columns.iter().map(|column| Some(column.name.clone())).collect();
            match self.format {
                Format::Table => {
                    line(&names, widths, &page.columns, out);
                    let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                    out.push_str(&rules.join("  "));
                    out.push('\n');
                }
                Format::Csv => csv(&names, out),
                Format::Json | Format::Parquet => {}
            }
        }
        for row in &page.rows {
            match self.format {
                Format::Table => line(row, widths, &page.columns, out),
                Format::Csv => csv(row, out),
                Format::Json => json(row, &page.columns, out),
                Format::Parquet => {}
            }
        }
    }
}

/// A page as a table, for people.
pub fn table(page: &Page) -> String {
    let (mut printer, mut out) = (Printer::new(Format::Table), String::new());
    printer.write(page, &mut out);
    out
}

fn widths(page: &Page) -> Vec<usize> {
    let width = |index: usize, column: &Column| {
        let values = page.rows.iter().filter_map(|row| row.get(index)?.as_deref());
        let widest = values.chain([column.name.as_str()]).map(|value| value.chars().count()).max();
        widest.unwrap_or_default().min(WIDTH_MAX)
    };
    page.columns.iter().enumerate().map(|(index, column)| width(index, column)).collect()
}

fn is_number(type_name: &str) -> bool {
    matches!(type_name, "tinyint" | "smallint" | "integer" | "bigint" | "float" | "double" | "decimal")
}

/// Numbers to the right, everything else to the left; the last column has nothing after it.
fn line(row: &Row, widths: &[usize], columns: &[Column], out: &mut String) {
    let mut text = String::new();
    for (index, value) in row.iter().enumerate() {
        let value = value.as_deref().unwrap_or_default();
        let width = widths.get(index).copied().unwrap_or_default();
        let padding = " ".repeat(width.saturating_sub(value.chars().count()));
        if index > 0 {
            text.push_str("  ");
        }
        match columns.get(index).is_some_and(|column| is_number(&column.type_name)) {
            true => text.extend([padding.as_str(), value]),
            false => text.extend([value, padding.as_str()]),
        }
    }
    out.push_str(text.trim_end());
    out.push('\n');
}

/// As Athena writes results: every value in quotes, NULL without.
fn csv(row: &Row, out: &mut String) {
    for (index, value) in row.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        if let Some(value) = value {
            out.push('"');
            out.push_str(&value.replace('"', "\"\""));
            out.push('"');
        }
    }
    out.push('\n');
}

/// An object a line; numbers and booleans as such, where JSON can say them.
fn json(row: &Row, columns: &[Column], out: &mut String) {
    let mut object = Map::new();
    for (Column { name, type_name, .. }, value) in columns.iter().zip(row) {
        let plain = matches!(
            type_name.as_str(),
            "tinyint" | "smallint" | "integer" | "bigint" | "float" | "double" | "boolean"
        );
        // NaN and Infinity are no JSON.
        let value = match value {
            None => Value::Null,
            Some(text) if plain => serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())),
            Some(text) => Value::from(text.as_str()),
        };
        object.insert(name.clone(), value);
    }
    out.push_str(&Value::Object(object).to_string());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let column = |name: &str, type_name: &str| Column {
            name: name.to_owned(),
            type_name: type_name.to_owned(),
            ..Column::default()
        };
        let some = |text: &str| Some(text.to_owned());
        Page {
            columns: vec![column("n", "bigint"), column("name", "varchar"), column("d", "double")],
            rows: vec![vec![some("7"), some("a \"b\""), some("1.5")], vec![some("1000"), None, some("NaN")]],
            next: None,
        }
    }

    fn printed(format: Format) -> String {
        let (mut printer, mut out) = (Printer::new(format), String::new());
        printer.write(&page(), &mut out);
        out
    }

    #[test]
    fn each_format_says_the_same() {
        let table = "   n  name     d\n----  -----  ---\n   7  a \"b\"  1.5\n1000         NaN\n";
        assert_eq!(printed(Format::Table), table);
        assert_eq!(
            printed(Format::Csv),
            "\"n\",\"name\",\"d\"\n\"7\",\"a \"\"b\"\"\",\"1.5\"\n\"1000\",,\"NaN\"\n"
        );
        let json = "{\"n\":7,\"name\":\"a \\\"b\\\"\",\"d\":1.5}\n{\"n\":1000,\"name\":null,\"d\":\"NaN\"}\n";
        assert_eq!(printed(Format::Json), json);
    }
}
