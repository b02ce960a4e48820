//! What must hold of a template whatever its parameters are: names, and what names refer to.

use serde_json::Value;

use super::evaluate::is_pseudo;
use super::references::{self, Reference};
use super::{Template, TemplateError, conditions};

/// Characters that a name in a template may have. Source: CloudFormation quotas.
const NAME_CHARACTERS_MAX: usize = 255;

/// Every parameter, resource and output has a name of letters and digits.
pub(super) fn names(template: &Template) -> Result<(), TemplateError> {
    let parameters = template.parameters.iter().map(|parameter| ("Parameter", parameter.name.as_str()));
    let resources = template.resources.iter().map(|resource| ("Resource", resource.id.as_str()));
    let outputs = template.outputs.iter().map(|output| ("Output", output.name.as_str()));
    for (what, name) in parameters.chain(resources).chain(outputs) {
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(TemplateError::format(format!("{what} name {name} is non alphanumeric.")));
        }
        if name.len() > NAME_CHARACTERS_MAX {
            return Err(TemplateError::format(format!(
                "{what} name {name} length is greater than {NAME_CHARACTERS_MAX}."
            )));
        }
    }
    Ok(())
}

/// Every call has the right shape and refers to something that the template declares.
pub(super) fn references(template: &Template) -> Result<(), TemplateError> {
    let value = |name: &str| is_pseudo(name) || template.parameters.iter().any(|each| each.name == name);
    conditions::check(&template.conditions, &value)?;
    let mut found = Findings { template, unresolved: Vec::new(), error: None };
    for resource in &template.resources {
        for id in &resource.depends_on {
            found.need(template.resource(id.as_str()).is_some(), id.as_str());
        }
        found.condition(resource.condition.as_deref(), "the Resources block of the template");
        references::visit(&resource.properties, None, &mut |reference| found.reference(reference))?;
        if let Some(metadata) = &resource.metadata {
            references::visit(metadata, None, &mut |reference| found.reference(reference))?;
        }
    }
    let unresolved = std::mem::take(&mut found.unresolved);
    if let Some(error) = found.error {
        return Err(error);
    }
    if !unresolved.is_empty() {
        return Err(TemplateError::UnresolvedInResources(unresolved));
    }
    for output in &template.outputs {
        if output.export.as_ref().is_some_and(|name| !is_fixed(template, name)) {
            return Err(TemplateError::format(format!(
                "Output {} is malformed.  The Name field of Export must not depend on any resources, imported \
                 values, or Fn::GetAZs.",
                output.name
            )));
        }
        found.condition(output.condition.as_deref(), "the Outputs block of the template");
        for value in std::iter::once(&output.value).chain(&output.export) {
            references::visit(value, None, &mut |reference| found.reference(reference))?;
        }
    }
    match (found.error, found.unresolved) {
        (Some(error), _) => Err(error),
        (None, unresolved) if !unresolved.is_empty() => Err(TemplateError::UnresolvedInOutputs(unresolved)),
        _ => Ok(()),
    }
}

/// Whether `value` can be known before there is any resource: it draws on no resource, export or zone.
/// What cannot be read is told elsewhere.
fn is_fixed(template: &Template, value: &Value) -> bool {
    let mut fixed = true;
    let read = references::visit(value, None, &mut |reference| match reference {
        Reference::Name(name) => fixed &= template.resource(name).is_none(),
        Reference::Resource(..) | Reference::Substituted(..) | Reference::Import(_) | Reference::Zones => {
            fixed = false;
        }
        Reference::Condition(_) | Reference::Mapping(_) => {}
    });
    fixed || read.is_err()
}

/// What was found wrong so far: names are collected, of other faults the first is told.
struct Findings<'t> {
    template: &'t Template,
    unresolved: Vec<String>,
    error: Option<TemplateError>,
}

impl Findings<'_> {
    fn need(&mut self, there: bool, name: &str) {
        if !there && !self.unresolved.iter().any(|known| known == name) {
            self.unresolved.push(name.to_owned());
        }
    }

    fn fail(&mut self, there: bool, error: impl FnOnce() -> TemplateError) {
        if !there && self.error.is_none() {
            self.error = Some(error());
        }
    }

    /// AWS's text for an unknown condition on a resource or output is not known.
    fn condition(&mut self, name: Option<&str>, place: &str) {
        if let Some(name) = name {
            let there = self.template.conditions.contains_key(name);
            self.fail(there, || {
                TemplateError::format(format!("Unresolved condition dependency {name} in {place}"))
            });
        }
    }

    fn reference(&mut self, reference: Reference<'_>) {
        let template = self.template;
        let resource = |name: &str| template.resource(name).is_some();
        match reference {
            Reference::Name(name) => {
                let parameter = template.parameters.iter().any(|parameter| parameter.name == name);
                self.need(parameter || is_pseudo(name) || resource(name), name);
            }
            Reference::Substituted(name, _) => self.need(resource(name), name),
            Reference::Resource(name, _) => self.fail(resource(name), || {
                TemplateError::function(format!(
                    "instance of Fn::GetAtt references undefined resource {name}"
                ))
            }),
            Reference::Condition(name) => self.fail(template.conditions.contains_key(name), || {
                TemplateError::function(format!("unresolved condition dependency {name} in Fn::If"))
            }),
            Reference::Import(name) => self.fail(is_fixed(template, name), || {
                TemplateError::function(
                    "the attribute in Fn::ImportValue must not depend on any resources, imported values, or \
                     Fn::GetAZs",
                )
            }),
            Reference::Zones => {}
            Reference::Mapping(name) => self.fail(template.mappings.contains_key(name), || {
                TemplateError::function(format!(
                    "Mapping named '{name}' is not present in the 'Mappings' section of template."
                ))
            }),
        }
    }
}
