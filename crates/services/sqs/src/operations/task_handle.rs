//! Handles of tasks that move messages: the task's id and its source, as AWS's are.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The handle of a task.
pub(super) fn encode(id: &str, source_arn: &str) -> String {
    STANDARD.encode(json!({ "taskId": id, "sourceArn": source_arn }).to_string())
}

/// The task's id and its source.
pub(super) fn decode(handle: &str) -> Option<(String, String)> {
    let document: Value = serde_json::from_slice(&STANDARD.decode(handle).ok()?).ok()?;
    let text = |name: &str| document[name].as_str().map(str::to_owned);
    text("taskId").zip(text("sourceArn"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_comes_back() {
        assert_eq!(decode(&encode("i", "arn")), Some(("i".into(), "arn".into())));
        for wrong in ["", "?", "e30="] {
            assert_eq!(decode(wrong), None);
        }
    }
}
