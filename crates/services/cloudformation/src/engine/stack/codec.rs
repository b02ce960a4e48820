//! The stored form of a stack: JSON records with a version, as `docs/formats/cloudformation.md` says.
//!
//! Four kinds: the head, one record per resource, one per event, and the template, which is kept as
//! given. Invariant: what one release writes, every later one reads; a record of an unknown version,
//! or with a field missing or of the wrong type, is refused, never guessed.

use std::collections::BTreeMap;

use dispatch::Principal;
use kernel::{AccountId, Place, Region, Timestamp};
use serde_json::{Map, Value, json};

use super::{
    EventStatus, OnFailure, Request, ResourceStatus, Stack, StackEvent, StackOutput, StackResource,
    StackStatus,
};
use crate::engine::names::{LogicalId, PhysicalId, StackId, StackName};
use crate::engine::template::DeletionPolicy;

/// The version that every record carries.
pub const FORMAT_VERSION: u64 = 1;

/// Why stored bytes are not a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Not JSON.
    #[error("a stored stack record is not JSON; restore it from a copy")]
    NotJson,
    /// Written by a later release.
    #[error("a stored stack record has version {0}, which this release cannot read; use a later release")]
    Version(u64),
    /// Something is missing or has the wrong type.
    #[error("a stored stack record has no sound `{0}`; restore it from a copy")]
    Field(&'static str),
}

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
    bytes(&json!({
        "version": FORMAT_VERSION,
        "id": stack.id.as_str(),
        "name": stack.name.as_str(),
        "account": stack.place.account.as_str(),
        "region": stack.place.region.as_str(),
        "caller": caller(stack),
        "client_token": stack.client_token,
        "description": stack.description,
        "parameters": stack.parameters,
        "capabilities": stack.capabilities,
        "tags": stack.tags,
        "notification_arns": stack.notification_arns,
        "role_arn": stack.role_arn,
        "on_failure": stack.on_failure.as_str(),
        "termination_protection": stack.termination_protection,
        "created_ms": stack.created.0,
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
    let tags = record.list("tags")?.iter().map(|tag| match tag.as_array().map(Vec::as_slice) {
        Some([Value::String(key), Value::String(value)]) => Ok((key.clone(), value.clone())),
        _ => Err(CodecError::Field("tags")),
    });
    let parameters = record.object("parameters")?.iter().map(|(name, value)| {
        let text = value.as_str().ok_or(CodecError::Field("parameters"))?;
        Ok((name.clone(), text.to_owned()))
    });
    let place = Place {
        account: record.parsed("account", AccountId::parse)?,
        region: record.parsed("region", Region::parse)?,
    };
    Ok(Stack {
        principal: principal(Record::of(record.field("caller")?, "caller")?)?,
        client_token: record.text_or_null("client_token")?,
        id: StackId(record.text("id")?),
        name: StackName(record.text("name")?),
        place,
        template_body,
        description: record.text_or_null("description")?,
        parameters: parameters.collect::<Result<BTreeMap<_, _>, _>>()?,
        capabilities: record.texts("capabilities")?,
        tags: tags.collect::<Result<_, _>>()?,
        notification_arns: record.texts("notification_arns")?,
        role_arn: record.text_or_null("role_arn")?,
        on_failure: record.parsed("on_failure", OnFailure::parse)?,
        termination_protection: record.get("termination_protection", Value::as_bool)?,
        created: Timestamp(record.get("created_ms", Value::as_u64)?),
        deleted: record.or_null("deleted_ms", Value::as_u64)?.map(Timestamp),
        status: record.parsed("status", StackStatus::parse)?,
        status_reason: record.text_or_null("status_reason")?,
        outputs: outputs.collect::<Result<_, _>>()?,
        resources,
    })
}

/// With whose rights services are called. A part of AWS may do what the account may.
fn caller(stack: &Stack) -> Value {
    match &stack.principal {
        Principal::Session { account, role, session } => {
            json!({"account": account.as_str(), "role": role, "session": session})
        }
        Principal::Account(account) => json!({"account": account.as_str(), "role": null, "session": null}),
        Principal::Service(_) => {
            json!({"account": stack.place.account.as_str(), "role": null, "session": null})
        }
    }
}

fn principal(record: Record) -> Result<Principal, CodecError> {
    let account = record.parsed("account", AccountId::parse)?;
    Ok(match (record.text_or_null("role")?, record.text_or_null("session")?) {
        (Some(role), Some(session)) => Principal::Session { account, role, session },
        (None, None) => Principal::Account(account),
        _ => return Err(CodecError::Field("caller")),
    })
}

/// One resource of a stack.
pub fn encode_resource(resource: &StackResource) -> Vec<u8> {
    let depends_on: Vec<&str> = resource.depends_on.iter().map(LogicalId::as_str).collect();
    let request = resource.request.as_ref().map(
        |request| json!({"name": request.name, "token": request.token, "properties": request.properties}),
    );
    bytes(&json!({
        "version": FORMAT_VERSION,
        "id": resource.id.as_str(),
        "type": resource.type_name,
        "status": resource.status.as_str(),
        "status_reason": resource.status_reason,
        "updated_ms": resource.updated.0,
        "depends_on": depends_on,
        "deletion_policy": resource.deletion_policy.as_str(),
        "request": request,
        "physical_id": resource.physical_id.as_ref().map(PhysicalId::as_str),
        "attributes": resource.attributes,
    }))
}

/// The resource of a record.
pub fn decode_resource(record: &[u8]) -> Result<StackResource, CodecError> {
    let record = Record::read(record)?;
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
        request,
        physical_id: record.text_or_null("physical_id")?.map(PhysicalId),
        attributes: record.object("attributes")?.clone(),
    })
}

/// One event.
pub fn encode_event(event: &StackEvent) -> Vec<u8> {
    let of = match event.status {
        EventStatus::Stack(_) => "stack",
        EventStatus::Resource(_) => "resource",
    };
    bytes(&json!({
        "version": FORMAT_VERSION,
        "id": event.id,
        "time_ms": event.time.0,
        "logical_id": event.logical_id.as_str(),
        "physical_id": event.physical_id.as_ref().map(PhysicalId::as_str),
        "resource_type": event.resource_type,
        "of": of,
        "status": event.status.as_str(),
        "reason": event.reason,
        "client_token": event.client_token,
    }))
}

/// The event of a record.
pub fn decode_event(record: &[u8]) -> Result<StackEvent, CodecError> {
    let record = Record::read(record)?;
    let status = match record.text("of")?.as_str() {
        "stack" => EventStatus::Stack(record.parsed("status", StackStatus::parse)?),
        "resource" => EventStatus::Resource(record.parsed("status", ResourceStatus::parse)?),
        _ => return Err(CodecError::Field("of")),
    };
    Ok(StackEvent {
        id: record.text("id")?,
        time: Timestamp(record.get("time_ms", Value::as_u64)?),
        logical_id: LogicalId(record.text("logical_id")?),
        physical_id: record.text_or_null("physical_id")?.map(PhysicalId),
        resource_type: record.text("resource_type")?,
        status,
        reason: record.text_or_null("reason")?,
        client_token: record.text_or_null("client_token")?,
    })
}

fn bytes(record: &Value) -> Vec<u8> {
    record.to_string().into_bytes()
}

/// An object whose fields are asked for by name; what is not sound is an error.
struct Record(Map<String, Value>);

impl Record {
    fn read(bytes: &[u8]) -> Result<Self, CodecError> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| CodecError::NotJson)?;
        let record = Self::of(&value, "version")?;
        match record.get("version", Value::as_u64)? {
            FORMAT_VERSION => Ok(record),
            other => Err(CodecError::Version(other)),
        }
    }

    fn of(value: &Value, name: &'static str) -> Result<Self, CodecError> {
        value.as_object().cloned().map(Self).ok_or(CodecError::Field(name))
    }

    fn field(&self, name: &'static str) -> Result<&Value, CodecError> {
        self.0.get(name).ok_or(CodecError::Field(name))
    }

    fn get<'r, T>(
        &'r self,
        name: &'static str,
        read: impl Fn(&'r Value) -> Option<T>,
    ) -> Result<T, CodecError> {
        read(self.field(name)?).ok_or(CodecError::Field(name))
    }

    fn or_null<'r, T>(
        &'r self,
        name: &'static str,
        read: impl Fn(&'r Value) -> Option<T>,
    ) -> Result<Option<T>, CodecError> {
        if self.field(name)?.is_null() { Ok(None) } else { self.get(name, read).map(Some) }
    }

    fn text(&self, name: &'static str) -> Result<String, CodecError> {
        self.get(name, Value::as_str).map(str::to_owned)
    }

    fn text_or_null(&self, name: &'static str) -> Result<Option<String>, CodecError> {
        Ok(self.or_null(name, Value::as_str)?.map(str::to_owned))
    }

    fn parsed<T>(&self, name: &'static str, parse: fn(&str) -> Option<T>) -> Result<T, CodecError> {
        parse(self.get(name, Value::as_str)?).ok_or(CodecError::Field(name))
    }

    fn list(&self, name: &'static str) -> Result<&Vec<Value>, CodecError> {
        self.get(name, Value::as_array)
    }

    fn texts(&self, name: &'static str) -> Result<Vec<String>, CodecError> {
        let texts = self.list(name)?.iter().map(|item| item.as_str().map(str::to_owned));
        texts.collect::<Option<_>>().ok_or(CodecError::Field(name))
    }

    fn object(&self, name: &'static str) -> Result<&Map<String, Value>, CodecError> {
        self.get(name, Value::as_object)
    }
}
