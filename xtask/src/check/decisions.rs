//! Decisions are numbered without gaps and listed, and every dependency from outside has its line in one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Findings;
use crate::tree::Tree;

const FOLDER: &str = "docs/decisions/";
const LIST: &str = "docs/decisions/README.md";
const DEPENDENCIES: &str = "docs/decisions/0002-dependencies.md";

/// Numbers, the list, and the dependencies that `cargo metadata` knows.
pub fn check(tree: &Tree, metadata: &Value) -> Findings {
    let mut findings = Findings::new();
    let list = tree.get(LIST).unwrap_or_default();
    let records = tree.under(FOLDER).filter(|(path, _)| *path != LIST);
    for (index, (path, _)) in records.enumerate() {
        let name = path.trim_start_matches(FOLDER);
        let number = format!("{:04}-", index + 1);
        if !name.starts_with(&number) || !name.ends_with(".md") {
            findings.push(format!("{path}: the next decision is `{number}….md`"));
        }
        if !list.contains(&format!("({name})")) {
            findings.push(format!("{path}: is not listed in {LIST}"));
        }
    }
    let reasons = tree.get(DEPENDENCIES).unwrap_or_default();
    for name in from_outside(metadata) {
        if !reasons.contains(&format!("`{name}`")) {
            findings.push(format!("{DEPENDENCIES}: does not say why `{name}` is used"));
        }
    }
    findings
}

/// The names of the packages that the workspace's own depend on.
fn from_outside(metadata: &Value) -> BTreeSet<&str> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let dependencies = packages.flat_map(|package| package["dependencies"].as_array().into_iter().flatten());
    dependencies
        .filter(|dependency| dependency["path"].is_null())
        .filter_map(|dependency| dependency["name"].as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FILES: [(&str, &str); 3] = [
        ("docs/decisions/0001-one.md", ""),
        ("docs/decisions/0002-dependencies.md", "- `ring`: why"),
        ("docs/decisions/README.md", "[one](0001-one.md) [two](0002-dependencies.md)"),
    ];

    fn found(files: &[(&str, &str)], dependency: &str) -> usize {
        let metadata = json!({ "packages": [{ "dependencies": [{ "name": dependency, "path": null }] }] });
        check(&Tree::of(files), &metadata).len()
    }

    #[test]
    fn a_whole_folder_is_fine() {
        assert_eq!(found(&FILES, "ring"), 0);
    }

    #[test]
    fn gaps_and_what_is_not_listed_are_found() {
        assert_eq!(found(&FILES[1..], "ring"), 1);
        assert_eq!(found(&FILES[..2], "ring"), 2);
        assert_eq!(found(&[FILES[0], FILES[1], ("docs/decisions/0002-more.md", ""), FILES[2]], "ring"), 2);
    }

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        assert_eq!(found(&FILES, "left-pad"), 1);
    }
}
