//! Round trips, the pinned layout, and rubbish.

use arbtest::arbitrary::{Result, Unstructured};
use bytes::Bytes;
use dynamodb_api::{AttributeValue, Item, Number};

use super::{CodecError, decode, encode};

/// Any number; small ones often.
pub(crate) fn any_number(u: &mut Unstructured<'_>) -> Result<Number> {
    if u.arbitrary()? {
        return Ok(Number::from(i64::from(u.arbitrary::<i16>()?)));
    }
    let coefficient = u.int_in_range(-(10_i128.pow(38) - 1)..=10_i128.pow(38) - 1)?;
    let shift = u.int_in_range(0..=37)?;
    let exponent = u.int_in_range(-130..=88)?;
    Ok(Number::new(coefficient / 10_i128.pow(shift), exponent).expect("in range"))
}

/// Any value, nested at most `depth` deep.
pub(crate) fn any_value(u: &mut Unstructured<'_>, depth: usize) -> Result<AttributeValue> {
    let binary = |u: &mut Unstructured<'_>| Ok(Bytes::from(u.arbitrary::<Vec<u8>>()?));
    Ok(match u.int_in_range(0..=if depth == 0 { 7 } else { 9 })? {
        0 => AttributeValue::Null,
        1 => AttributeValue::Bool(u.arbitrary()?),
        2 => AttributeValue::S(u.arbitrary()?),
        3 => AttributeValue::N(any_number(u)?),
        4 => AttributeValue::B(binary(u)?),
        5 => AttributeValue::Ss(u.arbitrary()?),
        6 => AttributeValue::Ns((0..u.int_in_range(1..=4)?).map(|_| any_number(u)).collect::<Result<_>>()?),
        7 => AttributeValue::Bs((0..u.int_in_range(1..=4)?).map(|_| binary(u)).collect::<Result<_>>()?),
        8 => AttributeValue::L(
            (0..u.int_in_range(0..=4)?).map(|_| any_value(u, depth - 1)).collect::<Result<_>>()?,
        ),
        _ => AttributeValue::M(any_item(u, depth - 1)?),
    })
}

/// Any item with up to five attributes.
pub(crate) fn any_item(u: &mut Unstructured<'_>, depth: usize) -> Result<Item> {
    (0..u.int_in_range(0..=5)?).map(|_| Ok((u.arbitrary::<String>()?, any_value(u, depth)?))).collect()
}

#[test]
fn items_come_back() {
    arbtest::arbtest(|u| {
        let item = any_item(u, 3)?;
        let bytes = encode(&item);
        assert_eq!(decode(&bytes), Ok(item));
        Ok(())
    });
}

#[test]
fn rubbish_is_an_error_or_the_one_item_with_these_bytes() {
    arbtest::arbtest(|u| {
        let mut bytes = u.arbitrary::<Vec<u8>>()?;
        if let Some(first) = bytes.first_mut() {
            *first = 1;
        }
        if let Ok(item) = decode(&bytes) {
            assert_eq!(encode(&item), bytes);
        }
        Ok(())
    });
}

#[test]
fn a_flipped_or_missing_byte_never_panics() {
    arbtest::arbtest(|u| {
        let mut bytes = encode(&any_item(u, 3)?);
        let index = u.choose_index(bytes.len())?;
        bytes[index] = u.arbitrary()?;
        if let Ok(item) = decode(&bytes) {
            assert_eq!(encode(&item), bytes);
        }
        bytes.truncate(index);
        assert!(decode(&bytes).is_err());
        Ok(())
    });
}

#[test]
fn the_layout_is_pinned() {
    let number = |text: &str| text.parse::<Number>().unwrap();
    let inner = Item::from([("k".to_owned(), AttributeValue::Bool(false))]);
    let item = Item::from([
        ("a".to_owned(), "hé".into()),
        ("b".to_owned(), number("-1.5").into()),
        ("c".to_owned(), AttributeValue::B(Bytes::from_static(&[0, 255]))),
        ("d".to_owned(), AttributeValue::Ss(["x".to_owned(), "y".to_owned()].into())),
        ("e".to_owned(), AttributeValue::Ns([number("100"), number("0")].into())),
        ("f".to_owned(), AttributeValue::Bs([Bytes::from_static(&[7])].into())),
        ("g".to_owned(), AttributeValue::L(vec![AttributeValue::Null, AttributeValue::Bool(true)])),
        ("h".to_owned(), AttributeValue::M(inner)),
    ]);
    let bytes = [
        &[1, 8][..],
        &[1, b'a', 3, 3, b'h', 0xc3, 0xa9],
        &[1, b'b', 4, 1, 29],
        &[1, b'c', 5, 2, 0, 255],
        &[1, b'd', 6, 2, 1, b'x', 1, b'y'],
        &[1, b'e', 7, 2, 0, 0, 4, 2],
        &[1, b'f', 8, 1, 1, 7],
        &[1, b'g', 9, 2, 0, 2],
        &[1, b'h', 10, 1, 1, b'k', 1],
    ]
    .concat();
    assert_eq!(encode(&item), bytes);
    assert_eq!(decode(&bytes), Ok(item));
}

#[test]
fn damage_is_named() {
    assert_eq!(decode(&[]), Err(CodecError::Truncated));
    assert_eq!(decode(&[2, 0]), Err(CodecError::Version(2)));
    assert_eq!(decode(&[1, 0, 0]), Err(CodecError::Malformed("end")));
    assert_eq!(decode(&[1, 1, 1, b'a', 99]), Err(CodecError::Malformed("type")));
    assert_eq!(decode(&[1, 1, 1, b'a', 4, 0, 20]), Err(CodecError::Malformed("number")));
    assert_eq!(decode(&[1, 2, 1, b'b', 0, 1, b'a', 0]), Err(CodecError::Malformed("names")));
    assert_eq!(decode(&[1, 0x80, 0]), Err(CodecError::Malformed("varint")));
    let deep = [&[1, 1, 1, b'a'][..], &[9, 1].repeat(200), &[0]].concat();
    assert_eq!(decode(&deep), Err(CodecError::Malformed("nesting")));
    let greedy = [&[1][..], &[0xff; 8], &[0x01]].concat();
    assert_eq!(decode(&greedy), Err(CodecError::Truncated));
}
