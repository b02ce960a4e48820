//! What several operations are asked: a template, parameters, acknowledgements, tags.

use std::collections::BTreeMap;

use cloudformation_api as api;
use dispatch::Call;
use wire::Fault;

use crate::CloudFormation;
use crate::engine::names::{StackId, StackName};
use crate::engine::stack::Definition;
use crate::engine::template::{
    Plan, PseudoParameters, TEMPLATE_BODY_BYTES_MAX, TEMPLATE_URL_BYTES_MAX, Template,
};
use crate::errors::{invalid, requires};

/// What is asked, as inputs have it.
pub(super) struct Asked {
    pub(super) template_body: Option<String>,
    pub(super) template_url: Option<String>,
    pub(super) use_previous_template: bool,
    pub(super) parameters: Vec<api::Parameter>,
    pub(super) capabilities: Vec<api::Capability>,
    /// None leaves those of a stack that there is.
    pub(super) tags: Option<Vec<api::Tag>>,
}

/// What is asked, checked.
pub(super) struct Ready {
    pub(super) template: Template,
    pub(super) plan: Plan,
    pub(super) definition: Definition,
}

impl CloudFormation {
    /// Checks everything that can be checked before anything is kept. `current` is what the stack is made of
    /// already.
    pub(super) async fn ready(
        &self,
        call: &Call,
        asked: Asked,
        (name, id): (&StackName, &StackId),
        current: Option<&Definition>,
    ) -> Result<Ready, Fault> {
        let (body, bytes_max) = match (asked.use_previous_template, current) {
            (false, _) => self.template(call, asked.template_body, asked.template_url).await?,
            (true, Some(current)) if asked.template_body.is_none() && asked.template_url.is_none() => {
                (current.template_body.clone(), TEMPLATE_URL_BYTES_MAX)
            }
            (true, Some(_)) => return Err(invalid(ONE_TEMPLATE)),
            (true, None) => {
                return Err(invalid(
                    "When creating a stack, UsePreviousTemplate cannot be true: it has no template yet",
                ));
            }
        };
        let pseudo = PseudoParameters {
            place: call.place.clone(),
            stack_name: name.clone(),
            stack_id: id.clone(),
            notification_arns: Vec::new(),
        };
        let template = Template::parse(&body, bytes_max)?;
        let values = template.values(&parameters(asked.parameters, current)?)?;
        let plan = template.plan(&values, &pseudo)?;
        self.types.check(&template, &plan)?;
        let capabilities = capabilities(&asked.capabilities);
        if let Some((needed, _)) = template.capability(&plan)
            && !capabilities.iter().any(|given| needed.is_given_by(given))
        {
            return Err(requires(needed));
        }
        let tags = match (asked.tags, current) {
            (Some(given), _) => tags(given)?,
            (None, current) => current.map(|current| current.tags.clone()).unwrap_or_default(),
        };
        let definition = Definition::new(body, &template, &values, &plan, capabilities, tags);
        Ok(Ready { template, plan, definition })
    }

    /// The template given in the request or behind an address, and how many bytes it may have.
    pub(super) async fn template(
        &self,
        call: &Call,
        body: Option<String>,
        url: Option<String>,
    ) -> Result<(String, usize), Fault> {
        match (body, url) {
            (Some(body), None) => Ok((body, TEMPLATE_BODY_BYTES_MAX)),
            (None, Some(url)) => Ok((self.template_at(call, &url).await?, TEMPLATE_URL_BYTES_MAX)),
            (None, None) => Err(invalid("Either Template URL or Template Body must be specified.")),
            (Some(_), Some(_)) => Err(invalid(ONE_TEMPLATE)),
        }
    }
}

const ONE_TEMPLATE: &str =
    "You must specify exactly one of the following: Template URL, Template Body, or UsePreviousTemplate.";

/// Whether alarms are to be watched, or a time is to be waited.
pub(super) fn watches(rollback: Option<&api::RollbackConfiguration>) -> bool {
    rollback.is_some_and(|rollback| {
        rollback.rollback_triggers.as_ref().is_some_and(|triggers| !triggers.is_empty())
            || rollback.monitoring_time_in_minutes.is_some_and(|minutes| minutes > 0)
    })
}

/// Whether there is anything in a list.
pub(super) fn any(list: &Option<Vec<String>>) -> bool {
    list.as_ref().is_some_and(|list| !list.is_empty())
}

fn capabilities(given: &[api::Capability]) -> Vec<String> {
    given.iter().map(|each| each.as_str().to_owned()).collect()
}

fn tags(given: Vec<api::Tag>) -> Result<Vec<(String, String)>, Fault> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in given {
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid("aws: prefixed tag key names are not allowed for external use."));
        }
        if tags.iter().any(|(key, _)| *key == tag.key) {
            return Err(invalid(format!("Duplicate tag key {}; each key can be given once", tag.key)));
        }
        tags.push((tag.key, tag.value));
    }
    Ok(tags)
}

fn parameters(
    given: Vec<api::Parameter>,
    current: Option<&Definition>,
) -> Result<BTreeMap<String, String>, Fault> {
    let mut parameters = BTreeMap::new();
    for parameter in given {
        let key =
            parameter.parameter_key.ok_or_else(|| invalid("Every parameter must have a ParameterKey."))?;
        let value = match (parameter.use_previous_value == Some(true), parameter.parameter_value) {
            (false, value) => value.unwrap_or_default(),
            (true, Some(_)) => {
                return Err(invalid(format!(
                    "Invalid input for parameter key {key}. Cannot specify usePreviousValue as true and non empty \
                     value for a parameter"
                )));
            }
            (true, None) => previous(&key, current)?,
        };
        if parameters.insert(key.clone(), value).is_some() {
            return Err(invalid(format!("Duplicate parameter key {key}; each parameter can be given once")));
        }
    }
    Ok(parameters)
}

fn previous(key: &str, current: Option<&Definition>) -> Result<String, Fault> {
    let refusal = |why: &str| {
        invalid(format!(
            "Invalid input for parameter key {key}. Cannot specify usePreviousValue as true for a {why}"
        ))
    };
    let current = current.ok_or_else(|| refusal("stack that is new"))?;
    let value = current.parameters.get(key);
    value.cloned().ok_or_else(|| refusal("parameter key not in the previous template"))
}
