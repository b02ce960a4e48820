//! Stamps into copies: of a small service in memory, and of one of the house's own in a temporary folder.

use std::path::PathBuf;
use std::process::Command;

use super::*;
use crate::check::floor_plan;
use crate::root;

const SMALL: &[(&str, &str)] = &[
    (
        "crates/api/x/src/operations.rs",
        "//! O.\n\nmod get_it;\nmod zap;\n\npub use get_it::*;\npub use zap::*;\n",
    ),
    (
        "crates/services/x/src/lib.rs",
        "//! X.\n\nimpl Ex {\n    pub fn routes() -> Routes<Self> {\n        Routes::new()\n            .with::<api::GetIt>()\n            .with::<api::Zap>()\n    }\n}\n",
    ),
    ("crates/services/x/src/operations.rs", "//! O.\n\nmod get_it;\nmod zap;\n"),
    ("crates/services/x/tests/service.rs", "//! T.\n\nmod house;\n"),
];

fn text<'a>(files: &'a [(String, String)], path: &str) -> &'a str {
    files.iter().find(|(other, _)| other == path).map_or("", |(_, text)| text)
}

#[test]
fn lines_go_where_the_alphabet_has_them() {
    let files = stamp(&Tree::of(SMALL), "x", "ListMFADevices").unwrap();
    assert_eq!(files.len(), 7);
    let operations = text(&files, "crates/api/x/src/operations.rs");
    assert!(operations.contains("mod get_it;\nmod list_mfa_devices;\nmod zap;\n\n"), "{operations}");
    assert!(operations.contains("pub use get_it::*;\npub use list_mfa_devices::*;\n"), "{operations}");
    let lib = text(&files, "crates/services/x/src/lib.rs");
    assert!(lib.contains(".with::<api::GetIt>()\n            .with::<api::ListMFADevices>()\n"), "{lib}");
    assert!(text(&files, "crates/services/x/src/operations/list_mfa_devices.rs").contains("for Ex {"));
}

#[test]
fn shapes_that_are_there_stay() {
    let mut tree = SMALL.to_vec();
    tree.push(("crates/api/x/src/operations/put.rs", "//! Mine.\n"));
    let files = stamp(&Tree::of(&tree), "x", "Put").unwrap();
    assert!(files.iter().all(|(path, _)| !path.starts_with("crates/api/")));
}

#[test]
fn what_cannot_be_stamped_is_refused() {
    for (service, operation) in [("x", "GetIt"), ("x", "getIt"), ("x", "Get-It"), ("y", "GetIt")] {
        assert!(stamp(&Tree::of(SMALL), service, operation).is_err(), "{service} {operation}");
    }
}

#[test]
fn a_stamped_operation_passes_the_house_checks_and_the_formatter() {
    let copy = Copy::of("iam");
    run(&copy.0, "iam", "ListUsers").unwrap();
    let tree = Tree::read(&copy.0).unwrap();
    let findings = floor_plan::check(&tree);
    assert!(!findings.iter().any(|finding| finding.contains("ListUsers")), "{findings:?}");
    assert!(registered(&tree, "iam").contains("ListUsers"));
    let stamped =
        ["api/iam/src", "services/iam/src"].map(|src| format!("crates/{src}/operations/list_users.rs"));
    let mut format = Command::new("rustfmt");
    format.args(["--check", "--edition", "2024"]).args(stamped).current_dir(&copy.0);
    assert!(format.status().unwrap().success());
}

/// A temporary copy of one service and its shapes; removed when dropped.
struct Copy(PathBuf);

impl Copy {
    fn of(service: &str) -> Self {
        let root = std::env::temp_dir().join(format!("xtask-scaffold-{}", std::process::id()));
        let tree = Tree::read(&root::of_checkout()).unwrap();
        let (api, services) = (format!("crates/api/{service}/"), format!("crates/services/{service}/"));
        for (path, text) in tree
            .under(&api)
            .chain(tree.under(&services))
            .chain([("rustfmt.toml", tree.get("rustfmt.toml").unwrap())])
        {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let made = Command::new("git").args(["init", "--quiet"]).arg(&root).status().unwrap();
        assert!(made.success());
        Self(root)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
