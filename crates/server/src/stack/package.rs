//! Code that a template names by a local path, made into zips.

use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Entries of one package; more are a wrong directory, such as a home.
const ENTRIES_MAX: usize = 50_000;

/// The functions of `template` whose code is a local path, with that path.
pub fn local_code(template: &Value) -> Vec<(String, String)> {
    let resources = template["Resources"].as_object().into_iter().flatten();
    let functions = resources.filter(|(_, resource)| resource["Type"] == "AWS::Lambda::Function");
    functions
        .filter_map(|(name, resource)| {
            Some((name.clone(), resource["Properties"]["Code"].as_str()?.to_owned()))
        })
        .collect()
}

/// Lets the function `name` take its code from the package kept under `key`.
pub fn point_at(template: &mut Value, name: &str, key: String) {
    template["Resources"][name]["Properties"]["Code"] =
        json!({"S3Bucket": lambda_service::ARTIFACTS, "S3Key": key});
}

/// The zip at `path`, or a zip of the file or of what is in the directory there.
pub fn zip_path(path: &Path) -> anyhow::Result<Vec<u8>> {
    let metadata = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    if metadata.is_dir() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut count = 0;
        add_directory(&mut zip, path, "", &mut count)?;
        return Ok(zip.finish()?.into_inner());
    }
    let bytes = fs::read(path)?;
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(bytes);
    }
    let name = path.file_name().and_then(|name| name.to_str()).context("the file's name is not UTF-8")?;
    zip_file(name, &bytes, metadata.permissions().mode())
}

/// A zip with one file in it.
pub fn zip_file(name: &str, bytes: &[u8], mode: u32) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, options(mode))?;
    zip.write_all(bytes)?;
    Ok(zip.finish()?.into_inner())
}

fn options(mode: u32) -> SimpleFileOptions {
    // Speed over size: the package travels to this machine only.
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .unix_permissions(mode & 0o777)
}

fn add_directory(
    zip: &mut ZipWriter<Cursor<Vec<u8>>>,
    directory: &Path,
    prefix: &str,
    count: &mut usize,
) -> anyhow::Result<()> {
    let mut entries = fs::read_dir(directory)?.collect::<Result<Vec<_>, _>>()?;
    // In order of name, so that the same code gives the same zip.
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        *count += 1;
        if *count > ENTRIES_MAX {
            bail!("there are more than {ENTRIES_MAX} files; is this the function's directory?");
        }
        let name = entry.file_name();
        let name =
            name.to_str().with_context(|| format!("the name of {} is not UTF-8", entry.path().display()))?;
        let name = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
        let metadata = fs::metadata(entry.path())?;
        if metadata.is_dir() {
            add_directory(zip, &entry.path(), &name, count)?;
        } else {
            zip.start_file(name, options(metadata.permissions().mode()))?;
            zip.write_all(&fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_and_pointed_at() {
        let mut template = json!({"Resources": {
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"Code": "./f", "Handler": "a.b"}},
            "G": {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"ZipFile": "x"}}},
            "S": {"Type": "AWS::Kinesis::Stream", "Properties": {}},
        }});
        assert_eq!(local_code(&template), [("F".to_owned(), "./f".to_owned())]);
        point_at(&mut template, "F", "key".to_owned());
        assert_eq!(local_code(&template), []);
        assert_eq!(template["Resources"]["F"]["Properties"]["Code"]["S3Key"], "key");
    }

    #[test]
    fn one_file_keeps_its_mode() {
        let bytes = zip_file("bootstrap", b"#!/bin/sh\n", 0o100_755).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.by_index(0).unwrap().unix_mode().unwrap() & 0o777, 0o755);
    }
}
