//! What is to become of a table that is in the catalogue already.

use std::collections::BTreeMap;

use glue_api::{Column, TableInput};

use crate::crawl::description::AMOUNTS;
use crate::crawl::plan::Update;
use crate::crawler::{ColumnType, Fields};
use crate::engine::StoredTable;

/// What is to become of it.
pub enum Change {
    /// Nothing: it is as it was found.
    Nothing,
    /// Only what says how much is in it.
    Amounts(TableInput),
    /// It is described so.
    Update(TableInput),
    /// It is described so, with other partition keys than before.
    Anew(TableInput),
    /// It has changed, and is left.
    Left,
    /// It cannot be merged with what was found: this differs.
    Incompatible(&'static str),
}

/// What becomes of `existing` where it was found to be `found`.
pub fn of(existing: &StoredTable, found: TableInput, update: Update) -> Change {
    let before = &existing.input;
    let keys = |table: &TableInput| table.partition_keys.as_ref().map_or(0, Vec::len);
    let mut after = found;
    // What a crawler does not say of a table stays.
    after.description.clone_from(&before.description);
    after.owner = before.owner.clone().or(after.owner);
    after.retention = before.retention.or(after.retention);
    if keys(before) == keys(&after) {
        // Partition keys keep the names that they were given.
        after.partition_keys.clone_from(&before.partition_keys);
    }
    match update {
        Update::Log if same(before, &after) => Change::Nothing,
        Update::Log => Change::Left,
        Update::Merge => merge(before, after),
        Update::Replace if keys(before) != keys(&after) => Change::Anew(after),
        Update::Replace => settle(before, after),
    }
}

/// How far the description changes.
fn settle(before: &TableInput, after: TableInput) -> Change {
    if !same(before, &after) {
        Change::Update(after)
    } else if amounts(before) != amounts(&after) {
        Change::Amounts(after)
    } else {
        Change::Nothing
    }
}

/// What the table is when it only gets columns.
fn merge(before: &TableInput, found: TableInput) -> Change {
    let parameter =
        |table: &TableInput, name: &str| table.parameters.as_ref().and_then(|all| all.get(name).cloned());
    for (name, what) in
        [("classification", "classification"), ("compressionType", "compression"), ("delimiter", "delimiter")]
    {
        if parameter(before, name).is_some_and(|old| Some(old) != parameter(&found, name)) {
            return Change::Incompatible(what);
        }
    }
    let mut after = before.clone();
    let parameters = after.parameters.get_or_insert_default();
    parameters.extend(found.parameters.unwrap_or_default());
    if let (Some(storage), Some(found)) = (&mut after.storage_descriptor, found.storage_descriptor) {
        let mut columns = storage.columns.take().unwrap_or_default();
        add_columns(&mut columns, found.columns.unwrap_or_default());
        storage.columns = Some(columns);
        storage.parameters.get_or_insert_default().extend(found.parameters.unwrap_or_default());
        if let (Some(serde), Some(found)) = (&mut storage.serde_info, found.serde_info) {
            // Only what crawlers say of it.
            serde.parameters.get_or_insert_default().extend(found.parameters.unwrap_or_default());
        }
    }
    settle(before, after)
}

/// Adds columns, and members to columns that are structs; what is there stays.
pub fn add_columns(columns: &mut Vec<Column>, found: Vec<Column>) {
    for new in found {
        match columns.iter_mut().find(|column| column.name.eq_ignore_ascii_case(&new.name)) {
            None => columns.push(new),
            Some(column) => {
                let read = |column: &Column| ColumnType::read(column.r#type.as_deref()?);
                if let (Some(old), Some(new)) = (read(column), read(&new)) {
                    let merged = with_members(old.clone(), new);
                    if merged != old {
                        column.r#type = Some(merged.to_string());
                    }
                }
            }
        }
    }
}

fn with_members(old: ColumnType, new: ColumnType) -> ColumnType {
    match (old, new) {
        (ColumnType::Array(old), ColumnType::Array(new)) => ColumnType::array(with_members(*old, *new)),
        (ColumnType::Struct(old), ColumnType::Struct(new)) => {
            let mut merged = Fields::default();
            for field in old.iter() {
                let kind = match new.get(&field.name) {
                    Some(new) => with_members(field.kind.clone(), new.kind.clone()),
                    None => field.kind.clone(),
                };
                merged.add(&field.name, kind);
            }
            new.iter().filter(|field| old.get(&field.name).is_none()).for_each(|field| {
                merged.add(&field.name, field.kind.clone());
            });
            ColumnType::Struct(merged)
        }
        (old, _) => old,
    }
}

/// Whether both describe the same but for how much is in it.
fn same(one: &TableInput, other: &TableInput) -> bool {
    let bare = |table: &TableInput| {
        let mut table = table.clone();
        without_amounts(table.parameters.as_mut());
        if let Some(storage) = &mut table.storage_descriptor {
            without_amounts(storage.parameters.as_mut());
        }
        table
    };
    bare(one) == bare(other)
}

/// Takes out what says how much there is.
pub fn without_amounts(parameters: Option<&mut BTreeMap<String, String>>) {
    if let Some(parameters) = parameters {
        parameters.retain(|name, _| !AMOUNTS.contains(&name.as_str()));
    }
}

/// What says how much there is, but not which crawl said so.
fn amounts(table: &TableInput) -> Vec<Option<&String>> {
    let parameters = table.parameters.as_ref();
    let names = AMOUNTS.iter().filter(|name| **name != "CRAWL_RUN_ID");
    names.map(|name| parameters.and_then(|all| all.get(*name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: &str) -> Column {
        Column { name: name.into(), r#type: Some(kind.into()), ..Column::default() }
    }

    #[test]
    fn columns_are_added_and_none_is_changed() {
        let mut columns =
            vec![column("id", "int"), column("place", "struct<lat:float>"), column("odd", "uniontype<int>")];
        add_columns(
            &mut columns,
            vec![
                column("id", "string"),
                column("place", "struct<lat:double,lon:double>"),
                column("odd", "int"),
                column("tags", "array<string>"),
            ],
        );
        let kinds: Vec<&str> = columns.iter().map(|column| column.r#type.as_deref().unwrap()).collect();
        assert_eq!(kinds, ["int", "struct<lat:float,lon:double>", "uniontype<int>", "array<string>"]);
    }
}
