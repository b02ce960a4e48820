//! Projections: which parts of an item to answer.
//!
//! Parts of lists move together: `a[0], a[5]` answers a list of two.

use std::collections::BTreeMap;

use dynamodb_api::{AttributeValue, Item};

use super::resolve::{self, Resolver};
use super::{ExpressionError, ExpressionKind, Path, Placeholders, Step, grammar, parser};
use crate::engine::key::KeySchema;

/// A `ProjectionExpression`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    paths: Vec<Path>,
    tree: BTreeMap<String, Branch>,
}

/// How much of a value is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Branch {
    All,
    Some(BTreeMap<Step, Branch>),
}

impl Projection {
    /// Reads a projection.
    ///
    /// # Errors
    /// In AWS's order and words: syntax, reserved words, placeholders, paths in each other's way.
    pub fn parse(text: &str, placeholders: &mut Placeholders) -> Result<Self, ExpressionError> {
        let kind = ExpressionKind::Projection;
        let raw = parser::projection(text)?;
        grammar::check_projection(&raw)?;
        let mut resolver = Resolver { kind, placeholders };
        let paths = raw.iter().map(|path| resolver.path(path)).collect::<Result<Vec<_>, _>>()?;
        resolve::check_apart(kind, paths.iter())?;
        Ok(Self::of(paths))
    }

    /// The projection on these paths, none of which leads into another.
    #[must_use]
    pub fn of(paths: Vec<Path>) -> Self {
        let mut tree = BTreeMap::new();
        for path in &paths {
            insert(tree.entry(path.name().to_owned()).or_insert(Branch::Some(BTreeMap::new())), path.steps());
        }
        Self { paths, tree }
    }

    /// The paths, in the order they were written.
    #[must_use]
    pub fn paths(&self) -> &[Path] {
        &self.paths
    }

    /// The parts of `item` that are wanted and there.
    #[must_use]
    pub fn apply(&self, item: &Item) -> Item {
        let parts = self.tree.iter().filter_map(|(name, branch)| {
            let part = pick(item.get(name)?, branch)?;
            Some((name.clone(), part))
        });
        parts.collect()
    }

    /// Checks that no path leads into a key attribute of the table or of an index: those are scalars.
    ///
    /// # Errors
    /// With the first attribute, in the order of the schemas, that one leads into.
    pub fn check_key_paths(&self, schema: &KeySchema, indexes: &[&KeySchema]) -> Result<(), ExpressionError> {
        resolve::check_key_paths(&self.paths.iter().collect::<Vec<_>>(), schema, indexes)
    }
}

fn insert(branch: &mut Branch, steps: &[Step]) {
    match (branch, steps.split_first()) {
        (branch, None) => *branch = Branch::All,
        (Branch::All, Some(_)) => {}
        (Branch::Some(branches), Some((step, rest))) => {
            insert(branches.entry(step.clone()).or_insert(Branch::Some(BTreeMap::new())), rest);
        }
    }
}

fn pick(value: &AttributeValue, branch: &Branch) -> Option<AttributeValue> {
    let Branch::Some(branches) = branch else { return Some(value.clone()) };
    match value {
        AttributeValue::M(map) => {
            let parts: Item = branches
                .iter()
                .filter_map(|(step, branch)| match step {
                    Step::Name(name) => Some((name.clone(), pick(map.get(name)?, branch)?)),
                    Step::Index(_) => None,
                })
                .collect();
            (!parts.is_empty()).then_some(AttributeValue::M(parts))
        }
        AttributeValue::L(list) => {
            let parts: Vec<AttributeValue> = branches
                .iter()
                .filter_map(|(step, branch)| match step {
                    Step::Index(index) => pick(list.get(*index)?, branch),
                    Step::Name(_) => None,
                })
                .collect();
            (!parts.is_empty()).then_some(AttributeValue::L(parts))
        }
        _ => None,
    }
}
