//! Zips as people and attackers make them.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::limits::PACKAGE_ZIPPED_BYTES_MAX;
use super::*;

/// A directory below the build's own temporary one, removed at the end.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("pumphouse-package-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn zip_of(fill: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    fill(&mut writer);
    writer.finish().unwrap().into_inner()
}

pub(crate) fn mode(mode: u32) -> SimpleFileOptions {
    SimpleFileOptions::default().unix_permissions(mode)
}

#[test]
fn unpacks_with_modes_and_inner_links() {
    let scratch = Scratch::new("good");
    let zip = zip_of(|writer| {
        writer.start_file("bootstrap", mode(0o755)).unwrap();
        writer.write_all(b"#!/bin/sh\n").unwrap();
        writer.start_file("lib/deep/data.txt", mode(0o444)).unwrap();
        writer.write_all(b"data").unwrap();
        writer.add_symlink("lib/link", "deep/../deep/data.txt", mode(0o777)).unwrap();
    });
    let package = check(&zip, PACKAGE_ZIPPED_BYTES_MAX).unwrap();
    assert_eq!((package.code_size, package.unpacked_bytes), (zip.len() as u64, 14));
    assert_eq!(STANDARD.decode(&package.code_sha256).unwrap().len(), 32);
    let home = scratch.0.join("home");
    unpack(&zip, &home).unwrap();
    let bits = |path: &str| fs::metadata(home.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((bits("bootstrap"), bits("lib/deep/data.txt")), (0o755, 0o644));
    assert_eq!(fs::read(home.join("lib/link")).unwrap(), b"data");
}

#[test]
fn known_hash() {
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn nothing_escapes() {
    let file = |name: &'static str| {
        zip_of(|writer| {
            writer.start_file(name, mode(0o644)).unwrap();
            writer.write_all(b"x").unwrap();
        })
    };
    let link = |name, target| zip_of(|writer| writer.add_symlink(name, target, mode(0o777)).unwrap());
    let through = zip_of(|writer| {
        writer.add_symlink("a", "b", mode(0o777)).unwrap();
        writer.start_file("a/x", mode(0o644)).unwrap();
    });
    let scratch = Scratch::new("escape");
    let zips = [
        file("../x"),
        file("a/../../x"),
        link("l", "/etc"),
        link("a/l", "../../x"),
        link("l", ".."),
        through,
    ];
    for zip in zips {
        assert!(matches!(check(&zip, PACKAGE_ZIPPED_BYTES_MAX), Err(PackageError::Escapes(_))));
        assert!(matches!(unpack(&zip, &scratch.0.join("home")), Err(PackageError::Escapes(_))));
    }
    assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 1, "nothing is beside it");
    assert_eq!(fs::read_dir(scratch.0.join("home")).unwrap().count(), 0, "nor in it");
}

#[test]
fn rubbish_is_refused() {
    let empty = zip_of(|_| ());
    let mut broken = zip_of(|writer| {
        writer.start_file("x", mode(0o644)).unwrap();
        writer.write_all(&[7; 4096]).unwrap();
    });
    broken[40] ^= 0xff;
    for zip in [&b""[..], b"PK", &[0x50; 1000], &empty, &broken] {
        assert!(
            matches!(check(zip, PACKAGE_ZIPPED_BYTES_MAX), Err(PackageError::NotZip(_))),
            "{:?}",
            check(zip, PACKAGE_ZIPPED_BYTES_MAX)
        );
    }
    let large = vec![0; PACKAGE_ZIPPED_BYTES_MAX as usize + 1];
    assert!(matches!(check(&large, PACKAGE_ZIPPED_BYTES_MAX), Err(PackageError::ZipTooLarge { .. })));
}

#[test]
fn a_bomb_is_refused() {
    let zip = zip_of(|writer| {
        let zeros = vec![0; 1 << 20];
        writer.start_file("zeros", mode(0o644)).unwrap();
        for _ in 0..251 {
            writer.write_all(&zeros).unwrap();
        }
    });
    assert!(zip.len() < 1 << 20);
    assert!(matches!(check(&zip, PACKAGE_ZIPPED_BYTES_MAX), Err(PackageError::TooLarge { .. })));
}

#[test]
fn any_bytes_are_refused_or_sound() {
    arbtest::arbtest(|input| {
        let mut zip = zip_of(|writer| {
            writer.start_file("index.js", mode(0o644)).unwrap();
            writer.write_all(b"exports.handler = async () => 1").unwrap();
        });
        for _ in 0..input.int_in_range(1..=4)? {
            let at = input.choose_index(zip.len())?;
            zip[at] = input.arbitrary()?;
        }
        let _ = check(&zip, PACKAGE_ZIPPED_BYTES_MAX);
        Ok(())
    });
}
