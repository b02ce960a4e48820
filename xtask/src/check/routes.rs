//! The operations that a service registers, read from its source: `.with::<api::PutRecord>()`.

use std::collections::BTreeSet;

use crate::source;
use crate::tree::Tree;

/// The names of the operations that `crates/services/<service>` registers, in the alphabet's order.
pub fn registered(tree: &Tree, service: &str) -> BTreeSet<String> {
    named_between(tree, service, ".with::<", ">(")
}

/// The names of the operations that it has handlers for.
pub fn handled(tree: &Tree, service: &str) -> BTreeSet<String> {
    named_between(tree, service, "impl Handle<", ">")
}

/// The last parts of the paths between the two marks.
fn named_between(tree: &Tree, service: &str, before: &str, after: &str) -> BTreeSet<String> {
    let folder = format!("crates/services/{service}/src/");
    let mut names = BTreeSet::new();
    for (_, text) in tree.under(&folder).filter(|(path, _)| path.ends_with(".rs")) {
        let code = source::code_outside_tests(text);
        for rest in code.split(before).skip(1) {
            let path = rest.split(after).next().unwrap_or_default();
            let name = path.rsplit("::").next().unwrap_or_default();
            if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_and_handlers_are_read_from_code_only() {
        let tree = Tree::of(&[
            ("crates/services/x/src/lib.rs", "// .with::<api::Not>()\n.with::<api::B>()\n.with::<A>()"),
            ("crates/services/x/src/operations/a.rs", "impl Handle<A> for X {}"),
            ("crates/services/y/src/lib.rs", ".with::<api::C>()"),
        ]);
        assert_eq!(registered(&tree, "x").into_iter().collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(handled(&tree, "x").into_iter().collect::<Vec<_>>(), ["A"]);
    }
}
