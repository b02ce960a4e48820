//! `pumphouse query`: statements from everywhere, results in every form, live tables among them.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::json;

use crate::aws::{create_stream, kinesis};
use crate::directory::Directory;
use crate::process::{Server, command};

fn query(server: &Server, arguments: &[&str], input: &str) -> Output {
    let endpoint = server.endpoint();
    let mut command = command(&[&["query", "--endpoint", &endpoint][..], arguments].concat());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn statements_run_one_after_another_to_the_first_that_fails() {
    let server = Server::ephemeral();
    let output = query(&server, &["--format", "csv"], "SELECT ';' AS a; -- ;\nSELECT\n2 AS b");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(text(&output.stdout), "\"a\"\n\";\"\n\"b\"\n\"2\"\n");
    let output = query(&server, &["--format", "json"], "SELECT 1 AS a; SELECT nothing; SELECT 3 AS c;");
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), "{\"a\":1}\n"));
    assert!(text(&output.stderr).contains("COLUMN_NOT_FOUND"), "{output:?}");
    let output = query(&server, &[], " -- nothing\n;");
    assert!(output.status.code() == Some(1) && text(&output.stderr).contains("is empty"), "{output:?}");
}

#[test]
fn files_are_there_whole_or_not_at_all() {
    let (server, directory) = (Server::ephemeral(), Directory::new());
    let file = directory.join("result.parquet");
    let to = ["--format", "parquet", "--output", file.to_str().unwrap()];
    let output = query(&server, &to, "SELECT 1; SELECT 2");
    assert!(text(&output.stderr).contains("one statement"), "{output:?}");
    assert_eq!(query(&server, &to, "SELECT nothing").status.code(), Some(1));
    assert_eq!(directory.names(), [] as [String; 0]);
    assert!(query(&server, &to, "SELECT 1 AS a").status.success());
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert_eq!(directory.names(), ["result.parquet"]);
    let output = query(&server, &["--output", "s3://bucket/"], "SELECT 1");
    assert!(text(&output.stderr).contains("--result-location"), "{output:?}");
}

#[test]
fn a_stream_is_asked() {
    let server = Server::ephemeral();
    create_stream(server.address(), "Readings", 1);
    for data in ["eyJ2IjogMX0=", "eyJ2IjogNDF9"] {
        let put = json!({"StreamName": "Readings", "PartitionKey": "p", "Data": data});
        kinesis(server.address(), "PutRecord", put).success();
    }
    let output = query(
        &server,
        &["--format", "json", "SELECT count(*) AS n, sum(v) AS v FROM kinesis.default.readings"],
        "",
    );
    assert_eq!(text(&output.stdout), "{\"n\":2,\"v\":42}\n", "{output:?}");
}
