//! The head of a stack: all of it but its template and resources.

use dispatch::Principal;
use kernel::{AccountId, Place, Region, Timestamp};
use serde_json::{Value, json};

use super::definition::{self, definition};
use super::record::Record;
use super::{CodecError, FORMAT_VERSION, bytes};
use crate::engine::names::{StackId, StackName};
use crate::engine::stack::{OnFailure, Stack, StackOutput, StackResource, StackStatus};

/// All of `stack` but its template and resources.
pub fn encode_head(stack: &Stack) -> Vec<u8> {
    let outputs: Vec<Value> = stack
        .outputs
        .iter()
        .map(|output| {
            json!({
                "name": output.name, "value": output.value,
                "description": output.description, "export_name": output.export_name,
            })
        })
        .collect();
    let made_of = &stack.definition;
    bytes(&json!({
        "version": FORMAT_VERSION,
        "id": stack.id.as_str(),
        "name": stack.name.as_str(),
        "account": stack.place.account.as_str(),
        "region": stack.place.region.as_str(),
        "caller": caller(&stack.principal, &stack.place),
        "client_token": stack.client_token,
        "description": made_of.description,
        "parameters": made_of.parameters,
        "capabilities": made_of.capabilities,
        "tags": made_of.tags,
        "notification_arns": made_of.notification_arns,
        "role_arn": made_of.role_arn,
        "imports": made_of.imports,
        "former": stack.former.as_deref().map(definition::with_template),
        "change_set": stack.change_set,
        "on_failure": stack.on_failure.as_str(),
        "termination_protection": stack.termination_protection,
        "created_ms": stack.created.0,
        "updated_ms": stack.updated.map(|time| time.0),
        "deleted_ms": stack.deleted.map(|time| time.0),
        "status": stack.status.as_str(),
        "status_reason": stack.status_reason,
        "outputs": outputs,
    }))
}

/// The stack of a head record, with its template and resources.
pub fn decode_head(
    record: &[u8],
    template_body: String,
    resources: Vec<StackResource>,
) -> Result<Stack, CodecError> {
    let record = Record::read(record)?;
    let outputs = record.list("outputs")?.iter().map(|output| {
        let output = Record::of(output, "outputs")?;
        Ok(StackOutput {
            name: output.text("name")?,
            value: output.text("value")?,
            description: output.text_or_null("description")?,
            export_name: output.text_or_null("export_name")?,
        })
    });
    let former = match record.field("former")? {
        Value::Null => None,
        former => Some(Box::new(definition::read(&Record::of(former, "former")?)?)),
    };
    Ok(Stack {
        principal: principal(&Record::of(record.field("caller")?, "caller")?)?,
        client_token: record.text_or_null("client_token")?,
        id: StackId(record.text("id")?),
        name: StackName(record.text("name")?),
        place: Place {
            account: record.parsed("account", AccountId::parse)?,
            region: record.parsed("region", Region::parse)?,
        },
        definition: definition(&record, template_body)?,
        former,
        change_set: record.text_or_null("change_set")?,
        on_failure: record.parsed("on_failure", OnFailure::parse)?,
        termination_protection: record.get("termination_protection", Value::as_bool)?,
        created: Timestamp(record.get("created_ms", Value::as_u64)?),
        updated: record.or_null("updated_ms", Value::as_u64)?.map(Timestamp),
        deleted: record.or_null("deleted_ms", Value::as_u64)?.map(Timestamp),
        status: record.parsed("status", StackStatus::parse)?,
        status_reason: record.text_or_null("status_reason")?,
        outputs: outputs.collect::<Result<_, _>>()?,
        resources,
    })
}

/// With whose rights services are called. A part of AWS may do what the account may.
pub(super) fn caller(principal: &Principal, place: &Place) -> Value {
    match principal {
        Principal::Session { account, role, session } => {
            json!({"account": account.as_str(), "role": role, "session": session})
        }
        Principal::Account(account) => json!({"account": account.as_str(), "role": null, "session": null}),
        Principal::Service(_) => {
            json!({"account": place.account.as_str(), "role": null, "session": null})
        }
    }
}

pub(super) fn principal(record: &Record) -> Result<Principal, CodecError> {
    let account = record.parsed("account", AccountId::parse)?;
    Ok(match (record.text_or_null("role")?, record.text_or_null("session")?) {
        (Some(role), Some(session)) => Principal::Session { account, role, session },
        (None, None) => Principal::Account(account),
        _ => return Err(CodecError::Field("caller")),
    })
}
