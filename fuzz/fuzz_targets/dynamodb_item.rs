//! Stored items and descriptions of tables, and attribute values as clients send them.
#![no_main]

use dynamodb_api::AttributeValue;
use dynamodb_service::engine::codec::{decode, encode};
use dynamodb_service::engine::{StoredTable, size};
use libfuzzer_sys::fuzz_target;
use wire::{Checker, JsonReader, JsonWriter, Shape};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(item) = decode(bytes) {
        assert_eq!(decode(&encode(&item)).expect("what was encoded"), item);
        let _ = (size::item_bytes(&item), size::is_nested_too_deeply(&item));
    }
    let _ = StoredTable::decode(bytes);
    let Ok(mut reader) = JsonReader::new(bytes) else { return };
    let Ok(value) = AttributeValue::read(&mut reader) else { return };
    let sound = reader.finish().is_ok_and(|faults| Checker::notes_of_reading(faults).finish().is_ok());
    if !sound {
        return;
    }
    let mut writer = JsonWriter::default();
    value.write(&mut writer);
    let text = writer.finish();
    let mut reader = JsonReader::new(text.as_bytes()).expect("what was written");
    assert_eq!(AttributeValue::read(&mut reader).expect("what was written"), value, "{text}");
    let _ = size::value_bytes(&value);
});
