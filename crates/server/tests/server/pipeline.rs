//! The reference pipeline whole: a template, a stream, a function, a table, at one server and over two.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::Instant;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::aws::{dynamodb, kinesis};
use crate::directory::Directory;
use crate::process::{PATIENCE, Server, command, succeed};

const STREAM: &str = "temperature-sensor-data";
const WEATHER: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../pipelines/weather/sample/observations.ndjson");

/// Runs the demo of `pipeline` with `options` and answers its result.
fn demo(pipeline: &str, options: &[&str]) -> Value {
    let scratch = Directory::new();
    let mut demo = command(&["demo", pipeline, "--exit", "--json", "--port", "0"]);
    let output = demo.args(options).env("TMPDIR", scratch.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn readings_reach_the_table() {
    let directory = Directory::new();
    let data = ["--data", directory.path().to_str().unwrap()];
    let data = [&["--records", "100", "--sensors", "7"], &data[..]].concat();
    let first = demo("sensors", &data);
    let count = |run: &Value, name: &str| run[name].as_u64().unwrap();
    assert_eq!((count(&first, "itemsBefore"), count(&first, "itemsAfter")), (0, 100));
    let second = demo("sensors", &data);
    assert_eq!(count(&second, "itemsBefore"), count(&first, "items"), "what was there is there");
    assert_eq!(count(&second, "itemsAfter"), count(&first, "items") + 100);
}

#[test]
fn motors_agrees_from_batches_to_parquet_and_again() {
    let directory = Directory::new();
    let file = directory.join("bench.csv");
    let row = |number: u32| format!("{number},20,0.5,1,2,3,4,5,6,7,8,9,4\n");
    let header = "ambient,coolant,u_d,u_q,motor_speed,torque,i_d,i_q,pm,stator_yoke,stator_tooth,stator_winding,profile_id\n";
    std::fs::write(&file, header.to_owned() + &(0..150).map(row).collect::<String>()).unwrap();
    let data = ["--data", directory.path().to_str().unwrap(), "--probes", "10"];
    let ran = demo("motors", &[&["--file", file.to_str().unwrap()], &data[..]].concat());
    let numbers = |run: &Value| {
        ["records", "items", "streamRecords", "parquetRows", "athenaRows"]
            .map(|name| run[name].as_u64().unwrap())
    };
    assert_eq!(numbers(&ran), [150, 160, 160, 160, 160]);
    let again = demo("motors", &[&["--records", "40"], &data[..]].concat());
    assert_eq!(numbers(&again), [40, 210, 50, 50, 50]);
}

#[test]
fn bank_agrees_from_replay_to_lake() {
    let ran = demo("bank", &["--ephemeral", "--records", "300", "--rate", "100000"]);
    assert_eq!((&ran["streamRecords"], &ran["lakeLines"]), (&json!(300), &json!(300)));
    assert_eq!(ran["athenaRows"], 300);
}

#[test]
fn logs_agree_on_what_landed_and_what_failed() {
    let ran = demo("logs", &["--ephemeral", "--records", "1000"]);
    let landed: Vec<_> = ran["transforms"].as_array().unwrap().iter().map(|each| &each["landed"]).collect();
    assert_eq!(landed, [999; 4]);
}

#[test]
fn weather_agrees_from_noaas_stand_in_to_two_tables() {
    let directory = Directory::new();
    let data = ["--data", directory.path().to_str().unwrap()];
    let numbers = |run: &Value| {
        let names =
            ["recordsRead", "recordsPut", "precipitationItems", "temperatureItems", "temperatureDays"];
        names.map(|name| run[name].as_u64().unwrap())
    };
    let sample = [&["--file", WEATHER][..], &data].concat();
    let first = demo("weather", &sample);
    assert_eq!(numbers(&first), [15, 15, 14, 8, 3]);
    assert_eq!(first["getRecordsSuccessPercent"], 100.0);
    assert!(first["invocations"].as_u64().unwrap() >= 1, "{first}");
    assert_eq!((&first["stations"], &first["station"]), (&json!(6), &json!("BELTSVILLE, MD US")));
    assert_eq!(numbers(&demo("weather", &sample)), numbers(&first), "once more changes nothing");
    // The first day of the made-up month.
    let made_up = demo("weather", &[&["--records", "300"][..], &data].concat());
    assert_eq!(numbers(&made_up)[..2], [300, 300]);
    assert_eq!((&made_up["stations"], &made_up["days"]), (&json!(938), &json!(1)));
}

#[test]
fn a_demo_tells_first_where_the_console_is_and_is_motors_if_not_named() {
    let scratch = Directory::new();
    let mut demo = command(&["demo", "weather", "--file", WEATHER, "--exit", "--port", "0", "--ephemeral"]);
    let output = demo.env("TMPDIR", scratch.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines();
    let console = lines.next().unwrap();
    let endpoint =
        console.strip_prefix("Console   ").and_then(|url| url.strip_suffix("/_pumphouse/")).unwrap();
    assert_eq!(lines.next().unwrap(), format!("Pumphouse serves state in memory at {endpoint}"));
    let day = "2021-10-03  5 records of 15 observations read (HTTP 200), 5 put (HTTP 200)";
    assert!(text.contains(day) && text.contains("They agree"), "{text}");
    assert!(succeed(&["demo", "--help"]).contains("[default: motors]"));
}

#[test]
fn the_stream_may_live_at_another_server() {
    let first = Server::ephemeral();
    let remote = format!("kinesis={}", first.endpoint());
    let scratch = Directory::new();
    let mut up = command(&["up", "--port", "0", "--ephemeral", "--remote", &remote]);
    up.env("TMPDIR", scratch.path());
    let second = Server::spawn(up);
    let (directory, endpoint) = (Directory::new(), second.endpoint());
    let target = ["--endpoint", &endpoint];
    let template = write_pipeline(&directory);
    let deploy =
        ["deploy", &template, "--stack", "sensors", "--parameter", "StartingPosition=TRIM_HORIZON", "--json"];
    let deployed: Value = serde_json::from_str(&succeed(&[&deploy[..], &target].concat())).unwrap();
    assert_eq!(
        (&deployed["status"], &deployed["outputs"]["StreamName"]),
        (&json!("CREATE_COMPLETE"), &json!(STREAM))
    );
    let again: Value = serde_json::from_str(&succeed(&[&deploy[..], &target].concat())).unwrap();
    assert_eq!(again["status"], "CREATE_COMPLETE", "nothing is new, so nothing is done");

    let reading =
        |time: usize| json!({"sensor_id": "s", "current_time": time, "temperature": 20.5}).to_string();
    let entry = |time| json!({"PartitionKey": "s", "Data": base64(reading(time).as_bytes())});
    let input = json!({"StreamName": STREAM, "Records": (0..50).map(entry).collect::<Vec<_>>()});
    assert_eq!(kinesis(first.address(), "PutRecords", input).success()["FailedRecordCount"], 0);
    let started = Instant::now();
    let count = || {
        let scanned =
            dynamodb(second.address(), "Scan", json!({"TableName": "SensorData", "Select": "COUNT"}));
        scanned.success()["Count"].as_u64().unwrap()
    };
    while count() < 50 {
        assert!(started.elapsed() < PATIENCE, "{} of 50 readings are there", count());
    }

    let rows: Value = serde_json::from_str(&succeed(&[&["status", "--json"], &target[..]].concat())).unwrap();
    let kinds: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["stream", "function", "mapping", "table", "table", "stack"]);
    succeed(&[&["destroy", "sensors"], &target[..]].concat());
    assert_eq!(succeed(&[&["status", "--json"], &target[..]].concat()), "[]\n");
    assert_eq!(kinesis(first.address(), "ListStreams", json!({})).success()["StreamNames"], json!([]));
    second.signal(Signal::TERM);
    assert!(second.ended().2.success());
    assert_eq!(scratch.names(), [] as [String; 0], "functions leave nothing behind either");
}

/// Writes the template and, beside it, code that starts this very program as the function; answers the
/// template's path.
fn write_pipeline(directory: &Directory) -> String {
    std::fs::create_dir(directory.join("function")).unwrap();
    std::fs::create_dir(directory.join("program")).unwrap();
    let program = directory.join("program/bootstrap");
    symlink(env!("CARGO_BIN_EXE_pumphouse"), &program).unwrap();
    let code = directory.join("function/bootstrap");
    std::fs::write(&code, format!("#!/bin/sh\nexec {}\n", program.display())).unwrap();
    std::fs::set_permissions(&code, Permissions::from_mode(0o755)).unwrap();
    let template = directory.join("template.yaml");
    // Where the template has its code is the pipeline's business.
    let of_code = |line: &str| line.trim_start().starts_with("Code:");
    let lines = pipeline_sensors::TEMPLATE.lines();
    let lines: Vec<_> =
        lines.map(|line| if of_code(line) { "      Code: ./function" } else { line }).collect();
    std::fs::write(&template, lines.join("\n")).unwrap();
    template.to_str().unwrap().to_owned()
}

fn base64(bytes: &[u8]) -> String {
    let mut writer = wire::JsonWriter::default();
    wire::Writer::blob(&mut writer, bytes);
    writer.finish().trim_matches('"').to_owned()
}
