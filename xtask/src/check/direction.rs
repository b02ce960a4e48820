//! Which crate may depend on which, over `cargo metadata`. Every kind of dependency counts, those of tests too.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Findings;

/// Rooms, and the rooms that they may use. What stands here is the design's arrow.
const ALLOWED: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("storage", &["kernel"]),
    ("wire-derive", &[]),
    ("wire", &["kernel", "wire-derive"]),
    ("api", &["kernel", "wire"]),
    ("dispatch", &["kernel", "wire"]),
    ("sql", &["kernel", "wire", "dispatch", "api"]),
    ("postgres", &["kernel", "dispatch", "sql"]),
    ("console", &["kernel", "storage", "wire", "dispatch", "api"]),
    ("service", &["kernel", "storage", "wire", "dispatch", "api"]),
    ("client", &["kernel", "wire", "dispatch", "api"]),
    ("pipeline", &["client", "api", "kernel", "wire"]),
    (
        "server",
        &[
            "kernel", "storage", "wire", "dispatch", "api", "sql", "postgres", "console", "service",
            "client", "pipeline",
        ],
    ),
    ("bench", &[]),
    ("xtask", &[]),
];

/// The workspace's packages, as cargo describes them.
pub fn metadata(root: &Path) -> Result<Value> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("cannot run `cargo metadata`")?;
    ensure!(output.status.success(), "`cargo metadata` fails: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Every dependency between two crates of the house is in the table.
pub fn check(metadata: &Value) -> Findings {
    let mut findings = Findings::new();
    for package in list(metadata, "packages") {
        let name = text(package, "name");
        let Some((_, allowed)) = room(name).and_then(|room| ALLOWED.iter().find(|(other, _)| *other == room))
        else {
            findings.push(format!("{name}: no room of the house; say what it may use in {}", file!()));
            continue;
        };
        // Those with a path are ours.
        for dependency in
            list(package, "dependencies").iter().filter(|dependency| dependency["path"].is_string())
        {
            let other = text(dependency, "name");
            if !room(other).is_some_and(|room| allowed.contains(&room)) {
                let kind = dependency["kind"].as_str().unwrap_or("normal");
                findings.push(format!("{name}: may not depend on {other} ({kind})"));
            }
        }
    }
    findings
}

/// The room of a package.
fn room(package: &str) -> Option<&str> {
    let name = package.strip_prefix("pumphouse-").unwrap_or(package);
    match name {
        "pumphouse" => Some("server"),
        _ if name.starts_with("api-") => Some("api"),
        _ if name.starts_with("service-") => Some("service"),
        _ if name.starts_with("pipeline-") => Some("pipeline"),
        _ => ALLOWED.iter().map(|(room, _)| *room).find(|room| *room == name),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Value {
        let dependencies: Vec<_> = dependencies
            .iter()
            .map(|(name, kind)| json!({ "name": name, "kind": kind, "path": format!("/x/{name}") }))
            .collect();
        json!({ "name": name, "dependencies": dependencies })
    }

    fn findings(packages: &[Value]) -> Findings {
        check(&json!({ "packages": packages }))
    }

    #[test]
    fn what_the_design_draws_is_allowed() {
        let service =
            [("pumphouse-storage", None), ("pumphouse-api-sts", None), ("pumphouse-dispatch", Some("dev"))];
        assert_eq!(findings(&[package("pumphouse-service-iam", &service)]), Findings::new());
        assert_eq!(findings(&[package("pumphouse", &[("pumphouse-service-iam", None)])]), Findings::new());
        let outside =
            json!({ "name": "pumphouse-kernel", "dependencies": [{ "name": "ring", "path": null }] });
        assert_eq!(findings(&[outside]), Findings::new());
    }

    #[test]
    fn services_do_not_know_services_not_even_in_tests() {
        let found = findings(&[package("pumphouse-service-sts", &[("pumphouse-service-iam", Some("dev"))])]);
        assert_eq!(found, ["pumphouse-service-sts: may not depend on pumphouse-service-iam (dev)"]);
        assert_eq!(findings(&[package("pumphouse-service-sts", &[("pumphouse", None)])]).len(), 1);
    }

    #[test]
    fn arrows_do_not_turn_round() {
        assert_eq!(findings(&[package("pumphouse-kernel", &[("pumphouse-storage", None)])]).len(), 1);
        assert_eq!(findings(&[package("pumphouse-api-iam", &[("pumphouse-dispatch", None)])]).len(), 1);
        assert_eq!(findings(&[package("xtask", &[("pumphouse-kernel", None)])]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_room_is_found() {
        assert_eq!(findings(&[package("pumphouse-utils", &[])]).len(), 1);
    }
}
