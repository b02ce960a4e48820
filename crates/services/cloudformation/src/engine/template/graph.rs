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
    /// The names of the exports of other stacks that it draws on.
    pub imports: Vec<String>,
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
        let (nothing, none, exports) = (Conditions::default(), BTreeMap::new(), BTreeMap::new());
        let scope = Scope { parameters, pseudo, conditions: &nothing, resources: &none, exports: &exports };
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
        let mut plan = Plan { conditions, resources, imports: Vec::new() };
        plan.levels()?;
        let scope = Scope { conditions: &plan.conditions, ..scope };
        plan.imports = self.imports(&plan, &scope)?;
        Ok(plan)
    }

    /// All resources, whatever their conditions: without parameters these cannot be settled.
    pub fn everything(&self) -> Plan {
        let planned =
            self.resources.iter().map(|each| Planned { id: each.id.clone(), depends_on: Vec::new() });
        Plan { conditions: Conditions::default(), resources: planned.collect(), imports: Vec::new() }
    }

    /// The names that `Fn::ImportValue` is called with, each once. `scope` needs no resources.
    fn imports(&self, plan: &Plan, scope: &Scope) -> Result<Vec<String>, TemplateError> {
        let holds =
            |condition: Option<&String>| condition.is_none_or(|name| plan.conditions.get(name) == Some(true));
        let resources = plan.resources.iter().filter_map(|planned| self.resource(planned.id.as_str()));
        let outputs = self.outputs.iter().filter(|output| holds(output.condition.as_ref()));
        let values = resources.map(|each| &each.properties).chain(outputs.map(|each| &each.value));
        let mut names = Vec::new();
        for value in values {
            references::visit(value, Some(&plan.conditions), &mut |reference| {
                if let Reference::Import(name) = reference {
                    names.push(name);
                }
            })?;
        }
        let mut imports: Vec<String> = Vec::new();
        for name in names {
            // What is no text is refused where it is evaluated.
            if let Value::String(name) = self.evaluate(name, scope)?
                && !imports.contains(&name)
            {
                imports.push(name);
            }
        }
        Ok(imports)
    }

    /// The resources that `value` refers to, in the order written.
    fn needs(&self, value: &Value, conditions: &Conditions) -> Result<Vec<LogicalId>, TemplateError> {
        let mut needs: Vec<LogicalId> = Vec::new();
        references::visit(value, Some(conditions), &mut |reference| {
            if let Reference::Name(name) | Reference::Resource(name, _) | Reference::Substituted(name, _) =
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
