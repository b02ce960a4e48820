//! Which resources there will be, what each waits for, and in what order they can come.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::evaluate::is_pseudo;
use super::references::{self, Reference};
use super::{Conditions, ParameterValues, PseudoParameters, Scope, Template, TemplateError, conditions};
use crate::engine::names::LogicalId;

/// A template with its conditions settled: the resources that are left, in a graph without circles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The truth of every condition.
    pub conditions: Conditions,
    /// The resources whose condition holds, in the template's order.
    pub resources: Vec<Planned>,
}

/// A resource that is to be, and what must be before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its name in the template.
    pub id: LogicalId,
    /// The resources it waits for, in the order first mentioned.
    pub depends_on: Vec<LogicalId>,
}

impl Template {
    /// Settles the conditions and orders the resources. Refuses references to resources whose
    /// condition is false, and circles.
    pub fn plan(
        &self,
        parameters: &ParameterValues,
        pseudo: &PseudoParameters,
    ) -> Result<Plan, TemplateError> {
        let (nothing, none) = (Conditions::default(), BTreeMap::new());
        let scope = Scope { parameters, pseudo, conditions: &nothing, resources: &none };
        let conditions = conditions::settle(self, &scope)?;
        let live =
            |condition: Option<&String>| condition.is_none_or(|name| conditions.get(name) == Some(true));
        let there: BTreeSet<&str> = self
            .resources
            .iter()
            .filter(|resource| live(resource.condition.as_ref()))
            .map(|resource| resource.id.as_str())
            .collect();
        let mut unresolved = Vec::new();
        let mut resources = Vec::new();
        for resource in self.resources.iter().filter(|resource| there.contains(resource.id.as_str())) {
            // A DependsOn on a resource that is left out is forgiven; a reference to its value is not.
            let mut depends_on: Vec<LogicalId> = Vec::new();
            let explicit = resource.depends_on.iter().filter(|id| there.contains(id.as_str())).cloned();
            let used = self.needs(&resource.properties, &conditions)?;
            unresolved.extend(used.iter().filter(|id| !there.contains(id.as_str())).cloned());
            for id in used.into_iter().filter(|id| there.contains(id.as_str())).chain(explicit) {
                if !depends_on.contains(&id) {
                    depends_on.push(id);
                }
            }
            resources.push(Planned { id: resource.id.clone(), depends_on });
        }
        if !unresolved.is_empty() {
            return Err(TemplateError::UnresolvedInResources(names(unresolved)));
        }
        for output in self.outputs.iter().filter(|output| live(output.condition.as_ref())) {
            for value in std::iter::once(&output.value).chain(&output.export) {
                unresolved.extend(
                    self.needs(value, &conditions)?.into_iter().filter(|id| !there.contains(id.as_str())),
                );
            }
        }
        if !unresolved.is_empty() {
            return Err(TemplateError::UnresolvedInOutputs(names(unresolved)));
        }
        let plan = Plan { conditions, resources };
        plan.levels()?;
        Ok(plan)
    }

    /// The resources that `value` refers to, in the order written.
    fn needs(&self, value: &Value, conditions: &Conditions) -> Result<Vec<LogicalId>, TemplateError> {
        let mut needs: Vec<LogicalId> = Vec::new();
        references::visit(value, Some(conditions), &mut |reference| {
            if let Reference::Name(name) | Reference::Resource(name) | Reference::Substituted(name) =
                reference
                && !is_pseudo(name)
                && self.resource(name).is_some()
            {
                needs.push(LogicalId::from(name));
            }
        })?;
        Ok(needs)
    }
}

fn names(ids: Vec<LogicalId>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for LogicalId(name) in ids {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

impl Plan {
    /// The resources in levels: each waits only for levels before its own, and stands in the first
    /// level it can. All of one level can be created at once.
    pub fn levels(&self) -> Result<Vec<Vec<LogicalId>>, TemplateError> {
        let mut done: BTreeSet<&LogicalId> = BTreeSet::new();
        let mut left: Vec<&Planned> = self.resources.iter().collect();
        let mut levels = Vec::new();
        while !left.is_empty() {
            let (ready, waiting): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|each| each.depends_on.iter().all(|id| done.contains(id)));
            if ready.is_empty() {
                return Err(TemplateError::Circular(
                    waiting.into_iter().map(|each| each.id.clone()).collect(),
                ));
            }
            done.extend(ready.iter().map(|each| &each.id));
            levels.push(ready.into_iter().map(|each| each.id.clone()).collect());
            left = waiting;
        }
        Ok(levels)
    }
}
