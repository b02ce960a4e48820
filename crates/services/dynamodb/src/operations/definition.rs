//! The rules of key schemas and indexes, in AWS's order and words.

use dynamodb_api::{AttributeDefinition, KeySchemaElement, KeyType, Projection, ProjectionType};
use wire::Fault;

use crate::errors::{invalid, invalid_parameters, unsupported};
use crate::limits::PROJECTED_ATTRIBUTES_MAX;

/// The definitions of attributes, each name once.
pub struct Definitions<'d>(pub &'d [AttributeDefinition]);

impl Definitions<'_> {
    /// Refuses names that are defined twice.
    pub fn check(&self) -> Result<(), Fault> {
        let twice = self.0.iter().enumerate().find(|(place, definition)| {
            self.0[..*place].iter().any(|before| before.attribute_name == definition.attribute_name)
        });
        twice.map_or(Ok(()), |(_, definition)| {
            Err(invalid(format!("Attribute Name is duplicated: {}", definition.attribute_name)))
        })
    }

    fn names(&self) -> Vec<&str> {
        self.0.iter().map(|definition| definition.attribute_name.as_str()).collect()
    }

    /// Refuses keys that are not defined.
    pub fn check_defines(&self, keys: &[KeySchemaElement]) -> Result<(), Fault> {
        let (defined, keys) = (self.names(), names(keys));
        if keys.iter().all(|key| defined.contains(key)) {
            return Ok(());
        }
        Err(invalid_parameters(format!(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], AttributeDefinitions: [{}]",
            keys.join(", "),
            defined.join(", ")
        )))
    }

    /// Refuses definitions of attributes that are in none of the keys of a table with indexes.
    pub fn check_used<'k>(&self, schemas: impl Iterator<Item = &'k [KeySchemaElement]>) -> Result<(), Fault> {
        let mut used: Vec<&str> = Vec::new();
        for name in schemas.flat_map(names) {
            if !used.contains(&name) {
                used.push(name);
            }
        }
        let defined = self.names();
        if defined.iter().all(|name| used.contains(name)) {
            return Ok(());
        }
        Err(invalid_parameters(format!(
            "Some AttributeDefinitions are not used. AttributeDefinitions: [{}], keys used: [{}]",
            defined.join(", "),
            used.join(", ")
        )))
    }
}

fn names(keys: &[KeySchemaElement]) -> Vec<&str> {
    keys.iter().map(|key| key.attribute_name.as_str()).collect()
}

/// Refuses a key that is not a HASH attribute and perhaps a RANGE attribute.
pub fn check_key(keys: &[KeySchemaElement]) -> Result<(), Fault> {
    let [first, rest @ ..] = keys else { return Err(invalid("Invalid KeySchema: it is empty")) };
    if rest.iter().any(|key| key.attribute_name == first.attribute_name) {
        return Err(invalid(
            "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        ));
    }
    if first.key_type != KeyType::Hash {
        return Err(invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
    }
    match rest {
        [] => Ok(()),
        [second] if second.key_type == KeyType::Range => Ok(()),
        [_] => Err(invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")),
        _ => Err(unsupported("An index key of several HASH or several RANGE attributes")),
    }
}

/// Refuses a key of more than two attributes, where AWS allows no more.
pub fn check_key_length(keys: &[KeySchemaElement], path: &str) -> Result<(), Fault> {
    if keys.len() <= 2 {
        return Ok(());
    }
    let shown: Vec<String> = keys
        .iter()
        .map(|key| {
            format!(
                "KeySchemaElement(attributeName={}, keyType={})",
                key.attribute_name,
                key.key_type.as_str()
            )
        })
        .collect();
    Err(invalid(format!(
        "1 validation error detected: Value '[{}]' at '{path}' failed to satisfy constraint: Member must have length \
         less than or equal to 2",
        shown.join(", ")
    )))
}

/// Refuses a local index that does not share the table's partition key, or has no sort key.
pub fn check_local_key(
    name: &str,
    keys: &[KeySchemaElement],
    of_table: &[KeySchemaElement],
) -> Result<(), Fault> {
    let [hash, _] = keys else {
        return Err(invalid_parameters(format!(
            "Index KeySchema does not have a range key for index: {name}"
        )));
    };
    match of_table.first() {
        Some(table_hash) if table_hash.attribute_name != hash.attribute_name => {
            Err(invalid_parameters(format!(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: {name}. index hash \
             key: {}, table hash key: {}",
                hash.attribute_name, table_hash.attribute_name
            )))
        }
        _ => Ok(()),
    }
}

/// Refuses a projection whose type and attributes contradict.
pub fn check_projection(projection: &Projection) -> Result<(), Fault> {
    let attributes = projection.non_key_attributes.as_deref();
    match (projection.projection_type, attributes) {
        (None, _) => Err(invalid_parameters("Unknown ProjectionType: null")),
        (Some(ProjectionType::Include), None) => {
            Err(invalid_parameters("ProjectionType is INCLUDE, but NonKeyAttributes is not specified"))
        }
        (Some(ProjectionType::Include), Some(attributes)) => {
            let twice =
                attributes.iter().enumerate().find(|(place, name)| attributes[..*place].contains(name));
            twice.map_or(Ok(()), |(_, name)| {
                Err(invalid_parameters(format!("Duplicate element in NonKeyAttributes: {name}")))
            })
        }
        (Some(other), Some(_)) => Err(invalid_parameters(format!(
            "ProjectionType is {}, but NonKeyAttributes is specified",
            other.as_str()
        ))),
        (Some(_), None) => Ok(()),
    }
}

/// Refuses more attributes in `NonKeyAttributes` of all indexes than a table may have.
pub fn check_projected<'p>(all: impl Iterator<Item = &'p Projection>) -> Result<(), Fault> {
    let count: usize = all.map(|projection| projection.non_key_attributes.as_ref().map_or(0, Vec::len)).sum();
    if count <= PROJECTED_ATTRIBUTES_MAX {
        return Ok(());
    }
    Err(invalid_parameters(format!(
        "Number of attributes in NonKeyAttributes of all indexes exceeds per-table limit of {PROJECTED_ATTRIBUTES_MAX}"
    )))
}

/// As AWS answers a projection: its attributes sorted.
pub fn sorted(mut projection: Projection) -> Projection {
    projection.non_key_attributes.iter_mut().for_each(|names| names.sort());
    projection
}
