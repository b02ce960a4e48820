//! Writes the guide's page of coverage from what the services register and from their cards.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::check::registered;
use crate::source;
use crate::tree::Tree;

/// The page.
pub const COVERAGE: &str = "docs/guide/coverage.md";

const INTRODUCTION: &str = "\
# Coverage

The operations that Pumphouse carries out, and what each service does otherwise than AWS or refuses. Every
other operation answers an error that names it and this page; so does every input that is not supported.

`cargo xtask docs` writes this page from the registered operations and the services' cards; do not edit it.
";

/// Writes the page.
pub fn write(root: &Path) -> Result<ExitCode> {
    let text = coverage(&Tree::read(root)?);
    let path = root.join(COVERAGE);
    std::fs::create_dir_all(path.parent().expect("invariant: the page is in a folder"))?;
    std::fs::write(&path, text)?;
    println!("wrote {COVERAGE}");
    Ok(ExitCode::SUCCESS)
}

/// The page's text.
pub fn coverage(tree: &Tree) -> String {
    let services: Vec<Entry> =
        tree.folders("crates/services/").into_iter().map(|name| Entry::read(tree, name)).collect();
    let mut text = INTRODUCTION.to_owned();
    text.push_str("\n| service | protocol | operations |\n| --- | --- | --- |\n");
    for entry in &services {
        let Entry { title, protocol, operations, .. } = entry;
        let anchor = title.to_lowercase().replace(' ', "-");
        text.push_str(&format!("| [{title}](#{anchor}) | {protocol} | {} |\n", operations.len()));
    }
    for entry in &services {
        text.push_str(&format!("\n## {}\n\n", entry.title));
        for operation in &entry.operations {
            text.push_str(&format!("- `{operation}`\n"));
        }
        if !entry.card.is_empty() {
            text.push_str(&format!("\n{}\n", entry.card));
        }
    }
    text
}

/// What the page says of one service.
struct Entry {
    title: String,
    protocol: String,
    operations: Vec<String>,
    card: String,
}

impl Entry {
    fn read(tree: &Tree, service: String) -> Self {
        let text = |room: &str| tree.get(&format!("crates/{room}/{service}/src/lib.rs")).unwrap_or_default();
        let lines = source::card(text("services"));
        let title = text("api").split("title: \"").nth(1).and_then(|rest| rest.split('"').next());
        Self {
            title: title.unwrap_or(&service).to_owned(),
            protocol: protocols(text("api")),
            operations: registered(tree, &service).into_iter().collect(),
            card: without_links(&lines.get(1..).unwrap_or_default().join("\n")).trim().to_owned(),
        }
    }
}

/// The protocols that the card of the shapes names, in AWS's words.
fn protocols(api: &str) -> String {
    let also = api.split("also: &[").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
    let also = also.split("Protocol::").skip(1).map(|name| protocol(&format!("Protocol::{name}")));
    std::iter::once(protocol(api)).chain(also).collect::<Vec<_>>().join(", ")
}

/// The protocol that is named first, in AWS's words.
fn protocol(api: &str) -> &'static str {
    let name = api.split("Protocol::").nth(1).unwrap_or_default();
    let name: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    match name.as_str() {
        "AwsJson10" => "AWS JSON 1.0",
        "AwsJson11" => "AWS JSON 1.1",
        "Query" => "AWS query",
        "RpcV2Cbor" => "RPC v2 CBOR",
        "RestJson" => "REST JSON",
        "RestXml" => "REST XML",
        _ => "its own",
    }
}

/// ``[`limits::A`]`` is a link in Rust only; here it is `limits::A`.
fn without_links(card: &str) -> String {
    card.replace("[`", "`").replace("`]", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_listed_with_its_operations_and_its_card() {
        let tree = Tree::of(&[
            ("crates/api/x/src/lib.rs", "title: \"Ex\",\nprotocol: Protocol::AwsJson11,"),
            (
                "crates/services/x/src/lib.rs",
                "//! Ex: a service.\n//!\n//! Lacks [`limits::ALL`].\n.with::<api::B>().with::<api::A>()",
            ),
        ]);
        let page = coverage(&tree);
        assert!(page.contains("| [Ex](#ex) | AWS JSON 1.1 | 2 |"), "{page}");
        assert_eq!(
            protocols("protocol: Protocol::AwsJson10,\nalso: &[Protocol::Query],"),
            "AWS JSON 1.0, AWS query"
        );
        assert!(page.ends_with("## Ex\n\n- `A`\n- `B`\n\nLacks `limits::ALL`.\n"), "{page}");
    }
}
