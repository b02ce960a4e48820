//! DDL, views, writing, parameters.

use sql::{Query, StatementKind};

use crate::house::{House, call};
use crate::tables::furnish;

#[tokio::test]
async fn databases_and_tables_are_made_shown_and_dropped() {
    let house = House::new().await;
    house.rows("CREATE DATABASE IF NOT EXISTS shop COMMENT 'x' LOCATION 's3://lake/shop/'").await;
    assert_eq!(house.rows("SHOW DATABASES LIKE 's*'").await, ["shop"]);
    house
        .rows("CREATE EXTERNAL TABLE shop.t (a int, b string) PARTITIONED BY (p int) LOCATION 's3://lake/t/'")
        .await;
    assert!(
        house
            .refused("CREATE EXTERNAL TABLE shop.t (a int) LOCATION 's3://lake/t/'")
            .await
            .contains("exists")
    );
    house.rows("ALTER TABLE shop.t ADD PARTITION (p=1) PARTITION (p=2) LOCATION 's3://lake/two/'").await;
    assert_eq!(house.rows("SHOW PARTITIONS shop.t").await, ["p=1", "p=2"]);
    house.rows("ALTER TABLE shop.t DROP PARTITION (p=1)").await;
    house.rows("ALTER TABLE shop.t ADD COLUMNS (c double)").await;
    assert_eq!(
        house.rows("SHOW COLUMNS IN shop.t").await.iter().map(|line| line.trim()).collect::<Vec<_>>(),
        ["a", "b", "c", "p"]
    );
    house.rows("ALTER TABLE shop.t SET TBLPROPERTIES ('k'='v')").await;
    assert_eq!(house.rows("SHOW TBLPROPERTIES shop.t('k')").await, ["v"]);
    assert_eq!(
        house.rows("DESCRIBE shop.t").await[0],
        "a                   \tint                 \t                    "
    );
    assert!(house.refused("DROP DATABASE shop").await.contains("not empty"));
    house.rows("DROP DATABASE shop CASCADE").await;
    assert!(house.refused("SELECT * FROM shop.t").await.starts_with("SCHEMA_NOT_FOUND: line 1:15: "));
}

#[tokio::test]
async fn views_are_kept_as_athena_keeps_them() {
    let house = House::new().await;
    furnish(&house).await;
    house.rows("CREATE VIEW adults AS SELECT id, name AS Called FROM people WHERE age <> ''").await;
    assert_eq!(house.rows("SELECT called FROM adults ORDER BY id").await, ["Ann", "Cyd"]);
    assert!(house.refused("CREATE VIEW adults AS SELECT 1 AS x").await.starts_with("ALREADY_EXISTS"));
    house.rows("CREATE OR REPLACE VIEW adults AS SELECT 1 AS x").await;
    assert_eq!(house.rows("SELECT * FROM adults").await, ["1"]);
    assert_eq!(house.rows("SHOW VIEWS").await, ["adults"]);
    assert!(house.refused("CREATE VIEW v AS SELECT 1").await.contains("position 1"));
    house.rows("DROP VIEW adults").await;
}

#[tokio::test]
async fn rows_are_unloaded_and_read_again() {
    let house = House::new().await;
    furnish(&house).await;
    for (format, ddl) in [
        ("JSON", "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"),
        ("TEXTFILE', field_delimiter='|", "ROW FORMAT DELIMITED FIELDS TERMINATED BY '|'"),
        ("PARQUET", "STORED AS PARQUET"),
    ] {
        let place = format!("s3://lake/out-{}/", &format[..4]);
        house
            .rows(&format!(
                "UNLOAD (SELECT id, tags, place FROM events) TO '{place}' WITH (format='{format}')"
            ))
            .await;
        let table = format!("back_{}", &format[..4]);
        house
            .rows(&format!(
                "CREATE EXTERNAL TABLE {table} (id bigint, tags array<string>, place struct<x:double,y:int>)
                 {ddl} LOCATION '{place}'"
            ))
            .await;
        assert_eq!(
            house.rows(&format!("SELECT * FROM {table} ORDER BY id")).await,
            house.rows("SELECT id, tags, place FROM events ORDER BY id").await,
            "{format}"
        );
        let again = format!("UNLOAD (SELECT 1 AS x) TO '{place}' WITH (format='JSON')");
        assert!(house.refused(&again).await.starts_with("ALREADY_EXISTS"));
    }
}

#[tokio::test]
async fn parameters_stand_for_values_in_order() {
    let house = House::new().await;
    let query = |text: &str, parameters: &[&str]| Query {
        parameters: parameters.iter().map(|text| (*text).to_owned()).collect(),
        ..Query::new(text, call())
    };
    let asked = house.asked(query("SELECT ?, ? + 1", &["'it''s'", "41"])).await.unwrap();
    assert_eq!(asked, ["_col0|_col1", "it's|42"]);
    let asked = house.asked(query("SELECT ?, ?", &["two words", "name"])).await.unwrap();
    assert_eq!(asked, ["_col0|_col1", "two words|name"], "what is no expression means itself");
    assert_eq!(house.asked(query("SELECT 1", &["2"])).await.unwrap(), ["_col0", "1"]);
    let error = house.asked(query("SELECT ?", &[])).await.unwrap_err();
    assert!(error.message.contains("expected 1 but found 0"), "{error}");
}

#[tokio::test]
async fn statements_are_checked_without_being_run() {
    let house = House::new().await;
    assert_eq!(house.sql.check("SELECT * FROM nowhere").unwrap(), StatementKind::Dml);
    assert_eq!(house.sql.check("SHOW TABLES").unwrap(), StatementKind::Ddl);
    assert_eq!(house.sql.check("DESCRIBE x").unwrap(), StatementKind::Utility);
    assert_eq!(house.sql.check("SELEC 1").unwrap_err().at.map(|at| at.line), Some(1));
}

#[tokio::test]
async fn comparisons_may_begin_with_the_value() {
    let house = House::new().await;
    let rows =
        |condition: &str| format!("SELECT x FROM (VALUES 1, 2, 3) AS t(x) WHERE {condition} ORDER BY x");
    assert_eq!(house.rows(&rows("x = 1 AND 1 = x")).await, ["1"]);
    assert_eq!(house.rows(&rows("x > 1 AND 2 >= x AND 2 = x")).await, ["2"]);
    let asked = Query {
        parameters: vec!["2".to_owned(), "3".to_owned()],
        ..Query::new("SELECT $2, $1 + $2", call())
    };
    assert_eq!(house.asked(asked).await.unwrap(), ["_col0|_col1", "3|5"]);
}
