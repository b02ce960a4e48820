//! How large AWS says an item is, and how deep.
//!
//! Names and strings count their UTF-8 bytes, binary its raw bytes, null and booleans one byte, lists and
//! maps three bytes and one more per element, sets only their elements ("DynamoDB item sizes and formats" in
//! the developer guide). The guide calls a number's size approximate; people who measured it against the
//! 400 KB limit found a sign-and-exponent byte, one byte per *aligned* pair of decimal digits (`1.5` has two,
//! `15` one) and one more below zero, which is the layout of numbers in Oracle databases.

use dynamodb_api::{AttributeValue, Item, Number};

/// The largest item, bytes: 400 KB.
pub const ITEM_BYTES_MAX: usize = 400 * 1024;

/// How deep lists and maps may nest; an attribute's own value is level 1.
pub const NESTING_LEVELS_MAX: usize = 32;

/// Pairs of digits that fill a number's 21 bytes, so that no byte for the sign is left.
const NUMBER_PAIRS_MAX: usize = 20;

/// The size of an item, bytes.
#[must_use]
pub fn item_bytes(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + value_bytes(value)).sum()
}

/// The size of one value without its name, bytes.
#[must_use]
pub fn value_bytes(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number_bytes(number),
        AttributeValue::B(bytes) => bytes.len(),
        AttributeValue::Ss(set) => set.iter().map(String::len).sum(),
        AttributeValue::Ns(set) => set.iter().map(number_bytes).sum(),
        AttributeValue::Bs(set) => set.iter().map(bytes::Bytes::len).sum(),
        AttributeValue::M(map) => 3 + map.len() + item_bytes(map),
        AttributeValue::L(list) => 3 + list.len() + list.iter().map(value_bytes).sum::<usize>(),
        AttributeValue::Null | AttributeValue::Bool(_) => 1,
    }
}

/// The size of a number, bytes.
#[must_use]
pub fn number_bytes(number: &Number) -> usize {
    if number.is_zero() {
        return 1;
    }
    let pair = |exponent: i16| i32::from(exponent).div_euclid(2);
    let pairs = pair(number.magnitude()) - pair(number.exponent()) + 1;
    let pairs = usize::try_from(pairs).expect("invariant: the leading digit is not below the last");
    1 + pairs + usize::from(number.is_negative() && pairs < NUMBER_PAIRS_MAX)
}

/// True when lists and maps nest deeper than AWS takes: "Nesting Levels have exceeded supported limits".
#[must_use]
pub fn is_nested_too_deeply(item: &Item) -> bool {
    item.values().any(|value| deeper_than(value, NESTING_LEVELS_MAX))
}

/// True when `value` spans more than `levels` levels, itself being one. Looks no deeper than that.
fn deeper_than(value: &AttributeValue, levels: usize) -> bool {
    let Some(rest) = levels.checked_sub(1) else { return true };
    match value {
        AttributeValue::M(map) => map.values().any(|value| deeper_than(value, rest)),
        AttributeValue::L(list) => list.iter().any(|value| deeper_than(value, rest)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_measured_sizes() {
        for (text, bytes) in [
            ("0", 1),
            ("1", 2),
            ("12", 2),
            ("123", 3),
            ("1234", 3),
            ("12345678901234567890123456789012345678", 20),
            ("100", 2),
            ("1010", 3),
            ("0.0000001", 2),
            ("1E-100", 2),
            ("1.5", 3),
            ("15", 2),
            ("1.234", 4),
            ("3.14159", 5),
            ("123456", 4),
            ("100.5", 4),
            ("0.15", 2),
            ("-42", 3),
            ("-0", 1),
        ] {
            assert_eq!(number_bytes(&text.parse().unwrap()), bytes, "{text}");
        }
    }

    #[test]
    fn documents_cost_three_bytes_and_one_per_element() {
        let list = AttributeValue::L(vec![AttributeValue::Null, "ab".into()]);
        assert_eq!(value_bytes(&list), 3 + 2 + 1 + 2);
        let map = AttributeValue::M(Item::from([("name".to_owned(), list)]));
        assert_eq!(value_bytes(&map), 3 + 1 + 4 + 8);
        assert_eq!(item_bytes(&Item::from([("é".to_owned(), "é".into())])), 4);
        let set = AttributeValue::Ss(["a".to_owned(), "bc".to_owned()].into());
        assert_eq!(value_bytes(&set), 3);
    }

    #[test]
    fn depth_is_bounded_at_thirty_two() {
        let nested = |levels: usize| {
            (1..levels).fold(AttributeValue::Null, |inner, level| match level % 2 {
                0 => AttributeValue::L(vec![inner]),
                _ => AttributeValue::M(Item::from([("a".to_owned(), inner)])),
            })
        };
        assert!(!is_nested_too_deeply(&Item::from([("a".to_owned(), nested(32))])));
        assert!(is_nested_too_deeply(&Item::from([("a".to_owned(), nested(33))])));
    }
}
