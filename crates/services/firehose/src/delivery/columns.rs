//! The columns of converted records where no table states them: inferred from all that came so far.
//!
//! What was seen is kept as one record that has every column, so that a
//! column which once held a fraction stays `double` over buffers and restarts, and files go together.

use std::sync::{Mutex, PoisonError};

use crate::formats::schema::{Field, HiveType, Inference, Schema};

/// See the module.
#[derive(Debug, Default)]
pub struct Columns(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    seen: Inference,
    kept: Option<String>,
}

/// What records look like, and what is to be kept of that first, if it is new.
pub struct Seen {
    /// The columns.
    pub schema: Schema,
    /// A record that has them all.
    pub to_keep: Option<String>,
}

impl Columns {
    /// Columns after what was kept.
    pub fn after(kept: Option<&[u8]>) -> Self {
        let mut state = State::default();
        if let Some(kept) = kept {
            state.seen.see(kept);
            state.kept = Some(String::from_utf8_lossy(kept).into_owned());
        }
        Self(Mutex::new(state))
    }

    /// The columns of `records` and all that came before; `None` while none was a JSON object with members.
    pub fn see<'a>(&self, records: impl Iterator<Item = &'a [u8]>) -> Option<Seen> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for record in records {
            state.seen.see(record);
        }
        let schema = state.seen.clone().schema().ok()?;
        let record = example_of(schema.columns());
        let is_new = state.kept.as_ref() != Some(&record);
        let to_keep = is_new.then(|| record.clone());
        if is_new {
            state.kept = Some(record);
        }
        Some(Seen { schema, to_keep })
    }
}

/// A record from which these columns are inferred.
fn example_of(columns: &[Field]) -> String {
    let mut text = "{".to_owned();
    for (number, column) in columns.iter().enumerate() {
        text.push_str(if number > 0 { "," } else { "" });
        wire::write_json_string(&mut text, &column.name);
        text.push(':');
        text.push_str(&example(&column.kind));
    }
    text.push('}');
    text
}

fn example(kind: &HiveType) -> String {
    match kind {
        HiveType::Boolean => "true".to_owned(),
        HiveType::BigInt => "0".to_owned(),
        HiveType::Double => "0.5".to_owned(),
        HiveType::Array(element) => format!("[{}]", example(element)),
        HiveType::Struct(fields) => example_of(fields),
        // Nothing else is inferred but texts.
        _ => "\"\"".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_only_widen() {
        let columns = Columns::default();
        assert!(columns.see([&b"rubbish"[..]].into_iter()).is_none());
        let first = columns.see([&br#"{"id":1,"pm":20.5,"o":{"l":[1]}}"#[..]].into_iter()).unwrap();
        let kept = first.to_keep.unwrap();
        assert_eq!(kept, r#"{"id":0,"pm":0.5,"o":{"l":[0]}}"#);
        let again = Columns::after(Some(kept.as_bytes()));
        let seen = again.see([&br#"{"id":2,"pm":21}"#[..]].into_iter()).unwrap();
        assert_eq!((seen.schema, seen.to_keep), (first.schema, None));
    }
}
