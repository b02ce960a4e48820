//! Unpacked code over restarts: kept where it is whole, unpacked anew where it is not, gone with its function.

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use http::Method;
use serde_json::{Value, json};

use crate::house::House;
use crate::oracle::{PATIENCE, has_python, zip_of};

impl House {
    /// What lies where code is unpacked.
    fn unpacked(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.scratch().join("code")) else { return Vec::new() };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    }

    /// The inode of the code of `f`, which is called and must answer `answer`; once it is marked as whole.
    async fn inode_after_call(&self, answer: &str) -> u64 {
        assert_eq!(self.invoke("f/invocations", &[], "{}").await.body, answer);
        let marked = async {
            while !self.unpacked().iter().any(|path| path.extension().is_some_and(|end| end == "whole")) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, marked).await.expect("a mark");
        std::fs::metadata(self.unpacked()[0].join("index.py")).unwrap().ino()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn code_is_kept_over_a_restart_until_no_function_has_it() {
    if !has_python() {
        return;
    }
    let house = House::new();
    let code = |number: u32| {
        use base64::Engine;
        let zip = zip_of(&format!("def handler(event, context): return {number}\n"));
        json!({"ZipFile": base64::engine::general_purpose::STANDARD.encode(zip)})
    };
    let (status, made) = house.try_create("f", json!({"Code": code(1)})).await;
    assert_eq!(status, 201, "{made}");
    let inode = house.inode_after_call("1").await;
    let house = house.after_crash();
    assert_eq!(house.inode_after_call("1").await, inode, "it was not unpacked anew");
    std::fs::write(house.unpacked()[0].join("index.py"), "def handler(event, context): return 2\n").unwrap();
    let house = house.after_crash();
    house.inode_after_call("1").await;
    // A stop in order, and no call before the function goes.
    let house = house.again().await;
    assert_eq!(house.unpacked().len(), 2);
    let (status, gone) = house.ask(Method::DELETE, "/functions/f", Value::Null).await;
    assert_eq!(status, 204, "{gone}");
    assert_eq!(house.unpacked(), [] as [PathBuf; 0]);
    // Code that is changed while a process runs in it goes when that ended.
    let (status, made) = house.try_create("f", json!({"Code": code(1)})).await;
    assert_eq!(status, 201, "{made}");
    house.inode_after_call("1").await;
    let before = house.unpacked();
    let (status, changed) = house.ask(Method::PUT, "/functions/f/code", code(3)).await;
    assert_eq!(status, 200, "{changed}");
    let house = house.again().await;
    house.inode_after_call("3").await;
    assert_eq!(house.unpacked().len(), 2);
    assert!(house.unpacked().iter().all(|path| !before.contains(path)));
}
