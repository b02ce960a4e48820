//! Every service has the same rooms, every registered operation its files, and the server has every service.
//!
//! A room may be missing if the card says so in a line of its own: ``//! No `errors.rs`: the reason.``

use super::{Findings, routes};
use crate::case::snake;
use crate::source;
use crate::tree::Tree;

/// What every service has below `src/`.
const ROOMS: [&str; 3] = ["limits.rs", "errors.rs", "operations/"];

/// Rooms, operations and their files.
pub fn check(tree: &Tree) -> Findings {
    let mut findings = Findings::new();
    let server = tree.get("crates/server/Cargo.toml").unwrap_or_default();
    for service in tree.folders("crates/services/") {
        let src = format!("crates/services/{service}/src");
        let Some(lib) = tree.get(&format!("{src}/lib.rs")) else {
            findings.push(format!("{src}/lib.rs: is missing"));
            continue;
        };
        for room in ROOMS {
            let there = tree.under(&format!("{src}/{room}")).next().is_some();
            let excused = source::card(lib).iter().any(|line| line.contains(&format!("No `{room}`: ")));
            if !there && !excused {
                findings.push(format!(
                    "{src}/{room}: is missing; add it, or the card's line \"No `{room}`: why\""
                ));
            }
        }
        findings.extend(operations(tree, &service));
        if !server.contains(&format!("{service}-service")) {
            findings.push(format!("crates/server/Cargo.toml: the server does not have `{service}`"));
        }
    }
    findings
}

fn operations(tree: &Tree, service: &str) -> Findings {
    let mut findings = Findings::new();
    let registered = routes::registered(tree, service);
    for name in &registered {
        let file = snake(name);
        for room in ["services", "api"] {
            let path = format!("crates/{room}/{service}/src/operations/{file}.rs");
            if !tree.has(&path) {
                findings.push(format!("{path}: is missing, though `{name}` is registered"));
            }
        }
    }
    for name in routes::handled(tree, service).difference(&registered) {
        findings.push(format!("crates/services/{service}: `{name}` has a handler and is not registered"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[(&str, &str)] = &[
        ("crates/api/x/src/operations/put_record.rs", ""),
        ("crates/server/Cargo.toml", "x-service.workspace = true"),
        ("crates/services/x/src/errors.rs", ""),
        ("crates/services/x/src/lib.rs", "//! Card.\n.with::<api::PutRecord>()"),
        ("crates/services/x/src/limits.rs", ""),
        ("crates/services/x/src/operations/put_record.rs", "impl Handle<PutRecord> for X"),
    ];

    /// What is found when the file says something else, or is away.
    fn changed(path: &str, text: Option<&str>) -> Findings {
        let mut files: Vec<_> = WHOLE.iter().copied().filter(|(other, _)| *other != path).collect();
        files.extend(text.map(|text| (path, text)));
        check(&Tree::of(&files))
    }

    #[test]
    fn a_whole_service_is_fine() {
        assert_eq!(check(&Tree::of(WHOLE)), Findings::new());
    }

    #[test]
    fn every_file_is_missed() {
        for (path, _) in WHOLE {
            assert!(!changed(path, None).is_empty(), "{path}");
        }
    }

    #[test]
    fn the_card_may_say_why_a_room_is_missing() {
        let card = "//! No `errors.rs`: it cannot fail.\n.with::<api::PutRecord>()";
        let mut files: Vec<_> =
            WHOLE.iter().copied().filter(|(path, _)| !path.ends_with("errors.rs")).collect();
        files.retain(|(path, _)| !path.ends_with("lib.rs"));
        files.push(("crates/services/x/src/lib.rs", card));
        assert_eq!(check(&Tree::of(&files)), Findings::new());
    }

    #[test]
    fn a_handler_nobody_registered_is_found() {
        let found = changed("crates/services/x/src/lib.rs", Some("//! Card."));
        assert_eq!(found, ["crates/services/x: `PutRecord` has a handler and is not registered"]);
    }
}
