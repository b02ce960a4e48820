//! The rows of the system catalog's tables.

use super::Surroundings;
use super::cells::{Cell, Row};
use super::lake::{Lake, Relation};
use super::{shapes, types};

/// Who owns everything.
pub const OWNER: u32 = 10;
/// The number of the information schema.
const INFORMATION_SCHEMA: u32 = 13_000;

/// The rows of a table that may hold some.
pub fn rows(schema: &str, name: &str, lake: &Lake, asked: &Surroundings) -> Vec<Row> {
    match (schema, name) {
        ("pg_catalog", "pg_namespace") => namespaces(lake),
        ("pg_catalog", "pg_class") => lake.relations.iter().map(class).collect(),
        ("pg_catalog", "pg_attribute") => lake.relations.iter().flat_map(attributes).collect(),
        ("pg_catalog", "pg_type") => types::rows(),
        ("pg_catalog", "pg_database") => databases(asked),
        ("pg_catalog", "pg_roles" | "pg_authid") => vec![role(asked)],
        ("pg_catalog", "pg_user") => vec![vec![
            ("usename", asked.user.clone().into()),
            ("usesysid", OWNER.into()),
            ("usesuper", true.into()),
            ("valuntil", Cell::Null),
        ]],
        ("pg_catalog", "pg_description") => descriptions(lake),
        ("pg_catalog", "pg_settings") => asked.settings.iter().map(setting).collect(),
        ("pg_catalog", "pg_tables") => tables(lake, asked),
        ("pg_catalog", "pg_views") => views(lake, asked),
        ("pg_catalog", "pg_am") => {
            vec![vec![("oid", 2_u32.into()), ("amname", "heap".into()), ("amtype", "t".into())]]
        }
        ("pg_catalog", "pg_tablespace") => vec![vec![
            ("oid", 1_663_u32.into()),
            ("spcname", "pg_default".into()),
            ("spcowner", OWNER.into()),
        ]],
        ("pg_catalog", "pg_language") => {
            vec![vec![("oid", 14_u32.into()), ("lanname", "sql".into()), ("lanowner", OWNER.into())]]
        }
        ("pg_catalog", "pg_timezone_names") => {
            vec![vec![("name", "UTC".into()), ("abbrev", "UTC".into()), ("utc_offset", "00:00:00".into())]]
        }
        ("information_schema", "schemata") => schemata(lake, asked),
        ("information_schema", "tables") => information_tables(lake, asked),
        ("information_schema", "columns") => {
            lake.relations.iter().flat_map(|relation| information_columns(relation, asked)).collect()
        }
        ("information_schema", "views") => information_views(lake, asked),
        ("information_schema", "enabled_roles") => vec![vec![("role_name", asked.user.clone().into())]],
        ("information_schema", "information_schema_catalog_name") => {
            vec![vec![("catalog_name", asked.database.clone().into())]]
        }
        _ => Vec::new(),
    }
}

/// All schemas: those of the lake and PostgreSQL's own.
pub fn schemas(lake: &Lake) -> Vec<(u32, &str)> {
    let own = [(types::PG_CATALOG, "pg_catalog"), (INFORMATION_SCHEMA, "information_schema")];
    let of_lake = lake.schemas.iter().map(|schema| (schema.oid, schema.name.as_str()));
    own.into_iter().chain(of_lake).collect()
}

fn namespaces(lake: &Lake) -> Vec<Row> {
    let row = |(oid, name): (u32, &str)| {
        vec![("oid", oid.into()), ("nspname", name.into()), ("nspowner", Cell::from(OWNER))]
    };
    schemas(lake).into_iter().map(row).collect()
}

fn kind(relation: &Relation) -> &'static str {
    if relation.table.is_view() { "v" } else { "r" }
}

fn class(relation: &Relation) -> Row {
    let columns = i64::try_from(relation.columns().count()).unwrap_or(i64::MAX);
    let is_table = !relation.table.is_view();
    vec![
        ("oid", relation.oid.into()),
        ("relname", relation.table.name.clone().into()),
        ("relnamespace", relation.schema.into()),
        ("relowner", OWNER.into()),
        ("relam", if is_table { 2_u32 } else { 0 }.into()),
        ("reltuples", Cell::Int(-1)),
        ("relpersistence", "p".into()),
        ("relkind", kind(relation).into()),
        ("relnatts", columns.into()),
        ("relhasrules", (!is_table).into()),
        ("relispopulated", true.into()),
        ("relreplident", "d".into()),
        ("tableoid", shapes::number("pg_class").into()),
    ]
}

fn attributes(relation: &Relation) -> Vec<Row> {
    let row = |(index, column): (usize, &sql::catalog::Column)| {
        let (kind, modifier) = types::of_hive(&column.kind);
        vec![
            ("attrelid", Cell::from(relation.oid)),
            ("attname", column.name.clone().into()),
            ("atttypid", kind.into()),
            ("attstattarget", Cell::Int(-1)),
            ("attlen", types::length(kind).into()),
            ("attnum", i64::try_from(index + 1).unwrap_or(i64::MAX).into()),
            ("attndims", i64::from(crate::values::item_of(kind).is_some()).into()),
            ("attcacheoff", Cell::Int(-1)),
            ("atttypmod", modifier.into()),
            ("attalign", "i".into()),
            ("attstorage", "p".into()),
            ("attcompression", "".into()),
            ("attidentity", "".into()),
            ("attgenerated", "".into()),
            ("attislocal", true.into()),
        ]
    };
    relation.columns().enumerate().map(row).collect()
}

fn databases(asked: &Surroundings) -> Vec<Row> {
    let mut names = vec![asked.database.as_str()];
    if asked.database != "awsdatacatalog" {
        names.push("awsdatacatalog");
    }
    let row = |(index, name): (usize, &str)| {
        vec![
            ("oid", Cell::from(if index == 0 { 5_u32 } else { 4 })),
            ("datname", name.into()),
            ("datdba", OWNER.into()),
            ("encoding", 6_u32.into()),
            ("datlocprovider", "c".into()),
            ("datallowconn", true.into()),
            ("datconnlimit", Cell::Int(-1)),
            ("dattablespace", 1_663_u32.into()),
            ("datcollate", "C".into()),
            ("datctype", "C".into()),
        ]
    };
    names.into_iter().enumerate().map(row).collect()
}

fn role(asked: &Surroundings) -> Row {
    vec![
        ("oid", OWNER.into()),
        ("rolname", asked.user.clone().into()),
        ("rolsuper", true.into()),
        ("rolinherit", true.into()),
        ("rolcanlogin", true.into()),
        ("rolconnlimit", Cell::Int(-1)),
    ]
}

/// What tables, columns and databases are remarked on with: number, class, column, remark.
pub fn remarks(lake: &Lake) -> Vec<(u32, u32, i64, &str)> {
    let class = shapes::number("pg_class").unwrap_or_default();
    let namespace = shapes::number("pg_namespace").unwrap_or_default();
    let mut remarks = Vec::new();
    for schema in &lake.schemas {
        remarks.extend(schema.comment.as_deref().map(|text| (schema.oid, namespace, 0, text)));
    }
    for relation in &lake.relations {
        let is_said = |text: &&str| !text.is_empty();
        let own = relation.table.description.as_deref().filter(is_said);
        remarks.extend(own.map(|text| (relation.oid, class, 0, text)));
        for (number, column) in (1..).zip(relation.columns()) {
            let own = column.comment.as_deref().filter(is_said);
            remarks.extend(own.map(|text| (relation.oid, class, number, text)));
        }
    }
    remarks
}

fn descriptions(lake: &Lake) -> Vec<Row> {
    let row = |(oid, class, column, text): (u32, u32, i64, &str)| {
        vec![
            ("objoid", Cell::from(oid)),
            ("classoid", class.into()),
            ("objsubid", column.into()),
            ("description", text.into()),
        ]
    };
    remarks(lake).into_iter().map(row).collect()
}

fn setting((name, value): &(String, String)) -> Row {
    vec![
        ("name", name.as_str().into()),
        ("setting", value.as_str().into()),
        ("category", "Settings".into()),
        ("short_desc", "".into()),
        ("context", "user".into()),
        ("vartype", "string".into()),
        ("source", "session".into()),
        ("boot_val", value.as_str().into()),
        ("reset_val", value.as_str().into()),
        ("sourceline", Cell::Null),
    ]
}

fn tables(lake: &Lake, asked: &Surroundings) -> Vec<Row> {
    let tables = lake.relations.iter().filter(|relation| !relation.table.is_view());
    let row = |relation: &Relation| {
        vec![
            ("schemaname", Cell::from(relation.table.database.as_str())),
            ("tablename", relation.table.name.as_str().into()),
            ("tableowner", asked.user.as_str().into()),
        ]
    };
    tables.map(row).collect()
}

fn views(lake: &Lake, asked: &Surroundings) -> Vec<Row> {
    let row = |relation: &Relation| {
        vec![
            ("schemaname", Cell::from(relation.table.database.as_str())),
            ("viewname", relation.table.name.as_str().into()),
            ("viewowner", asked.user.as_str().into()),
            ("definition", relation.definition().into()),
        ]
    };
    lake.relations.iter().filter(|relation| relation.table.is_view()).map(row).collect()
}

fn schemata(lake: &Lake, asked: &Surroundings) -> Vec<Row> {
    let row = |(_, name): (u32, &str)| {
        vec![
            ("catalog_name", Cell::from(asked.database.as_str())),
            ("schema_name", name.into()),
            ("schema_owner", asked.user.as_str().into()),
        ]
    };
    schemas(lake).into_iter().map(row).collect()
}

fn named(relation: &Relation, asked: &Surroundings) -> Row {
    vec![
        ("table_catalog", asked.database.as_str().into()),
        ("table_schema", relation.table.database.as_str().into()),
        ("table_name", relation.table.name.as_str().into()),
    ]
}

fn information_tables(lake: &Lake, asked: &Surroundings) -> Vec<Row> {
    let row = |relation: &Relation| {
        let kind = if relation.table.is_view() { "VIEW" } else { "BASE TABLE" };
        let insertable = if relation.table.is_view() { "NO" } else { "YES" };
        let mut row = named(relation, asked);
        row.extend([
            ("table_type", kind.into()),
            ("is_insertable_into", insertable.into()),
            ("is_typed", "NO".into()),
        ]);
        row
    };
    lake.relations.iter().map(row).collect()
}

fn information_views(lake: &Lake, asked: &Surroundings) -> Vec<Row> {
    let row = |relation: &Relation| {
        let mut row = named(relation, asked);
        row.extend([
            ("view_definition", relation.definition().into()),
            ("check_option", "NONE".into()),
            ("is_updatable", "NO".into()),
            ("is_insertable_into", "NO".into()),
        ]);
        row
    };
    lake.relations.iter().filter(|relation| relation.table.is_view()).map(row).collect()
}

fn information_columns(relation: &Relation, asked: &Surroundings) -> Vec<Row> {
    let row = |(index, column): (usize, &sql::catalog::Column)| {
        use crate::values::oid;
        let (kind, modifier) = types::of_hive(&column.kind);
        let number = |number: i64| Cell::Int(number);
        let (precision, radix, scale) = match kind {
            oid::INT2 => (number(16), number(2), number(0)),
            oid::INT4 => (number(32), number(2), number(0)),
            oid::INT8 => (number(64), number(2), number(0)),
            oid::FLOAT4 => (number(24), number(2), Cell::Null),
            oid::FLOAT8 => (number(53), number(2), Cell::Null),
            oid::NUMERIC => (number((modifier - 4) >> 16), number(10), number((modifier - 4) & 0xffff)),
            _ => (Cell::Null, Cell::Null, Cell::Null),
        };
        let length = match kind {
            oid::VARCHAR | oid::BPCHAR if modifier >= 4 => number(modifier - 4),
            _ => Cell::Null,
        };
        let digits = match kind {
            oid::DATE => number(0),
            oid::TIME | oid::TIMESTAMP | oid::TIMESTAMPTZ => number(3),
            _ => Cell::Null,
        };
        let is_array = crate::values::item_of(kind).is_some();
        let shown = if is_array { "ARRAY".to_owned() } else { types::format(kind, None) };
        let place = i64::try_from(index + 1).unwrap_or(i64::MAX);
        let mut row = named(relation, asked);
        row.extend([
            ("column_name", column.name.as_str().into()),
            ("ordinal_position", place.into()),
            ("is_nullable", "YES".into()),
            ("data_type", shown.into()),
            ("character_maximum_length", length),
            ("character_octet_length", Cell::Null),
            ("numeric_precision", precision),
            ("numeric_precision_radix", radix),
            ("numeric_scale", scale),
            ("datetime_precision", digits),
            ("interval_precision", Cell::Null),
            ("udt_catalog", asked.database.as_str().into()),
            ("udt_schema", "pg_catalog".into()),
            ("udt_name", types::name(kind).into()),
            ("maximum_cardinality", Cell::Null),
            ("dtd_identifier", place.to_string().into()),
            ("is_self_referencing", "NO".into()),
            ("is_identity", "NO".into()),
            ("identity_cycle", "NO".into()),
            ("is_generated", "NEVER".into()),
            ("is_updatable", "NO".into()),
        ]);
        row
    };
    relation.columns().enumerate().map(row).collect()
}
