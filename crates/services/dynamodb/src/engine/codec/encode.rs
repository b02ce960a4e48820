//! Writing: varints, then tagged values.

use dynamodb_api::{AttributeValue, Item, Number};

use super::tag;

pub(super) fn map(out: &mut Vec<u8>, map: &Item) {
    length(out, map.len());
    for (name, item) in map {
        blob(out, name.as_bytes());
        value(out, item);
    }
}

fn value(out: &mut Vec<u8>, item: &AttributeValue) {
    match item {
        AttributeValue::Null => out.push(tag::NULL),
        AttributeValue::Bool(false) => out.push(tag::FALSE),
        AttributeValue::Bool(true) => out.push(tag::TRUE),
        AttributeValue::S(text) => {
            out.push(tag::STRING);
            blob(out, text.as_bytes());
        }
        AttributeValue::N(digits) => {
            out.push(tag::NUMBER);
            number(out, digits);
        }
        AttributeValue::B(bytes) => {
            out.push(tag::BINARY);
            blob(out, bytes);
        }
        AttributeValue::Ss(set) => {
            out.push(tag::STRING_SET);
            length(out, set.len());
            set.iter().for_each(|text| blob(out, text.as_bytes()));
        }
        AttributeValue::Ns(set) => {
            out.push(tag::NUMBER_SET);
            length(out, set.len());
            set.iter().for_each(|digits| number(out, digits));
        }
        AttributeValue::Bs(set) => {
            out.push(tag::BINARY_SET);
            length(out, set.len());
            set.iter().for_each(|bytes| blob(out, bytes));
        }
        AttributeValue::L(list) => {
            out.push(tag::LIST);
            length(out, list.len());
            list.iter().for_each(|element| value(out, element));
        }
        AttributeValue::M(inner) => {
            out.push(tag::MAP);
            map(out, inner);
        }
    }
}

fn number(out: &mut Vec<u8>, digits: &Number) {
    let exponent = i128::from(digits.exponent());
    varint(out, zigzag(exponent));
    varint(out, zigzag(digits.coefficient()));
}

fn zigzag(value: i128) -> u128 {
    ((value << 1) ^ (value >> 127)).cast_unsigned()
}

fn blob(out: &mut Vec<u8>, bytes: &[u8]) {
    length(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn length(out: &mut Vec<u8>, value: usize) {
    match u8::try_from(value) {
        Ok(byte) if byte < 0x80 => out.push(byte),
        _ => varint(out, value as u128),
    }
}

fn varint(out: &mut Vec<u8>, mut value: u128) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
