//! The message within a KPL aggregate, read by hand: protobuf of two message types and three wire types.
//!
//! `AggregatedRecord`: 1 partition keys (texts), 2 explicit hash keys (texts), 3 records. `Record`: 1 index of its
//! partition key, 2 index of its hash key (absent if none), 3 data, 4 tags (skipped, as nobody sends them).
//! Invariant: what is read twice as large is bounded by the bytes there are; anything unsound is none.

use bytes::Bytes;

use super::UserRecord;

/// The records of the message, or none if it is no such message.
pub(super) fn records(message: &Bytes) -> Option<Vec<UserRecord>> {
    let (mut partition_keys, mut hash_keys, mut records) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields(message)? {
        match field {
            (1, Value::Bytes(key)) => partition_keys.push(text(&key)?),
            (2, Value::Bytes(key)) => hash_keys.push(text(&key)?),
            (3, Value::Bytes(record)) => records.push(record),
            (1..=3, _) => return None,
            _ => {}
        }
    }
    let user_record = |record: Bytes| {
        let (mut partition_key, mut explicit_hash_key, mut data) = (None, None, None);
        for field in fields(&record)? {
            match field {
                (1, Value::Number(index)) => partition_key = Some(at(&partition_keys, index)?),
                (2, Value::Number(index)) => explicit_hash_key = Some(at(&hash_keys, index)?),
                (3, Value::Bytes(bytes)) => data = Some(bytes),
                (1..=3, _) => return None,
                _ => {}
            }
        }
        Some(UserRecord { partition_key: Some(partition_key?), explicit_hash_key, data: data? })
    };
    records.into_iter().map(user_record).collect()
}

enum Value {
    Number(u64),
    Bytes(Bytes),
    Skipped,
}

fn at(keys: &[String], index: u64) -> Option<String> {
    keys.get(usize::try_from(index).ok()?).cloned()
}

fn text(bytes: &Bytes) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

/// The fields of a message, in their order.
fn fields(message: &Bytes) -> Option<Vec<(u64, Value)>> {
    let mut fields = Vec::new();
    let mut at = 0;
    while at < message.len() {
        let tag = varint(message, &mut at)?;
        let value = match tag & 7 {
            0 => Value::Number(varint(message, &mut at)?),
            1 => skipped(message, &mut at, 8)?,
            2 => {
                let length = usize::try_from(varint(message, &mut at)?).ok()?;
                let end = at.checked_add(length).filter(|end| *end <= message.len())?;
                let bytes = message.slice(at..end);
                at = end;
                Value::Bytes(bytes)
            }
            5 => skipped(message, &mut at, 4)?,
            _ => return None,
        };
        fields.push((tag >> 3, value));
    }
    Some(fields)
}

fn skipped(message: &Bytes, at: &mut usize, length: usize) -> Option<Value> {
    *at += length;
    (*at <= message.len()).then_some(Value::Skipped)
}

/// Seven bits a byte, the lowest first; at most ten bytes.
fn varint(message: &Bytes, at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *message.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}
