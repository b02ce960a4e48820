//! The laws of the house that a program can hold it to: one file per law, each with tests in which it fails.

mod decisions;
mod direction;
pub mod floor_plan;
mod formats;
mod guide;
mod leftovers;
mod pages;
mod routes;
mod surroundings;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::tree::Tree;

pub use routes::registered;

/// What is wrong, one line each: `path: what, and what to do`.
pub type Findings = Vec<String>;

/// Runs every check and prints what it finds.
pub fn run(root: &Path) -> Result<ExitCode> {
    let tree = Tree::read(root)?;
    let metadata = direction::metadata(root)?;
    let checks: [(&str, Findings); 8] = [
        ("dependencies point one way", direction::check(&metadata)),
        ("every service has the floor plan", floor_plan::check(&tree)),
        ("files are pages", pages::check(&tree)),
        ("nothing is left for later", leftovers::check(&tree)),
        ("nothing names its surroundings", surroundings::check(&tree)),
        ("the guide's coverage is what is registered", guide::check(&tree)),
        ("decisions are recorded", decisions::check(&tree, &metadata)),
        ("stored bytes are stated", formats::check(&tree)),
    ];
    let mut failed = 0;
    for (law, findings) in checks {
        println!("{} {law}", if findings.is_empty() { "ok     " } else { "FAILED " });
        for finding in &findings {
            println!("          {finding}");
        }
        failed += usize::from(!findings.is_empty());
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
