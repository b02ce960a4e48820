//! Types, as the system catalog describes them.

use super::cells::{Cell, Row};
use crate::values::{ITEMS, Kind, array_of, item_of, oid};

/// PostgreSQL's own schema.
pub const PG_CATALOG: u32 = 11;

/// Types that clients look for: number, name, length, category, the name that people read.
const TYPES: [(u32, &str, i64, &str, &str); 45] = [
    (16, "bool", 1, "B", "boolean"),
    (17, "bytea", -1, "U", "bytea"),
    (18, "char", 1, "Z", "\"char\""),
    (19, "name", 64, "S", "name"),
    (20, "int8", 8, "N", "bigint"),
    (21, "int2", 2, "N", "smallint"),
    (22, "int2vector", -1, "A", "int2vector"),
    (23, "int4", 4, "N", "integer"),
    (24, "regproc", 4, "N", "regproc"),
    (25, "text", -1, "S", "text"),
    (26, "oid", 4, "N", "oid"),
    (27, "tid", 6, "U", "tid"),
    (28, "xid", 4, "U", "xid"),
    (29, "cid", 4, "U", "cid"),
    (30, "oidvector", -1, "A", "oidvector"),
    (114, "json", -1, "U", "json"),
    (142, "xml", -1, "U", "xml"),
    (600, "point", 16, "G", "point"),
    (650, "cidr", -1, "I", "cidr"),
    (700, "float4", 4, "N", "real"),
    (701, "float8", 8, "N", "double precision"),
    (705, "unknown", -2, "X", "unknown"),
    (790, "money", 8, "N", "money"),
    (829, "macaddr", 6, "U", "macaddr"),
    (869, "inet", -1, "I", "inet"),
    (1042, "bpchar", -1, "S", "character"),
    (1043, "varchar", -1, "S", "character varying"),
    (1082, "date", 4, "D", "date"),
    (1083, "time", 8, "D", "time without time zone"),
    (1114, "timestamp", 8, "D", "timestamp without time zone"),
    (1184, "timestamptz", 8, "D", "timestamp with time zone"),
    (1186, "interval", 16, "T", "interval"),
    (1266, "timetz", 12, "D", "time with time zone"),
    (1560, "bit", -1, "V", "bit"),
    (1562, "varbit", -1, "V", "bit varying"),
    (1700, "numeric", -1, "N", "numeric"),
    (2205, "regclass", 4, "N", "regclass"),
    (2206, "regtype", 4, "N", "regtype"),
    (2249, "record", -1, "P", "record"),
    (2275, "cstring", -2, "P", "cstring"),
    (2276, "any", 4, "P", "\"any\""),
    (2278, "void", 4, "P", "void"),
    (2950, "uuid", 16, "U", "uuid"),
    (3802, "jsonb", -1, "U", "jsonb"),
    (4089, "regnamespace", 4, "N", "regnamespace"),
];

/// Number and modifier of what Hive calls `kind`.
pub fn of_hive(kind: &str) -> (u32, i64) {
    let digits = |name: &str| -> Option<i64> {
        let rest = kind.trim().to_lowercase();
        rest.strip_prefix(name)?.trim().strip_prefix('(')?.strip_suffix(')')?.trim().parse().ok()
    };
    if let Some(length) = digits("varchar") {
        return (oid::VARCHAR, length + 4);
    }
    if let Some(length) = digits("char") {
        return (oid::BPCHAR, length + 4);
    }
    match sql::types::of_hive(kind) {
        Ok(kind) => {
            let kind = Kind::of(&kind);
            (kind.oid, i64::from(kind.modifier))
        }
        // A type that nobody knows makes the table no less there.
        Err(_) => (oid::TEXT, -1),
    }
}

/// The length of a type's values.
pub fn length(kind: u32) -> i64 {
    TYPES.iter().find(|(oid, ..)| *oid == kind).map_or(-1, |(_, _, length, ..)| *length)
}

/// The short name.
pub fn name(kind: u32) -> Option<String> {
    if let Some(item) = item_of(kind) {
        return name(item).map(|item| format!("_{item}"));
    }
    TYPES.iter().find(|(oid, ..)| *oid == kind).map(|(_, name, ..)| (*name).to_owned())
}

/// The name that people read, with what the modifier says.
pub fn format(kind: u32, modifier: Option<i64>) -> String {
    if kind == 0 {
        return "-".to_owned();
    }
    if let Some(item) = item_of(kind) {
        return format!("{}[]", format(item, modifier));
    }
    let Some((.., long)) = TYPES.iter().find(|(oid, ..)| *oid == kind) else { return "???".to_owned() };
    let Some(modifier) = modifier.filter(|modifier| *modifier >= 4) else { return (*long).to_owned() };
    match kind {
        oid::VARCHAR | oid::BPCHAR => format!("{long}({})", modifier - 4),
        oid::NUMERIC => format!("numeric({},{})", (modifier - 4) >> 16, (modifier - 4) & 0xffff),
        _ => (*long).to_owned(),
    }
}

/// The number of a type's name, short or long.
pub fn number(name: &str) -> Option<u32> {
    let name = name.trim().trim_start_matches("pg_catalog.").trim_matches('"').to_lowercase();
    if let Some(item) = name.strip_suffix("[]") {
        return number(item).and_then(array_of);
    }
    if let Some(item) = name.strip_prefix('_') {
        return number(item).and_then(array_of);
    }
    let name = match name.as_str() {
        "int" => "integer",
        "decimal" => "numeric",
        "double" => "double precision",
        "string" => "text",
        other => other,
    };
    TYPES.iter().find(|(_, short, _, _, long)| *short == name || *long == name).map(|(oid, ..)| *oid)
}

/// The rows of `pg_type`.
pub fn rows() -> Vec<Row> {
    let plain = TYPES.iter().map(|(oid, name, length, category, _)| {
        row(*oid, (*name).to_owned(), *length, category, 0, array_of(*oid).unwrap_or(0))
    });
    let arrays = ITEMS.iter().filter_map(|item| {
        let array = array_of(*item)?;
        Some(row(array, name(array)?, -1, "A", *item, 0))
    });
    plain.chain(arrays).collect()
}

fn row(oid: u32, name: String, length: i64, category: &str, element: u32, array: u32) -> Row {
    let is_pseudo = category == "P";
    let (send, receive) = (format!("{name}send"), format!("{name}recv"));
    let (input, output) = (format!("{name}in"), format!("{name}out"));
    let array_input = |plain: String, of_arrays: &str| if element > 0 { of_arrays.to_owned() } else { plain };
    vec![
        ("oid", oid.into()),
        ("typname", name.into()),
        ("typnamespace", PG_CATALOG.into()),
        ("typowner", 10_u32.into()),
        ("typlen", length.into()),
        ("typbyval", (length > 0 && length <= 8).into()),
        ("typtype", if is_pseudo { "p" } else { "b" }.into()),
        ("typcategory", category.into()),
        ("typisdefined", true.into()),
        ("typdelim", ",".into()),
        ("typelem", element.into()),
        ("typarray", array.into()),
        ("typinput", array_input(input, "array_in").into()),
        ("typoutput", array_input(output, "array_out").into()),
        ("typreceive", array_input(receive, "array_recv").into()),
        ("typsend", array_input(send, "array_send").into()),
        ("typalign", "i".into()),
        ("typstorage", if length < 0 { "x" } else { "p" }.into()),
        ("typtypmod", Cell::Int(-1)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_have_names_for_people_and_for_machines() {
        assert_eq!(of_hive("varchar(20)"), (1043, 24));
        assert_eq!(format(1043, Some(24)), "character varying(20)");
        let (kind, modifier) = of_hive("decimal(12,2)");
        assert_eq!(format(kind, Some(modifier)), "numeric(12,2)");
        let (kind, modifier) = of_hive("array<bigint>");
        assert_eq!(
            (format(kind, Some(modifier)), name(kind)),
            ("bigint[]".to_owned(), Some("_int8".to_owned()))
        );
        assert_eq!(of_hive("struct<a:int>").0, oid::JSON);
        assert_eq!(of_hive("no such"), (oid::TEXT, -1));
        assert_eq!([number("int8"), number("bigint[]"), number("_text")], [Some(20), Some(1016), Some(1009)]);
    }
}
