//! Stacks from the outside: package a template's local code, create or update the stack, watch it, delete it.

mod package;
mod watch;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use cloudformation_api::{
    Capability, CreateStack, CreateStackInput, DeleteStack, DeleteStackInput, DescribeStacks,
    DescribeStacksInput, Parameter, Stack, StackStatus, UpdateStack, UpdateStackInput,
};
use cloudformation_service::engine::template::{TEMPLATE_URL_BYTES_MAX, Template};
use serde_json::Value;
use wire::Shape;

use crate::client::Client;
pub use package::zip_file;
use watch::Watch;

/// A template ready to be deployed.
pub struct Package {
    template: Value,
}

impl Package {
    /// The template in `text`. Code that it names by a path relative to `directory` is zipped and brought
    /// to the server, as `aws cloudformation package` does.
    pub async fn of_template(client: &Client, text: &str, directory: &Path) -> anyhow::Result<Self> {
        let mut template = Template::tree(text, TEMPLATE_URL_BYTES_MAX)?;
        // Functions that share a program share its package.
        let mut keys = BTreeMap::new();
        for (name, path) in package::local_code(&template) {
            if !keys.contains_key(&path) {
                let zip = package::zip_path(&directory.join(&path)).with_context(|| {
                    format!("the code of function `{name}`, `{path}`, cannot be packaged")
                })?;
                keys.insert(path.clone(), client.bring_code(zip).await?);
            }
            package::point_at(&mut template, &name, keys[&path].clone());
        }
        Ok(Self { template })
    }

    /// The template in `text`, where the code of the functions `names` is `zip`.
    pub async fn with_code(
        client: &Client,
        text: &str,
        names: &[&str],
        zip: Vec<u8>,
    ) -> anyhow::Result<Self> {
        let mut template = Template::tree(text, TEMPLATE_URL_BYTES_MAX)?;
        let key = client.bring_code(zip).await?;
        for name in names {
            package::point_at(&mut template, name, key.clone());
        }
        Ok(Self { template })
    }

    /// Creates the stack and waits until it is made; `say` hears what is going on.
    pub async fn create(
        self,
        client: &Client,
        stack_name: &str,
        parameters: &BTreeMap<String, String>,
        say: &mut dyn FnMut(&str),
    ) -> anyhow::Result<Stack> {
        let input = CreateStackInput {
            stack_name: stack_name.to_owned(),
            template_body: Some(self.template.to_string()),
            parameters: Some(given(parameters)),
            capabilities: Some(CAPABILITIES.to_vec()),
            ..CreateStackInput::placeholder()
        };
        client.call::<CreateStack>(input).await?;
        let stack = Watch::default().until_settled(client, stack_name, say).await?;
        match stack.stack_status {
            StackStatus::CreateComplete => Ok(stack),
            status => bail!(
                "stack `{stack_name}` ended as {}; `pumphouse destroy {stack_name}` removes what is left of it",
                status.as_str()
            ),
        }
    }

    /// Makes the stack `there` what the template says, and waits until it is; `say` hears what is going on.
    /// Parameters that are not given keep their values. Nothing to do is no error.
    pub async fn update(
        self,
        client: &Client,
        there: &Stack,
        parameters: &BTreeMap<String, String>,
        say: &mut dyn FnMut(&str),
    ) -> anyhow::Result<Stack> {
        let name = &there.stack_name;
        let mut given = given(parameters);
        let declared = self.template["Parameters"].as_object();
        let known = there.parameters.iter().flatten().filter_map(|each| each.parameter_key.as_ref());
        for key in known.filter(|key| declared.is_some_and(|declared| declared.contains_key(*key))) {
            if !parameters.contains_key(key) {
                given.push(Parameter {
                    parameter_key: Some(key.clone()),
                    use_previous_value: Some(true),
                    ..Parameter::default()
                });
            }
        }
        let input = UpdateStackInput {
            stack_name: name.clone(),
            template_body: Some(self.template.to_string()),
            parameters: Some(given),
            capabilities: Some(CAPABILITIES.to_vec()),
            ..UpdateStackInput::placeholder()
        };
        let watch = Watch::from_now(client, name).await?;
        match client.try_call::<UpdateStack>(input).await {
            Ok(_) => {}
            Err(fault) if fault.message.starts_with("No updates are to be performed") => {
                say("Nothing to do: the stack is as the template says.");
                return Ok(there.clone());
            }
            Err(fault) => return Err(client.refused::<UpdateStack>(&fault)),
        }
        let stack = watch.until_settled(client, name, say).await?;
        match stack.stack_status {
            StackStatus::UpdateComplete => Ok(stack),
            StackStatus::UpdateRollbackComplete => {
                bail!("the update of stack `{name}` failed, and the stack is as it was before")
            }
            status => bail!(
                "the update of stack `{name}` ended as {}; `aws cloudformation continue-update-rollback` goes on \
                 with the way back, `pumphouse destroy {name}` removes it",
                status.as_str()
            ),
        }
    }
}

/// Whoever deploys here has said yes to what the template does.
const CAPABILITIES: [Capability; 2] = [Capability::CapabilityIam, Capability::CapabilityNamedIam];

fn given(parameters: &BTreeMap<String, String>) -> Vec<Parameter> {
    let parameter = |(name, value): (&String, &String)| Parameter {
        parameter_key: Some(name.clone()),
        parameter_value: Some(value.clone()),
        ..Parameter::default()
    };
    parameters.iter().map(parameter).collect()
}

/// The stack called `name`, if there is one.
pub async fn find(client: &Client, name: &str) -> anyhow::Result<Option<Stack>> {
    let input = DescribeStacksInput { stack_name: Some(name.to_owned()), ..DescribeStacksInput::default() };
    match client.try_call::<DescribeStacks>(input).await {
        Ok(output) => Ok(output.stacks.unwrap_or_default().into_iter().next()),
        Err(fault) if fault.code == "ValidationError" => Ok(None),
        Err(fault) => Err(client.refused::<DescribeStacks>(&fault)),
    }
}

/// The stack called `name`, if there is one, once nothing of it is in progress; `say` hears what is going on.
pub async fn settled(
    client: &Client,
    name: &str,
    say: &mut dyn FnMut(&str),
) -> anyhow::Result<Option<Stack>> {
    match find(client, name).await? {
        Some(_) => Watch::from_now(client, name).await?.until_settled(client, name, say).await.map(Some),
        None => Ok(None),
    }
}

/// Deletes the stack called `name` and waits until it is gone.
pub async fn delete(client: &Client, name: &str, say: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let stack = find(client, name).await?.with_context(|| format!("there is no stack `{name}`"))?;
    let input = DeleteStackInput { stack_name: name.to_owned(), ..DeleteStackInput::placeholder() };
    // A stack that is gone is known by its id only.
    let id = stack.stack_id.unwrap_or_else(|| name.to_owned());
    let watch = Watch::from_now(client, &id).await?;
    client.call::<DeleteStack>(input).await?;
    match watch.until_settled(client, &id, say).await?.stack_status {
        StackStatus::DeleteComplete => Ok(()),
        status => bail!("stack `{name}` ended as {}", status.as_str()),
    }
}
