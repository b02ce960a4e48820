//! A table as it was at one moment, ready for use: ids, key schemas, indexes. There is no table that is not.
//!
//! A [`Table`] never changes; a change makes another. Whoever found one may go on using it: background work
//! on rows (filling a new index, removing what was dropped) waits until nobody holds a form of the table that
//! was in use before, so rows written by those who do are seen by it.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use dynamodb_api::{AttributeDefinition, KeySchemaElement, KeyType, ProjectionType, ScalarAttributeType};
use kernel::{Arn, Place};

use super::changes::Feed;
use super::key::{IndexId, KeyAttribute, KeySchema, Keyspace, ScalarType, TableId};
use super::metering::TableMeter;
use super::tables::stored::{StoredIndex, StoredTable};
use super::{EngineError, Result};

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its number, in keys of rows.
    pub id: TableId,
    /// Where it belongs.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// The keys of its rows.
    pub keyspace: Keyspace,
    /// The attributes of its key.
    pub schema: KeySchema,
    /// Its indexes, local ones first.
    pub indexes: Vec<Index>,
    /// Where its changes are recorded.
    pub feeds: Vec<Feed>,
    /// What is measured of it, whatever its form.
    pub(super) meter: OnceLock<Arc<TableMeter>>,
    stored: Arc<StoredTable>,
}

/// An index of a table.
#[derive(Debug, Clone)]
pub struct Index {
    /// Its number, in keys of entries.
    pub id: IndexId,
    /// Its name.
    pub name: String,
    /// Whether it shares the table's partitions.
    pub scope: IndexScope,
    /// The keys of its entries.
    pub keyspace: Keyspace,
    /// The attributes of its key.
    pub schema: KeySchema,
    /// What entries hold.
    pub projection: IndexProjection,
    /// Whether rows written before it was made are still being put into it. It is written like any other
    /// then, but cannot be read.
    pub filling: bool,
}

/// How far an index reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexScope {
    /// Within a partition of the table.
    Local,
    /// Over the whole table.
    Global,
}

/// Which attributes entries of an index hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexProjection {
    /// All.
    All,
    /// The keys of table and index.
    KeysOnly,
    /// The keys and these.
    Include(BTreeSet<String>),
}

impl Table {
    /// The table that `stored` describes.
    pub(super) fn new(stored: StoredTable) -> Result<Self> {
        let place = stored.place();
        let id = stored.table_id();
        let definitions = &stored.attribute_definitions;
        let indexes =
            stored.indexes.iter().map(|index| Index::new(id, index, definitions)).collect::<Result<_>>()?;
        let arn = place.arn("dynamodb", &format!("table/{}", stored.name));
        Ok(Self {
            id,
            feeds: Feed::of(&stored, &arn),
            arn,
            name: stored.name.clone(),
            keyspace: Keyspace::table(id),
            schema: key_schema(&stored.key_schema, definitions)?,
            indexes,
            place,
            meter: OnceLock::new(),
            stored: Arc::new(stored),
        })
    }

    /// What is stored of it.
    pub fn description(&self) -> &Arc<StoredTable> {
        &self.stored
    }

    /// The index called `name`.
    pub fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| index.name == name)
    }
}

impl Index {
    fn new(table: TableId, stored: &StoredIndex, definitions: &[AttributeDefinition]) -> Result<Self> {
        let id = stored.index_id();
        let included = stored.projection.non_key_attributes.iter().flatten().cloned();
        Ok(Self {
            id,
            name: stored.name.clone(),
            scope: if stored.global { IndexScope::Global } else { IndexScope::Local },
            keyspace: Keyspace::index(table, id),
            schema: key_schema(&stored.key_schema, definitions)?,
            projection: match stored.projection.projection_type {
                Some(ProjectionType::KeysOnly) => IndexProjection::KeysOnly,
                Some(ProjectionType::Include) => IndexProjection::Include(included.collect()),
                Some(ProjectionType::All) | None => IndexProjection::All,
            },
            filling: stored.filling,
        })
    }

    /// True within a partition of the table.
    pub fn is_local(&self) -> bool {
        self.scope == IndexScope::Local
    }
}

/// The key that `elements` name, with the types of `definitions`.
fn key_schema(elements: &[KeySchemaElement], definitions: &[AttributeDefinition]) -> Result<KeySchema> {
    let attribute = |of: KeyType| {
        let element = elements.iter().find(|element| element.key_type == of)?;
        let name = &element.attribute_name;
        let definition = definitions.iter().find(|definition| definition.attribute_name == *name)?;
        Some(KeyAttribute::new(name, scalar(definition.attribute_type)))
    };
    let damaged = || EngineError::Corrupt("a table's key names an attribute that is not defined".to_owned());
    let sort = attribute(KeyType::Range);
    let wanted = 1 + usize::from(sort.is_some());
    let partition = attribute(KeyType::Hash).filter(|_| elements.len() == wanted).ok_or_else(damaged)?;
    Ok(KeySchema { partition, sort })
}

fn scalar(of: ScalarAttributeType) -> ScalarType {
    match of {
        ScalarAttributeType::S => ScalarType::S,
        ScalarAttributeType::N => ScalarType::N,
        ScalarAttributeType::B => ScalarType::B,
    }
}
