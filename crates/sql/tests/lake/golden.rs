//! Golden files: statements in `tests/golden/*.sql`, answers beside them in `*.out`.
//!
//! Statements end with a semicolon at the end of a line. `UPDATE_GOLDEN=1` writes the answers anew, to be looked at.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::house::House;
use crate::tables;

fn statements(text: &str) -> Vec<String> {
    let plain: String =
        text.lines().filter(|line| !line.starts_with("--")).fold(String::new(), |mut all, line| {
            all.push_str(line);
            all.push('\n');
            all
        });
    plain
        .split(";\n")
        .map(|statement| statement.trim().to_owned())
        .filter(|statement| !statement.is_empty())
        .collect()
}

async fn answers(house: &House, file: &Path) -> String {
    let mut out = String::new();
    for statement in statements(&std::fs::read_to_string(file).unwrap()) {
        writeln!(out, "> {}", statement.replace('\n', "\n> ")).unwrap();
        match house.ask(&statement).await {
            Ok(lines) => lines.iter().for_each(|line| writeln!(out, "{line}").unwrap()),
            Err(error) => writeln!(out, "!! {}: {error}", error.name()).unwrap(),
        }
        out.push('\n');
    }
    out
}

#[tokio::test]
async fn golden_files_are_answered() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "sql")).collect();
    files.sort();
    assert!(!files.is_empty());
    let is_update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = Vec::new();
    for file in files {
        let house = House::new().await;
        tables::furnish(&house).await;
        let got = answers(&house, &file).await;
        let beside = file.with_extension("out");
        if is_update {
            std::fs::write(&beside, &got).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        let differs = got.lines().zip(expected.lines()).find(|(got, expected)| got != expected);
        if got != expected {
            wrong.push(format!("{}: {differs:?}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
