//! The checkout as text: every file that git knows or would take, by its path from the root.
//!
//! Files that are not UTF-8 and links are left out.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::source;

/// Paths with `/`, and what the files say.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads the checkout at `root`.
    pub fn read(root: &Path) -> Result<Self> {
        let listing = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .context("cannot run `git`: the checks read what it lists")?;
        ensure!(
            listing.status.success(),
            "`git ls-files` fails: {}",
            String::from_utf8_lossy(&listing.stderr)
        );
        let mut files = BTreeMap::new();
        for path in String::from_utf8(listing.stdout)?.split_terminator('\0') {
            let full = root.join(path);
            let plain = full.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
            if let (true, Ok(text)) = (plain, std::fs::read_to_string(&full)) {
                files.insert(path.to_owned(), text);
            }
        }
        Ok(Self { files })
    }

    /// A checkout of these files.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect() }
    }

    /// What the file says.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Whether the file is there.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The files below a folder: `crates/services/`.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files()
            .skip_while(move |(path, _)| *path < folder)
            .take_while(move |(path, _)| path.starts_with(folder))
    }

    /// The names of the folders directly below a folder: of `crates/services/` each service.
    pub fn folders(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .under(folder)
            .filter_map(|(path, _)| path.strip_prefix(folder)?.split_once('/'))
            .map(|(name, _)| name.to_owned())
            .collect();
        names.dedup();
        names
    }

    /// Every Rust file.
    pub fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// The Rust files whose code is only there for tests, by what their paths say or who includes them.
    pub fn is_test(&self, path: &str) -> bool {
        let mut parts = path.split('/');
        let by_name = path.ends_with("_tests.rs")
            || parts.any(|part| matches!(part, "tests" | "tests.rs" | "examples" | "benches"));
        by_name
            || self.parent_module(path).is_some_and(|(parent, name)| source::is_test_module(parent, &name))
    }

    /// The text of the file that says `mod NAME;`, and NAME.
    fn parent_module(&self, path: &str) -> Option<(&str, String)> {
        let (folder, file) = path.rsplit_once('/')?;
        let name = file.strip_suffix(".rs")?.to_owned();
        let beside = ["lib.rs", "main.rs"].iter().find_map(|root| self.get(&format!("{folder}/{root}")));
        Some((self.get(&format!("{folder}.rs")).or(beside)?, name))
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn folders_and_their_files() {
        let tree = Tree::of(&[
            ("a/one/x.rs", ""),
            ("a/one/y.rs", ""),
            ("a/two/x.rs", ""),
            ("a/z.rs", ""),
            ("b/x", ""),
        ]);
        assert_eq!(tree.folders("a/"), ["one", "two"]);
        assert_eq!(tree.under("a/one/").count(), 2);
        assert_eq!(tree.rust().count(), 4);
    }

    #[test]
    fn tests_are_known_by_path_and_by_who_includes_them() {
        let tree = Tree::of(&[
            ("x/src/lib.rs", "mod plain;\n#[cfg(test)]\nmod sample;\n"),
            ("x/src/plain.rs", ""),
            ("x/src/sample.rs", ""),
            ("x/src/plain/tests.rs", ""),
            ("x/tests/y.rs", ""),
        ]);
        let tests: Vec<_> = tree.rust().map(|(path, _)| path).filter(|path| tree.is_test(path)).collect();
        assert_eq!(tests, ["x/src/plain/tests.rs", "x/src/sample.rs", "x/tests/y.rs"]);
    }
}
