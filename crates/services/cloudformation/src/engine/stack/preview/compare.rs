//! A resource as it is beside what the template makes of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Cause, Detail, Replaced, ResourceChange, Scope, What};
use crate::engine::names::LogicalId;
use crate::engine::resource::ResourceTypes;
use crate::engine::stack::{Definition, Stack, StackResource};
use crate::engine::template::{Resource, TemplateError, UNKNOWN};

/// What is compared.
pub(super) struct Compared<'a> {
    pub(super) stack: &'a Stack,
    pub(super) definition: &'a Definition,
    pub(super) there: &'a StackResource,
    pub(super) declared: &'a Resource,
    /// As the old template has it.
    pub(super) before: Option<&'a Resource>,
    /// What would become of the resources that this one depends on.
    pub(super) changed: &'a BTreeMap<LogicalId, ResourceChange>,
}

impl Compared<'_> {
    /// Whether the resource would be replaced to have the properties `wanted`, and all that would change.
    pub(super) fn with(
        &self,
        wanted: Option<&Map<String, Value>>,
        types: &ResourceTypes,
    ) -> Result<(Replaced, Vec<Detail>), TemplateError> {
        let mut details = Vec::new();
        let mut replaced = Replaced::False;
        let nothing = Map::new();
        let there = self.there.request.as_ref().map_or(&nothing, |request| &request.properties);
        let provider = types.get(&self.there.type_name);
        match (wanted, provider) {
            (Some(wanted), Some(provider)) => {
                let names: BTreeSet<&String> = there.keys().chain(wanted.keys()).collect();
                for name in names.into_iter().filter(|name| there.get(*name) != wanted.get(*name)) {
                    let only = |from: &Map<String, Value>| -> Map<String, Value> {
                        from.get(name).map(|value| (name.clone(), value.clone())).into_iter().collect()
                    };
                    let replaces = provider.replaces(&only(there), &only(wanted));
                    let is_dynamic =
                        wanted.get(name).is_some_and(|value| value.to_string().contains(UNKNOWN));
                    replaced = replaced.max(match (replaces, is_dynamic) {
                        (false, _) => Replaced::False,
                        (true, true) => Replaced::Conditional,
                        (true, false) => Replaced::True,
                    });
                    let (scope, cause) = (Scope::Properties, self.cause(name)?);
                    let property = Some(name.clone());
                    details.push(Detail { scope, property, replaces, is_dynamic, cause });
                }
            }
            // It cannot be told; the update itself will.
            _ => details.push(detail(Scope::Properties)),
        }
        let tagged = provider.is_some_and(|each| each.properties().iter().any(|each| each.name == "Tags"));
        if tagged && self.definition.tags != self.stack.definition.tags {
            details.push(detail(Scope::Tags));
        }
        if self.before.is_some_and(|before| before.metadata != self.declared.metadata) {
            details.push(detail(Scope::Metadata));
        }
        if self.there.deletion_policy != self.declared.deletion_policy {
            details.push(detail(Scope::DeletionPolicy));
        }
        if self.there.update_replace_policy != self.declared.update_replace_policy {
            details.push(detail(Scope::UpdateReplacePolicy));
        }
        Ok((replaced, details))
    }

    /// Why the property `name` changes: the template says otherwise, or what it draws on is another.
    fn cause(&self, name: &str) -> Result<Cause, TemplateError> {
        let expression = self.declared.properties.get(name);
        if self.before.and_then(|before| before.properties.get(name)) != expression {
            return Ok(Cause::Direct);
        }
        let Some(expression) = expression else { return Ok(Cause::Direct) };
        for (name, attribute) in crate::engine::template::names_in(expression)? {
            let parameter = |definition: &Definition| definition.parameters.get(&name).cloned();
            if parameter(self.definition) != parameter(&self.stack.definition) {
                return Ok(Cause::Parameter(name));
            }
            let Some(change) = self.changed.get(name.as_str()) else { continue };
            match (attribute, &change.what) {
                (Some(attribute), _) => return Ok(Cause::Attribute(format!("{name}.{attribute}"))),
                (None, What::Modify { replaced: Replaced::False, .. }) => {}
                (None, _) => return Ok(Cause::Resource(name)),
            }
        }
        Ok(Cause::Direct)
    }
}

fn detail(scope: Scope) -> Detail {
    Detail { scope, property: None, replaces: false, is_dynamic: false, cause: Cause::Direct }
}
