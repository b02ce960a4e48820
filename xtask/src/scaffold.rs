//! Stamps a new operation: shapes, handler, test, and the lines that make them known.
//!
//! What is stamped compiles and refuses; its test fails until the handler is written. Shapes that are there
//! already are left as they are. It writes nothing at all unless it can write everything.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};

use crate::case::snake;
use crate::check::registered;
use crate::tree::Tree;

/// Stamps `operation` of `service` into the checkout.
pub fn run(root: &Path, service: &str, operation: &str) -> Result<ExitCode> {
    for (path, text) in stamp(&Tree::read(root)?, service, operation)? {
        let full = root.join(&path);
        std::fs::create_dir_all(full.parent().context("invariant: every file is in a folder")?)?;
        std::fs::write(full, text)?;
        println!("wrote {path}");
    }
    println!("now: members and constraints, the handler, its test; then `cargo xtask docs`");
    Ok(ExitCode::SUCCESS)
}

/// The files to write, by path.
fn stamp(tree: &Tree, service: &str, operation: &str) -> Result<Vec<(String, String)>> {
    let pascal = operation.starts_with(|letter: char| letter.is_ascii_uppercase())
        && operation.bytes().all(|byte| byte.is_ascii_alphanumeric());
    ensure!(pascal, "`{operation}` is no operation; name it as AWS does, such as PutRecord");
    let (api, src) = (format!("crates/api/{service}/src"), format!("crates/services/{service}/src"));
    let lib = tree
        .get(&format!("{src}/lib.rs"))
        .with_context(|| format!("no service `{service}` in crates/services"))?;
    ensure!(!registered(tree, service).contains(operation), "`{service}` has `{operation}` already");
    let file = snake(operation);
    let names = Names { service, operation, file: &file, handler: handler_type(lib)? };

    let mut files = Vec::new();
    let shapes = format!("{api}/operations/{file}.rs");
    if !tree.has(&shapes) {
        files.push((shapes, names.fill(SHAPES)));
        let list = read(tree, &format!("{api}/operations.rs"))?;
        let list = with_line(list, &format!("mod {file};"), "mod ")?;
        files.push((
            format!("{api}/operations.rs"),
            with_line(&list, &format!("pub use {file}::*;"), "pub use ")?,
        ));
    }
    files.push((format!("{src}/operations/{file}.rs"), names.fill(HANDLER)));
    let list = read(tree, &format!("{src}/operations.rs"))?;
    files.push((format!("{src}/operations.rs"), with_line(list, &format!("mod {file};"), "mod ")?));
    files.push((
        format!("{src}/lib.rs"),
        with_line(lib, &format!("            .with::<api::{operation}>()"), ".with::<")?,
    ));

    let test = format!("crates/services/{service}/tests/service/{file}.rs");
    ensure!(!tree.has(&test), "`{test}` is there already");
    let tests = format!("crates/services/{service}/tests/service.rs");
    let list = read(tree, &tests)?;
    files.push((test, names.fill(TEST)));
    files.push((tests, format!("{}\n#[path = \"service/{file}.rs\"]\nmod {file};\n", list.trim_end())));
    Ok(files)
}

fn read<'a>(tree: &'a Tree, path: &str) -> Result<&'a str> {
    tree.get(path).with_context(|| format!("`{path}` is missing; the floor plan has it"))
}

/// The type that the operations are routed to: of `Routes<Self>` in `impl Kinesis`, `Kinesis`.
fn handler_type(lib: &str) -> Result<&str> {
    let before = lib.split("Routes<Self>").next().unwrap_or_default();
    let name = before.rsplit("\nimpl ").next().and_then(|rest| rest.split(" {").next());
    name.filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .context("no `impl Service { … Routes<Self> … }` in the service's lib.rs")
}

/// The text with the line among those that begin as it does, in the alphabet's order.
fn with_line(text: &str, line: &str, beginning: &str) -> Result<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let alike = |other: &&str| other.trim_start().starts_with(beginning);
    let Some(first) = lines.iter().position(alike) else { bail!("no line begins with `{beginning}`") };
    let block = lines[first..].iter().take_while(|other| alike(other)).count();
    let place = lines[first..first + block].iter().position(|other| *other >= line).unwrap_or(block);
    ensure!(lines.get(first + place) != Some(&line), "`{}` is there already", line.trim());
    lines.insert(first + place, line);
    Ok(lines.join("\n") + "\n")
}

struct Names<'a> {
    service: &'a str,
    operation: &'a str,
    file: &'a str,
    handler: &'a str,
}

impl Names<'_> {
    fn fill(&self, template: &str) -> String {
        let api = self.service.replace('-', "_");
        template
            .replace("{service}", &api)
            .replace("{operation}", self.operation)
            .replace("{file}", self.file)
            .replace("{handler}", self.handler)
    }
}

const SHAPES: &str = "\
//! `{operation}`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct {operation};

impl Operation for {operation} {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = \"{operation}\";
    type Input = {operation}Input;
    type Output = {operation}Output;
}

/// Input of `{operation}`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct {operation}Input {}

/// Output of `{operation}`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct {operation}Output {}
";

const HANDLER: &str = "\
//! `{operation}`.

use dispatch::{Call, Handle};
use {service}_api::{{operation}, {operation}Input, {operation}Output};
use wire::Fault;

use crate::{handler};

impl Handle<{operation}> for {handler} {
    async fn handle(&self, _call: &Call, _input: {operation}Input) -> Result<{operation}Output, Fault> {
        Err(Fault::with_status(\"InternalFailure\", 501, \"`{operation}` is stamped, not written.\"))
    }
}
";

const TEST: &str = "\
//! `{operation}`.

use {service}_api::{{operation}, {operation}Input, {operation}Output};

use crate::house::House;

#[tokio::test]
async fn {file}_answers() {
    let house = House::new();
    let output = house.dispatch.call::<{operation}>(&house.call, {operation}Input::default()).await;
    assert_eq!(output.unwrap(), {operation}Output::default());
}
";

#[cfg(test)]
mod tests;
