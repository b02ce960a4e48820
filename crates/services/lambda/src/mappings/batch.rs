//! Batches: which records go together, the event they make, and what a function says of them.

use std::collections::VecDeque;

use kernel::Timestamp;
use wire::{JsonReader, Reader, Shape};

use crate::engine::limits::REQUEST_BYTES_MAX;

/// One record to hand over.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its sequence number; how functions name it when it failed.
    pub number: String,
    /// The number of the last record after it that is passed over, if there are such.
    pub passed: Option<String>,
    /// When the stream got it.
    pub arrival: Timestamp,
    /// How it stands in an event, JSON.
    pub text: String,
}

impl Item {
    /// The last record that is done with when this one is.
    pub fn done(&self) -> &str {
        self.passed.as_ref().unwrap_or(&self.number)
    }
}

/// Bytes of an event around its records.
const EVENT_FRAME: usize = 14;

/// How many of `items`, from the first, go into one batch of at most `size`; whether that batch is full, so
/// that more records would not go into it. A record that alone is too large makes a batch too.
pub fn batch(items: &VecDeque<Item>, size: usize) -> (usize, bool) {
    let mut room = REQUEST_BYTES_MAX - EVENT_FRAME;
    let fitting = items.iter().take(size).take_while(|item| {
        let left = room.checked_sub(item.text.len() + 1);
        room = left.unwrap_or(0);
        left.is_some()
    });
    let count = fitting.count().max(usize::from(!items.is_empty()));
    (count, count >= size || count < items.len())
}

/// The event of `items`, as Lambda gives it to functions.
pub fn event(items: &[Item]) -> String {
    let bytes: usize = items.iter().map(|item| item.text.len() + 1).sum();
    let mut text = String::with_capacity(EVENT_FRAME + bytes);
    text.push_str("{\"Records\":[");
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str(&item.text);
    }
    text.push_str("]}");
    text
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

/// How many of `items` a function took that reports failed items with `answer`: all before the first
/// that failed; none where the answer names something else.
pub fn taken(answer: &[u8], items: &[Item]) -> usize {
    let read = || -> Option<Vec<Failure>> {
        let mut reader = JsonReader::new(answer).ok()?;
        match reader.peek().ok()? {
            wire::Token::Structure => {
                Report::read(&mut reader).ok().map(|report| report.batch_item_failures.unwrap_or_default())
            }
            // AWS takes null, an empty text and the like for "no failures".
            _ => Some(Vec::new()),
        }
    };
    let Some(failures) = read() else { return 0 };
    let place = |failure: &Failure| {
        let number = failure.item_identifier.as_deref().filter(|number| !number.is_empty())?;
        items.iter().position(|item| item.number == number)
    };
    failures.iter().map(|failure| place(failure).unwrap_or(0)).min().unwrap_or(items.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(number: &str, text: String) -> Item {
        Item { number: number.into(), passed: None, arrival: Timestamp(0), text }
    }

    #[test]
    fn a_batch_ends_at_its_size_or_its_bytes_but_takes_one() {
        let sized = |sizes: &[usize]| -> VecDeque<Item> {
            sizes.iter().map(|size| item("1", "x".repeat(*size))).collect()
        };
        assert_eq!(batch(&sized(&[4 << 20, 4 << 20, 1]), 100), (1, true));
        assert_eq!(batch(&sized(&[7 << 20]), 100), (1, false));
        let small = sized(&[1, 1, 1]);
        assert_eq!([2, 3, 100].map(|size| batch(&small, size)), [(2, true), (3, true), (3, false)]);
        assert_eq!(batch(&VecDeque::new(), 5), (0, false));
        // As many bytes as there may be, and one more.
        let most = REQUEST_BYTES_MAX - EVENT_FRAME - 1;
        assert_eq!(batch(&sized(&[most - 100, 99]), 5), (2, false));
        assert_eq!(batch(&sized(&[most - 100, 100]), 5), (1, true));
        let full: Vec<_> = sized(&[most - 100, 99]).into();
        assert!(event(&full).len() <= REQUEST_BYTES_MAX);
    }

    #[test]
    fn reports_say_how_far_a_function_came() {
        let items = ["1", "2", "3"].map(|number| item(number, String::new()));
        for (answer, expected) in [
            (r#"{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"2"}]}"#, 1),
            (r#"{"batchItemFailures":[]}"#, 3),
            ("{}", 3),
            ("null", 3),
            (r#"{"batchItemFailures":null}"#, 3),
            (r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, 0),
            (r#"{"batchItemFailures":[{"itemIdentifier":"9"}]}"#, 0),
            (r#"{"batchItemFailures":7}"#, 0),
        ] {
            assert_eq!(taken(answer.as_bytes(), &items), expected, "{answer}");
        }
    }

    #[test]
    fn a_record_is_done_with_what_was_passed_over_after_it() {
        let alone = item("1", String::new());
        let followed = Item { passed: Some("5".into()), ..alone.clone() };
        assert_eq!((alone.done(), followed.done()), ("1", "5"));
    }
}
