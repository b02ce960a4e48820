//! Golden files: what becomes of a template, and what is said of one that is refused.
//!
//! `golden/templates/NAME.{yaml,json}` is read, planned with the parameters in `NAME.parameters` (a
//! JSON object, if there is one) and evaluated with a made-up id and attributes for every resource;
//! `NAME.expected` holds all of that. `golden/refused/NAME.{yaml,json}` must be refused at one of
//! these steps, with the text in `NAME.expected`. Set `UPDATE_GOLDEN=1` to write what is found, then
//! read the difference.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use cloudformation_service::engine::names::PhysicalId;
use cloudformation_service::engine::template::{
    PseudoParameters, Realized, Scope, TEMPLATE_BODY_BYTES_MAX, Template, TemplateError,
};
use serde_json::{Map, Value};

fn templates(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(folder);
    let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|it| it == "yaml" || it == "json")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no templates in {}", folder.display());
    paths
}

fn compare(path: &Path, found: &str) -> Option<String> {
    let expected_path = path.with_extension("expected");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&expected_path, found).unwrap();
    }
    let expected = fs::read_to_string(&expected_path).unwrap_or_default();
    (expected != found).then(|| format!("{}:\n{found}", path.display()))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

fn pseudo() -> PseudoParameters {
    PseudoParameters {
        place: kernel::Place::default(),
        stack_name: "golden".into(),
        stack_id: "arn:aws:cloudformation:us-east-1:000000000000:stack/golden/1".into(),
        notification_arns: Vec::new(),
    }
}

fn given(path: &Path) -> BTreeMap<String, String> {
    let Ok(text) = fs::read_to_string(path.with_extension("parameters")) else { return BTreeMap::new() };
    let values: Map<String, Value> = serde_json::from_str(&text).unwrap();
    values.into_iter().map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect()
}

/// Attributes that every made-up resource has.
const ATTRIBUTES: [&str; 5] = ["Arn", "StreamArn", "RoleId", "Name", "Endpoint.Address"];

fn report(path: &Path) -> Result<String, TemplateError> {
    let text = fs::read_to_string(path).unwrap();
    let template = Template::parse(&text, TEMPLATE_BODY_BYTES_MAX)?;
    let (parameters, pseudo) = (template.values(&given(path))?, pseudo());
    let plan = template.plan(&parameters, &pseudo)?;
    let mut report = String::from("# tree\n");
    writeln!(report, "{}", pretty(&Template::tree(&text, TEMPLATE_BODY_BYTES_MAX)?)).unwrap();
    writeln!(report, "# conditions\n{:?}\n# levels", plan.conditions.0).unwrap();
    for level in plan.levels()? {
        writeln!(report, "{}", level.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" ")).unwrap();
    }
    if let Some((capability, types)) = template.capability(&plan) {
        writeln!(report, "# capability\n{} for {}", capability.as_str(), types.join(", ")).unwrap();
    }
    if !plan.imports.is_empty() {
        writeln!(report, "# imports\n{}", plan.imports.join(", ")).unwrap();
    }
    let mut resources = BTreeMap::new();
    for planned in &plan.resources {
        let resource = template.resource(planned.id.as_str()).unwrap();
        let id = planned.id.as_str();
        let attribute = |name: &&str| ((*name).to_owned(), Value::from(format!("{id}/{name}")));
        let realized = Realized {
            type_name: resource.type_name.clone(),
            physical_id: PhysicalId(format!("id-of-{id}")),
            attributes: ATTRIBUTES.iter().map(attribute).collect(),
            is_open: false,
        };
        resources.insert(planned.id.clone(), realized);
    }
    let exports: BTreeMap<String, String> =
        plan.imports.iter().map(|name| (name.clone(), format!("export {name}"))).collect();
    let scope = Scope {
        parameters: &parameters,
        pseudo: &pseudo,
        conditions: &plan.conditions,
        resources: &resources,
        exports: &exports,
    };
    for planned in &plan.resources {
        let resource = template.resource(planned.id.as_str()).unwrap();
        let properties = template.evaluate(&resource.properties, &scope)?;
        writeln!(report, "# {} {}\n{}", resource.id, resource.type_name, pretty(&properties)).unwrap();
    }
    for output in &template.outputs {
        let holds = |name: &String| plan.conditions.get(name) == Some(true);
        if output.condition.as_ref().is_none_or(holds) {
            let value = template.evaluate(&output.value, &scope)?;
            writeln!(report, "# output {}\n{value}", output.name).unwrap();
        }
    }
    Ok(report)
}

#[test]
fn templates_become_what_is_expected() {
    let differences: Vec<String> = templates("templates")
        .iter()
        .filter_map(|path| {
            let report = report(path).unwrap_or_else(|error| format!("refused: {error}\n"));
            compare(path, &report)
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn refusals_say_what_is_expected() {
    let differences: Vec<String> = templates("refused")
        .iter()
        .filter_map(|path| {
            let text = report(path).map_or_else(|error| format!("{error}\n"), |_| "accepted\n".to_owned());
            compare(path, &text)
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
