//! The resource types there are, by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ResourceType;
use crate::engine::template::{Plan, Template, TemplateError};

/// The resource types there are.
#[derive(Clone, Default)]
pub struct ResourceTypes {
    types: BTreeMap<&'static str, Arc<dyn ResourceType>>,
}

impl ResourceTypes {
    /// All of `types`. Of two with one name the later counts.
    pub fn new(types: impl IntoIterator<Item = Arc<dyn ResourceType>>) -> Self {
        Self { types: types.into_iter().map(|each| (each.type_name(), each)).collect() }
    }

    /// The provider of `type_name`.
    pub fn get(&self, type_name: &str) -> Option<&Arc<dyn ResourceType>> {
        self.types.get(type_name)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.types.keys().copied()
    }

    /// Refuses a plan with a type that nobody provides, before anything is created.
    pub fn check(&self, template: &Template, plan: &Plan) -> Result<(), TemplateError> {
        let mut unknown: Vec<&str> = Vec::new();
        let planned = plan.resources.iter().filter_map(|each| template.resource(each.id.as_str()));
        for type_name in planned.map(|resource| resource.type_name.as_str()) {
            if !self.types.contains_key(type_name) && !unknown.contains(&type_name) {
                unknown.push(type_name);
            }
        }
        if unknown.is_empty() {
            return Ok(());
        }
        Err(TemplateError::Format(format!("Unrecognized resource types: [{}]", unknown.join(", "))))
    }
}
