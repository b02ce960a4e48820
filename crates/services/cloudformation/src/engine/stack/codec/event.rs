//! One event.

use kernel::Timestamp;
use serde_json::{Value, json};

use super::record::Record;
use super::{CodecError, FORMAT_VERSION, bytes};
use crate::engine::names::{LogicalId, PhysicalId};
use crate::engine::stack::{EventStatus, ResourceStatus, StackEvent, StackStatus};

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
