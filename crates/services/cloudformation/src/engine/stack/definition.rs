//! What a stack is made of: all that an update can change at once.

use std::collections::BTreeMap;

use crate::engine::template::{ParameterValues, Plan, Template};

/// What a stack is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The template as given. Kept apart from the head record.
    pub template_body: String,
    /// The template's description.
    pub description: Option<String>,
    /// The text of every parameter, defaults included.
    pub parameters: BTreeMap<String, String>,
    /// The acknowledgements given.
    pub capabilities: Vec<String>,
    /// Keys and values.
    pub tags: Vec<(String, String)>,
    /// ARNs of the topics to be told of every event.
    pub notification_arns: Vec<String>,
    /// The ARN of the role to call services with.
    pub role_arn: Option<String>,
    /// The names of the exports of other stacks that it draws on.
    pub imports: Vec<String>,
}

impl Definition {
    /// The definition by `template_body`, which reads as `template`, with `parameters`, which give `plan`.
    pub fn new(
        template_body: String,
        template: &Template,
        parameters: &ParameterValues,
        plan: &Plan,
        capabilities: Vec<String>,
        tags: Vec<(String, String)>,
    ) -> Self {
        Self {
            template_body,
            description: template.description.clone(),
            parameters: parameters.texts(),
            capabilities,
            tags,
            notification_arns: Vec::new(),
            role_arn: None,
            imports: plan.imports.clone(),
        }
    }
}
