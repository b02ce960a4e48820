//! Functions about the catalog and the session.

use std::sync::PoisonError;

use datafusion::common::ScalarValue;
use datafusion::error::Result;

use super::texts::quote;
use super::{Answers, Entry, Known, Said, int, refused, text};
use crate::catalog::{relations, shapes, types};
use crate::settings::SERVER_VERSION;

pub const ENTRIES: &[Entry] = &[
    ("version", Answers::Text, |_, _| {
        let own = env!("CARGO_PKG_VERSION");
        said(format!("PostgreSQL {SERVER_VERSION} (Pumphouse {own}, Athena's SQL)"))
    }),
    ("current_database", Answers::Text, |known, _| said(known.asked.database.clone())),
    ("current_catalog", Answers::Text, |known, _| said(known.asked.database.clone())),
    ("current_schema", Answers::Text, |known, _| Ok(path(known).into_iter().next().map(Said::Text))),
    ("current_schemas", Answers::Texts, |known, a| {
        let mut schemas = path(known);
        if text(a, 0).as_deref() == Some("true") {
            schemas.insert(0, "pg_catalog".to_owned());
        }
        Ok(Some(Said::Texts(schemas)))
    }),
    ("current_user", Answers::Text, user),
    ("session_user", Answers::Text, user),
    ("current_role", Answers::Text, user),
    ("user", Answers::Text, user),
    ("pg_get_userbyid", Answers::Text, |known, a| {
        Ok(int(a, 0).map(|oid| match oid == i64::from(relations::OWNER) {
            true => Said::Text(known.asked.user.clone()),
            false => Said::Text(format!("unknown (OID={oid})")),
        }))
    }),
    ("pg_backend_pid", Answers::Int, |known, _| Ok(Some(Said::Int(i64::from(known.asked.process))))),
    ("pg_is_in_recovery", Answers::Bool, |_, _| truth(false)),
    ("pg_is_wal_replay_paused", Answers::Bool, |_, _| truth(false)),
    ("inet_server_addr", Answers::Text, |_, _| said("127.0.0.1")),
    ("inet_client_addr", Answers::Text, |_, _| said("127.0.0.1")),
    ("inet_server_port", Answers::Int, |_, _| Ok(None)),
    ("pg_encoding_to_char", Answers::Text, |_, a| {
        Ok(int(a, 0).map(|number| Said::Text(if number == 6 { "UTF8" } else { "" }.to_owned())))
    }),
    ("pg_client_encoding", Answers::Text, |_, _| said("UTF8")),
    ("getdatabaseencoding", Answers::Text, |_, _| said("UTF8")),
    ("current_setting", Answers::Text, |known, a| {
        let Some(name) = text(a, 0) else { return Ok(None) };
        let name = name.to_lowercase();
        match known.asked.settings.iter().find(|(own, _)| *own == name) {
            Some((_, value)) => said(value.clone()),
            None if text(a, 1).as_deref() == Some("true") => Ok(None),
            None => Err(refused(format!("unrecognized configuration parameter \"{name}\""))),
        }
    }),
    ("set_config", Answers::Text, |known, a| {
        let Some((name, value)) = text(a, 0).zip(text(a, 1)) else { return Ok(None) };
        let mut changes = known.changes.lock().unwrap_or_else(PoisonError::into_inner);
        if !changes.iter().any(|(own, _)| *own == name) {
            changes.push((name, value.clone()));
        }
        said(value)
    }),
    ("format_type", Answers::Text, |_, a| {
        let kind = int(a, 0).and_then(|oid| u32::try_from(oid).ok());
        Ok(kind.map(|kind| Said::Text(types::format(kind, int(a, 1)))))
    }),
    ("pg_table_is_visible", Answers::Bool, visible),
    ("pg_type_is_visible", Answers::Bool, |_, a| Ok(int(a, 0).map(|_| Said::Bool(true)))),
    ("pg_collation_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_conversion_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_opclass_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_operator_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_opfamily_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_statistics_obj_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_ts_config_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_ts_dict_is_visible", Answers::Bool, |_, _| truth(true)),
    ("pg_function_is_visible", Answers::Bool, |_, a| Ok(int(a, 0).map(|_| Said::Bool(true)))),
    ("pg_get_expr", Answers::Text, |_, a| Ok(text(a, 0).map(Said::Text))),
    ("pg_get_viewdef", Answers::Text, |known, a| {
        let oid = oid_of(known, a)?;
        Ok(oid.and_then(|oid| known.lake.relation(oid)).and_then(|found| found.definition()).map(Said::Text))
    }),
    ("pg_get_indexdef", Answers::Text, nothing),
    ("pg_get_constraintdef", Answers::Text, nothing),
    ("pg_get_triggerdef", Answers::Text, nothing),
    ("pg_get_ruledef", Answers::Text, nothing),
    ("pg_get_functiondef", Answers::Text, nothing),
    ("pg_get_function_result", Answers::Text, nothing),
    ("pg_get_function_arguments", Answers::Text, nothing),
    ("pg_get_function_identity_arguments", Answers::Text, nothing),
    ("pg_get_partkeydef", Answers::Text, nothing),
    ("pg_get_partition_constraintdef", Answers::Text, nothing),
    ("pg_get_serial_sequence", Answers::Text, nothing),
    ("pg_get_statisticsobjdef_columns", Answers::Text, nothing),
    ("shobj_description", Answers::Text, nothing),
    ("obj_description", Answers::Text, |known, a| {
        let Some(oid) = int(a, 0) else { return Ok(None) };
        let class = text(a, 1).and_then(|name| shapes::number(&name));
        let remarks = relations::remarks(&known.lake);
        let found = remarks.into_iter().find(|(own, of, column, _)| {
            i64::from(*own) == oid && *column == 0 && class.is_none_or(|class| class == *of)
        });
        Ok(found.map(|(.., text)| Said::Text(text.to_owned())))
    }),
    ("col_description", Answers::Text, |known, a| {
        let Some((oid, number)) = int(a, 0).zip(int(a, 1)) else { return Ok(None) };
        let remarks = relations::remarks(&known.lake);
        let found = remarks
            .into_iter()
            .find(|(own, _, column, _)| i64::from(*own) == oid && *column == number && number > 0);
        Ok(found.map(|(.., text)| Said::Text(text.to_owned())))
    }),
    ("has_table_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_any_column_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_column_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_schema_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_database_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_function_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_sequence_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_type_privilege", Answers::Bool, |_, _| truth(true)),
    ("has_tablespace_privilege", Answers::Bool, |_, _| truth(true)),
    ("pg_has_role", Answers::Bool, |_, _| truth(true)),
    // How large a table is, only its objects say.
    ("pg_relation_size", Answers::Int, |_, a| Ok(text(a, 0).map(|_| Said::Int(0)))),
    ("pg_table_size", Answers::Int, |_, a| Ok(text(a, 0).map(|_| Said::Int(0)))),
    ("pg_total_relation_size", Answers::Int, |_, a| Ok(text(a, 0).map(|_| Said::Int(0)))),
    ("pg_indexes_size", Answers::Int, |_, a| Ok(text(a, 0).map(|_| Said::Int(0)))),
    ("pg_database_size", Answers::Int, |_, a| Ok(text(a, 0).map(|_| Said::Int(0)))),
    ("pg_tablespace_size", Answers::Int, |_, a| Ok(text(a, 0).map(|_| Said::Int(0)))),
    ("pg_size_pretty", Answers::Text, |_, a| Ok(int(a, 0).map(|bytes| Said::Text(format!("{bytes} bytes"))))),
    ("pg_relation_is_publishable", Answers::Bool, |_, _| truth(false)),
    ("pg_relation_filenode", Answers::Oid, |_, _| Ok(None)),
    ("pg_tablespace_location", Answers::Text, |_, _| said("")),
    ("pg_char_to_encoding", Answers::Int, |_, _| Ok(Some(Said::Int(6)))),
    ("pg_advisory_unlock_all", Answers::Text, |_, _| said("")),
    ("pg_try_advisory_lock", Answers::Bool, |_, _| truth(true)),
    ("pg_advisory_unlock", Answers::Bool, |_, _| truth(true)),
    ("txid_current", Answers::Int, |_, _| Ok(Some(Said::Int(1)))),
    ("to_regclass", Answers::Oid, |known, a| Ok(text(a, 0).and_then(|name| class(known, &name)).map(number))),
    ("to_regtype", Answers::Oid, |_, a| Ok(text(a, 0).and_then(|name| types::number(&name)).map(number))),
    ("to_regnamespace", Answers::Oid, |known, a| {
        Ok(text(a, 0).and_then(|name| namespace(known, &name)).map(number))
    }),
    ("$regoid", Answers::Oid, |known, a| oid_of(known, a).map(|oid| oid.map(number))),
    ("$regclass", Answers::Text, |known, a| Ok(text(a, 0).map(|text| Said::Text(class_name(known, text))))),
    ("$typeoid", Answers::Oid, |_, a| {
        let Some(name) = text(a, 0) else { return Ok(None) };
        match name.parse().ok().or_else(|| types::number(&name)) {
            Some(oid) => Ok(Some(number(oid))),
            None => Err(refused(format!("type \"{name}\" does not exist"))),
        }
    }),
    ("$regnamespace", Answers::Text, |known, a| {
        let name = |text: String| match text.parse::<u32>() {
            Ok(oid) => relations::schemas(&known.lake)
                .into_iter()
                .find(|(own, _)| *own == oid)
                .map_or(text, |(_, name)| quote(name)),
            Err(_) => text,
        };
        Ok(text(a, 0).map(|text| Said::Text(name(text))))
    }),
    ("$namespaceoid", Answers::Oid, |known, a| {
        let Some(name) = text(a, 0) else { return Ok(None) };
        match name.parse().ok().or_else(|| namespace(known, &name)) {
            Some(oid) => Ok(Some(number(oid))),
            None => Err(refused(format!("schema \"{name}\" does not exist"))),
        }
    }),
];

fn said(text: impl Into<String>) -> Result<Option<Said>> {
    Ok(Some(Said::Text(text.into())))
}

fn truth(truth: bool) -> Result<Option<Said>> {
    Ok(Some(Said::Bool(truth)))
}

fn number(oid: u32) -> Said {
    Said::Int(i64::from(oid))
}

fn user(known: &Known, _: &[ScalarValue]) -> Result<Option<Said>> {
    said(known.asked.user.clone())
}

fn nothing(_: &Known, _: &[ScalarValue]) -> Result<Option<Said>> {
    Ok(None)
}

/// The search path's databases that there are.
fn path(known: &Known) -> Vec<String> {
    let is_there = |name: &&String| known.lake.schemas.iter().any(|schema| schema.name == **name);
    known.asked.search_path.iter().filter(is_there).cloned().collect()
}

/// Whether a table is found by its name alone.
fn visible(known: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let Some(oid) = int(arguments, 0).and_then(|oid| u32::try_from(oid).ok()) else { return Ok(None) };
    let Some(relation) = known.lake.relation(oid) else { return Ok(None) };
    let first = known.lake.find(&known.asked.search_path, None, &relation.table.name);
    truth(first.is_some_and(|first| first.oid == oid))
}

/// The parts of a name, without quotes.
fn parts(name: &str) -> Vec<String> {
    let pieces = crate::lexer::pieces(name);
    let names = pieces.iter().map(|piece| crate::lexer::value(name, piece));
    names.filter(|part| part != ".").collect()
}

/// The number of a table's name.
fn class(known: &Known, name: &str) -> Option<u32> {
    let parts = parts(name);
    let (schema, table) = match parts.as_slice() {
        [table] => (None, table),
        [schema, table] | [_, schema, table] => (Some(schema.as_str()), table),
        _ => return None,
    };
    if schema.is_none_or(|schema| schema == "pg_catalog")
        && let Some(own) = shapes::number(table)
    {
        return Some(own);
    }
    known.lake.find(&known.asked.search_path, schema, table).map(|relation| relation.oid)
}

/// A number, or a table's by its name.
fn oid_of(known: &Known, arguments: &[ScalarValue]) -> Result<Option<u32>> {
    let Some(name) = text(arguments, 0) else { return Ok(None) };
    match name.trim().parse().ok().or_else(|| class(known, &name)) {
        Some(oid) => Ok(Some(oid)),
        None => Err(refused(format!("relation \"{name}\" does not exist"))),
    }
}

fn namespace(known: &Known, name: &str) -> Option<u32> {
    let name = parts(name).into_iter().next()?;
    relations::schemas(&known.lake).into_iter().find(|(_, own)| *own == name).map(|(oid, _)| oid)
}

/// A table's name, with its database where it is not found without.
fn class_name(known: &Known, text: String) -> String {
    let Ok(oid) = text.parse::<u32>() else { return text };
    if oid == 0 {
        return "-".to_owned();
    }
    let Some(relation) = known.lake.relation(oid) else {
        let own =
            shapes::FULL.iter().chain(&shapes::EMPTY).find(|(name, _)| shapes::number(name) == Some(oid));
        return own.map_or(text, |(name, _)| (*name).to_owned());
    };
    let first = known.lake.find(&known.asked.search_path, None, &relation.table.name);
    let name = quote(&relation.table.name);
    match first {
        Some(first) if first.oid == oid => name,
        _ => format!("{}.{name}", quote(&relation.table.database)),
    }
}
