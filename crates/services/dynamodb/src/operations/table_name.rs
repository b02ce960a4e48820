//! `TableName` where items are read and written: a name or an ARN.

use std::sync::Arc;

use dispatch::Call;
use dynamodb_api::{TableReference, table_reference};
use wire::{Fault, Violations};

use crate::DynamoDb;
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::limits::{NAME_CHARACTERS_MAX, NAME_CHARACTERS_MIN};

/// Refuses what is neither a name nor an ARN of a table. AWS looks at this before anything else, and does not
/// mind that no table has so short a name.
pub fn check(text: &str) -> Result<(), Fault> {
    refuse(text, violated(table_reference(text).name(), 0).into_iter().take(1).collect())
}

/// Refuses what cannot be the name of a new table, nor its ARN.
pub fn check_new(text: &str) -> Result<(), Fault> {
    refuse(text, violated(table_reference(text).name(), NAME_CHARACTERS_MIN))
}

/// What `name` violates, in AWS's order; it may be no shorter than `characters_min`.
fn violated(name: &str, characters_min: usize) -> Vec<String> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let mut violated = Vec::new();
    if !name.bytes().all(allowed) {
        violated.push("satisfy regular expression pattern: [a-zA-Z0-9_.-]+".to_owned());
    }
    match name.chars().count() {
        few if few < characters_min => {
            violated.push(format!("have length greater than or equal to {characters_min}"));
        }
        many if many > NAME_CHARACTERS_MAX => {
            violated.push(format!("have length less than or equal to {NAME_CHARACTERS_MAX}"));
        }
        _ => {}
    }
    violated
}

fn refuse(text: &str, violated: Vec<String>) -> Result<(), Fault> {
    let worded = violated.iter().map(|constraint| {
        format!("Value '{text}' at 'tableName' failed to satisfy constraint: Member must {constraint}")
    });
    let worded: Vec<String> = worded.collect();
    if worded.is_empty() { Ok(()) } else { Err(invalid(Violations::Constraints(worded).message())) }
}

impl DynamoDb {
    /// The table that `text` names, if items can be read from it and written to it.
    pub(super) fn table(&self, call: &Call, text: &str) -> Result<Arc<Table>, Fault> {
        let reference = table_reference(text);
        let table = self.engine.table(&call.place, reference.name())?;
        match reference {
            TableReference::Arn { arn, .. } if arn != table.arn.as_str() => Err(EngineError::NoTable.into()),
            _ => Ok(table),
        }
    }
}
