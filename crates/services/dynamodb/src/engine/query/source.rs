//! What is read: a table, or one of its indexes.

use dynamodb_api::Item;

use crate::engine::items::{Refusal, keys};
use crate::engine::key::{KeyAttribute, KeySchema, Keyspace};
use crate::engine::table::{Index, Table};

/// A table, or one of its indexes.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// The table.
    pub table: &'t Table,
    /// The index and its place among the table's.
    pub index: Option<(usize, &'t Index)>,
}

impl<'t> Source<'t> {
    /// The table's index of that name, or the table itself without one.
    ///
    /// # Errors
    /// When there is no such index, or it is global and the read is to be consistent.
    pub fn of(table: &'t Table, index: Option<&str>, consistent: bool) -> Result<Self, Refusal> {
        let Some(name) = index else { return Ok(Self { table, index: None }) };
        let found = table.indexes.iter().enumerate().find(|(_, index)| index.name == name);
        let (place, index) = found.ok_or_else(|| Refusal::NoIndex(name.to_owned()))?;
        if consistent && !index.is_local() {
            return Err(Refusal::ConsistentGlobalRead);
        }
        if index.filling {
            return Err(Refusal::IndexFilling(name.to_owned()));
        }
        Ok(Self { table, index: Some((place, index)) })
    }

    /// The key it is ordered by.
    pub fn schema(&self) -> &'t KeySchema {
        self.index.map_or(&self.table.schema, |(_, index)| &index.schema)
    }

    /// Where its entries are stored.
    pub fn space(&self) -> Keyspace {
        match self.index {
            None => self.table.keyspace,
            Some((_, index)) => index.keyspace,
        }
    }

    /// The attributes that tell one of its entries from all others: the table's key and the index's.
    pub fn key_attributes(&self) -> impl Iterator<Item = &'t KeyAttribute> {
        let table = &self.table.schema;
        let own = self.index.into_iter().flat_map(|(_, index)| index.schema.attributes());
        table.attributes().chain(own.filter(|attribute| !table.contains(&attribute.name)))
    }

    /// The key attributes of one of its entries.
    pub fn key_of(&self, item: &Item) -> Item {
        let names = self.key_attributes().map(|attribute| &attribute.name);
        names.filter_map(|name| Some((name.clone(), item.get(name)?.clone()))).collect()
    }

    /// The stored key of the entry with these key attributes, which were checked.
    pub fn stored_key(&self, key: &Item) -> Vec<u8> {
        match self.index {
            None => keys::row(self.table, key),
            Some((_, index)) => {
                keys::entry(self.table, index, key).expect("invariant: the key attributes were checked")
            }
        }
    }
}
