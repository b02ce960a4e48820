//! What a stack is made of, as part of a record.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::CodecError;
use super::record::Record;
use crate::engine::stack::Definition;

/// A definition, the template included.
pub(super) fn with_template(definition: &Definition) -> Value {
    json!({
        "template": definition.template_body,
        "description": definition.description,
        "parameters": definition.parameters,
        "capabilities": definition.capabilities,
        "tags": definition.tags,
        "notification_arns": definition.notification_arns,
        "role_arn": definition.role_arn,
        "imports": definition.imports,
    })
}

/// Reads what [`with_template`] writes.
pub(super) fn read(record: &Record) -> Result<Definition, CodecError> {
    definition(record, record.text("template")?)
}

/// The definition whose fields are in `record`, with its template from elsewhere.
pub(super) fn definition(record: &Record, template_body: String) -> Result<Definition, CodecError> {
    let tags = record.list("tags")?.iter().map(|tag| match tag.as_array().map(Vec::as_slice) {
        Some([Value::String(key), Value::String(value)]) => Ok((key.clone(), value.clone())),
        _ => Err(CodecError::Field("tags")),
    });
    let parameters = record.object("parameters")?.iter().map(|(name, value)| {
        let text = value.as_str().ok_or(CodecError::Field("parameters"))?;
        Ok((name.clone(), text.to_owned()))
    });
    Ok(Definition {
        template_body,
        description: record.text_or_null("description")?,
        parameters: parameters.collect::<Result<BTreeMap<_, _>, _>>()?,
        capabilities: record.texts("capabilities")?,
        tags: tags.collect::<Result<_, _>>()?,
        notification_arns: record.texts("notification_arns")?,
        role_arn: record.text_or_null("role_arn")?,
        imports: record.texts("imports")?,
    })
}
