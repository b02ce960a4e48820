//! The `.metadata` object beside a result: protocol buffers whose schema AWS does not publish. The numbers of the
//! fields are those that readers of it found (athena-jdbc, and others that compared bytes):
//! `docs/formats/athena.md` states them.

use athena_api::ColumnInfo;

/// Athena's `UNKNOWN` of a column's nullability.
const NULLABLE_UNKNOWN: u64 = 3;

/// The bytes for a result of query `id`; of statements that write rows, what they did and how many there were.
pub fn encode(id: &str, update: Option<(&str, i64)>, columns: &[ColumnInfo]) -> Vec<u8> {
    let mut out = Vec::new();
    text(&mut out, 1, id);
    if let Some((what, count)) = update {
        text(&mut out, 2, what);
        number(&mut out, 3, count.unsigned_abs());
    }
    for info in columns {
        bytes(&mut out, 4, &column(info));
    }
    out
}

fn column(info: &ColumnInfo) -> Vec<u8> {
    let mut out = Vec::new();
    text(&mut out, 1, info.catalog_name.as_deref().unwrap_or_default());
    text(&mut out, 4, &info.name);
    text(&mut out, 5, info.label.as_deref().unwrap_or_default());
    text(&mut out, 6, &info.r#type);
    let (has_precision, has_scale, has_case) = fields_of(&info.r#type);
    if has_precision {
        number(&mut out, 7, u64::from(info.precision.unwrap_or_default().unsigned_abs()));
    }
    if has_scale {
        number(&mut out, 8, u64::from(info.scale.unwrap_or_default().unsigned_abs()));
    }
    number(&mut out, 9, NULLABLE_UNKNOWN);
    if has_case {
        number(&mut out, 10, u64::from(info.case_sensitive.unwrap_or_default()));
    }
    out
}

/// Which of precision, scale and regard of case are written for a type, whatever their values.
fn fields_of(type_name: &str) -> (bool, bool, bool) {
    match type_name {
        "boolean" => (false, false, true),
        "date" => (false, true, true),
        name if name.starts_with("interval") => (false, false, true),
        "tinyint" | "smallint" | "integer" | "bigint" | "double" | "float" | "decimal" => (true, true, true),
        "varchar" | "char" | "varbinary" => (true, true, true),
        name if name.starts_with("time") => (true, true, true),
        _ => (false, false, false),
    }
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

fn text(out: &mut Vec<u8>, field: u64, value: &str) {
    bytes(out, field, value.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sql::Column;
    use crate::runs::column_info;

    #[test]
    fn an_array_is_written_as_athena_wrote_it() {
        // A file of 56 bytes that Athena wrote in April 2019, as somebody showed it on Stack Overflow (55991018).
        let columns = [column_info(Column::new("ary", "array(integer)"))];
        let written = encode("20190423_125128_00001_ehtur", None, &columns);
        let mut pinned = b"\x0a\x1b20190423_125128_00001_ehtur\"\x19\x0a\x04hive".to_vec();
        pinned.extend_from_slice(b"\"\x03ary*\x03ary2\x05arrayH\x03");
        assert_eq!(written, pinned);
        assert_eq!(written.len(), 56);
    }

    #[test]
    fn counts_and_numbers_are_written_even_where_they_are_nothing() {
        let columns = [column_info(Column::new("rows", "bigint"))];
        let written = encode("q", Some(("INSERT", 0)), &columns);
        let mut pinned = b"\x0a\x01q\x12\x06INSERT\x18\x00\"\x22\x0a\x04hive\"\x04rows*\x04rows".to_vec();
        pinned.extend_from_slice(b"2\x06bigint8\x13@\x00H\x03P\x00");
        assert_eq!(written, pinned);
    }

    #[test]
    fn long_names_have_long_lengths() {
        let name = "a".repeat(130);
        let written = encode("q", None, &[column_info(Column::new(name, "date"))]);
        assert!(written.windows(3).any(|three| three == [0x22, 0x82, 0x01]));
    }
}
