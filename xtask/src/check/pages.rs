//! Every Rust file is a page: it says what it is, has one subject and a name that says which.

use super::Findings;
use crate::tree::Tree;

/// The longest a file may be, in lines.
const LINES_MAX: usize = 500;

/// Names that say nothing.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "manager", "misc"];

/// `//!` first, no `mod.rs`, no empty names, not too long.
pub fn check(tree: &Tree) -> Findings {
    let mut findings = Findings::new();
    for (path, text) in tree.rust() {
        if !text.starts_with("//!") {
            findings.push(format!("{path}: does not begin with `//!`; say what the file is"));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX {
            findings.push(format!("{path}: {lines} lines, {LINES_MAX} at most; split it by subject"));
        }
        let names = path.trim_end_matches(".rs").split('/');
        for name in names.filter(|name| {
            EMPTY_NAMES.iter().any(|empty| name == empty || name.ends_with(&format!("_{empty}")))
        }) {
            findings.push(format!("{path}: `{name}` names no subject"));
        }
        if path.ends_with("/mod.rs") {
            findings.push(format!("{path}: put it beside the folder, as `name.rs`"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_page_is_fine() {
        assert_eq!(found("a/src/lib.rs", "//! What it is.\n"), 0);
        assert_eq!(found("a/README.md", "no page of Rust"), 0);
    }

    #[test]
    fn each_law_is_held() {
        assert_eq!(found("a/src/lib.rs", "fn a() {}\n"), 1);
        assert_eq!(found("a/src/b/mod.rs", "//! B.\n"), 1);
        assert_eq!(found("a/src/utils.rs", "//! B.\n"), 1);
        assert_eq!(found("a/src/helpers/b.rs", "//! B.\n"), 1);
        assert_eq!(found("a/src/stream_manager.rs", "//! B.\n"), 1);
        assert_eq!(found("a/src/lib.rs", &format!("//! B.{}", "\n//".repeat(LINES_MAX))), 1);
        assert_eq!(found("a/src/lib.rs", &format!("//! B.{}", "\n//".repeat(LINES_MAX - 1))), 0);
    }
}
