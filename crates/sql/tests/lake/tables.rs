//! Made-up tables, in every format, and what is found in them.

use std::io::Write as _;

use crate::house::House;

/// Tables that golden files are asked over.
pub async fn furnish(house: &House) {
    let s3 = &house.s3;
    s3.put(
        "lake",
        "people/a.csv",
        "id,name,age,city\n1,Ann,31,Graz\n2,\"Bo, Jr.\",,Linz\n3,Cyd,28,Graz\n".as_bytes(),
    );
    s3.put("lake", "people/_hidden.csv", "id,name,age,city\n9,Nobody,1,Nowhere\n".as_bytes());
    house
        .rows(
            "CREATE EXTERNAL TABLE people (id string, name string, age string, city string)
             ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
             LOCATION 's3://lake/people/' TBLPROPERTIES ('skip.header.line.count'='1')",
        )
        .await;
    s3.put(
        "lake",
        "orders/day=2021-01-01/a.tsv",
        "1\t1\t10.50\t2021-01-01 08:00:00\n2\t2\t20\t\\N\n".as_bytes(),
    );
    s3.put("lake", "orders/day=2021-01-02/b.tsv", "3\t1\tx\t2021-01-02 09:30:00.25\n".as_bytes());
    house
        .rows(
            "CREATE EXTERNAL TABLE orders (id int, person int, price decimal(10,2), at timestamp)
             PARTITIONED BY (day date) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t'
             LOCATION 's3://lake/orders/'",
        )
        .await;
    house.rows("MSCK REPAIR TABLE orders").await;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(b"{\"id\":1,\"tags\":[\"a\",\"b\"],\"place\":{\"x\":1.5,\"y\":-2}}\n").unwrap();
    gzip.write_all(b"{\"ID\":2,\"tags\":[],\"props\":{\"k\":\"v\"}}\n").unwrap();
    s3.put("lake", "events/one.json.gz", gzip.finish().unwrap());
    s3.put("lake", "events/two.json", "{\"id\":3,\"tags\":null,\"note\":{\"raw\":true}}\n".as_bytes());
    house
        .rows(
            "CREATE EXTERNAL TABLE events (id bigint, tags array<string>, place struct<x:double,y:int>,
             props map<string,string>, note string)
             ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/events/'",
        )
        .await;
}

#[tokio::test]
async fn tables_of_every_format_are_read() {
    let house = House::new().await;
    furnish(&house).await;
    assert_eq!(
        house.rows("SELECT id, name, age FROM people ORDER BY id").await,
        ["1|Ann|31", "2|Bo, Jr.|", "3|Cyd|28"]
    );
    assert_eq!(
        house.rows("SELECT * FROM orders ORDER BY id").await,
        [
            "1|1|10.50|2021-01-01 08:00:00.000|2021-01-01",
            "2|2|20.00|NULL|2021-01-01",
            "3|1|NULL|2021-01-02 09:30:00.250|2021-01-02"
        ]
    );
    assert_eq!(
        house.rows("SELECT id, tags, place, props, note FROM events ORDER BY id").await,
        ["1|[a, b]|{x=1.5, y=-2}|NULL|NULL", "2|[]|NULL|{k=v}|NULL", "3|NULL|NULL|NULL|{\"raw\":true}"]
    );
    // Partitions that cannot hold what is asked are not even listed.
    house.s3.put("lake", "orders/day=2021-01-01/bad.bz2", "x".as_bytes());
    assert_eq!(house.rows("SELECT id FROM orders WHERE day = DATE '2021-01-02'").await, ["3"]);
    assert!(house.refused("SELECT id FROM orders").await.starts_with("NOT_SUPPORTED"));
}

#[tokio::test]
async fn parquet_is_written_and_read_whatever_the_case_of_names() {
    let house = House::new().await;
    furnish(&house).await;
    house
        .rows(
            "CREATE TABLE copy WITH (external_location = 's3://lake/copy/', partitioned_by = ARRAY['city'])
             AS SELECT CAST(id AS bigint) AS id, name, ARRAY[1, 2] AS list, city FROM people",
        )
        .await;
    assert_eq!(
        house.rows("SELECT id, list, city FROM copy WHERE city = 'Graz' ORDER BY id").await,
        ["1|[1, 2]|Graz", "3|[1, 2]|Graz"]
    );
    house.rows("INSERT INTO copy VALUES (BIGINT '7', 'Eve', ARRAY[9], 'Wels')").await;
    assert_eq!(house.rows("SELECT count(*), max(list[1]) FROM copy").await, ["4|9"]);
    let paths = house.s3.objects().keys().filter(|(_, key)| key.starts_with("copy/city=")).count();
    assert_eq!(paths, 3);
    // The same objects, whose columns another table knows by other types and in another order.
    house
        .rows(
            "CREATE EXTERNAL TABLE wide (NAME string, missing int, id double)
             PARTITIONED BY (city string) STORED AS PARQUET LOCATION 's3://lake/copy/'",
        )
        .await;
    house.rows("MSCK REPAIR TABLE wide").await;
    assert_eq!(
        house.rows("SELECT id, name, missing FROM wide WHERE id > 2.0 ORDER BY id").await,
        ["3.0|Cyd|NULL", "7.0|Eve|NULL"]
    );
}

#[tokio::test]
async fn partitions_are_projected() {
    let house = House::new().await;
    for (day, hour) in [("2027/01/14", "07"), ("2027/01/15", "07"), ("2027/01/15", "08")] {
        house.s3.put("lake", &format!("hits/{day}/{hour}/x"), format!("{day}-{hour}\n"));
    }
    house
        .rows(
            "CREATE EXTERNAL TABLE hits (line string) PARTITIONED BY (day string, hour int)
             ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/hits/'
             TBLPROPERTIES ('projection.enabled'='true', 'projection.day.type'='date',
               'projection.day.format'='yyyy/MM/dd', 'projection.day.range'='2027/01/01,NOW',
               'projection.hour.type'='integer', 'projection.hour.range'='0,23', 'projection.hour.digits'='2',
               'storage.location.template'='s3://lake/hits/${day}/${hour}/')",
        )
        .await;
    assert_eq!(
        house.rows("SELECT line, hour FROM hits WHERE day >= '2027/01/15' ORDER BY line").await,
        ["2027/01/15-07|7", "2027/01/15-08|8"]
    );
    assert_eq!(house.rows("SELECT count(*) FROM hits WHERE hour = 7").await, ["2"]);
}

#[tokio::test]
async fn objects_that_cannot_be_read_are_named() {
    let house = House::new().await;
    house.s3.put("lake", "bad/x.json", "{\"a\":1}\n{\"a\":\n".as_bytes());
    house
        .rows(
            "CREATE EXTERNAL TABLE bad (a int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
             LOCATION 's3://lake/bad/'",
        )
        .await;
    let refused = house.refused("SELECT * FROM bad").await;
    assert!(refused.starts_with("HIVE_BAD_DATA") && refused.contains("s3://lake/bad/x.json"), "{refused}");
    house.s3.put("lake", "worse/x.parquet", "PAR1 and no more".as_bytes());
    house.rows("CREATE EXTERNAL TABLE worse (a int) STORED AS PARQUET LOCATION 's3://lake/worse/'").await;
    let refused = house.refused("SELECT * FROM worse").await;
    assert!(
        refused.starts_with("HIVE_BAD_DATA") && refused.contains("s3://lake/worse/x.parquet"),
        "{refused}"
    );
    house.rows("CREATE EXTERNAL TABLE no (a int) STORED AS PARQUET LOCATION 's3://forbidden/x/'").await;
    let refused = house.refused("SELECT * FROM no").await;
    assert!(refused.starts_with("PERMISSION_DENIED") && refused.contains("s3://forbidden/x/"), "{refused}");
}

#[tokio::test]
async fn of_many_objects_the_one_with_damaged_pages_is_named() {
    let house = House::new().await;
    house
        .rows(
            "CREATE TABLE many WITH (external_location = 's3://lake/many/', partitioned_by = ARRAY['p'])
             AS SELECT n, CAST(n AS varchar) AS text, n % 5 AS p FROM UNNEST(sequence(1, 5000)) AS t (n)",
        )
        .await;
    let (key, body) = {
        let objects = house.s3.objects();
        let found = objects.iter().find(|((_, key), _)| key.starts_with("many/p=3/")).unwrap();
        (found.0.1.clone(), found.1.clone())
    };
    let mut damaged = body.to_vec();
    // Past the first page's header, before the footer.
    let middle = damaged.len() / 3;
    damaged[middle..middle + 200].fill(0);
    house.s3.put("lake", &key, damaged);
    let refused = house.refused("SELECT sum(n), max(text) FROM many").await;
    assert!(
        refused.starts_with("HIVE_BAD_DATA") && refused.contains(&format!("s3://lake/{key}")),
        "{refused}"
    );
}

#[tokio::test]
async fn large_text_is_read_in_parts_and_every_line_once() {
    let house = House::new().await;
    let mut body = String::from("n\n");
    let rows = 1_500_000;
    for n in 0..rows {
        body.push_str(&format!("{n}\n"));
    }
    // Enough for two parts.
    assert!(body.len() > 8 << 20);
    house.s3.put("lake", "numbers/x.csv", body);
    house
        .rows(
            "CREATE EXTERNAL TABLE numbers (n bigint) ROW FORMAT DELIMITED FIELDS TERMINATED BY ','
             LOCATION 's3://lake/numbers/' TBLPROPERTIES ('skip.header.line.count'='1')",
        )
        .await;
    let sum: i64 = (0..rows).sum();
    assert_eq!(
        house.rows("SELECT count(*), sum(n), count(DISTINCT n) FROM numbers").await,
        [format!("{rows}|{sum}|{rows}")]
    );
}
