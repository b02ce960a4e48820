//! Stacks from the outside: package a template's local code, create the stack, watch it, delete it.

mod package;
mod watch;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use cloudformation_api::{
    Capability, CreateStack, CreateStackInput, DeleteStack, DeleteStackInput, DescribeStacks,
    DescribeStacksInput, Parameter, Stack, StackStatus,
};
use cloudformation_service::engine::template::{TEMPLATE_URL_BYTES_MAX, Template};
use serde_json::Value;
use wire::Shape;

use crate::client::Client;
pub use package::zip_file;

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
                let zip = package::zip_path(&directory.join(&path))
                    .with_context(|| format!("the code of function `{name}`, `{path}`, cannot be packaged"))?;
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
        let parameters = parameters.iter().map(|(name, value)| Parameter {
            parameter_key: Some(name.clone()),
            parameter_value: Some(value.clone()),
            ..Parameter::default()
        });
        let input = CreateStackInput {
            stack_name: stack_name.to_owned(),
            template_body: Some(self.template.to_string()),
            parameters: Some(parameters.collect()),
            capabilities: Some(vec![Capability::CapabilityIam, Capability::CapabilityNamedIam]),
            ..CreateStackInput::placeholder()
        };
        client.call::<CreateStack>(input).await?;
        let stack = watch::until_settled(client, stack_name, say).await?;
        match stack.stack_status {
            StackStatus::CreateComplete => Ok(stack),
            status => bail!(
                "stack `{stack_name}` ended as {}; `pumphouse destroy {stack_name}` removes what is left of it",
                status.as_str()
            ),
        }
    }
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

/// Deletes the stack called `name` and waits until it is gone.
pub async fn delete(client: &Client, name: &str, say: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let stack = find(client, name).await?.with_context(|| format!("there is no stack `{name}`"))?;
    let input = DeleteStackInput { stack_name: name.to_owned(), ..DeleteStackInput::placeholder() };
    client.call::<DeleteStack>(input).await?;
    // A stack that is gone is known by its id only.
    let id = stack.stack_id.unwrap_or_else(|| name.to_owned());
    match watch::until_settled(client, &id, say).await?.stack_status {
        StackStatus::DeleteComplete => Ok(()),
        status => bail!("stack `{name}` ended as {}", status.as_str()),
    }
}
