//! The command line: what it prints, what it answers to mistakes, and its exit codes.

use kernel::{Clock, SystemClock};
use serde_json::{Value, json};

use crate::aws::{create_stream, create_table, kinesis, logs};
use crate::directory::Directory;
use crate::process::{Server, command, fail, run, succeed};

/// Where nobody listens: a port that only root could take.
const NOWHERE: &str = "http://127.0.0.1:1";
const COMMANDS: [&str; 14] = [
    "up",
    "demo",
    "deploy",
    "destroy",
    "logs",
    "status",
    "tail",
    "query",
    "weather",
    "noaa",
    "env",
    "doctor",
    "completions",
    "help",
];

#[test]
fn every_command_explains_itself() {
    let overview = succeed(&["--help"]);
    for command in COMMANDS {
        assert!(overview.contains(&format!("\n  {command} ")), "{command}: {overview}");
    }
    for command in &COMMANDS[..COMMANDS.len() - 1] {
        let help = succeed(&[command, "--help"]);
        assert!(help.contains("Usage: pumphouse ") && help.contains("--help"), "{help}");
    }
    assert_eq!(succeed(&["--version"]), format!("pumphouse {}\n", env!("CARGO_PKG_VERSION")));
    let refusal = fail(2, &["upp"]);
    assert!(refusal.contains("similar subcommand") && refusal.contains("'up'"), "{refusal}");
}

#[test]
fn env_is_for_shells_and_for_programs() {
    let options =
        ["--endpoint", "http://127.0.0.1:4777", "--region", "eu-west-1", "--account", "123456789012"];
    let shell = succeed(&[&["env"][..], &options].concat());
    let mut seen = Vec::new();
    for line in shell.lines() {
        seen.push(line.strip_prefix("export ").unwrap().split_once('=').unwrap());
    }
    assert_eq!(
        seen,
        [
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:4777"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "123456789012"),
            ("AWS_SECRET_ACCESS_KEY", "pumphouse"),
            ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
        ]
    );
    let object: Value = serde_json::from_str(&succeed(&[&["env", "--json"][..], &options].concat())).unwrap();
    assert_eq!(
        object,
        Value::Object(seen.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect())
    );
}

#[test]
fn commands_go_where_clients_are_pointed() {
    let status = |url: &str, options: &[&str]| {
        let output = command(&[&["status"][..], options].concat()).env("AWS_ENDPOINT_URL", url).output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    };
    assert!(status(NOWHERE, &[]).contains(&format!("no server at {NOWHERE}")));
    assert!(status("", &["--endpoint", NOWHERE]).contains(&format!("no server at {NOWHERE}")));
    assert!(
        status("http://127.0.0.1:2", &["--endpoint", NOWHERE]).contains(&format!("no server at {NOWHERE}"))
    );
}

#[test]
fn completions_are_for_the_shell_asked_for() {
    assert!(succeed(&["completions", "bash"]).contains("complete -F _pumphouse"));
    assert!(succeed(&["completions", "zsh"]).starts_with("#compdef pumphouse"));
    assert!(fail(2, &["completions", "nonsense"]).contains("possible values"));
}

#[test]
fn doctor_finds_what_is_wrong() {
    let directory = Directory::new();
    let data = directory.path().to_str().unwrap();
    let report: Value =
        serde_json::from_str(&succeed(&["doctor", "--json", "--port", "0", "--data", data])).unwrap();
    let found: Vec<_> = report.as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert_eq!(found, ["port", "data", "python3", "node", "aws"]);
    assert_eq!((&report[0]["well"], &report[1]["well"]), (&json!(true), &json!(true)));
    assert_eq!(directory.names(), [] as [String; 0]);
    let server = Server::ephemeral();
    let output = run(&["doctor", "--json", "--port", &server.address().port().to_string(), "--data", data]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report[0]["well"], false);
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 of these must be mended"));
}

#[test]
fn status_shows_what_is_there() {
    let server = Server::ephemeral();
    let endpoint = server.endpoint();
    assert!(succeed(&["status", "--endpoint", &endpoint]).contains("Nothing is here yet"));
    assert_eq!(succeed(&["status", "--json", "--endpoint", &endpoint]), "[]\n");
    create_stream(server.address(), "s", 1);
    create_table(server.address(), "things");
    let rows: Value = serde_json::from_str(&succeed(&["status", "--json", "--endpoint", &endpoint])).unwrap();
    let stream = json!({"kind": "stream", "name": "s", "state": "ACTIVE"});
    assert_eq!(rows, json!([stream, {"kind": "table", "name": "things"}]));
    let table = succeed(&["status", "--endpoint", &endpoint]);
    assert!(table.contains("stream    s") && table.contains("table     things"), "{table}");
    let elsewhere = ["status", "--json", "--endpoint", &endpoint, "--account", "123456789012"];
    assert_eq!(succeed(&elsewhere), "[]\n");
}

#[test]
fn tail_ends_after_as_many_records_as_asked_for() {
    let server = Server::ephemeral();
    let endpoint = server.endpoint();
    create_stream(server.address(), "s", 1);
    for data in ["b25l", "dHdv", "//8="] {
        let put = json!({"StreamName": "s", "PartitionKey": "p", "Data": data});
        kinesis(server.address(), "PutRecord", put).success();
    }
    let tail = ["tail", "s", "--from", "trim-horizon", "--endpoint", &endpoint];
    let text = succeed(&[&tail[..], &["--count", "2"]].concat());
    let ends: Vec<_> = text.lines().map(|line| line.split("  ").skip(1).collect::<Vec<_>>()).collect();
    assert_eq!(ends, [["shardId-000000000000", "p", "one"], ["shardId-000000000000", "p", "two"]]);
    let lines = succeed(&[&tail[..], &["--count", "3", "--json"]].concat());
    let data: Vec<_> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["data"].clone()).collect();
    assert_eq!(data, ["b25l", "dHdv", "//8="]);
    let missing = fail(1, &["tail", "missing", "--endpoint", &endpoint]);
    assert!(missing.contains("ResourceNotFoundException"), "{missing}");
}

#[test]
fn logs_are_those_of_a_function_or_of_any_group() {
    let server = Server::ephemeral();
    let (address, endpoint) = (server.address(), server.endpoint());
    let now = SystemClock::default().now().0;
    for group in ["/aws/lambda/f", "plain"] {
        let stream = json!({"logGroupName": group, "logStreamName": "s"});
        assert_eq!(logs(address, "CreateLogGroup", json!({"logGroupName": group})).status, 200);
        assert_eq!(logs(address, "CreateLogStream", stream.clone()).status, 200);
        let event =
            |ago: u64, text: &str| json!({"timestamp": now - ago, "message": format!("{text} of {group}")});
        let mut put = stream;
        put["logEvents"] = json!([event(7_200_000, "old"), event(0, "ERROR"), event(0, "INFO")]);
        assert_eq!(logs(address, "PutLogEvents", put).status, 200);
    }
    let told = |arguments: &[&str]| {
        let told = succeed(&[&["logs", "--json", "--endpoint", &endpoint][..], arguments].concat());
        let message = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["message"].as_str().unwrap().to_owned()
        };
        told.lines().map(message).collect::<Vec<_>>()
    };
    assert_eq!(told(&["f"]), ["old", "ERROR", "INFO"].map(|text| format!("{text} of /aws/lambda/f")));
    assert_eq!(told(&["/aws/lambda/f", "--since", "1h", "--filter", "?ERROR"]), ["ERROR of /aws/lambda/f"]);
    assert_eq!(told(&["plain", "--since", "90m"]), ["ERROR of plain", "INFO of plain"]);
    let missing = fail(1, &["logs", "missing", "--endpoint", &endpoint]);
    assert!(missing.contains("no log group `missing`"), "{missing}");
    for wrong in ["10", "m", "1w", "-1m", "é"] {
        assert!(fail(2, &["logs", "f", &format!("--since={wrong}")]).contains("such as 10m"), "{wrong}");
    }
}

#[test]
fn without_a_server_commands_say_how_to_start_one() {
    let directory = Directory::new();
    let template = directory.join("t.yaml");
    std::fs::write(&template, "Resources:\n  S:\n    Type: AWS::Kinesis::Stream\n").unwrap();
    let template = template.to_str().unwrap();
    for arguments in
        [&["status"][..], &["tail", "s"], &["deploy", template], &["destroy", "s"], &["logs", "f"]]
    {
        let message = fail(1, &[arguments, &["--endpoint", NOWHERE]].concat());
        assert!(
            message.starts_with("pumphouse: ") && message.contains(NOWHERE.trim_start_matches("http://")),
            "{message}"
        );
    }
    let message = fail(1, &["status", "--endpoint", NOWHERE]);
    assert!(message.contains("start one with `pumphouse up`"), "{message}");
    assert!(fail(1, &["status", "--endpoint", "nonsense"]).contains("does not start with http://"));
}

#[test]
fn what_cannot_be_served_is_refused() {
    let up = |options: &[&str]| fail(1, &[&["up", "--port", "0", "--ephemeral"], options].concat());
    for host in ["0.0.0.0", "::", "192.0.2.1"] {
        let message = up(&["--host", host]);
        assert!(message.contains(&format!("`--host {host}`")) && message.contains("loopback"), "{message}");
    }
    assert!(up(&["--remote", "nonsense"]).contains("SERVICE=URL"));
    assert!(up(&["--remote", "nothing=http://localhost"]).contains("there are athena, cloudformation, "));
    assert!(up(&["--remote", "kinesis=ftp://localhost"]).contains("http:// or https://"));
    assert!(up(&["--tls-cert", "missing.pem", "--tls-key", "missing.pem"]).contains("`missing.pem`"));
    assert!(fail(2, &["up", "--ephemeral", "--data", "x"]).contains("cannot be used with"));
    assert!(fail(2, &["up", "--tls-cert", "x"]).contains("--tls-key"));
    assert!(fail(1, &["status", "--account", "12"]).contains("twelve digits"));
}

#[test]
fn templates_that_are_none_are_refused() {
    let server = Server::ephemeral();
    let directory = Directory::new();
    let deploy = |name: &str, text: &str, options: &[&str]| {
        let path = directory.join(name);
        std::fs::write(&path, text).unwrap();
        let arguments = ["deploy", path.to_str().unwrap(), "--endpoint", &server.endpoint()];
        fail(1, &[&arguments[..], options].concat())
    };
    let message = deploy("broken.yaml", "Resources: [", &[]);
    assert!(message.contains("emplate"), "{message}");
    let message = deploy("empty.json", "{}", &[]);
    assert!(message.contains("Resources"), "{message}");
    let unknown = "Resources:\n  Q:\n    Type: AWS::Nothing::AtAll\n";
    let message = deploy("unknown.yaml", unknown, &[]);
    assert!(message.contains("AWS::Nothing::AtAll"), "{message}");
    let stream = "Resources:\n  S:\n    Type: AWS::Kinesis::Stream\n    Properties: {ShardCount: 1}\n";
    assert!(deploy("s.yaml", stream, &["--parameter", "x"]).contains("NAME=VALUE"));
    assert!(deploy("1.yaml", stream, &[]).contains("--stack NAME"));
    let code = "Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Code: ./missing}\n";
    assert!(deploy("code.yaml", code, &[]).contains("./missing"));
    assert!(fail(1, &["deploy", "missing.yaml", "--endpoint", &server.endpoint()]).contains("missing.yaml"));
    assert!(
        fail(1, &["destroy", "missing", "--endpoint", &server.endpoint()]).contains("no stack `missing`")
    );
    assert_eq!(succeed(&["status", "--json", "--endpoint", &server.endpoint()]), "[]\n");
}
