//! One resource of a stack, with what an update does to it.

use kernel::Timestamp;
use serde_json::{Value, json};

use super::record::Record;
use super::{CodecError, FORMAT_VERSION, bytes};
use crate::engine::names::{LogicalId, PhysicalId};
use crate::engine::stack::{Action, Request, ResourceStatus, StackResource, Update};
use crate::engine::template::DeletionPolicy;

/// One resource of a stack.
pub fn encode_resource(resource: &StackResource) -> Vec<u8> {
    bytes(&value(resource))
}

fn value(resource: &StackResource) -> Value {
    let depends_on: Vec<&str> = resource.depends_on.iter().map(LogicalId::as_str).collect();
    let request = resource.request.as_ref().map(
        |request| json!({"name": request.name, "token": request.token, "properties": request.properties}),
    );
    let update = resource.update.as_ref().map(|update| {
        json!({
            "action": update.action.map(Action::as_str),
            "former": update.former.as_deref().map(value),
        })
    });
    json!({
        "version": FORMAT_VERSION,
        "id": resource.id.as_str(),
        "type": resource.type_name,
        "status": resource.status.as_str(),
        "status_reason": resource.status_reason,
        "updated_ms": resource.updated.0,
        "depends_on": depends_on,
        "deletion_policy": resource.deletion_policy.as_str(),
        "update_replace_policy": resource.update_replace_policy.as_str(),
        "request": request,
        "physical_id": resource.physical_id.as_ref().map(PhysicalId::as_str),
        "attributes": resource.attributes,
        "update": update,
    })
}

/// The resource of a record.
pub fn decode_resource(record: &[u8]) -> Result<StackResource, CodecError> {
    read(&Record::read(record)?)
}

fn read(record: &Record) -> Result<StackResource, CodecError> {
    let request = match record.field("request")? {
        Value::Null => None,
        request => {
            let request = Record::of(request, "request")?;
            Some(Request {
                name: request.text("name")?,
                token: request.text("token")?,
                properties: request.object("properties")?.clone(),
            })
        }
    };
    Ok(StackResource {
        id: LogicalId(record.text("id")?),
        type_name: record.text("type")?,
        status: record.parsed("status", ResourceStatus::parse)?,
        status_reason: record.text_or_null("status_reason")?,
        updated: Timestamp(record.get("updated_ms", Value::as_u64)?),
        depends_on: record.texts("depends_on")?.into_iter().map(LogicalId).collect(),
        deletion_policy: record.parsed("deletion_policy", DeletionPolicy::parse)?,
        update_replace_policy: record.parsed("update_replace_policy", DeletionPolicy::parse)?,
        request,
        physical_id: record.text_or_null("physical_id")?.map(PhysicalId),
        attributes: record.object("attributes")?.clone(),
        update: update(record)?,
    })
}

fn update(record: &Record) -> Result<Option<Update>, CodecError> {
    let update = match record.field("update")? {
        Value::Null => return Ok(None),
        update => Record::of(update, "update")?,
    };
    let action = match update.field("action")? {
        Value::Null => None,
        _ => Some(update.parsed("action", Action::parse)?),
    };
    let former = match update.field("former")? {
        Value::Null => None,
        former => Some(Box::new(read(&Record::of(former, "former")?)?)),
    };
    Ok(Some(Update { action, former }))
}
