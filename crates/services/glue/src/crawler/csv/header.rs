//! Whether a first row can be a header, and the columns' names.
//!
//! The rules are those of the guide's page on the built-in CSV classifier. That the rows differ from the header (one
//! value at least is no text) is for the caller to see.

use std::borrow::Cow;
use std::collections::HashSet;

use super::cell;
use crate::crawler::column_type::ColumnType;
use crate::crawler::limits::HEADER_CHARS_MAX;

/// Whether every cell is text that can name a column; the last may be empty, for a trailing delimiter.
pub fn plausible(cells: &[Cow<'_, str>]) -> bool {
    let Some((last, others)) = cells.split_last() else { return false };
    let named =
        |cell: &str| cell::kind(cell, false) == ColumnType::String && !cell.contains(char::is_control);
    others.iter().all(|cell| named(cell) && cell.chars().count() < HEADER_CHARS_MAX)
        && (last.trim().is_empty() || named(last))
        && !others.is_empty()
}

/// The name of a column that has none.
pub fn numbered(place: usize) -> String {
    format!("col{place}")
}

/// A name for each of `width` columns, each once.
pub fn names(cells: &[Cow<'_, str>], width: usize) -> Vec<String> {
    let mut taken = HashSet::new();
    let name = |place: usize| {
        let cell = cells.get(place).map_or("", |cell| cell.trim());
        let name = if cell.is_empty() { numbered(place) } else { cell.to_lowercase() };
        let mut unique = name.clone();
        let mut copies = 0;
        while !taken.insert(unique.clone()) {
            copies += 1;
            unique = format!("{name}_{copies}");
        }
        unique
    };
    (0..width).map(name).collect()
}
