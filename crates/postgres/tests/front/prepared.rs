//! Prepared statements, portals and parameters.

use crate::client::{Answer, Client, Messages};
use crate::house::House;

async fn ask(client: &mut Client, messages: Messages) -> Answer {
    client.send(&messages.sync()).await;
    client.answer().await
}

fn bound(text: &str, kinds: &[u32], format: u16, values: &[Option<&[u8]>], results: u16) -> Messages {
    Messages::default()
        .parse("", text, kinds)
        .bind("", "", format, values, results)
        .describe(b'P', "")
        .execute("", 0)
}

#[tokio::test]
async fn parameters_have_the_types_that_clients_say() {
    let house = House::new().await;
    let mut client = house.client().await;
    let five = 5_i32.to_be_bytes();
    let half = 0.5_f64.to_be_bytes();
    let kinds = [23, 701, 25, 16, 17, 1082];
    let values: [Option<&[u8]>; 6] =
        [Some(&five), Some(&half), Some(b"it's"), Some(&[1]), Some(&[0, 255]), Some(&[0, 0, 0, 1])];
    let answer =
        ask(&mut client, bound("SELECT $1 + 1, $2 * 2, $3 || '!', $4, $5, $6", &kinds, 1, &values, 0)).await;
    assert_eq!(answer.lines(), ["6|1|it's!|t|\\x00ff|2000-01-02"], "{:?}", answer.refusal);
    assert_eq!(answer.kinds_of_frames, "12TDCZ");
    let answer = ask(&mut client, bound("SELECT $1, $1 IS NULL", &[20], 0, &[None], 0)).await;
    assert_eq!((answer.lines(), answer.kinds.as_slice()), (vec!["NULL|t".to_owned()], [20, 16].as_slice()));
}

#[tokio::test]
async fn parameters_without_types_mean_what_fits() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "SELECT n, t FROM (VALUES (1, '1'), (2, 'two')) AS v(n, t) WHERE n = $1 AND t = $2 AND $3 = n LIMIT $4";
    for (values, rows) in [
        (["1", "1", "1", "5"], vec!["1|1"]),
        (["2", "two", "2", "5"], vec!["2|two"]),
        (["2", "two", "2", "0"], vec![]),
    ] {
        let values: Vec<Option<&[u8]>> = values.iter().map(|value| Some(value.as_bytes())).collect();
        let answer = ask(&mut client, bound(text, &[], 0, &values, 0)).await;
        assert_eq!(answer.lines(), rows, "{:?}", answer.refusal);
    }
    let answer =
        ask(&mut client, bound("SELECT DATE '2020-01-02' > $1", &[], 0, &[Some(b"2020-01-01")], 0)).await;
    assert_eq!(answer.lines(), ["t"], "{:?}", answer.refusal);
    let answer = ask(&mut client, bound("SELECT 1 = $1", &[], 0, &[Some(b"word")], 0)).await;
    assert_eq!(answer.refusal.unwrap().state(), "42804");
}

#[tokio::test]
async fn values_come_in_binary() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "SELECT 7, CAST(1.5 AS double), true, 'x', DATE '2000-01-02', TIMESTAMP '2000-01-01 00:00:01', ARRAY[1], 12345.678";
    let answer = ask(&mut client, bound(text, &[], 0, &[], 1)).await;
    let row: Vec<Vec<u8>> = answer.rows[0].iter().map(|value| value.clone().unwrap()).collect();
    assert_eq!(row[0], 7_i32.to_be_bytes());
    assert_eq!(row[1], 1.5_f64.to_be_bytes());
    assert_eq!((row[2].as_slice(), row[3].as_slice()), ([1].as_slice(), b"x".as_slice()));
    assert_eq!(row[4], 1_i32.to_be_bytes());
    assert_eq!(row[5], 1_000_000_i64.to_be_bytes());
    assert_eq!(row[6][12..], [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 1]);
    assert_eq!(row[7], [0, 3, 0, 1, 0, 0, 0, 3, 0, 1, 0x09, 0x29, 0x1a, 0x7c]);
}

#[tokio::test]
async fn statements_are_described_before_they_run() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "SELECT id, tags, $1::int8 + 1 AS more FROM motors.readings WHERE name = $2";
    let answer = ask(&mut client, Messages::default().parse("s", text, &[]).describe(b'S', "s")).await;
    assert_eq!(answer.kinds_of_frames, "1tTZ", "{:?}", answer.refusal);
    assert_eq!(
        (answer.names.join(","), answer.kinds.as_slice()),
        ("id,tags,more".to_owned(), [20, 1009, 20].as_slice())
    );
    let answer =
        ask(&mut client, Messages::default().parse("d", "DROP TABLE default.plain", &[]).describe(b'S', "d"))
            .await;
    assert_eq!(answer.kinds_of_frames, "1tnZ");
    assert_eq!(
        client.rows("SELECT relname FROM pg_class WHERE relname = 'plain'").await,
        ["plain"],
        "nothing was dropped"
    );
    let again = ask(&mut client, Messages::default().parse("s", "SELECT 1", &[])).await;
    assert_eq!(again.refusal.unwrap().state(), "42P05");
    client.run("DEALLOCATE s").await;
    let answer = ask(&mut client, Messages::default().bind("", "s", 0, &[], 0)).await;
    assert_eq!(answer.refusal.unwrap().state(), "26000");
    for (text, names) in [
        ("SHOW search_path", "search_path"),
        ("SHOW TABLES", "tab_name"),
        ("SELECT relname FROM pg_class", "relname"),
    ] {
        let answer = ask(&mut client, Messages::default().parse("", text, &[]).describe(b'S', "")).await;
        assert_eq!(answer.names.join(","), names, "{text} {:?}", answer.refusal);
    }
}

#[tokio::test]
async fn portals_are_taken_in_parts() {
    let house = House::new().await;
    let mut client = house.client().await;
    client.run("BEGIN").await;
    let many = "SELECT n FROM UNNEST(sequence(1, 5)) AS t(n) ORDER BY n";
    let messages = Messages::default().parse("", many, &[]).bind("p", "", 0, &[], 0).execute("p", 2);
    let answer = ask(&mut client, messages).await;
    assert_eq!((answer.lines().join(","), answer.kinds_of_frames.as_str()), ("1,2".to_owned(), "12DDsZ"));
    let answer = ask(&mut client, Messages::default().execute("p", 100)).await;
    assert_eq!((answer.lines().join(","), answer.tags[0].as_str()), ("3,4,5".to_owned(), "SELECT 3"));
    client.run("COMMIT").await;
    let answer = ask(&mut client, Messages::default().execute("p", 0)).await;
    assert_eq!(answer.refusal.unwrap().state(), "34000");
}

#[tokio::test]
async fn what_follows_an_error_is_passed_over_up_to_its_end() {
    let house = House::new().await;
    let mut client = house.client().await;
    let messages = Messages::default().parse("", "SELEC", &[]).bind("", "", 0, &[], 0).execute("", 0);
    let answer = ask(&mut client, messages).await;
    assert_eq!(answer.refusal.unwrap().state(), "34000".replace("34000", "42601"));
    assert_eq!(client.rows("SELECT 1").await, ["1"]);
    let two = Messages::default().parse("", "SELECT 1; SELECT 2", &[]);
    assert_eq!(ask(&mut client, two).await.refusal.unwrap().state(), "42601");
    let few = Messages::default().parse("", "SELECT $1", &[]).bind("", "", 0, &[], 0);
    assert_eq!(ask(&mut client, few).await.refusal.unwrap().state(), "08P01");
    assert_eq!(ask(&mut client, Messages::default().close(b'S', "none")).await.kinds_of_frames, "3Z");
}

#[tokio::test]
async fn cursors_of_prepared_statements() {
    let house = House::new().await;
    let mut client = house.client().await;
    client.run("BEGIN").await;
    let declare = "DECLARE \"c\" CURSOR FOR SELECT n FROM UNNEST(sequence(1, 5)) AS t(n) WHERE n > $1";
    let answer = ask(&mut client, bound(declare, &[23], 0, &[Some(b"3")], 0)).await;
    assert_eq!(answer.tags, ["DECLARE CURSOR"], "{:?}", answer.refusal);
    let answer = ask(&mut client, Messages::default().describe(b'P', "c")).await;
    assert_eq!(answer.names, ["n"]);
    let answer = ask(&mut client, bound("FETCH FORWARD 10 FROM c", &[], 0, &[], 0)).await;
    assert_eq!((answer.lines().join(","), answer.names.join(",")), ("4,5".to_owned(), "n".to_owned()));
}

#[tokio::test]
async fn catalog_questions_take_parameters() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = $1::VARCHAR AND c.relkind = ANY ($2) ORDER BY 1";
    let answer = ask(&mut client, bound(text, &[0, 1009], 0, &[Some(b"motors"), Some(b"{r,v}")], 0)).await;
    assert_eq!(answer.lines(), ["fast", "readings"], "{:?}", answer.refusal);
}
