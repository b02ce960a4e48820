//! The values of a template as far as its resources have come to exist.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Stack, StackOutput, StackResource};
use crate::engine::names::LogicalId;
use crate::engine::template::{
    ParameterValues, Plan, PseudoParameters, Realized, Scope, TEMPLATE_URL_BYTES_MAX, Template, TemplateError,
};

/// What evaluating a template's values takes, while it is being created.
pub(super) struct Values {
    pub(super) template: Template,
    parameters: ParameterValues,
    pseudo: PseudoParameters,
    plan: Plan,
    realized: BTreeMap<LogicalId, Realized>,
    exports: BTreeMap<String, String>,
}

impl Values {
    /// The values of `stack`, where other stacks' exports are `exports`.
    pub(super) fn of(stack: &Stack, exports: BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let template = Template::parse(&stack.definition.template_body, TEMPLATE_URL_BYTES_MAX)?;
        let parameters = template.values(&stack.definition.parameters)?;
        let pseudo = stack.pseudo_parameters();
        let plan = template.plan(&parameters, &pseudo)?;
        let mut values = Self { template, parameters, pseudo, plan, realized: BTreeMap::new(), exports };
        (0..stack.resources.len()).for_each(|index| values.note(stack, index));
        Ok(values)
    }

    /// Takes up the resource at `index` if it is usable.
    pub(super) fn note(&mut self, stack: &Stack, index: usize) {
        let resource = &stack.resources[index];
        if resource.is_ready() {
            self.realized.extend(realized(resource, false).map(|realized| (resource.id.clone(), realized)));
        }
    }

    pub(super) fn evaluate(&self, value: &Value) -> Result<Value, TemplateError> {
        let Self { template, parameters, pseudo, plan, realized, exports } = self;
        let conditions = &plan.conditions;
        template.evaluate(value, &Scope { parameters, pseudo, conditions, resources: realized, exports })
    }

    pub(super) fn outputs(&self) -> Result<Vec<StackOutput>, TemplateError> {
        let mut outputs = Vec::new();
        for output in &self.template.outputs {
            let holds = |name: &String| self.plan.conditions.get(name) == Some(true);
            if !output.condition.as_ref().is_none_or(holds) {
                continue;
            }
            let text = |value: &Value| match self.evaluate(value)? {
                Value::String(text) => Ok(text),
                value @ (Value::Number(_) | Value::Bool(_)) => Ok(value.to_string()),
                _ => Err(TemplateError::Format(
                    "The Value field of every Outputs member must evaluate to a String.".to_owned(),
                )),
            };
            let export_name = output.export.as_ref().map(text).transpose()?;
            if let Some(name) = &export_name
                && outputs.iter().any(|each: &StackOutput| each.export_name.as_ref() == Some(name))
            {
                return Err(TemplateError::Format(format!("Duplicate export name {name} in the template")));
            }
            outputs.push(StackOutput {
                name: output.name.clone(),
                value: text(&output.value)?,
                description: output.description.clone(),
                export_name,
            });
        }
        Ok(outputs)
    }
}

/// The resource as expressions see it, if there is a thing.
pub(super) fn realized(resource: &StackResource, is_open: bool) -> Option<Realized> {
    Some(Realized {
        type_name: resource.type_name.clone(),
        physical_id: resource.physical_id.clone()?,
        attributes: resource.attributes.clone(),
        is_open,
    })
}
