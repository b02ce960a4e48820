//! The guide's page of coverage says what is registered.

use super::Findings;
use crate::docs::{COVERAGE, coverage};
use crate::tree::Tree;

/// The page is what `cargo xtask docs` writes.
pub fn check(tree: &Tree) -> Findings {
    let current = tree.get(COVERAGE) == Some(coverage(tree).as_str());
    if current {
        Findings::new()
    } else {
        vec![format!("{COVERAGE}: is not current; run `cargo xtask docs`")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_current_is_found() {
        let lib = ("crates/services/x/src/lib.rs", "//! X: a service.\n.with::<api::A>()");
        let page = coverage(&Tree::of(&[lib]));
        assert_eq!(check(&Tree::of(&[lib, (COVERAGE, &page)])), Findings::new());
        assert_eq!(check(&Tree::of(&[lib])).len(), 1);
        let more =
            ("crates/services/x/src/lib.rs", "//! X: a service.\n.with::<api::A>()\n.with::<api::B>()");
        assert_eq!(check(&Tree::of(&[more, (COVERAGE, &page)])).len(), 1);
    }
}
