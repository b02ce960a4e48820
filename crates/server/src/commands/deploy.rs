//! `pumphouse deploy TEMPLATE`

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use cloudformation_api::{Stack, StackStatus};
use serde_json::json;

use crate::cli::Deploy;
use crate::client::Client;
use crate::stack::{self, Package};

/// Packages, creates or updates, and waits.
pub async fn run(options: Deploy) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let text = std::fs::read_to_string(&options.template)
        .with_context(|| format!("cannot read the template {}", options.template.display()))?;
    let name = match &options.stack {
        Some(name) => name.clone(),
        None => stack_name(&options.template)?,
    };
    let there = stack::find(&client, &name).await?;
    if let Some(stack) = &there
        && !can_be_updated(stack.stack_status)
    {
        bail!(
            "stack `{name}` is there already, as {}, and cannot be changed: `pumphouse destroy {name}` first",
            stack.stack_status.as_str()
        );
    }
    let parameters = parameters(&options.parameter)?;
    let directory = options.template.parent().unwrap_or(Path::new("."));
    let package = Package::of_template(&client, &text, directory).await?;
    let mut say = |line: &str| {
        if !options.json {
            println!("{line}");
        }
    };
    let stack = match &there {
        Some(there) => package.update(&client, there, &parameters, &mut say).await?,
        None => package.create(&client, &name, &parameters, &mut say).await?,
    };
    for (name, text) in dashboards(directory)? {
        client.bring_dashboard(&name, &text).await?;
        say(&format!(
            "Dashboard {name} is at {}{}dashboards/{name}",
            options.target.endpoint,
            console::PREFIX
        ));
    }
    print(&stack, options.json);
    Ok(())
}

/// The files of `dashboards/` beside the template: their names, without `.json`, and their text.
fn dashboards(directory: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let directory = directory.join("dashboards");
    let Ok(entries) = std::fs::read_dir(&directory) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if let (Some("json"), Some(name)) =
            (path.extension().and_then(|end| end.to_str()), path.file_stem().and_then(|stem| stem.to_str()))
        {
            let text =
                std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            found.push((name.to_owned(), text));
        }
    }
    found.sort();
    Ok(found)
}

fn can_be_updated(status: StackStatus) -> bool {
    matches!(
        status,
        StackStatus::CreateComplete | StackStatus::UpdateComplete | StackStatus::UpdateRollbackComplete
    )
}

/// The template's file name; `template.yaml` tells nothing, so there it is the directory's.
fn stack_name(path: &Path) -> anyhow::Result<String> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let absolute = path.canonicalize()?;
    let directory =
        absolute.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
    let name = if stem == "template" { directory } else { stem };
    let name: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    match name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        true => Ok(name),
        false => bail!("`{name}` cannot be a stack's name; give one with `--stack NAME`"),
    }
}

fn parameters(texts: &[String]) -> anyhow::Result<BTreeMap<String, String>> {
    let pairs = texts.iter().map(|text| {
        let (name, value) =
            text.split_once('=').with_context(|| format!("`--parameter {text}` is not NAME=VALUE"))?;
        Ok((name.to_owned(), value.to_owned()))
    });
    pairs.collect()
}

fn print(stack: &Stack, as_json: bool) {
    let outputs = stack.outputs.iter().flatten().map(|output| {
        let (key, value) = (output.output_key.clone(), output.output_value.clone());
        (key.unwrap_or_default(), value.unwrap_or_default())
    });
    if as_json {
        let outputs: serde_json::Map<_, _> = outputs.map(|(key, value)| (key, value.into())).collect();
        let status = stack.stack_status.as_str();
        println!("{}", json!({"stack": stack.stack_name, "status": status, "outputs": outputs}));
    } else {
        println!("Stack {} is there.", stack.stack_name);
        for (key, value) in outputs {
            println!("  {key}: {value}");
        }
    }
}
