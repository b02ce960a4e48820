//! The system catalog by itself.

use crate::house::House;

#[tokio::test]
async fn functions_know_the_session() {
    let house = House::new().await;
    let mut client = house.client_of("motors").await;
    let process = client.key.0;
    assert_eq!(
        client.rows("SELECT current_user, session_user, current_schemas(true), pg_backend_pid(), current_setting('timezone')").await,
        [format!("me|me|{{pg_catalog,motors}}|{process}|UTC")]
    );
    let version = client.rows("select pg_catalog.version()").await;
    assert!(version[0].starts_with("PostgreSQL 15.0"), "{version:?}");
    let answer = client.run("SELECT 'readings'::regclass::oid = c.oid AS same, c.oid::regclass, format_type(1043, 24) FROM pg_class c WHERE relname = 'readings'").await;
    assert_eq!(
        (answer.names.join(","), answer.lines()),
        ("same,oid,format_type".to_owned(), vec!["t|readings|character varying(20)".to_owned()])
    );
    assert_eq!(
        client.rows("SELECT to_regclass('nowhere') IS NULL, 'pg_class'::regclass::oid").await,
        ["t|1259"]
    );
}

#[tokio::test]
async fn columns_are_described_in_both_catalogs() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "SELECT a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum)
                FROM pg_attribute a WHERE a.attrelid = 'motors.readings'::regclass AND a.attnum > 0 ORDER BY a.attnum";
    let columns = [
        "1|id|bigint|The number",
        "2|name|text|NULL",
        "3|code|character varying(20)|NULL",
        "4|speed|double precision|NULL",
        "5|price|numeric(12,2)|NULL",
        "6|made|date|NULL",
        "7|seen|timestamp without time zone|NULL",
        "8|tags|text[]|NULL",
        "9|place|json|NULL",
        "10|day|text|NULL",
    ];
    assert_eq!(client.rows(text).await, columns);
    let text = "SELECT column_name, data_type, udt_name, character_maximum_length, numeric_precision, is_nullable
                FROM information_schema.columns WHERE table_name = 'readings' AND ordinal_position BETWEEN 3 AND 5
                ORDER BY ordinal_position";
    let rows = [
        "code|character varying|varchar|20|NULL|YES",
        "speed|double precision|float8|NULL|53|YES",
        "price|numeric|numeric|NULL|12|YES",
    ];
    assert_eq!(client.rows(text).await, rows);
    let text = "SELECT table_schema, table_name, table_type FROM information_schema.tables ORDER BY 1, 2";
    assert_eq!(
        client.rows(text).await,
        [
            "default|numbers|VIEW",
            "default|plain|BASE TABLE",
            "motors|fast|VIEW",
            "motors|readings|BASE TABLE"
        ]
    );
    let views = client.rows("SELECT viewname, definition FROM pg_views").await;
    assert_eq!(views[1], "fast|SELECT id, 1 AS one FROM motors.readings");
}

#[tokio::test]
async fn every_table_is_there_with_all_its_columns() {
    let house = House::new().await;
    let mut client = house.client().await;
    for (schema, tables) in [
        (
            "pg_catalog",
            &[
                "pg_namespace",
                "pg_class",
                "pg_attribute",
                "pg_type",
                "pg_database",
                "pg_roles",
                "pg_user",
                "pg_description",
                "pg_settings",
                "pg_tables",
                "pg_views",
                "pg_am",
                "pg_tablespace",
            ][..],
        ),
        ("information_schema", &["schemata", "tables", "columns", "views"]),
    ] {
        for table in tables {
            let answer = client.run(&format!("SELECT * FROM {schema}.{table}")).await;
            assert!(!answer.rows.is_empty(), "{table}");
            assert!(answer.names.len() > 1, "{table}");
        }
    }
    for table in [
        "pg_index",
        "pg_constraint",
        "pg_proc",
        "pg_enum",
        "pg_range",
        "pg_attrdef",
        "pg_inherits",
        "pg_trigger",
        "pg_matviews",
        "pg_stat_activity",
    ] {
        let answer = client.run(&format!("SELECT * FROM {table}")).await;
        assert!(answer.rows.is_empty() && answer.names.len() > 3, "{table}");
        assert_eq!(client.rows(&format!("SELECT count(*) FROM {table}")).await, ["0"], "{table}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_nothing_wherever_it_is_asked() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "WITH i AS (SELECT indrelid FROM pg_index)
                SELECT relname, (SELECT conname FROM pg_constraint WHERE conrelid = c.oid LIMIT 1) AS con,
                       EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid), i.indrelid,
                       c.oid IN (SELECT inhrelid FROM pg_inherits) AS inherits
                FROM pg_class c LEFT JOIN i ON i.indrelid = c.oid WHERE relname = 'plain'";
    let answer = client.run(text).await;
    assert_eq!(answer.lines(), ["plain|NULL|f|NULL|f"]);
    assert_eq!(answer.names, ["relname", "con", "exists", "indrelid", "inherits"]);
    let union = "SELECT relname FROM pg_class WHERE relname = 'plain' UNION ALL SELECT proname FROM pg_proc";
    assert_eq!(client.rows(union).await, ["plain"]);
    let within = "SELECT n.nspname, (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid) FROM pg_namespace n WHERE nspname = 'motors'";
    assert_eq!(client.rows(within).await, ["motors|2"]);
    let any = "SELECT count(*) FROM pg_class WHERE relkind = ANY (ARRAY['r', 'p']) AND relkind <> ALL ('{v}'::text[])";
    assert_eq!(client.rows(any).await, ["2"]);
}
