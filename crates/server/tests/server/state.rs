//! Saving, loading and emptying a running server, and being killed meanwhile.

use serde_json::{Value, json};

use crate::aws::{create_stream, create_table, dynamodb, kinesis, records};
use crate::directory::{Directory, names};
use crate::process::{Server, fail, succeed};

fn put(server: &Server, id: &str) {
    let item = json!({"TableName": "orders", "Item": {"Id": {"S": id}}});
    dynamodb(server.address(), "PutItem", item).success();
}

fn ids(server: &Server) -> Vec<String> {
    let page = dynamodb(server.address(), "Scan", json!({"TableName": "orders"})).success();
    let items = page["Items"].as_array().unwrap();
    let mut ids: Vec<_> = items.iter().map(|item| item["Id"]["S"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

/// A table with the item `1`, and a stream with a record.
fn fill(server: &Server) {
    create_table(server.address(), "orders");
    put(server, "1");
    create_stream(server.address(), "clicks", 1);
    let record = json!({"StreamName": "clicks", "PartitionKey": "a", "Data": "YQ=="});
    kinesis(server.address(), "PutRecord", record).success();
}

#[test]
fn a_state_is_saved_while_it_is_written_and_comes_back() {
    let (directory, other, outside) = (Directory::new(), Directory::new(), Directory::new());
    let server = Server::on(directory.path());
    let endpoint = server.endpoint();
    fill(&server);
    let saved = succeed(&["state", "save", "before", "--endpoint", &endpoint]);
    assert!(saved.starts_with("Saved ") && saved.contains("before.pumphouse.zip"), "{saved}");
    let file = outside.join("one.zip");
    let file = file.to_str().unwrap();
    succeed(&["state", "save", file, "--endpoint", &endpoint]);
    put(&server, "2");
    let listed = succeed(&["state", "list", "--endpoint", &endpoint]);
    assert_eq!((listed.lines().count(), listed.starts_with("before ")), (1, true), "{listed}");
    // Into a fresh directory, and a server on that.
    let data = other.join("data");
    let data = data.to_str().unwrap();
    succeed(&["state", "load", file, "--data", data]);
    let copy = Server::start(&["--data", data]);
    assert_eq!((ids(&copy), records(copy.address(), "clicks").len()), (vec!["1".to_owned()], 1));
    // Into the server itself, which stays where it is.
    assert_eq!(ids(&server), ["1", "2"]);
    let refusal = fail(1, &["state", "load", "before", "--endpoint", &endpoint]);
    assert!(refusal.contains("--yes"), "{refusal}");
    let process = server.process_id();
    succeed(&["state", "load", "before", "--yes", "--endpoint", &endpoint]);
    assert_eq!((ids(&server), records(server.address(), "clicks").len()), (vec!["1".to_owned()], 1));
    assert_eq!(process, server.process_id());
    put(&server, "3");
    succeed(&["state", "load", file, "--yes", "--endpoint", &endpoint]);
    assert_eq!(ids(&server), ["1"]);
    assert_eq!(names(&directory.join("saved")), ["before.pumphouse.zip"], "nothing passing is left");
    assert_eq!(outside.names(), ["one.zip"]);
}

#[test]
fn a_reset_leaves_nothing_but_what_was_saved() {
    let directory = Directory::new();
    for options in [&["--data", directory.path().to_str().unwrap()][..], &["--ephemeral"]] {
        let server = Server::start(options);
        let endpoint = server.endpoint();
        fill(&server);
        if options.len() == 2 {
            succeed(&["state", "save", "kept", "--endpoint", &endpoint]);
        }
        let refusal = fail(1, &["reset", "--endpoint", &endpoint]);
        assert!(refusal.contains("--yes"), "{refusal}");
        assert_eq!(ids(&server), ["1"]);
        succeed(&["reset", "--yes", "--endpoint", &endpoint]);
        let tables = dynamodb(server.address(), "ListTables", json!({})).success();
        assert_eq!(tables["TableNames"], json!([]));
    }
    assert_eq!(names(&directory.join("saved")), ["kept.pumphouse.zip"]);
}

#[test]
fn what_is_damaged_or_in_memory_is_refused_and_changes_nothing() {
    let (directory, outside) = (Directory::new(), Directory::new());
    let server = Server::on(directory.path());
    let endpoint = server.endpoint();
    fill(&server);
    let file = outside.join("bad.zip");
    let path = file.to_str().unwrap();
    succeed(&["state", "save", path, "--endpoint", &endpoint]);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() - 9]).unwrap();
    let refusal = fail(1, &["state", "load", path, "--yes", "--endpoint", &endpoint]);
    assert!(refusal.contains("damaged") && refusal.contains("nothing was changed"), "{refusal}");
    assert_eq!(ids(&server), ["1"]);
    let refusal = fail(1, &["state", "load", "never", "--yes", "--endpoint", &endpoint]);
    assert!(refusal.contains("no saved state `never`"), "{refusal}");
    let data = directory.path().to_str().unwrap();
    std::fs::write(&file, &whole).unwrap();
    let refusal = fail(1, &["state", "load", path, "--data", data]);
    assert!(refusal.contains("in use") || refusal.contains("another"), "{refusal}");
    let memory = Server::ephemeral();
    let refusal = fail(1, &["state", "save", "x", "--endpoint", &memory.endpoint()]);
    assert!(refusal.contains("--ephemeral"), "{refusal}");
    let refusal = fail(1, &["state", "load", path, "--yes", "--endpoint", &memory.endpoint()]);
    assert!(refusal.contains("--ephemeral"), "{refusal}");
}

#[test]
fn a_kill_before_the_new_state_is_ready_leaves_the_old_one() {
    let directory = Directory::new();
    let mut server = Server::on(directory.path());
    fill(&server);
    succeed(&["state", "save", "one", "--endpoint", &server.endpoint()]);
    server.kill();
    // As a kill in the middle leaves it: some of the new state, and of a save some of its image.
    std::fs::create_dir_all(directory.join("incoming/key-value/half")).unwrap();
    std::fs::write(directory.join("incoming/key-value/half/tree.redb"), b"torn").unwrap();
    std::fs::create_dir_all(directory.join("saved/~image/log")).unwrap();
    std::fs::write(directory.join("saved/~two"), b"torn").unwrap();
    let server = Server::on(directory.path());
    assert_eq!((ids(&server), records(server.address(), "clicks").len()), (vec!["1".to_owned()], 1));
    assert!(!directory.join("incoming").exists());
    let told = succeed(&["state", "save", "two", "--json", "--endpoint", &server.endpoint()]);
    assert!(serde_json::from_str::<Value>(&told).unwrap()["files"].as_u64().unwrap() > 0, "{told}");
    assert_eq!(names(&directory.join("saved")), ["one.pumphouse.zip", "two.pumphouse.zip"]);
}
