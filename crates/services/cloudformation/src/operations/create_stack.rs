//! `CreateStack`.

use std::collections::BTreeMap;

use cloudformation_api::{self as api, CreateStack, CreateStackInput, CreateStackOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudFormation;
use crate::engine::names::StackName;
use crate::engine::stack::{Asker, NewStack, OnFailure, Stack, StackEvent};
use crate::engine::template::{PseudoParameters, TEMPLATE_BODY_BYTES_MAX, Template};
use crate::errors::{already_exists, invalid, refuse, requires};
use crate::limits::STACKS_MAX;
use crate::store::Created;

impl Handle<CreateStack> for CloudFormation {
    async fn handle(&self, call: &Call, input: CreateStackInput) -> Result<CreateStackOutput, Fault> {
        let (stack, event) = self.prepare(call, input)?;
        let (id, name, token) = (stack.id.clone(), stack.name.clone(), stack.client_token.clone());
        match self.stacks.create(stack, event).await? {
            Created::New => {}
            // The same request once more: its first answer was lost.
            Created::Exists(id, made_by) if token.is_some() && token == made_by => {
                return Ok(CreateStackOutput { stack_id: Some(id.0), operation_id: None });
            }
            Created::Exists(..) => return Err(already_exists(name.as_str())),
            Created::TooMany => {
                let text =
                    format!("Limit for stack has been exceeded: there can be {STACKS_MAX} in a region");
                return Err(Fault::sender("LimitExceededException", text));
            }
        }
        self.works.start(id.clone()).await;
        Ok(CreateStackOutput { stack_id: Some(id.0), operation_id: None })
    }
}

impl CloudFormation {
    /// Checks everything that can be checked before anything is kept.
    fn prepare(&self, call: &Call, input: CreateStackInput) -> Result<(Stack, StackEvent), Fault> {
        refuse_unsupported(&input)?;
        let name = StackName(input.stack_name.clone());
        let body = input.template_body.clone();
        let body = body.ok_or_else(|| invalid("Either Template URL or Template Body must be specified."))?;
        let random = self.dispatch.random().as_ref();
        let asked = NewStack {
            by: Asker { principal: call.principal.clone(), client_token: input.client_request_token.clone() },
            place: call.place.clone(),
            name: name.clone(),
            template_body: body,
            capabilities: capabilities(&input),
            tags: tags(&input)?,
            notification_arns: Vec::new(),
            role_arn: None,
            on_failure: on_failure(&input)?,
            termination_protection: input.enable_termination_protection == Some(true),
        };
        let id = Stack::new_id(&call.place, &name, random);
        let pseudo = PseudoParameters {
            place: call.place.clone(),
            stack_name: name,
            stack_id: id.clone(),
            notification_arns: Vec::new(),
        };
        let template = Template::parse(&asked.template_body, TEMPLATE_BODY_BYTES_MAX)?;
        let values = template.values(&parameters(input.parameters.unwrap_or_default())?)?;
        let plan = template.plan(&values, &pseudo)?;
        self.types.check(&template, &plan)?;
        if let Some((needed, _)) = template.capability(&plan)
            && !asked.capabilities.iter().any(|given| needed.is_given_by(given))
        {
            return Err(requires(needed));
        }
        Ok(Stack::new(id, asked, &template, &values, &plan, self.dispatch.clock().now(), random))
    }
}

fn refuse_unsupported(input: &CreateStackInput) -> Result<(), Fault> {
    let rollback = input.rollback_configuration.as_ref();
    let watches = rollback.is_some_and(|rollback| {
        rollback.rollback_triggers.as_ref().is_some_and(|triggers| !triggers.is_empty())
            || rollback.monitoring_time_in_minutes.is_some_and(|minutes| minutes > 0)
    });
    let any = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
    refuse([
        ("TemplateURL", input.template_url.is_some()),
        ("RollbackConfiguration", watches),
        ("TimeoutInMinutes", input.timeout_in_minutes.is_some()),
        ("NotificationARNs", any(&input.notification_ar_ns)),
        ("ResourceTypes", any(&input.resource_types)),
        ("RoleARN", input.role_arn.is_some()),
        ("StackPolicyBody", input.stack_policy_body.is_some()),
        ("StackPolicyURL", input.stack_policy_url.is_some()),
        ("RetainExceptOnCreate", input.retain_except_on_create == Some(true)),
    ])
}

fn on_failure(input: &CreateStackInput) -> Result<OnFailure, Fault> {
    match (input.on_failure, input.disable_rollback) {
        (Some(_), Some(_)) => {
            Err(invalid("You can specify either DisableRollback or OnFailure, but not both."))
        }
        (Some(api::OnFailure::DoNothing), None) | (None, Some(true)) => Ok(OnFailure::DoNothing),
        (Some(api::OnFailure::Delete), None) => Ok(OnFailure::Delete),
        (Some(api::OnFailure::Rollback), None) | (None, Some(false) | None) => Ok(OnFailure::Rollback),
    }
}

fn capabilities(input: &CreateStackInput) -> Vec<String> {
    let text = |capability: &api::Capability| match capability {
        api::Capability::CapabilityIam => "CAPABILITY_IAM",
        api::Capability::CapabilityNamedIam => "CAPABILITY_NAMED_IAM",
        api::Capability::CapabilityAutoExpand => "CAPABILITY_AUTO_EXPAND",
    };
    input.capabilities.iter().flatten().map(|each| text(each).to_owned()).collect()
}

fn tags(input: &CreateStackInput) -> Result<Vec<(String, String)>, Fault> {
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in input.tags.iter().flatten() {
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid("aws: prefixed tag key names are not allowed for external use."));
        }
        if tags.iter().any(|(key, _)| *key == tag.key) {
            return Err(invalid(format!("Duplicate tag key {}; each key can be given once", tag.key)));
        }
        tags.push((tag.key.clone(), tag.value.clone()));
    }
    Ok(tags)
}

fn parameters(given: Vec<api::Parameter>) -> Result<BTreeMap<String, String>, Fault> {
    let mut parameters = BTreeMap::new();
    for parameter in given {
        let key =
            parameter.parameter_key.ok_or_else(|| invalid("Every parameter must have a ParameterKey."))?;
        if parameter.use_previous_value == Some(true) {
            return Err(invalid(format!(
                "Invalid input for parameter key {key}. Cannot specify usePreviousValue as true for a stack that is new"
            )));
        }
        let value = parameter.parameter_value.unwrap_or_default();
        if parameters.insert(key.clone(), value).is_some() {
            return Err(invalid(format!("Duplicate parameter key {key}; each parameter can be given once")));
        }
    }
    Ok(parameters)
}
