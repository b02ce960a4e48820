//! What the Glue catalog holds, at one moment: databases and tables, with numbers that stay the same as long as the
//! names do.

use std::collections::HashMap;

use sql::catalog::{Catalog, Column, Table};

use crate::errors::Problem;

/// Numbers below are PostgreSQL's own.
const FIRST_OID: u32 = 16_384;

/// A database.
pub struct Schema {
    /// Its number.
    pub oid: u32,
    /// Its name.
    pub name: String,
    /// The remark.
    pub comment: Option<String>,
}

/// A table or view.
pub struct Relation {
    /// Its number.
    pub oid: u32,
    /// Its database's number.
    pub schema: u32,
    /// As the catalog describes it.
    pub table: Table,
}

impl Relation {
    /// All columns, partition keys last.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        self.table.storage.columns.iter().chain(&self.table.partition_keys)
    }

    /// The query of a view.
    pub fn definition(&self) -> Option<String> {
        let text = self.table.view_original_text.as_deref()?;
        Some(sql::view::View::unpack(text).map_or_else(|| text.to_owned(), |view| view.text))
    }
}

/// All of it.
#[derive(Default)]
pub struct Lake {
    /// The databases.
    pub schemas: Vec<Schema>,
    /// The tables.
    pub relations: Vec<Relation>,
    by_oid: HashMap<u32, usize>,
}

impl Lake {
    /// Looks at the catalog.
    pub async fn look(catalog: &dyn Catalog) -> Result<Self, Problem> {
        let refused = |error: sql::Error| Problem::of(&error, "");
        let mut lake = Self::default();
        let mut taken = HashMap::new();
        for database in catalog.databases().await.map_err(refused)? {
            let schema = number(&mut taken, &database.name);
            for table in catalog.tables(&database.name).await.map_err(refused)? {
                let oid = number(&mut taken, &format!("{}.{}", database.name, table.name));
                lake.by_oid.insert(oid, lake.relations.len());
                lake.relations.push(Relation { oid, schema, table });
            }
            let comment = database.description.filter(|text| !text.is_empty());
            lake.schemas.push(Schema { oid: schema, name: database.name, comment });
        }
        Ok(lake)
    }

    /// The table of a number.
    pub fn relation(&self, oid: u32) -> Option<&Relation> {
        self.by_oid.get(&oid).map(|index| &self.relations[*index])
    }

    /// The table of a name, in the first of these databases that has it.
    pub fn find(&self, path: &[String], schema: Option<&str>, name: &str) -> Option<&Relation> {
        let among = |database: &str| {
            self.relations
                .iter()
                .find(|relation| relation.table.database == database && relation.table.name == name)
        };
        match schema {
            Some(schema) => among(schema),
            None => path.iter().find_map(|database| among(database)),
        }
    }
}

/// A number for a name: its FNV-1a hash, or the next that is free.
fn number(taken: &mut HashMap<u32, ()>, name: &str) -> u32 {
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // Clients keep them in signed numbers as well.
    let mut oid = (hash & 0x7fff_ffff).max(FIRST_OID);
    while taken.insert(oid, ()).is_some() {
        oid = (oid + 1) & 0x7fff_ffff;
        oid = oid.max(FIRST_OID);
    }
    oid
}
