//! Questions of the kinds that clients ask the system catalog: psql, SQLAlchemy, JDBC, RPostgres, Npgsql, DBeaver.

use crate::house::House;

/// psql's of `\d NAME`: the table by a pattern, and its columns with what they hold by default and are sorted by.
#[tokio::test]
async fn psql_describes() {
    let house = House::new().await;
    let mut client = house.client_of("motors").await;
    let text = r"SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname OPERATOR(pg_catalog.~) '^(readings)$' COLLATE pg_catalog.default
          AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 2, 3";
    let found = client.run(text).await.lines();
    let [row] = found.as_slice() else { panic!("{found:?}") };
    let (oid, rest) = row.split_once('|').unwrap();
    assert_eq!(rest, "motors|readings");
    let text = format!(
        "SELECT c.relkind, c.relispartition,
            pg_catalog.array_to_string(c.reloptions || array(select 'toast.' || x from pg_catalog.unnest(tc.reloptions) x), ', '),
            CASE WHEN c.reloftype = 0 THEN '' ELSE c.reloftype::pg_catalog.regtype::pg_catalog.text END, am.amname
        FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_class tc ON (c.reltoastrelid = tc.oid)
        LEFT JOIN pg_catalog.pg_am am ON (c.relam = am.oid) WHERE c.oid = '{oid}'"
    );
    assert_eq!(client.rows(&text).await, ["r|f|NULL||heap"]);
    let text = format!(
        "SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
            (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid, true) FROM pg_catalog.pg_attrdef d
             WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef),
            a.attnotnull,
            (SELECT c.collname FROM pg_catalog.pg_collation c, pg_catalog.pg_type t
             WHERE c.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation) AS attcollation,
            a.attidentity, pg_catalog.col_description(a.attrelid, a.attnum)
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = '{oid}' AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum LIMIT 2"
    );
    let answer = client.run(&text).await;
    assert_eq!(answer.lines(), ["id|bigint|NULL|f|NULL||The number", "name|text|NULL|f|NULL||NULL"]);
    assert_eq!(answer.names[1..3], ["format_type", "pg_get_expr"]);
    let text = format!(
        "SELECT conname, conrelid::pg_catalog.regclass AS ontable, pg_catalog.pg_get_constraintdef(oid, true) AS condef
        FROM pg_catalog.pg_constraint c
        WHERE confrelid IN (SELECT pg_catalog.pg_partition_ancestors('{oid}') UNION ALL VALUES ('{oid}'::pg_catalog.regclass))
          AND contype = 'f' AND conparentid = 0 ORDER BY conname"
    );
    assert_eq!(client.run(&text).await.names, ["conname", "ontable", "condef"]);
}

/// psql's of `\dp`: an array of a subquery that refers to what is around it.
#[tokio::test]
async fn psql_gathers_arrays() {
    let house = House::new().await;
    let mut client = house.client_of("motors").await;
    let text = "SELECT c.relname, pg_catalog.array_to_string(c.relacl, E'\\n') AS \"Access\",
        pg_catalog.array_to_string(ARRAY(SELECT attname || ':' FROM pg_catalog.pg_attribute a
            WHERE attrelid = c.oid AND NOT attisdropped AND attnum < 3), ',') AS \"Columns\",
        pg_catalog.array_to_string(ARRAY(SELECT polname FROM pg_catalog.pg_policy pol WHERE polrelid = c.oid), E'\\n') AS \"Policies\"
        FROM pg_catalog.pg_class c WHERE c.relkind IN ('r','v') AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 1";
    let answer = client.run(text).await;
    assert_eq!(answer.lines(), ["fast|NULL|id:,one:|NULL", "readings|NULL|id:,name:|NULL"]);
    assert_eq!(answer.names, ["relname", "Access", "Columns", "Policies"]);
}

/// SQLAlchemy's, with three-part names of columns and a LIKE whose escape it chooses.
#[tokio::test]
async fn sqlalchemy_reflects() {
    let house = House::new().await;
    let mut client = house.client_of("motors").await;
    let text = "SELECT pg_catalog.pg_namespace.nspname FROM pg_catalog.pg_namespace
        WHERE (pg_catalog.pg_namespace.nspname NOT LIKE 'pg/_' || '%' ESCAPE '/') ORDER BY pg_catalog.pg_namespace.nspname";
    assert_eq!(client.rows(text).await, ["default", "information_schema", "motors"]);
    let text = "SELECT pg_catalog.pg_attribute.attname AS name, pg_catalog.pg_class.relname AS table_name,
            pg_catalog.pg_description.description AS comment,
            (SELECT json_build_object('always', pg_catalog.pg_attribute.attidentity = 'a') AS j FROM pg_catalog.pg_sequence
             WHERE pg_catalog.pg_attribute.attidentity != '') AS identity_options
        FROM pg_catalog.pg_class LEFT OUTER JOIN pg_catalog.pg_attribute
          ON pg_catalog.pg_class.oid = pg_catalog.pg_attribute.attrelid AND pg_catalog.pg_attribute.attnum > 0
        LEFT OUTER JOIN pg_catalog.pg_description ON pg_catalog.pg_description.objoid = pg_catalog.pg_attribute.attrelid
          AND pg_catalog.pg_description.objsubid = pg_catalog.pg_attribute.attnum
          AND pg_catalog.pg_description.classoid = CAST('pg_catalog.pg_class' AS REGCLASS)
        JOIN pg_catalog.pg_namespace ON pg_catalog.pg_namespace.oid = pg_catalog.pg_class.relnamespace
        WHERE pg_catalog.pg_class.relkind = ANY (ARRAY['r', 'p']) AND pg_catalog.pg_table_is_visible(pg_catalog.pg_class.oid)
          AND pg_catalog.pg_class.relname IN ('readings') ORDER BY pg_catalog.pg_class.relname, pg_catalog.pg_attribute.attnum LIMIT 1";
    assert_eq!(client.rows(text).await, ["id|readings|The number|NULL"]);
}

/// JDBC's: columns numbered by a window, and keys unfolded from arrays.
#[tokio::test]
async fn jdbc_looks_at_metadata() {
    let house = House::new().await;
    let mut client = house.client().await;
    let text = "SELECT * FROM (SELECT n.nspname,c.relname,a.attname,a.atttypid,
            row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS attnum,
            pg_catalog.pg_get_expr(def.adbin, def.adrelid) AS adsrc,dsc.description,t.typbasetype
        FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON (c.relnamespace = n.oid)
        JOIN pg_catalog.pg_attribute a ON (a.attrelid=c.oid) JOIN pg_catalog.pg_type t ON (a.atttypid = t.oid)
        LEFT JOIN pg_catalog.pg_attrdef def ON (a.attrelid=def.adrelid AND a.attnum = def.adnum)
        LEFT JOIN pg_catalog.pg_description dsc ON (c.oid=dsc.objoid AND a.attnum = dsc.objsubid)
        LEFT JOIN pg_catalog.pg_class dc ON (dc.oid=dsc.classoid AND dc.relname='pg_class')
        WHERE c.relkind in ('r','p','v','f','m') and a.attnum > 0 AND NOT a.attisdropped AND n.nspname LIKE 'motors'
          AND c.relname LIKE 'read%') c WHERE true ORDER BY nspname,c.relname,attnum LIMIT 2";
    assert_eq!(
        client.rows(text).await,
        ["motors|readings|id|20|1|NULL|The number|0", "motors|readings|name|25|2|NULL|NULL|0"]
    );
    let text = "SELECT result.TABLE_NAME, result.KEY_SEQ FROM (SELECT ct.relname AS TABLE_NAME, a.attnum AS A_ATTNUM,
            (information_schema._pg_expandarray(i.indkey)).n AS KEY_SEQ, information_schema._pg_expandarray(i.indkey) AS KEYS
        FROM pg_catalog.pg_class ct JOIN pg_catalog.pg_attribute a ON (ct.oid = a.attrelid)
        JOIN pg_catalog.pg_index i ON (a.attrelid = i.indrelid) WHERE i.indisprimary) result
        where result.A_ATTNUM = (result.KEYS).x ORDER BY result.table_name";
    assert_eq!(client.run(text).await.names, ["table_name", "key_seq"]);
    let text = "SELECT typinput='pg_catalog.array_in'::regproc as is_array, typtype, typname, pg_type.oid FROM pg_catalog.pg_type
        LEFT JOIN (select ns.oid as nspoid, ns.nspname, r.r from pg_namespace as ns
            join ( select s.r, (current_schemas(false))[s.r] as nspname from generate_series(1, array_upper(current_schemas(false), 1)) as s(r) ) as r
            using ( nspname )) as sp ON sp.nspoid = typnamespace
        WHERE pg_type.oid = 1007 ORDER BY sp.r, pg_type.oid DESC";
    assert_eq!(client.rows(text).await, ["t|b|_int4|1007"]);
}

/// RPostgres' of `dbExistsTable`, Npgsql's of types, DBeaver's of everything.
#[tokio::test]
async fn others_look_around() {
    let house = House::new().await;
    let mut client = house.client_of("motors").await;
    let text = "SELECT COUNT(*) FROM (SELECT nr, schemas[nr] AS table_schema
            FROM (SELECT *, generate_subscripts(schemas, 1) AS nr FROM (SELECT current_schemas(true) AS schemas) t) tt
            WHERE schemas[nr] <> 'pg_catalog') ttt
        NATURAL JOIN (SELECT * FROM INFORMATION_SCHEMA.tables WHERE table_name = 'readings') x";
    assert_eq!(client.rows(text).await, ["1"]);
    let text = "SELECT typ.typname, CASE WHEN proc.proname='array_recv' THEN typ.typelem WHEN typ.typtype='r' THEN rngsubtype END AS elemtypoid
        FROM pg_type AS typ LEFT JOIN pg_proc AS proc ON proc.oid = typ.typreceive
        LEFT JOIN pg_range ON (pg_range.rngtypid = typ.oid) WHERE typ.oid = 16";
    assert_eq!(client.rows(text).await, ["bool|NULL"]);
    let text = "SELECT n.oid,n.*,d.description FROM pg_catalog.pg_namespace n LEFT OUTER JOIN pg_catalog.pg_description d
        ON d.objoid=n.oid AND d.objsubid=0 AND d.classoid='pg_namespace'::regclass WHERE nspname = 'motors' ORDER BY nspname";
    let answer = client.run(text).await;
    assert_eq!(answer.names, ["oid", "oid", "nspname", "nspowner", "nspacl", "description"]);
    assert!(answer.lines()[0].ends_with("|motors|10|NULL|What turns"));
    // psql's of \gdesc
    let text = "SELECT name AS \"Column\", pg_catalog.format_type(tp, tpm) AS \"Type\"
        FROM (VALUES ('id', '20'::pg_catalog.oid, -1),('t', '1009'::pg_catalog.oid, -1)) s(name, tp, tpm)";
    assert_eq!(client.rows(text).await, ["id|bigint", "t|text[]"]);
    let text = "SELECT table_name FROM INFORMATION_SCHEMA.tables WHERE table_schema = ANY(current_schemas(true)) ORDER BY 1";
    assert_eq!(client.rows(text).await, ["fast", "readings"]);
}
