//! Streams and DynamoDB tables beside the lake.

#[path = "live/dynamodb.rs"]
mod dynamodb;
#[path = "live/kinesis.rs"]
mod kinesis;

use std::time::Duration;

use dispatch::Stop;
use sql::Fact;

use crate::house::{House, NOW};

pub use dynamodb::DynamoDb;
pub use kinesis::Kinesis;

fn columns(text: &str) -> Vec<(String, String)> {
    text.split_whitespace()
        .map(|pair| pair.split_once(':').unwrap())
        .map(|(name, kind)| (name.to_owned(), kind.to_owned()))
        .collect()
}

async fn described(house: &House, table: &str) -> Vec<(String, String)> {
    let lines = house.rows(&format!("DESCRIBE {table}")).await;
    let pair = |line: &String| {
        let mut parts = line.split('\t').map(str::trim);
        (parts.next().unwrap().to_owned(), parts.next().unwrap().to_owned())
    };
    lines.iter().map(pair).collect()
}

#[tokio::test]
async fn items_are_rows_whose_columns_are_found() {
    let house = House::new().await;
    house.dynamodb.put("Motor-Data", ("Id", "S"), Some(("at", "N")), (0..25).map(|number| {
        format!(r#"{{"Id": "m{}", "at": {number}, "temp": {number}.5, "ok": true, "tags": ["a"], "note": null}}"#, number % 2)
    }));
    assert_eq!(
        described(&house, r#""dynamodb"."default"."Motor-Data""#).await,
        columns("id:string at:bigint note:string ok:boolean tags:string temp:double")
    );
    let all = "SELECT count(*), sum(at), sum(temp), count_if(ok), min(tags), count(note) FROM dynamodb.default.\"motor-data\"";
    assert_eq!(house.rows(all).await, ["25|300|312.5|25|[\"a\"]|0"]);
    // Counting takes no items, and readers share the table out.
    house.dynamodb.asked();
    assert_eq!(house.rows("SELECT count(*) FROM dynamodb.default.\"Motor-Data\"").await, ["25"]);
    let asked = house.dynamodb.asked();
    assert!(asked.iter().any(|line| line.starts_with("Scan 0/2 COUNT")), "{asked:?}");
    assert!(asked.iter().any(|line| line.starts_with("Scan 1/2 COUNT")), "{asked:?}");
    // Only what is wanted is asked for.
    house.rows("SELECT temp FROM dynamodb.default.\"motor-data\" LIMIT 2").await;
    let asked = house.dynamodb.asked();
    assert_eq!(asked.last().unwrap(), "Scan 0/1 limit=2 [temp]", "{asked:?}");
    assert_eq!(asked.len(), 2, "looked at once, read once: {asked:?}");
}

#[tokio::test]
async fn keys_are_queried_for() {
    let house = House::new().await;
    house.dynamodb.put(
        "t",
        ("id", "S"),
        Some(("at", "N")),
        (0..40).map(|number| format!(r#"{{"id": "k{}", "at": {number}, "v": {number}}}"#, number % 4)),
    );
    let asked = async |text: &str| {
        house.dynamodb.asked();
        let rows = house.rows(text).await;
        let mut asked = house.dynamodb.asked();
        asked.retain(|line| !line.starts_with("Scan 0/1 limit=1000"));
        asked.dedup();
        (rows, asked)
    };
    let (rows, lines) =
        asked("SELECT sum(v) FROM dynamodb.default.t WHERE id = 'k1' AND at > 5 AND at <= 13").await;
    assert_eq!(rows, ["22"]);
    assert_eq!(lines, ["Query k1 5..13"]);
    let (rows, lines) =
        asked("SELECT count(*) FROM dynamodb.default.t WHERE id IN ('k0', 'k3', 'none')").await;
    assert_eq!(rows, ["20"]);
    assert!(lines.len() >= 3 && lines.iter().all(|line| line.starts_with("Query ")), "{lines:?}");
    let (rows, lines) =
        asked("SELECT count(*) FROM dynamodb.default.t WHERE id = '' OR id = 'k0' AND at = 4").await;
    assert_eq!(rows, ["1"]);
    assert!(lines.iter().all(|line| line.starts_with("Query k0")), "{lines:?}");
    let (rows, lines) = asked("SELECT count(*) FROM dynamodb.default.t WHERE upper(id) = 'K0'").await;
    assert_eq!(rows, ["10"]);
    assert!(lines.iter().all(|line| line.starts_with("Scan")), "{lines:?}");
}

#[tokio::test]
async fn what_a_column_cannot_hold_is_an_error_with_a_way_out() {
    let house = House::new().await;
    let item = |number: u32| match number {
        1_500 => r#"{"id": 1500, "v": 1.25}"#.to_owned(),
        _ => format!(r#"{{"id": {number}, "v": {number}}}"#),
    };
    house.dynamodb.put("t", ("id", "N"), None, (0..2_000).map(item));
    let words = house.refused("SELECT sum(v) FROM dynamodb.default.t").await;
    assert!(
        words.starts_with("HIVE_BAD_DATA: DynamoDB table 't': attribute 'v' of an item is N 1.25"),
        "{words}"
    );
    assert_eq!(house.rows("SELECT sum(id) FROM dynamodb.default.t").await, ["1999000"]);
    let exact = "SELECT sum(CAST(json_extract_scalar(_item, '$.v') AS decimal(20, 2))) FROM dynamodb.default.\"t$items\"";
    assert_eq!(house.rows(exact).await, ["1997501.25"]);
}

#[tokio::test]
async fn records_are_rows_whose_columns_are_found() {
    let house = House::new().await;
    let records = (0..10).map(|number| {
        (NOW - 1_000 + number, format!(r#"{{"Sensor": "s{}", "v": {number}.25}}"#, number % 2))
    });
    house.kinesis.put("Orders", 2, records);
    house.kinesis.put(
        "Orders",
        2,
        [(NOW - 500, "no JSON".to_owned()), (NOW + 5, r#"{"v": 1000}"#.to_owned())],
    );
    assert_eq!(
        described(&house, "kinesis.default.\"Orders\"").await,
        columns(
            "_partition_key:string _sequence_number:string _shard_id:string _arrival:timestamp _data:string sensor:string v:double"
        )
    );
    let sums = "SELECT sensor, count(*), sum(v) FROM kinesis.default.orders GROUP BY 1 ORDER BY 1 NULLS LAST";
    // What arrived after the query began is not there.
    assert_eq!(house.rows(sums).await, ["s0|5|21.25", "s1|5|26.25", "NULL|1|NULL"]);
    let row = "SELECT _partition_key, _arrival, _data FROM kinesis.default.orders WHERE v = 3.25";
    assert_eq!(house.rows(row).await, ["p3|2027-01-15 07:59:59.003|{\"Sensor\": \"s1\", \"v\": 3.25}"]);
    let shards = "SELECT DISTINCT _shard_id FROM kinesis.default.orders ORDER BY 1";
    assert_eq!(house.rows(shards).await, ["shardId-000000000000", "shardId-000000000001"]);
}

#[tokio::test]
async fn a_window_and_a_shard_are_all_that_is_read() {
    let house = House::new().await;
    house.kinesis.put(
        "s",
        3,
        (0..60).map(|number| (NOW - 60_000 + number * 1_000, format!(r#"{{"v": {number}}}"#))),
    );
    house.kinesis.asked();
    let recent = "SELECT count(*), min(v) FROM kinesis.default.s WHERE _arrival > current_timestamp - interval '10' second";
    assert_eq!(house.rows(recent).await, ["9|51"]);
    let from = |asked: &[String], text: &str| asked.iter().filter(|line| line.contains(text)).count();
    let asked = house.kinesis.asked();
    assert_eq!(from(&asked, &format!("AT_TIMESTAMP {}", NOW - 11_000)), 3, "{asked:?}");
    let typed = "SELECT max(v) FROM kinesis.default.s WHERE _arrival BETWEEN timestamp '2027-01-15 07:59:10' AND timestamp '2027-01-15 07:59:20'";
    assert_eq!(house.rows(typed).await, ["20"]);
    house.kinesis.asked();
    let one = "SELECT count(*) FROM kinesis.default.s WHERE _shard_id = 'shardId-000000000001'";
    assert_eq!(house.rows(one).await, ["20"]);
    let asked = house.kinesis.asked();
    assert_eq!(from(&asked, "TRIM_HORIZON"), 1, "{asked:?}");
    assert_eq!(
        house
            .rows("SELECT count(*) FROM kinesis.default.s WHERE _arrival > timestamp '2100-01-01 00:00:00'")
            .await,
        ["0"]
    );
}

#[tokio::test]
async fn a_slow_or_busy_reader_gets_all() {
    let house = House::new().await;
    house.kinesis.put("s", 1, (0..50).map(|number| (NOW - 10_000 + number, number.to_string())));
    house.kinesis.trouble("ProvisionedThroughputExceededException", 4);
    house.kinesis.trouble("ExpiredIteratorException", 9);
    let all = "SELECT count(*), count(DISTINCT _sequence_number), sum(CAST(_data AS bigint)) FROM kinesis.default.s";
    assert_eq!(house.rows(all).await, ["50|50|1225"]);
    assert!(house.kinesis.is_untroubled());
}

#[tokio::test]
async fn bytes_and_values_that_do_not_fit_are_told() {
    let house = House::new().await;
    house.kinesis.put_bytes("bytes", NOW - 1, b"\xff\x00");
    assert_eq!(house.rows("SELECT to_hex(_data) FROM kinesis.default.bytes").await, ["FF00"]);
    house.kinesis.put(
        "s",
        1,
        [(NOW - 7_200_000, r#"{"v": "text"}"#.to_owned()), (NOW - 1, r#"{"v": 1}"#.to_owned())],
    );
    let words = house.refused("SELECT v FROM kinesis.default.s").await;
    assert!(words.contains("stream 's': member 'v' of record") && words.contains("\"text\""), "{words}");
    assert_eq!(
        house
            .rows("SELECT v FROM kinesis.default.s WHERE _arrival > current_timestamp - interval '1' hour")
            .await,
        ["1"]
    );
    assert_eq!(
        house.rows("SELECT json_extract_scalar(_data, '$.v') AS v FROM kinesis.default.s ORDER BY 1").await,
        ["1", "text"]
    );
}

#[tokio::test]
async fn they_are_shown_as_catalogs_are() {
    let house = House::new().await;
    house.dynamodb.put("Motor-Data", ("Id", "S"), None, [r#"{"Id": "a", "n": 1}"#.to_owned()]);
    house.kinesis.put("s", 1, []);
    assert_eq!(house.rows("SHOW CATALOGS").await, ["awsdatacatalog", "dynamodb", "kinesis"]);
    assert_eq!(house.rows("SHOW SCHEMAS IN dynamodb").await, ["default"]);
    assert_eq!(house.rows("SHOW TABLES IN dynamodb.default").await, ["motor-data"]);
    assert_eq!(house.rows("SHOW TABLES FROM kinesis.default LIKE 's*'").await, ["s"]);
    let listed =
        "SELECT column_name, data_type FROM dynamodb.information_schema.columns ORDER BY ordinal_position";
    assert_eq!(house.rows(listed).await, ["id|varchar", "n|bigint"]);
    let tables = "SELECT table_catalog, table_schema, table_name FROM kinesis.information_schema.tables";
    assert_eq!(house.rows(tables).await, ["kinesis|default|s"]);
    assert_eq!(house.rows("SELECT count(*), count(_data) FROM kinesis.default.s").await, ["0|0"]);
    let mut query = house.query("SELECT n FROM \"Motor-Data\"");
    query.catalog = "DynamoDB".to_owned();
    assert_eq!(house.asked(query).await.unwrap(), ["n", "1"]);
    for (text, words) in [
        ("SELECT * FROM dynamodb.default.nothing", "TABLE_NOT_FOUND: line 1:15: "),
        ("SELECT * FROM dynamodb.other.nothing", "SCHEMA_NOT_FOUND: line 1:15: "),
        ("SELECT * FROM nowhere.default.nothing", "CATALOG_NOT_FOUND: line 1:15: "),
        ("DESCRIBE kinesis.default.nothing", "TABLE_NOT_FOUND: "),
        ("SHOW TABLES IN nowhere.default", "CATALOG_NOT_FOUND: "),
    ] {
        let refused = house.refused(text).await;
        assert!(refused.starts_with(words), "{text}: {refused}");
    }
}

#[tokio::test]
async fn they_are_read_and_never_written() {
    let house = House::new().await;
    house.dynamodb.put("t", ("id", "N"), None, (0..3).map(|number| format!(r#"{{"id": {number}}}"#)));
    house.kinesis.put("s", 1, (0..3).map(|number| (NOW - 5, format!(r#"{{"id": {number}}}"#))));
    house.rows("CREATE TABLE copy WITH (external_location = 's3://lake/copy/') AS SELECT * FROM kinesis.default.s").await;
    house.rows("INSERT INTO copy SELECT * FROM kinesis.default.s WHERE id = 1").await;
    let joined = "SELECT count(*), sum(t.id) FROM copy c JOIN dynamodb.default.t t ON t.id = c.id JOIN kinesis.default.s s ON s.id = t.id";
    assert_eq!(house.rows(joined).await, ["4|4"]);
    house.rows("CREATE VIEW v AS SELECT id FROM dynamodb.default.t").await;
    assert_eq!(house.rows("SELECT sum(id) FROM v").await, ["3"]);
    for text in [
        "INSERT INTO dynamodb.default.t VALUES (1)",
        "CREATE TABLE kinesis.default.copy AS SELECT 1 AS one",
        "DROP TABLE dynamodb.default.t",
        "CREATE OR REPLACE VIEW kinesis.default.v AS SELECT 1 AS one",
        "ALTER TABLE dynamodb.default.t ADD COLUMNS (a int)",
        "SHOW CREATE TABLE dynamodb.default.t",
    ] {
        let refused = house.refused(text).await;
        assert!(
            refused.starts_with("NOT_SUPPORTED: catalog '") && refused.contains("read only"),
            "{text}: {refused}"
        );
    }
    let mut query = house.query("CREATE DATABASE d");
    query.catalog = "kinesis".to_owned();
    assert_eq!(house.asked(query).await.unwrap_err().fact, Fact::Unsupported);
}

#[tokio::test]
async fn a_name_in_two_cases_and_a_refusal_are_told() {
    let house = House::new().await;
    house.dynamodb.put("abc", ("id", "N"), None, []);
    house.dynamodb.put("ABC", ("id", "N"), None, []);
    let words = house.refused("SELECT * FROM dynamodb.default.abc").await;
    assert!(words.starts_with("AMBIGUOUS_NAME: ") && words.contains("'ABC' and 'abc'"), "{words}");
    house.dynamodb.put("forbidden", ("id", "N"), None, []);
    let words = house.refused("SELECT * FROM dynamodb.default.forbidden").await;
    assert!(words.starts_with("PERMISSION_DENIED: ") && words.contains("'forbidden'"), "{words}");
}

#[tokio::test]
async fn a_stream_without_end_is_left_when_told() {
    let house = House::new().await;
    house.kinesis.put("endless", 1, [(NOW - 1, "x".to_owned())]);
    let stop = Stop::default();
    let mut query = house.query("SELECT count(*) FROM kinesis.default.endless");
    query.stop = Some(stop.watch());
    let mut answer = house.sql.run(query).await.unwrap();
    stop.set();
    let ended = tokio::time::timeout(Duration::from_secs(20), answer.batches.next()).await.expect("it ends");
    assert_eq!(ended.unwrap().unwrap_err().fact, Fact::Cancelled);
}
