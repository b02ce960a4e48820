//! The engine holds to Athena's contract, over the house's own catalogue and buckets.

use std::sync::LazyLock;

use athena_service::engine::sql::contract::{Statements, check};
use athena_service::engine::sql::{Meter, Row};
use dispatch::{Principal, Stop};
use kernel::{Place, RequestId};
use s3_api::{CreateBucket, CreateBucketInput};

use super::*;
use crate::cli::Serve;
use crate::house::House;

const ROWS: usize = 30_000;
/// Queries end with what would stop them.
static NEVER: LazyLock<Stop> = LazyLock::new(Stop::default);

fn house() -> House {
    let options = Serve {
        data: "nowhere".into(),
        ephemeral: true,
        host: std::net::Ipv4Addr::LOCALHOST.into(),
        port: 0,
        postgres_port: None,
        tls_cert: None,
        tls_key: None,
        smtp: None,
        smtp_from: "no-reply@sns.localhost".to_owned(),
        unlimited_shards: false,
        remote: Vec::new(),
    };
    House::build(&options, "http://127.0.0.1:1").unwrap()
}

fn asking(text: &str) -> Query {
    let place = Place::default();
    Query {
        id: "00000000-0000-4000-8000-000000000000".to_owned(),
        text: text.to_owned(),
        parameters: Vec::new(),
        catalog: "AwsDataCatalog".to_owned(),
        database: None,
        principal: Principal::Account(place.account.clone()),
        place,
        request_id: RequestId("test".to_owned()),
        data_location: "s3://lake/tables/00000000-0000-4000-8000-000000000000".to_owned(),
        meter: Arc::new(Meter::default()),
        stopped: NEVER.watch(),
    }
}

async fn rows(lake: &Lake, query: Query) -> Result<Vec<Row>, Failure> {
    let mut answer = lake.run(query).await?;
    let mut rows = Vec::new();
    while let Some(page) = answer.rows.next().await? {
        rows.extend(page);
    }
    Ok(rows)
}

fn row(values: [&str; 3]) -> Row {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

/// A house with a bucket, and an engine over it.
async fn furnished() -> (House, Lake) {
    let house = house();
    let call = {
        let query = asking("");
        Call::inside("test", query.principal, query.place, query.request_id)
    };
    for bucket in ["lake", "results"] {
        let bucket = CreateBucketInput { bucket: bucket.to_owned(), ..CreateBucketInput::default() };
        house.dispatch.call::<CreateBucket>(&call, bucket).await.unwrap();
    }
    let spill = std::env::temp_dir().join(format!("pumphouse-spill-test-{}", std::process::id()));
    let lake = Lake::new(house.dispatch.clone(), spill);
    (house, lake)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_is_held_to() {
    let (_house, lake) = furnished().await;
    for text in [
        "CREATE DATABASE contract",
        "CREATE EXTERNAL TABLE contract.t (id int, name string, v decimal(10, 1)) STORED AS PARQUET \
         LOCATION 's3://lake/t/'",
        "INSERT INTO contract.t VALUES (1, 'a \"b\", c', DECIMAL '1.5'), (2, '', NULL)",
    ] {
        rows(&lake, asking(text)).await.unwrap();
    }
    let statements = Statements {
        select: "SELECT id, name, v FROM t ORDER BY id".to_owned(),
        columns: [("id", "integer"), ("name", "varchar"), ("v", "decimal")]
            .map(|(name, type_name)| (name.to_owned(), type_name.to_owned()))
            .into(),
        rows: vec![row(["1", "a \"b\", c", "1.5"]), vec![Some("2".to_owned()), Some(String::new()), None]],
        scans: true,
        many: (
            "SELECT x, y FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 3)) b(y)"
                .to_owned(),
            ROWS,
        ),
        insert: ("INSERT INTO t VALUES (3, 'new', DECIMAL '0.1')".to_owned(), vec![row(["3", "new", "0.1"])]),
        missing: "SELECT * FROM nothing".to_owned(),
        endless: "SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(w), UNNEST(sequence(1, 10000)) b(x), \
                  UNNEST(sequence(1, 10000)) c(y), UNNEST(sequence(1, 10000)) d(z) WHERE w + x + y + z < 0"
            .to_owned(),
        context: ("AwsDataCatalog".to_owned(), Some("contract".to_owned())),
    };
    check(&lake, &statements).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_that_are_no_sql_are_told_at_once_and_others_by_their_run() {
    let (_house, lake) = furnished().await;
    let refused = lake.inspect("SELEC 1").unwrap_err();
    assert!(refused.message.starts_with("line 1:1: "), "{refused}");
    // Deeper than the stack of whoever asks.
    let deep = format!("SELECT {}1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(lake.inspect(&deep).is_err());
    assert!(lake.inspect("DELETE FROM t").is_ok());
    let failure = rows(&lake, asking("DELETE FROM t")).await.unwrap_err();
    assert!(failure.message.starts_with("NOT_SUPPORTED: "), "{failure}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_without_a_place_lies_where_the_query_says() {
    let (_house, lake) = furnished().await;
    rows(&lake, asking("CREATE DATABASE made")).await.unwrap();
    let mut create = asking("CREATE TABLE made.t AS SELECT 1 AS one");
    create.database = Some("made".to_owned());
    rows(&lake, create).await.unwrap();
    let list = "s3://lake/tables/00000000-0000-4000-8000-000000000000-manifest.csv";
    let mut again =
        asking("CREATE TABLE made.u WITH (external_location = 's3://lake/u/') AS SELECT 1 AS one");
    assert_eq!(manifest::place(&again), list);
    again.database = Some("made".to_owned());
    let mut answer = lake.run(again).await.unwrap();
    while answer.rows.next().await.unwrap().is_some() {}
    assert_eq!(answer.rows.totals().manifest_location.as_deref(), Some(list));
    let insert = manifest::place(&asking("INSERT INTO t VALUES (1)"));
    assert_eq!(insert, "s3://lake/00000000-0000-4000-8000-000000000000-manifest.csv");
    let made = rows(&lake, asking("SHOW CREATE TABLE made.t")).await.unwrap();
    let place = "'s3://lake/tables/00000000-0000-4000-8000-000000000000'";
    assert!(made.iter().flatten().flatten().any(|line| line.contains(place)), "{made:?}");
}
