//! One change set.

use kernel::{Place, Timestamp};
use serde_json::{Value, json};

use super::record::Record;
use super::{CodecError, FORMAT_VERSION, bytes, definition, head};
use crate::engine::names::{StackId, StackName};
use crate::engine::stack::{ChangeSet, ChangeSetKind, Execution, OnFailure};

/// One change set of a stack of `place`.
pub fn encode_change_set(change_set: &ChangeSet, place: &Place) -> Vec<u8> {
    bytes(&json!({
        "version": FORMAT_VERSION,
        "id": change_set.id,
        "name": change_set.name,
        "stack_id": change_set.stack_id.as_str(),
        "stack_name": change_set.stack_name.as_str(),
        "kind": change_set.kind.as_str(),
        "description": change_set.description,
        "client_token": change_set.client_token,
        "caller": head::caller(&change_set.principal, place),
        "created_ms": change_set.created.0,
        "failure": change_set.failure,
        "execution": change_set.execution.as_str(),
        "on_failure": change_set.on_failure.as_str(),
        "definition": definition::with_template(&change_set.definition),
    }))
}

/// The change set of a record.
pub fn decode_change_set(record: &[u8]) -> Result<ChangeSet, CodecError> {
    let record = Record::read(record)?;
    Ok(ChangeSet {
        id: record.text("id")?,
        name: record.text("name")?,
        stack_id: StackId(record.text("stack_id")?),
        stack_name: StackName(record.text("stack_name")?),
        kind: record.parsed("kind", ChangeSetKind::parse)?,
        description: record.text_or_null("description")?,
        client_token: record.text_or_null("client_token")?,
        principal: head::principal(&Record::of(record.field("caller")?, "caller")?)?,
        created: Timestamp(record.get("created_ms", Value::as_u64)?),
        failure: record.text_or_null("failure")?,
        execution: record.parsed("execution", Execution::parse)?,
        on_failure: record.parsed("on_failure", OnFailure::parse)?,
        definition: definition::read(&Record::of(record.field("definition")?, "definition")?)?,
    })
}
