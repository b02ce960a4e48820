//! The values of a template as far as its resources have come to exist.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{ResourceStatus, Stack, StackOutput};
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
}

impl Values {
    pub(super) fn of(stack: &Stack) -> Result<Self, TemplateError> {
        let template = Template::parse(&stack.template_body, TEMPLATE_URL_BYTES_MAX)?;
        let parameters = template.values(&stack.parameters)?;
        let pseudo = stack.pseudo_parameters();
        let plan = template.plan(&parameters, &pseudo)?;
        let mut values = Self { template, parameters, pseudo, plan, realized: BTreeMap::new() };
        (0..stack.resources.len()).for_each(|index| values.note(stack, index));
        Ok(values)
    }

    /// Takes up the resource at `index` if it is usable.
    pub(super) fn note(&mut self, stack: &Stack, index: usize) {
        let resource = &stack.resources[index];
        if let (ResourceStatus::CreateComplete, Some(physical_id)) = (resource.status, &resource.physical_id)
        {
            let realized = Realized {
                type_name: resource.type_name.clone(),
                physical_id: physical_id.clone(),
                attributes: resource.attributes.clone(),
            };
            self.realized.insert(resource.id.clone(), realized);
        }
    }

    pub(super) fn evaluate(&self, value: &Value) -> Result<Value, TemplateError> {
        let Self { template, parameters, pseudo, plan, realized } = self;
        template
            .evaluate(value, &Scope { parameters, pseudo, conditions: &plan.conditions, resources: realized })
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
            outputs.push(StackOutput {
                name: output.name.clone(),
                value: text(&output.value)?,
                description: output.description.clone(),
                export_name: output.export.as_ref().map(text).transpose()?,
            });
        }
        Ok(outputs)
    }
}
