//! The bodies of bulk requests: documents under their names, and what a cluster answers of each.

use wire::{Document as Json, Shape, from_json, write_json_string};

/// Adds a document of `index` to a request.
pub fn add(body: &mut String, index: &str, kind: Option<&str>, id: Option<&str>, data: &[u8]) {
    body.push_str("{\"index\":{\"_index\":");
    write_json_string(body, index);
    for (name, text) in [("_type", kind), ("_id", id)] {
        if let Some(text) = text {
            body.push_str(&format!(",\"{name}\":"));
            write_json_string(body, text);
        }
    }
    body.push_str("}}\n");
    // A document is one line. Line breaks in JSON are nothing but space.
    body.extend(String::from_utf8_lossy(data).trim_ascii().chars().map(|letter| match letter {
        '\n' | '\r' => ' ',
        other => other,
    }));
    body.push('\n');
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is indexed.
    Indexed,
    /// It may be tried again: status and words.
    Refused(u16, String),
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Answer {
    items: Vec<Item>,
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Item {
    index: Done,
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Done {
    status: i32,
    error: Option<Json>,
}

/// What became of each document of a request, in their order; `None` where the answer cannot be read.
pub fn fates(answer: &[u8]) -> Option<Vec<Fate>> {
    let answer: Answer = from_json(answer).ok()?;
    let fate = |item: Item| match u16::try_from(item.index.status).unwrap_or_default() {
        200..300 => Fate::Indexed,
        status => Fate::Refused(status, item.index.error.map_or_else(String::new, |error| error.0)),
    };
    Some(answer.items.into_iter().map(fate).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_two_lines() {
        let mut body = String::new();
        add(&mut body, "i", None, Some("d"), b"{\"a\":\n1}\n");
        add(&mut body, "i", Some("t"), None, b"{}");
        assert_eq!(
            body,
            "{\"index\":{\"_index\":\"i\",\"_id\":\"d\"}}\n{\"a\": 1}\n{\"index\":{\"_index\":\"i\",\"_type\":\"t\"}}\n{}\n"
        );
    }

    #[test]
    fn each_document_has_its_fate() {
        let answer = br#"{"took":1,"errors":true,"items":[{"index":{"_id":"1","status":201}},{"index":{"status":400,"error":{"type":"mapper_parsing_exception"}}}]}"#;
        let refused = Fate::Refused(400, r#"{"type":"mapper_parsing_exception"}"#.to_owned());
        assert_eq!(fates(answer), Some(vec![Fate::Indexed, refused]));
        assert_eq!(fates(b"<html>"), None);
    }
}
