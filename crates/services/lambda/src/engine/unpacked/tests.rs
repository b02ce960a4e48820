//! Lives of a server that ends wherever it may, and what the next one finds.

use std::cell::Cell;
use std::os::unix::fs::PermissionsExt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use std::io::Write;

use super::super::package::tests::{Scratch, mode, zip_of};
use super::*;

thread_local! {
    /// Steps that this thread still lives for.
    static LEFT: Cell<u32> = const { Cell::new(u32::MAX) };
}

/// Ends the life when it is time: nothing tidies up after it, as after SIGKILL.
pub(super) fn step() {
    LEFT.with(|left| match left.get() {
        u32::MAX => {}
        0 => std::panic::resume_unwind(Box::new("killed")),
        more => left.set(more - 1),
    });
}

/// Whether `life` came to its end within `steps`.
fn lives(steps: u32, life: impl FnOnce()) -> bool {
    LEFT.set(steps);
    let lived = catch_unwind(AssertUnwindSafe(life)).is_ok();
    LEFT.set(u32::MAX);
    lived
}

/// A package, its SHA-256, and a place to unpack it.
struct Case {
    scratch: Scratch,
    zip: Vec<u8>,
    code: String,
}

impl Case {
    fn new(name: &str) -> Self {
        let zip = zip_of(|writer| {
            writer.start_file("bootstrap", mode(0o755)).unwrap();
            writer.write_all(b"#!/bin/sh\n").unwrap();
            writer.start_file("lib/a.py", mode(0o644)).unwrap();
            writer.write_all(b"a = 1\n").unwrap();
            writer.add_symlink("b.py", "lib/a.py", mode(0o777)).unwrap();
        });
        let code = package::sha256_hex(&zip);
        Self { scratch: Scratch::new(&format!("unpacked-{name}")), zip, code }
    }

    /// A server that begins where another one ended.
    fn next(&self) -> Unpacked {
        Unpacked::open(self.scratch.0.clone(), &HashSet::from([self.code.clone()])).unwrap()
    }

    /// A server that unpacks the package and keeps it.
    fn fill(&self) {
        let (_, fresh) = self.next().unpack(&self.code, &self.zip).unwrap();
        fresh.expect("it is unpacked").keep().unwrap();
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.scratch.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn path(&self, file: &str) -> PathBuf {
        self.scratch.0.join(&self.code).join(file)
    }
}

fn is_whole(root: &TaskRoot) {
    assert_eq!(fs::read(root.join("bootstrap")).unwrap(), b"#!/bin/sh\n");
    assert_eq!(fs::metadata(root.join("bootstrap")).unwrap().permissions().mode() & 0o777, 0o755);
    assert_eq!(fs::read(root.join("b.py")).unwrap(), b"a = 1\n");
    assert_eq!(fs::read_dir(&**root).unwrap().count(), 3);
}

#[test]
fn what_a_kill_leaves_is_whole_or_nothing() {
    let mut found = [0, 0];
    // What was there before is in the way, for the damaged one is removed step by step, too.
    for damaged in [false, true] {
        for steps in 0.. {
            let case = Case::new(&format!("kill-{damaged}-{steps}"));
            if damaged {
                case.fill();
                fs::write(case.path("lib/a.py"), "a = 2\n").unwrap();
            }
            let lived = lives(steps, || {
                let unpacked = case.next();
                assert!(unpacked.find(&case.code).is_none());
                let (_, fresh) = unpacked.unpack(&case.code, &case.zip).unwrap();
                fresh.expect("it is unpacked").keep().unwrap();
            });
            let next = case.next();
            match next.find(&case.code) {
                Some(root) => {
                    found[1] += 1;
                    is_whole(&root);
                }
                None => {
                    found[0] += 1;
                    is_whole(&next.unpack(&case.code, &case.zip).unwrap().0);
                }
            }
            if lived {
                break;
            }
        }
    }
    // All steps but those after the mark, twice: of both lives the last one lived.
    assert_eq!(found[1], 4, "{found:?}");
    assert!(found[0] >= 20, "{found:?}");
}

#[test]
fn code_is_unpacked_once_and_found_after_a_restart() {
    let case = Case::new("again");
    let first = case.next();
    assert!(first.find(&case.code).is_none());
    let (root, fresh) = first.unpack(&case.code, &case.zip).unwrap();
    is_whole(&root);
    assert!(first.unpack(&case.code, &case.zip).unwrap().1.is_none(), "it is there");
    assert!(case.next().find(&case.code).is_none(), "it was not marked");
    let (root, fresh) = match case.next().unpack(&case.code, &case.zip).unwrap() {
        (again, Some(newer)) => {
            // The one of before marks nothing that is not its own.
            fresh.unwrap().keep().unwrap();
            assert!(case.next().find(&case.code).is_none());
            (again, newer)
        }
        _ => panic!("it is unpacked anew"),
    };
    is_whole(&root);
    fresh.keep().unwrap();
    assert_eq!(case.names(), [case.code.clone(), format!("{}.whole", case.code)]);
    is_whole(&case.next().find(&case.code).unwrap());
    assert!(matches!(first.unpack("00", &case.zip), Err(PackageError::Damaged)));
}

#[test]
fn damage_is_noticed_and_what_functions_left_is_removed() {
    let damages: [fn(&Case); 8] = [
        |case| fs::write(case.path("bootstrap"), "#!/bin/sH\n").unwrap(),
        |case| fs::remove_file(case.path("lib/a.py")).unwrap(),
        |case| fs::remove_file(case.path("b.py")).unwrap(),
        |case| fs::remove_dir_all(case.path("")).unwrap(),
        |case| fs::set_permissions(case.path("bootstrap"), PermissionsExt::from_mode(0o644)).unwrap(),
        |case| {
            fs::rename(case.path("lib"), case.path("old")).unwrap();
            std::os::unix::fs::symlink("old", case.path("lib")).unwrap();
        },
        |case| {
            // A copy, even of the same length and times.
            let times = fs::FileTimes::new()
                .set_modified(fs::metadata(case.path("bootstrap")).unwrap().modified().unwrap());
            fs::write(case.path("copy"), "#!/bin/sH\n").unwrap();
            fs::File::options().write(true).open(case.path("copy")).unwrap().set_times(times).unwrap();
            fs::set_permissions(case.path("copy"), PermissionsExt::from_mode(0o755)).unwrap();
            fs::rename(case.path("copy"), case.path("bootstrap")).unwrap();
        },
        |case| {
            let mark = whole::mark(&case.scratch.0, &case.code);
            let text = fs::read_to_string(&mark).unwrap();
            fs::write(mark, &text[..text.len() / 2]).unwrap();
        },
    ];
    for (number, damage) in damages.into_iter().enumerate() {
        let case = Case::new(&format!("damage-{number}"));
        case.fill();
        damage(&case);
        let next = case.next();
        assert!(next.find(&case.code).is_none(), "damage {number}");
        is_whole(&next.unpack(&case.code, &case.zip).unwrap().0);
    }
    let case = Case::new("left");
    case.fill();
    fs::create_dir_all(case.path("lib/__pycache__/deep")).unwrap();
    fs::write(case.path("lib/__pycache__/a.pyc"), "").unwrap();
    fs::write(case.path("left"), "").unwrap();
    is_whole(&case.next().find(&case.code).expect("all of the package is there"));
    assert!(!case.path("lib/__pycache__").exists());
}

#[test]
fn what_no_function_has_is_removed() {
    let case = Case::new("sweep");
    case.fill();
    fs::write(case.scratch.0.join("00.draft"), "").unwrap();
    fs::create_dir(case.scratch.0.join("11")).unwrap();
    let unpacked = case.next();
    assert_eq!(case.names().len(), 2);
    let used = unpacked.find(&case.code).unwrap();
    unpacked.drop_code(&case.code).unwrap();
    unpacked.sweep().unwrap();
    is_whole(&used);
    drop(used);
    unpacked.sweep().unwrap();
    assert_eq!(case.names(), [] as [String; 0], "nothing runs in it any more");
    // A function that comes with it before that keeps it.
    let (used, fresh) = unpacked.unpack(&case.code, &case.zip).unwrap();
    fresh.unwrap().keep().unwrap();
    unpacked.drop_code(&case.code).unwrap();
    drop((used, unpacked.find(&case.code).unwrap()));
    unpacked.sweep().unwrap();
    assert_eq!(case.names().len(), 2);
    Unpacked::open(case.scratch.0.clone(), &HashSet::new()).unwrap();
    assert_eq!(case.names(), [] as [String; 0]);
}

#[test]
fn a_package_that_cannot_be_unpacked_leaves_nothing() {
    let case = Case::new("refused");
    let zip = zip_of(|writer| {
        writer.start_file("good", mode(0o644)).unwrap();
        writer.add_symlink("bad", "../..", mode(0o777)).unwrap();
    });
    let refused = case.next().unpack(&package::sha256_hex(&zip), &zip);
    assert!(matches!(refused, Err(PackageError::Escapes(_))));
    assert_eq!(case.names(), [] as [String; 0]);
}
