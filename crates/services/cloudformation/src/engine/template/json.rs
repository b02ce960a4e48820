//! JSON templates. `serde_json` parses; what it forgives, a key given twice, is looked for here.

use std::collections::BTreeSet;

use serde_json::Value;

use super::TemplateError;

/// Parses `text`. Depth is bounded by `serde_json` (128).
pub(super) fn parse(text: &str) -> Result<Value, TemplateError> {
    let value = serde_json::from_str(text).map_err(|error| ill_formed(error.line(), error.column()))?;
    refuse_duplicates(text)?;
    Ok(value)
}

fn ill_formed(line: usize, column: usize) -> TemplateError {
    TemplateError::format(format!("JSON not well-formed. (line {line}, column {column})"))
}

/// Walks text that is known to be JSON: every string that a colon follows is a key.
fn refuse_duplicates(text: &str) -> Result<(), TemplateError> {
    let bytes = text.as_bytes();
    let mut objects: Vec<BTreeSet<String>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => objects.push(BTreeSet::new()),
            b'}' => drop(objects.pop()),
            b'"' => {
                let end = string_end(bytes, at);
                let follows = bytes[end..].iter().find(|byte| !byte.is_ascii_whitespace());
                if follows == Some(&b':')
                    && let (Ok(key), Some(keys)) =
                        (serde_json::from_str::<String>(&text[at..end]), objects.last_mut())
                    && !keys.insert(key)
                {
                    let before = &text[..at];
                    let line = before.matches('\n').count() + 1;
                    let column = at - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
                    return Err(ill_formed(line, column));
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// The offset just past the string that starts at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_given_twice_are_found_where_they_stand() {
        assert!(parse(r#"{"a": {"b": 1}, "c": [{"b": "a"}, {"b": "\"a\":"}]}"#).is_ok());
        let error = parse("{\"a\": 1,\n  \"\\u0061\" : 2}").unwrap_err();
        assert_eq!(error.to_string(), "Template format error: JSON not well-formed. (line 2, column 3)");
        assert!(parse("{\"a\": [").is_err());
    }
}
