//! The text of a template: how long it may be, and which of the two languages it is in.

use serde_json::Value;

use super::{TemplateError, json, yaml};

/// Bytes a template may have as `TemplateBody`. Source: CloudFormation quotas, "Template body size
/// in a request".
pub const TEMPLATE_BODY_BYTES_MAX: usize = 51_200;
/// Bytes a template may have behind `TemplateURL`: 1 MB. Source: CloudFormation quotas, "Template
/// body size in an Amazon S3 object".
pub const TEMPLATE_URL_BYTES_MAX: usize = 1_048_576;
/// How deep a template may nest. AWS publishes no number; no sane template comes near.
pub(super) const DEPTH_MAX: usize = 100;

/// Reads `text` into a tree whose root is an object and which holds no null.
pub(super) fn read(text: &str, bytes_max: usize) -> Result<Value, TemplateError> {
    if text.len() > bytes_max {
        return Err(TemplateError::plain(format!(
            "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: \
             Member must have length less than or equal to {bytes_max}"
        )));
    }
    let tree = if text.trim_start().starts_with('{') { json::parse(text)? } else { yaml::parse(text)? };
    if !tree.is_object() {
        return Err(TemplateError::format("unsupported structure."));
    }
    refuse_null(&tree, &mut String::new())?;
    Ok(tree)
}

fn refuse_null(value: &Value, path: &mut String) -> Result<(), TemplateError> {
    let length = path.len();
    let mut below = |segment: &str, value: &Value| {
        path.push('/');
        path.push_str(segment);
        let result = refuse_null(value, path);
        path.truncate(length);
        result
    };
    match value {
        Value::Null => {
            Err(TemplateError::plain(format!("[{path}] 'null' values are not allowed in templates")))
        }
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| below(&index.to_string(), item))
        }
        Value::Object(members) => members.iter().try_for_each(|(key, member)| below(key, member)),
        _ => Ok(()),
    }
}
