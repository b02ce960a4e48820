//! Batches of messages: the event they make, how many fit into one, and what a function says of them.

use wire::{JsonReader, Reader, Shape};

use super::message::Item;
use crate::engine::limits::REQUEST_BYTES_MAX;

/// Bytes of an event around its records.
const EVENT_FRAME: usize = 14;

/// How many of `items`, from the first, go into one invocation; one at least.
pub fn fitting(items: &[Item]) -> usize {
    let mut room = REQUEST_BYTES_MAX - EVENT_FRAME;
    let fitting = items.iter().take_while(|item| {
        let left = room.checked_sub(item.text.len() + 1);
        room = left.unwrap_or(0);
        left.is_some()
    });
    fitting.count().max(1)
}

/// Whether more messages may go into a batch with `items`.
pub fn has_room(items: &[Item]) -> bool {
    fitting(items) == items.len()
}

/// The event of `items`, as Lambda gives it to functions.
pub fn event(items: &[Item]) -> String {
    let records: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
    format!("{{\"Records\":[{}]}}", records.join(","))
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Report {
    batch_item_failures: Option<Vec<Failure>>,
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Failure {
    item_identifier: Option<String>,
}

/// The ids of the messages that a function reports to have failed; none where the report makes no sense, and so all
/// have failed (guide, "Implementing partial batch responses").
pub fn failed(answer: &[u8], items: &[Item]) -> Option<Vec<String>> {
    let mut reader = JsonReader::new(answer).ok()?;
    if reader.peek().ok()? != wire::Token::Structure {
        // AWS takes null, an empty text and the like for "no failures".
        return Some(Vec::new());
    }
    let failures = Report::read(&mut reader).ok()?.batch_item_failures.unwrap_or_default();
    let known = |id: &String| items.iter().any(|item| item.message_id == *id);
    failures.into_iter().map(|failure| failure.item_identifier.filter(known)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, bytes: usize) -> Item {
        Item { message_id: id.into(), receipt_handle: String::new(), text: "x".repeat(bytes) }
    }

    #[test]
    fn an_invocation_takes_what_fits() {
        assert_eq!(fitting(&[item("a", 4 << 20), item("b", 4 << 20)]), 1);
        assert_eq!(fitting(&[item("a", 7 << 20), item("b", 1)]), 1);
        assert_eq!(fitting(&[item("a", 1), item("b", 1)]), 2);
        assert!(has_room(&[item("a", 1)]) && !has_room(&[item("a", 4 << 20), item("b", 4 << 20)]));
        assert_eq!(event(&[item("a", 1), item("b", 2)]), r#"{"Records":[x,xx]}"#);
    }

    #[test]
    fn reports_say_which_failed() {
        let items = ["1", "2"].map(|id| item(id, 0));
        for (answer, expected) in [
            (r#"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#, Some(vec!["2"])),
            (r#"{"batchItemFailures":[]}"#, Some(vec![])),
            ("{}", Some(vec![])),
            ("null", Some(vec![])),
            (r#"{"batchItemFailures":null}"#, Some(vec![])),
            (r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, None),
            (r#"{"batchItemFailures":[{"itemIdentifier":"9"}]}"#, None),
            (r#"{"batchItemFailures":[{"odd":"1"}]}"#, None),
            (r#"{"batchItemFailures":7}"#, None),
        ] {
            let expected =
                expected.map(|ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(failed(answer.as_bytes(), &items), expected, "{answer}");
        }
    }
}
