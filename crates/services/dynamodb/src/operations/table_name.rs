//! `TableName` where items are read and written: a name or an ARN.

use std::sync::Arc;

use dispatch::Call;
use dynamodb_api::{TableReference, table_reference};
use wire::Fault;

use crate::DynamoDb;
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::limits::{NAME_CHARACTERS_MAX, NAME_CHARACTERS_MIN};

/// Refuses what is neither a name nor an ARN of a table. AWS looks at this before anything else.
pub fn check(text: &str) -> Result<(), Fault> {
    let name = table_reference(text).name();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let constraint = if !name.bytes().all(allowed) {
        "satisfy regular expression pattern: [a-zA-Z0-9_.-]+".to_owned()
    } else if name.len() < NAME_CHARACTERS_MIN {
        format!("have length greater than or equal to {NAME_CHARACTERS_MIN}")
    } else if name.len() > NAME_CHARACTERS_MAX {
        format!("have length less than or equal to {NAME_CHARACTERS_MAX}")
    } else {
        return Ok(());
    };
    Err(invalid(format!(
        "1 validation error detected: Value '{text}' at 'tableName' failed to satisfy constraint: Member must {constraint}"
    )))
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
