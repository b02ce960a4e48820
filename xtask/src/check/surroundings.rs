//! No file names where it was written: no folders of one machine, no package registry but the public ones.

use super::Findings;
use crate::tree::Tree;

/// Folders that only some machine has, in halves so that this file has none of them.
const FOLDERS: [[&str; 2]; 4] = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"]];

/// Settings that name a registry other than the public one.
const SETTINGS: [[&str; 2]; 6] = [
    ["index", "-url"],
    ["PIP_", "INDEX"],
    ["replace", "-with"],
    ["CARGO_REG", "ISTRIES"],
    ["npm_config_", "registry"],
    ["trusted", "-host"],
];

/// Where a lock file may say that packages come from.
const SOURCES: [&str; 2] =
    ["\"registry+https://github.com/rust-lang/crates.io-index\"", "\"https://registry.npmjs.org/"];

/// Folders and settings in every file, sources in lock files.
pub fn check(tree: &Tree) -> Findings {
    let mut findings = Findings::new();
    for (path, text) in tree.files() {
        for (number, line) in text.lines().enumerate() {
            let place = format!("{path}:{}", number + 1);
            for folder in FOLDERS.map(|halves| halves.concat()).iter().filter(|folder| has_path(line, folder))
            {
                findings.push(format!("{place}: `{folder}` is a folder of one machine"));
            }
            for setting in
                SETTINGS.map(|halves| halves.concat()).iter().filter(|setting| line.contains(*setting))
            {
                findings.push(format!(
                    "{place}: `{setting}` names a registry; packages come from the public ones"
                ));
            }
            if names_other_source(path, line) {
                findings.push(format!("{place}: packages come from the public registries: {}", line.trim()));
            }
        }
    }
    findings
}

/// Whether an absolute path of the line begins so.
fn has_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || "._-}*/".contains(letter))
    })
}

fn names_other_source(path: &str, line: &str) -> bool {
    let line = line.trim();
    let value = match path.rsplit('/').next() {
        Some("Cargo.lock") => line.strip_prefix("source = "),
        Some("package-lock.json") => line.strip_prefix("\"resolved\": "),
        Some(".npmrc") => return line.contains("registry"),
        _ => None,
    };
    value.is_some_and(|value| !SOURCES.iter().any(|source| value.starts_with(source)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn folders_of_one_machine_are_found() {
        for folder in FOLDERS.map(|halves| halves.concat()) {
            assert_eq!(found("a/README.md", &format!("see `{folder}x`")), 1, "{folder}");
            assert_eq!(found("a/README.md", &format!("see target{folder}x")), 0, "{folder}");
        }
    }

    #[test]
    fn registries_are_found() {
        for setting in SETTINGS.map(|halves| halves.concat()) {
            assert_eq!(found("a/setup", &format!("x {setting} y")), 1, "{setting}");
        }
        assert_eq!(found("a/.npmrc", "registry=https://example.com"), 1);
    }

    #[test]
    fn locks_name_public_sources_only() {
        assert_eq!(found("Cargo.lock", &format!("source = {}", SOURCES[0])), 0);
        assert_eq!(found("Cargo.lock", "source = \"git+https://github.com/a/b#c\""), 1);
        assert_eq!(found("x/Cargo.lock", "source = \"sparse+https://example.com/\""), 1);
        assert_eq!(found("x/package-lock.json", "  \"resolved\": \"https://example.com/a.tgz\","), 1);
        assert_eq!(found("x/package-lock.json", "  \"resolved\": \"https://registry.npmjs.org/a.tgz\","), 0);
    }
}
