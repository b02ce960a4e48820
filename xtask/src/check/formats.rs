//! Every page of `docs/formats` is named where its bytes are written, and every page that code names is there.

use std::collections::BTreeSet;

use super::Findings;
use crate::tree::Tree;

const FOLDER: &str = "docs/formats/";

/// Pages without code, code without pages.
pub fn check(tree: &Tree) -> Findings {
    let named: BTreeSet<&str> = tree.rust().flat_map(|(_, text)| pages_in(text)).collect();
    let pages: BTreeSet<&str> = tree.under(FOLDER).map(|(path, _)| path).collect();
    let unnamed = pages
        .difference(&named)
        .map(|page| format!("{page}: no code names it; name it where its bytes are written"));
    let missing = named.difference(&pages).map(|page| format!("{page}: is missing, though code names it"));
    unnamed.chain(missing).collect()
}

/// The pages that a text names.
fn pages_in(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(FOLDER).filter_map(|(at, _)| {
        let path = &text[at..];
        let end = path.find(".md")? + ".md".len();
        let name = &path[FOLDER.len()..end];
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        plain.then_some(&path[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_code_name_each_other() {
        let page = format!("{FOLDER}log.md");
        let code = format!("//! As `{page}` says.");
        assert_eq!(check(&Tree::of(&[("a.rs", &code), (&page, "")])), Findings::new());
        assert_eq!(check(&Tree::of(&[(&page, "")])).len(), 1);
        assert_eq!(check(&Tree::of(&[("a.rs", &code)])).len(), 1);
        assert_eq!(check(&Tree::of(&[("a.rs", "//! All of docs/formats/, see README.md")])), Findings::new());
    }
}
