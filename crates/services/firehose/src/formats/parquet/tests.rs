//! Files written and read back; the bytes of one pinned, which pyarrow has read; records that do not fit.

use serde_json::{Value, json};

use super::reader;
use super::*;
use crate::formats::schema::{Field, HiveType};

const ALL: [Compression; 3] = [Compression::Uncompressed, Compression::Snappy, Compression::Gzip];

fn schema(columns: &[(&str, &str)]) -> Schema {
    Schema::parse(columns.iter().copied()).unwrap()
}

fn written(schema: &Schema, compression: Compression, records: &[Value]) -> Vec<u8> {
    let mut encoder = Encoder::new(schema, compression);
    for record in records {
        encoder.push(record.to_string().as_bytes()).unwrap();
    }
    encoder.finish()
}

#[test]
fn every_type_comes_back() {
    let columns = [
        ("a", "boolean"),
        ("b", "tinyint"),
        ("c", "bigint"),
        ("d", "float"),
        ("e", "double"),
        ("f", "decimal(10,2)"),
        ("g", "string"),
        ("h", "date"),
        ("i", "timestamp"),
        ("j", "binary"),
        ("k", "char(4)"),
    ];
    let records = [
        json!({"a": true, "b": -1, "c": 5_000_000_000_i64, "d": 0.5, "e": 0.1, "f": 12.345, "g": "ö",
               "h": "1970-01-03", "i": "1970-01-02 00:00:01", "j": "\u{1}x", "k": "ab  "}),
        json!({"G": null, "unknown": 1}),
    ];
    let expected = [
        json!({"a": true, "b": -1, "c": 5_000_000_000_i64, "d": 0.5, "e": 0.1, "f": "1235e-2", "g": "ö",
               "h": 2, "i": [2_440_589, 1_000_000_000], "j": [1, 120], "k": "ab"}),
        json!({"a": null, "b": null, "c": null, "d": null, "e": null, "f": null, "g": null, "h": null,
               "i": null, "j": null, "k": null}),
    ];
    for compression in ALL {
        assert_eq!(reader::rows(&written(&schema(&columns), compression, &records)).0, expected);
    }
}

#[test]
fn lists_maps_and_structs_come_back() {
    let columns = [
        ("l", "array<array<bigint>>"),
        ("m", "map<string,array<struct<x:bigint,y:string>>>"),
        ("s", "struct<t:struct<u:bigint>,v:map<int,boolean>>"),
    ];
    let records = [
        json!({"l": [[1, null], [], null, [2]], "m": {"a": [{"x": 1, "y": null}, null], "b": [], "c": null},
               "s": {"t": {"u": 1}, "v": {"7": true, "8": null}}}),
        json!({"l": [], "m": {}, "s": {"t": null, "v": {}}}),
        json!({"l": null, "m": null, "s": null}),
        json!({"l": [[]], "m": {"z": [{"x": null, "y": "q"}]}, "s": {"t": {"u": null}, "v": null}}),
    ];
    assert_eq!(reader::rows(&written(&schema(&columns), Compression::Snappy, &records)).0, records);
}

#[test]
fn pages_and_groups_are_bounded_and_bad_records_leave_nothing() {
    let schema = schema(&[("id", "int"), ("ok", "boolean"), ("tags", "array<struct<n:tinyint>>")]);
    let mut encoder = Encoder::new(&schema, Compression::Gzip).sized(200, 2000);
    let mut expected = Vec::new();
    for id in 0..2000 {
        let record = json!({"id": id, "ok": id % 3 == 0, "tags": [{"n": id % 100}, {"n": 1}]});
        encoder.push(record.to_string().as_bytes()).unwrap();
        expected.push(record);
        let bad = json!({"id": id, "ok": true, "tags": [{"n": 1}, {"n": 1000}]});
        let refused = encoder.push(bad.to_string().as_bytes()).unwrap_err();
        assert_eq!(refused.to_string(), "column `tags.list.element.n` is `tinyint`, which `1000` is not");
    }
    assert_eq!(encoder.rows(), 2000);
    let (rows, footer) = reader::rows(&encoder.finish());
    assert_eq!(rows, expected);
    let groups = footer.list(4);
    assert!(groups.len() > 3, "{}", groups.len());
    assert!(groups.iter().all(|group| group.number(2) < 4000), "groups are small");
}

#[test]
fn records_that_are_none_are_refused() {
    let mut encoder =
        Encoder::new(&schema(&[("a", "struct<b:int>"), ("c", "map<int,int>")]), Compression::Snappy);
    let mut refused = |record: &str| encoder.push(record.as_bytes()).unwrap_err();
    assert_eq!(refused("[]"), BadRecord::NotObject);
    assert_eq!(refused("{").code(), "DataFormatConversion.ParseError");
    assert_eq!(refused("7").code(), "DataFormatConversion.MalformedData");
    assert!(matches!(refused("{"), BadRecord::NotJson(_)));
    assert!(matches!(refused("{} {}"), BadRecord::NotJson(_)));
    assert!(matches!(refused(&format!("{{\"a\":{}", "[".repeat(100_000))), BadRecord::NotJson(_)));
    assert!(matches!(refused(r#"{"a": 7}"#), BadRecord::Mismatch { .. }));
    assert!(matches!(refused(r#"{"c": {"x": 1}}"#), BadRecord::Mismatch { .. }));
    assert_eq!(refused(&" ".repeat(RECORD_MAX + 1)), BadRecord::TooLarge(RECORD_MAX + 1));
    let (rows, _) = reader::rows(&encoder.finish());
    assert!(rows.is_empty());
}

/// Two rows, without compression. pyarrow 26 reads `[{id: 7, tags: ["a", null]}, {id: null, tags: []}]` of it.
const PINNED: &str = concat!(
    "504152311500151415142c15041500150615060000020000000301070000001500152415242c150615001506",
    "1506000002000000030203000000031b0001000000611502195c480b686976655f736368656d611504001502",
    "2502180269640035021804746167731502150600350418046c697374150200150c25021807656c656d656e74",
    "2500001604191c192c26081c1502192500061918026964150016041636163626083c3602000000263e1c150c",
    "1925000619380474616773046c69737407656c656d656e741500160616461646263e3c3604000000167c1604",
    "00281770756d70686f7573652076657273696f6e20302e312e3000b500000050415231",
);

#[test]
fn the_bytes_of_a_file_are_these() {
    let records = [json!({"id": 7, "tags": ["a", null]}), json!({"ID": null, "tags": []})];
    let file =
        written(&schema(&[("id", "int"), ("tags", "array<string>")]), Compression::Uncompressed, &records);
    assert_eq!(kernel::to_hex(&file), PINNED);
}

/// A type and, drawn anew each time, a value that it takes and that the reader answers the same.
fn any_type(
    bytes: &mut arbtest::arbitrary::Unstructured<'_>,
    depth: usize,
) -> arbtest::arbitrary::Result<HiveType> {
    Ok(match bytes.int_in_range(0..=if depth < 3 { 6 } else { 3 })? {
        0 => HiveType::Boolean,
        1 => HiveType::BigInt,
        2 => HiveType::String,
        3 => HiveType::Double,
        4 => HiveType::Array(Box::new(any_type(bytes, depth + 1)?)),
        5 => HiveType::Map(Box::new(HiveType::String), Box::new(any_type(bytes, depth + 1)?)),
        _ => HiveType::Struct(any_fields(bytes, depth + 1)?),
    })
}

fn any_fields(
    bytes: &mut arbtest::arbitrary::Unstructured<'_>,
    depth: usize,
) -> arbtest::arbitrary::Result<Vec<Field>> {
    let count = bytes.int_in_range(1..=3)?;
    (0..count).map(|index| Ok(Field { name: format!("f{index}"), kind: any_type(bytes, depth)? })).collect()
}

fn any_value(
    bytes: &mut arbtest::arbitrary::Unstructured<'_>,
    kind: &HiveType,
) -> arbtest::arbitrary::Result<Value> {
    if bytes.ratio(1, 4)? {
        return Ok(Value::Null);
    }
    Ok(match kind {
        HiveType::Boolean => json!(bytes.arbitrary::<bool>()?),
        HiveType::BigInt => json!(bytes.arbitrary::<i64>()?),
        HiveType::Double => json!(f64::from(bytes.arbitrary::<i32>()?) / 8.0),
        HiveType::Array(element) => {
            let count = bytes.int_in_range(0..=3)?;
            (0..count).map(|_| any_value(bytes, element)).collect::<Result<Value, _>>()?
        }
        HiveType::Map(_, value) => {
            let count = bytes.int_in_range(0..=3)?;
            let entries = (0..count).map(|index| Ok((format!("k{index}"), any_value(bytes, value)?)));
            Value::Object(entries.collect::<arbtest::arbitrary::Result<_>>()?)
        }
        HiveType::Struct(fields) => record(bytes, fields)?,
        _ => json!(bytes.arbitrary::<String>()?),
    })
}

fn record(
    bytes: &mut arbtest::arbitrary::Unstructured<'_>,
    fields: &[Field],
) -> arbtest::arbitrary::Result<Value> {
    let members = fields.iter().map(|field| Ok((field.name.clone(), any_value(bytes, &field.kind)?)));
    Ok(Value::Object(members.collect::<arbtest::arbitrary::Result<_>>()?))
}

#[test]
fn whatever_is_written_is_read() {
    arbtest::arbtest(|bytes| {
        let schema = Schema::new(any_fields(bytes, 0)?).unwrap();
        let compression = *bytes.choose(&ALL)?;
        let mut encoder = Encoder::new(&schema, compression)
            .sized(bytes.int_in_range(1..=100)?, bytes.int_in_range(1..=1000)?);
        let mut records = Vec::new();
        for _ in 0..bytes.int_in_range(0..=20)? {
            let record = record(bytes, schema.columns())?;
            encoder.push(record.to_string().as_bytes()).unwrap();
            records.push(record);
        }
        assert_eq!(reader::rows(&encoder.finish()).0, records);
        Ok(())
    });
}

#[test]
fn rubbish_is_refused_and_the_file_stays_sound() {
    let schema = schema(&[
        ("a", "array<int>"),
        ("b", "struct<c:timestamp,d:decimal(5,1)>"),
        ("e", "map<date,char(1)>"),
    ]);
    arbtest::arbtest(|bytes| {
        let pieces = [
            "{",
            "}",
            "[",
            "]",
            "\"a\":",
            "\"b\":",
            "\"c\":",
            "\"d\":",
            "1",
            "-7.25",
            ",",
            "null",
            "\"x\"",
            "\"e\":",
            "\"2020-01-01\":",
        ];
        let mut encoder = Encoder::new(&schema, Compression::Snappy).sized(64, 256);
        let mut taken = 0;
        for _ in 0..bytes.int_in_range(0..=8)? {
            let record: String = (0..bytes.int_in_range(0..=12)?)
                .map(|_| bytes.choose(&pieces).copied())
                .collect::<Result<_, _>>()?;
            taken += usize::from(encoder.push(record.as_bytes()).is_ok());
        }
        assert_eq!(reader::rows(&encoder.finish()).0.len(), taken);
        Ok(())
    });
}
