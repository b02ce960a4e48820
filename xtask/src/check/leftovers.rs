//! Nothing is left for later: no notes to oneself in any file, no `.unwrap()` in code that is not for tests.

use super::Findings;
use crate::source;
use crate::tree::Tree;

/// The words, in halves so that this file has none of them.
const NOTES: [[&str; 2]; 4] = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["HA", "CK"]];

/// Crates of their own beside the workspace: apparatus that measures or shakes the house and may just panic.
const APPARATUS: [&str; 2] = ["bench/kv-choice/", "fuzz/"];

/// Notes everywhere, `.unwrap()` in Rust.
pub fn check(tree: &Tree) -> Findings {
    let mut findings = Findings::new();
    for (path, text) in tree.files() {
        for (number, line) in text.lines().enumerate() {
            for note in NOTES.map(|halves| halves.concat()).iter().filter(|note| has_word(line, note)) {
                findings.push(format!(
                    "{path}:{}: `{note}`; do it, or leave it out and say so on the card",
                    number + 1
                ));
            }
        }
    }
    let apparatus = |path: &str| APPARATUS.iter().any(|folder| path.starts_with(folder));
    for (path, text) in tree.rust().filter(|(path, _)| !tree.is_test(path) && !apparatus(path)) {
        let code = source::code_outside_tests(text);
        for (at, _) in code.match_indices(".unwrap()") {
            let number = source::line_number(&code, at);
            findings
                .push(format!("{path}:{number}: `.unwrap()`; use `expect(\"invariant: …\")` or an error"));
        }
    }
    findings
}

/// Whether the line has the word, standing alone.
fn has_word(line: &str, word: &str) -> bool {
    let joins = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || "+/_".contains(letter))
    };
    line.match_indices(word).any(|(at, _)| {
        !joins(line[..at].chars().next_back()) && !joins(line[at + word.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Findings {
        check(&Tree::of(&[(path, text)]))
    }

    #[test]
    fn notes_are_found_in_any_file() {
        for note in NOTES.map(|halves| halves.concat()) {
            assert_eq!(found("a/run", &format!("one\n# {note}: later\n")).len(), 1, "{note}");
            assert_eq!(found("a/run", &format!("A{note} {note}S {note}_LIST\n")), Findings::new());
        }
    }

    #[test]
    fn unwrap_is_for_tests() {
        assert_eq!(found("a/src/lib.rs", "\nfn a() { b.unwrap() }").len(), 1);
        assert!(found("a/src/lib.rs", "\nfn a() { b.unwrap() }")[0].starts_with("a/src/lib.rs:2:"));
        assert_eq!(found("a/tests/b.rs", "fn a() { b.unwrap() }"), Findings::new());
        assert_eq!(
            found("a/src/lib.rs", "// b.unwrap()\n#[cfg(test)]\nmod tests { b.unwrap() }"),
            Findings::new()
        );
        assert_eq!(found("a/src/lib.rs", "#[cfg(test)]\nmod tests {}\nfn a() { b.unwrap() }").len(), 1);
    }
}
