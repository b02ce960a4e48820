//! Keys of items: held against the table's and the indexes' schemas, and turned into stored keys.

use dynamodb_api::{AttributeValue, Item};

use super::Refusal;
use crate::engine::EngineError;
use crate::engine::expression::{Action, SetValue, Update};
use crate::engine::key::{KeyAttribute, Scalar};
use crate::engine::table::{Index, Table};

/// The longest partition key, bytes (quotas, "Partition keys and sort keys").
const PARTITION_KEY_BYTES_MAX: usize = 2048;

/// The longest sort key, bytes.
const SORT_KEY_BYTES_MAX: usize = 1024;

/// The stored key of the row that `key` names, which has the table's key attributes and no others.
///
/// # Errors
/// When it has others, or other types, or a value that no key has.
pub fn row_of_key(table: &Table, key: &Item) -> Result<Vec<u8>, Refusal> {
    if key.len() != table.schema.attributes().count() {
        return Err(Refusal::KeySchema);
    }
    for attribute in table.schema.attributes() {
        check_key_part(attribute, key.get(&attribute.name), attribute == &table.schema.partition)?;
    }
    Ok(row(table, key))
}

/// The stored key of the row where `item` goes, after every check of its keys and those of the indexes.
///
/// # Errors
/// The first of them, in AWS's order.
pub fn row_of_item(table: &Table, item: &Item) -> Result<Vec<u8>, Refusal> {
    for attribute in table.schema.attributes() {
        let name = || attribute.name.clone();
        let value = item.get(&attribute.name).ok_or_else(|| Refusal::KeyMissing(name()))?;
        let Some(scalar) = Scalar::typed(value, attribute.scalar) else {
            let (expected, actual) = (attribute.scalar.attribute_type(), value.attribute_type());
            return Err(Refusal::KeyType { name: name(), expected, actual });
        };
        check_value(attribute, scalar, attribute == &table.schema.partition)?;
    }
    for (index, attribute) in index_attributes(table) {
        let Some(value) = item.get(&attribute.name) else { continue };
        let (name, index_name) = (|| attribute.name.clone(), || index.name.clone());
        let Some(scalar) = Scalar::typed(value, attribute.scalar) else {
            let (expected, actual) = (attribute.scalar.attribute_type(), value.attribute_type());
            return Err(Refusal::IndexKeyType { name: name(), expected, actual, index: index_name() });
        };
        if let Some(kind) = empty_kind(scalar) {
            return Err(Refusal::IndexKeyEmpty { name: name(), kind, index: index_name() });
        }
        check_length(scalar, attribute == &index.schema.partition)?;
    }
    Ok(row(table, item))
}

/// Checks that `update` leaves the table's key alone and gives the keys of indexes no value that has the wrong
/// type whatever the item.
///
/// # Errors
/// The first of them, in AWS's order.
pub fn check_update(table: &Table, update: &Update) -> Result<(), EngineError> {
    update.check_keys(&table.schema, &table.index_schemas())?;
    for (index, attribute) in index_attributes(table) {
        let expected = attribute.scalar.attribute_type();
        let mut given = update.actions().iter().filter_map(|action| match action {
            Action::Set(path, SetValue::Value(value))
            | Action::Add(path, value)
            | Action::Delete(path, value)
                if !path.is_nested() && path.name() == attribute.name =>
            {
                Some(value.attribute_type())
            }
            _ => None,
        });
        if let Some(actual) = given.find(|actual| *actual != expected) {
            let (name, index) = (attribute.name.clone(), index.name.clone());
            return Err(Refusal::IndexKeyType { name, expected, actual, index }.into());
        }
    }
    Ok(())
}

/// Checks what `update` has made of the index keys of an item. What it left alone may be as it was before the
/// index came: such an item has no entry in it.
///
/// # Errors
/// When an index could not hold it.
pub fn check_updated(table: &Table, update: &Update, item: &Item) -> Result<(), Refusal> {
    let touched = |name: &str| update.actions().iter().any(|action| action.path().name() == name);
    for (index, attribute) in index_attributes(table).filter(|(_, attribute)| touched(&attribute.name)) {
        let Some(value) = item.get(&attribute.name) else { continue };
        let scalar = Scalar::typed(value, attribute.scalar).ok_or(Refusal::UpdatedIndexKeyType)?;
        if let Some(kind) = empty_kind(scalar) {
            return Err(Refusal::UpdatedIndexKeyEmpty { kind });
        }
        check_length(scalar, attribute == &index.schema.partition)?;
    }
    Ok(())
}

/// Checks that `value` can be this key attribute.
///
/// # Errors
/// When it is missing, of another type, empty or too long.
pub fn check_key_part(
    attribute: &KeyAttribute,
    value: Option<&AttributeValue>,
    partition: bool,
) -> Result<(), Refusal> {
    let scalar = value.and_then(|value| Scalar::typed(value, attribute.scalar)).ok_or(Refusal::KeySchema)?;
    check_value(attribute, scalar, partition)
}

/// The stored key of an item whose keys were checked.
pub fn row(table: &Table, item: &Item) -> Vec<u8> {
    let part = |attribute: &KeyAttribute| {
        let value = item.get(&attribute.name).and_then(Scalar::of);
        value.expect("invariant: the key attributes were checked")
    };
    table.keyspace.row(part(&table.schema.partition), table.schema.sort.as_ref().map(part))
}

/// The stored key of an item's entry in an index; `None` where the item lacks a key attribute of it, or has one
/// that no key can be.
pub fn entry(table: &Table, index: &Index, item: &Item) -> Option<Vec<u8>> {
    let part = |attribute: &KeyAttribute| {
        let scalar = Scalar::typed(item.get(&attribute.name)?, attribute.scalar)?;
        let partition = *attribute == index.schema.partition || *attribute == table.schema.partition;
        check_value(attribute, scalar, partition).is_ok().then_some(scalar)
    };
    let optional = |attribute: Option<&KeyAttribute>| match attribute {
        None => Some(None),
        Some(attribute) => part(attribute).map(Some),
    };
    let space = &index.keyspace;
    let (partition, sort) = (part(&index.schema.partition)?, optional(index.schema.sort.as_ref())?);
    let (of_table, sort_of_table) = (part(&table.schema.partition)?, optional(table.schema.sort.as_ref())?);
    Some(match (index.is_local(), sort, sort_of_table) {
        (true, Some(sort), Some(sort_of_table)) => space.local_entry(partition, sort, sort_of_table),
        _ => space.global_entry(partition, sort, of_table, sort_of_table),
    })
}

fn index_attributes(table: &Table) -> impl Iterator<Item = (&Index, &KeyAttribute)> {
    table.indexes.iter().flat_map(|index| index.schema.attributes().map(move |attribute| (index, attribute)))
}

fn check_value(attribute: &KeyAttribute, scalar: Scalar<'_>, partition: bool) -> Result<(), Refusal> {
    match empty_kind(scalar) {
        Some(kind) => Err(Refusal::KeyEmpty { name: attribute.name.clone(), kind }),
        None => check_length(scalar, partition),
    }
}

fn check_length(scalar: Scalar<'_>, partition: bool) -> Result<(), Refusal> {
    match scalar.bytes() {
        bytes if partition && bytes > PARTITION_KEY_BYTES_MAX => Err(Refusal::PartitionKeyTooLong),
        bytes if !partition && bytes > SORT_KEY_BYTES_MAX => Err(Refusal::SortKeyTooLong),
        _ => Ok(()),
    }
}

fn empty_kind(scalar: Scalar<'_>) -> Option<&'static str> {
    match scalar {
        Scalar::S("") => Some("string"),
        Scalar::B([]) => Some("binary"),
        _ => None,
    }
}
