//! One line of a log as a row: when, where, and the message, with JSON unfolded for those who open it.

use maud::{Markup, html};
use serde_json::Value;

use super::{link_of_stream, moment};

/// How many bytes of a message are shown.
const MESSAGE_BYTES_MAX: usize = 16 * 1024;
/// How many letters of JSON stand on the line that opens it.
const SUMMARY_LETTERS_MAX: usize = 240;

/// The cells of a line: time, stream where `group` is given, message.
pub fn row(group: Option<&str>, at: Option<i64>, stream: Option<&str>, message: Option<&str>) -> Vec<Markup> {
    let mut row = vec![moment(at)];
    if let Some(group) = group {
        let stream = stream.unwrap_or_default();
        row.push(html! { a.stream href=(link_of_stream(group, stream)) title=(stream) { (end_of(stream)) } });
    }
    row.push(said(message.unwrap_or_default()));
    row
}

/// The end of a stream's name, which tells streams of functions apart.
fn end_of(stream: &str) -> &str {
    let begin = stream.char_indices().rev().nth(15).map_or(0, |(at, _)| at);
    &stream[begin..]
}

fn said(message: &str) -> Markup {
    let message = message.trim_end();
    let shown = &message[..message.floor_char_boundary(MESSAGE_BYTES_MAX)];
    let pretty = json_in(message).and_then(|value| serde_json::to_string_pretty(&value).ok());
    html! {
        @if let Some(pretty) = pretty.filter(|_| message.len() <= MESSAGE_BYTES_MAX) {
            details {
                summary { code { (message.chars().take(SUMMARY_LETTERS_MAX).collect::<String>()) } }
                pre { (pretty) }
            }
        } @else {
            code.line { (shown) }
            @if shown.len() < message.len() { span.soft { " … (" (message.len()) " bytes)" } }
        }
    }
}

/// The JSON that a line is, or that follows the words before it, as in Lambda's own lines.
fn json_in(message: &str) -> Option<Value> {
    let begin = message.find(['{', '['])?;
    let value: Value = serde_json::from_str(&message[begin..]).ok()?;
    let is_worth_it = value.as_object().is_some_and(|object| !object.is_empty())
        || value.as_array().is_some_and(|array| !array.is_empty());
    is_worth_it.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_unfolded_and_text_left_alone() {
        let shown = said("2026 INFO {\"a\":{\"b\":1}}\n").into_string();
        assert!(shown.contains("<summary><code>2026 INFO {&quot;a&quot;"), "{shown}");
        assert!(shown.contains("&quot;b&quot;: 1"), "{shown}");
        for text in ["[INFO] START", "a {} b", "{}", "<b>"] {
            assert!(!said(text).into_string().contains("details"), "{text}");
        }
        assert!(said("<b>").into_string().contains("&lt;b&gt;"));
    }

    #[test]
    fn long_lines_are_cut_between_letters() {
        let shown = said(&"ü".repeat(MESSAGE_BYTES_MAX)).into_string();
        assert!(shown.contains("… (32768 bytes)"));
        assert_eq!(end_of("2026/11/28/[$LATEST]0123456789abcdef"), "0123456789abcdef");
        assert_eq!(end_of("ü"), "ü");
    }
}
