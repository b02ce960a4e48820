//! Statements that are carried out as they come.

use crate::client::Client;
use crate::house::House;

#[tokio::test]
async fn questions_are_answered_with_types_and_tags() {
    let house = House::new().await;
    let mut client = house.client().await;
    let answer = client
        .run(
            "SELECT 1 AS int, CAST(2 AS bigint) AS big, CAST(3 AS smallint), 1.50 AS dec, 2.5e0 AS dbl, 'x' AS txt, true AS yes,
             DATE '2020-02-03' AS d, TIMESTAMP '2020-02-03 04:05:06.700' AS ts,
             TIMESTAMP '2020-02-03 04:05:06 UTC' AS tz, ARRAY[1, NULL] AS arr, CAST(ROW(1, 'a') AS ROW(n integer, t varchar)) AS r,
             MAP(ARRAY['k'], ARRAY[1]) AS m, from_hex('00ff') AS bin, NULL AS nothing,
             INTERVAL '1' DAY AS span, UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59' AS u, JSON '{\"a\": 1}' AS j",
        )
        .await;
    assert_eq!(
        answer.kinds,
        [23, 20, 21, 1700, 701, 25, 16, 1082, 1114, 1184, 1007, 114, 114, 17, 25, 1186, 2950, 114]
    );
    assert_eq!(answer.names[..2], ["int", "big"]);
    let row = "1|2|3|1.50|2.5|x|t|2020-02-03|2020-02-03 04:05:06.7|2020-02-03 04:05:06+00|{1,NULL}|{\"n\":1,\"t\":\"a\"}|\
               {\"k\":1}|\\x00ff|NULL|1 day|12151fd2-7586-11e9-8f9e-2a86e4085a59|{\"a\":1}";
    assert_eq!(answer.lines(), [row]);
    assert_eq!(answer.tags, ["SELECT 1"]);
}

#[tokio::test]
async fn several_statements_end_with_the_first_that_fails() {
    let house = House::new().await;
    let mut client = house.client().await;
    let answer = client.query("SELECT 1; SELECT ';' ; SELECT nothing; SELECT 4").await;
    assert_eq!(answer.lines(), ["1", ";"]);
    let refusal = answer.refusal.unwrap();
    assert_eq!((refusal.state(), refusal.0[&'P'].as_str()), ("42703", "31"));
    assert_eq!(client.rows("SELECT 'still here'").await, ["still here"]);
    assert_eq!(client.run(" ; -- nothing").await.kinds_of_frames, "IZ");
}

#[tokio::test]
async fn refusals_have_their_states() {
    let house = House::new().await;
    let mut client = house.client().await;
    for (text, state) in [
        ("SELEC 1", "42601"),
        ("SELECT * FROM nowhere.t", "3F000"),
        ("SELECT * FROM motors.t", "42P01"),
        ("SELECT nofunction(1)", "42883"),
        ("SELECT 1 / 0", "22012"),
        ("SELECT CAST('x' AS integer)", "22P02"),
        ("CREATE DATABASE motors", "42P07"),
        ("SHOW nothing", "42704"),
        ("SET client_encoding TO 'LATIN1'", "22023"),
        ("LISTEN x", "0A000"),
        ("SELECT * FROM pg_nothing", "42P01"),
        ("SELECT nothing FROM pg_class", "42703"),
        ("SELECT 'nothing'::regclass", "42P01"),
    ] {
        assert_eq!(client.refused(text).await.state(), state, "{text}");
    }
}

#[tokio::test]
async fn casts_and_strings_may_be_postgresqls() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "SELECT '42'::int8 + 1, 1.5::text, E'a\\nb', $$it's$$, '2020-01-01'::date, '1'::numeric(5,2), 1::float8";
    assert_eq!(client.rows(text).await, ["43|1.5|a\nb|it's|2020-01-01|1.00|1"]);
}

#[tokio::test]
async fn settings_are_kept_and_told() {
    let house = House::new().await;
    let mut client = house.client().await;
    assert_eq!(client.settings["server_encoding"], "UTF8");
    assert_eq!(client.settings["TimeZone"], "UTC");
    assert_eq!(client.rows("SHOW search_path").await, ["default"]);
    assert_eq!(client.rows("SELECT x FROM numbers ORDER BY x").await, ["1", "2"]);
    let answer = client.run("SET application_name = 'a test'").await;
    assert_eq!(
        (answer.tags.as_slice(), answer.kinds_of_frames.as_str()),
        (["SET".to_owned()].as_slice(), "SCZ")
    );
    assert_eq!(client.rows("SHOW application_name").await, ["a test"]);
    client.run("SET search_path TO nowhere, motors, public").await;
    assert_eq!(
        client
            .rows("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()")
            .await,
        ["2"]
    );
    assert_eq!(client.rows("SHOW TABLES").await, ["fast", "readings"]);
    client.run("DISCARD ALL").await;
    assert_eq!(client.rows("SHOW application_name").await, [""]);
    assert_eq!(client.rows("SELECT set_config('application_name', 'b', false)").await, ["b"]);
    assert_eq!(client.rows("SHOW application_name").await, ["b"]);
}

#[tokio::test]
async fn databases_are_schemas() {
    let house = House::new().await;
    let mut client = house.client_of("motors").await;
    assert_eq!(client.rows("SELECT current_database(), current_schema()").await, ["motors|motors"]);
    assert_eq!(client.rows("SHOW COLUMNS IN fast").await.len(), 2);
    assert_eq!(client.rows("SELECT x FROM \"default\".numbers WHERE x > 1").await, ["2"]);
    let refusal =
        Client::start(house.address, &[("user", "me"), ("database", "nowhere")]).await.err().unwrap();
    assert_eq!((refusal.state(), &refusal.0[&'S']), ("3D000", &"FATAL".to_owned()));
    let wishes = [("user", "me"), ("options", "-c search_path=motors -c region=eu-west-1")];
    let mut client = Client::start(house.address, &wishes).await.unwrap();
    assert_eq!(client.rows("SELECT current_schema()").await, ["motors"]);
    assert_eq!(client.refused("SET region = 'x'").await.state(), "55P02");
}

#[tokio::test]
async fn transactions_are_believed_in() {
    let house = House::new().await;
    let mut client = house.client().await;
    assert_eq!(client.run("BEGIN").await.status, b'T');
    assert_eq!(client.query("SELECT nothing").await.status, b'E');
    assert_eq!(client.refused("SELECT 1").await.state(), "25P02");
    let answer = client.run("COMMIT").await;
    assert_eq!((answer.tags[0].as_str(), answer.status), ("ROLLBACK", b'I'));
    client.run("BEGIN; SAVEPOINT a").await;
    client.query("SELECT nothing").await;
    assert_eq!(client.run("ROLLBACK TO SAVEPOINT a").await.status, b'T');
    assert_eq!(client.run("SELECT 1; COMMIT").await.tags, ["SELECT 1", "COMMIT"]);
    assert_eq!(client.run("ROLLBACK").await.kinds_of_frames, "NCZ");
}

#[tokio::test]
async fn cursors_give_rows_by_and_by() {
    let house = House::new().await;
    let mut client = house.client().await;
    let many = "SELECT n FROM UNNEST(sequence(1, 5)) AS t(n) ORDER BY n";
    assert_eq!(client.refused(&format!("DECLARE c CURSOR FOR {many}")).await.state(), "25P01");
    client.run(&format!("BEGIN; DECLARE c NO SCROLL CURSOR FOR {many}")).await;
    let answer = client.run("FETCH FORWARD 2 FROM c").await;
    assert_eq!((answer.lines(), answer.tags[0].as_str()), (vec!["1".to_owned(), "2".to_owned()], "FETCH 2"));
    assert_eq!(client.run("MOVE 1 c").await.tags, ["MOVE 1"]);
    assert_eq!(client.rows("FETCH ALL c").await, ["4", "5"]);
    assert_eq!(client.run("FETCH c").await.tags, ["FETCH 0"]);
    assert_eq!(client.refused("FETCH BACKWARD 1 FROM c").await.state(), "0A000");
    client.run("ROLLBACK; BEGIN; DECLARE c CURSOR FOR SELECT 1; CLOSE c; COMMIT").await;
    client.run(&format!("DECLARE h CURSOR WITH HOLD FOR {many}")).await;
    assert_eq!(client.rows("FETCH 1 FROM h").await, ["1"]);
    client.run("CLOSE ALL").await;
    assert_eq!(client.refused("FETCH 1 FROM h").await.state(), "34000");
}

#[tokio::test]
async fn rows_are_copied_out() {
    let house = House::new().await;
    let mut client = house.client().await;
    let query = "SELECT 1 AS a, 'x,\"y\"' AS b, NULL AS c UNION ALL SELECT 2, 'tab' || chr(9) || 'line' || chr(10), 'z' ORDER BY 1";
    let answer = client.run(&format!("COPY ({query}) TO STDOUT")).await;
    assert_eq!(answer.copied, "1\tx,\"y\"\t\\N\n2\ttab\\tline\\n\tz\n");
    assert_eq!(answer.tags, ["COPY 2"]);
    let answer = client.run(&format!("COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)")).await;
    assert_eq!(answer.copied, "a,b,c\n1,\"x,\"\"y\"\"\",\n2,\"tab\tline\n\",z\n");
    assert_eq!(client.run("COPY numbers (x) TO STDOUT").await.tags, ["COPY 2"]);
}

#[tokio::test]
async fn a_session_does_not_wait_for_itself() {
    let house = House::new().await;
    let mut client = house.client().await;
    client.run("BEGIN").await;
    let many = "SELECT x FROM UNNEST(sequence(1, 10000)) AS a(x), UNNEST(sequence(1, 100)) AS b(y)";
    for number in 0..3 {
        client.run(&format!("DECLARE c{number} CURSOR FOR {many}")).await;
    }
    assert_eq!(client.refused("SELECT 1").await.state(), "53400");
    assert_eq!(client.run("ROLLBACK; SELECT 1").await.lines(), ["1"]);
}
