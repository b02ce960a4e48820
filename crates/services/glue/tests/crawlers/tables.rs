//! What crawls make of objects.

use std::io::Write;

use glue_api as api;

use crate::house::House;

#[tokio::test]
async fn hours_of_firehose_are_partitions_of_a_table_named_by_the_year() {
    let house = House::new();
    for hour in ["09", "10", "11"] {
        house.s3.put(
            &format!("2022/05/14/{hour}/s-1"),
            "{\"Age\":59,\"job\":\"a\",\"day\":5}\n{\"Age\":56,\"job\":\"x\",\"day\":5}\n",
        );
        house.s3.put(
            &format!("2022/05/14/{hour}/s-2"),
            "{\"Age\":3000000000,\"job\":\"b\",\"day\":6,\"balance\":1.5}\n",
        );
    }
    house.create("", |_| {}).await;
    house.crawl().await;
    assert_eq!(
        house.tables().await,
        [
            "2022 [partition_0,partition_1,partition_2]: age bigint, job string, day int, balance double @s3://lake/2022/"
        ]
    );
    assert_eq!(
        house.partitions("2022").await,
        ["05/14/09", "05/14/10", "05/14/11"]
            .map(|hour| format!("{hour}: age bigint, job string, day int, balance double"))
    );
    assert_eq!(house.counts().await, [1, 0, 0]);
    let role = house.s3.asked_as.lock().unwrap().clone().unwrap();
    assert_eq!(role.arn(), "arn:aws:sts::000000000000:assumed-role/reader/AWS-Crawler");
}

#[tokio::test]
async fn a_table_says_what_awss_crawlers_say() {
    let house = House::new();
    house.s3.put("raw/a.csv", "id,name\n1,x\n2,y\n");
    house.s3.put("raw/_SUCCESS", "id,name\n");
    house.s3.put("raw/b/", "");
    house
        .create("raw", |input| {
            input.table_prefix = Some("in_".into());
            input.targets.s3_targets.as_mut().unwrap()[0].exclusions = Some(vec!["**.tmp".into()]);
        })
        .await;
    house.crawl().await;
    let table = house.table("in_raw").await;
    let mut parameters = table.parameters.unwrap();
    assert_eq!(parameters.remove("CRAWL_RUN_ID").unwrap().len(), 36);
    let parameters: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(
        parameters,
        [
            "CrawlerSchemaDeserializerVersion=1.0",
            "CrawlerSchemaSerializerVersion=1.0",
            "UPDATED_BY_CRAWLER=c",
            "areColumnsQuoted=false",
            "averageRecordSize=4",
            "classification=csv",
            "columnsOrdered=true",
            "compressionType=none",
            "delimiter=,",
            "exclusions=[\"**.tmp\"]",
            "objectCount=1",
            "recordCount=2",
            "sizeKey=16",
            "skip.header.line.count=1",
            "typeOfData=file",
        ]
    );
    let storage = table.storage_descriptor.unwrap();
    assert_eq!(storage.input_format.as_deref(), Some("org.apache.hadoop.mapred.TextInputFormat"));
    let serde = storage.serde_info.unwrap();
    assert_eq!(
        serde.serialization_library.as_deref(),
        Some("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe")
    );
    assert_eq!(serde.parameters.unwrap().get("field.delim").map(String::as_str), Some(","));
    assert_eq!((storage.number_of_buckets, storage.compressed), (Some(-1), Some(false)));
    assert_eq!(
        (table.table_type.as_deref(), table.owner.as_deref()),
        (Some("EXTERNAL_TABLE"), Some("owner"))
    );
    assert_eq!(
        table.created_by.as_deref(),
        Some("arn:aws:sts::000000000000:assumed-role/reader/AWS-Crawler")
    );
}

#[tokio::test]
async fn packed_objects_are_another_table() {
    let house = House::new();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(b"{\"a\":1}\n").unwrap();
    house.s3.put("packed/x.gz", encoder.finish().unwrap());
    house.s3.put("plain/x", "{\"a\":1}\n");
    house.create("", |_| {}).await;
    house.crawl().await;
    assert_eq!(
        house.tables().await,
        ["packed []: a int @s3://lake/packed/", "plain []: a int @s3://lake/plain/"]
    );
    let packed = house.table("packed").await;
    assert_eq!(packed.parameters.unwrap()["compressionType"], "gzip");
    assert_eq!(packed.storage_descriptor.unwrap().compressed, Some(true));
}

#[tokio::test]
async fn what_is_excluded_is_passed_over() {
    let house = House::new();
    for (key, body) in [("d/a.json", "{\"a\":1}"), ("d/b.csv", "x,y\n1,2\n"), ("d/sub/c.json", "{\"q\":1}")] {
        house.s3.put(key, body);
    }
    house
        .create("d/", |input| {
            let exclusions = vec!["*.csv".into(), "sub/**".into()];
            input.targets.s3_targets.as_mut().unwrap()[0].exclusions = Some(exclusions);
        })
        .await;
    house.crawl().await;
    assert_eq!(house.tables().await, ["d []: a int @s3://lake/d/"]);
}

#[tokio::test]
async fn a_sample_is_enough_where_it_is_asked_for() {
    let house = House::new();
    for n in 0..10 {
        house.s3.put(&format!("d/{n}"), "{\"a\":1}\n");
    }
    house.create("d", |input| input.targets.s3_targets.as_mut().unwrap()[0].sample_size = Some(2)).await;
    house.crawl().await;
    assert_eq!(*house.s3.reads.borrow(), 2);
    let parameters = house.table("d").await.parameters.unwrap();
    assert_eq!((parameters["objectCount"].as_str(), parameters["recordCount"].as_str()), ("10", "10"));
}

#[tokio::test]
async fn one_object_is_a_table_of_its_own() {
    let house = House::new();
    house.s3.put("d/a.json", "{\"a\":1}\n");
    house.s3.put("d/a.json.bak", "x,y\n1,2\n");
    house.create("d/a.json", |_| {}).await;
    house.crawl().await;
    assert_eq!(house.tables().await, ["a_json []: a int @s3://lake/d/a.json"]);
}

#[tokio::test]
async fn grouping_is_as_the_configuration_says() {
    let house = House::new();
    house.s3.put("t/year=2017/a", "{\"A\":1,\"B\":2}");
    house.s3.put("t/year=2018/a", "{\"C\":3,\"D\":4}");
    house.create("t/", |_| {}).await;
    house.crawl().await;
    assert_eq!(
        house.tables().await,
        [
            "year_2017 []: a int, b int @s3://lake/t/year=2017/",
            "year_2018 []: c int, d int @s3://lake/t/year=2018/"
        ]
    );
    let combine = r#"{"Version":1.0,"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas"}}"#;
    let input = api::UpdateCrawlerInput {
        name: "c".into(),
        configuration: Some(combine.into()),
        ..Default::default()
    };
    house.call::<api::UpdateCrawler>(input).await.unwrap();
    house.crawl().await;
    assert_eq!(house.tables().await[0], "t [year]: a int, b int, c int, d int @s3://lake/t/");
    assert_eq!(house.partitions("t").await, ["2017: a int, b int", "2018: c int, d int"]);
    assert_eq!(house.counts().await, [1, 2, 0], "the two tables before are deprecated");
}

#[tokio::test]
async fn too_many_tables_are_not_made() {
    let house = House::new();
    house.s3.put("a/x", "{\"a\":1}");
    house.s3.put("b/x", "q,r\n1,2\n");
    let most = r#"{"Version":1.0,"CrawlerOutput":{"Tables":{"TableThreshold":1}}}"#;
    house.create("", |input| input.configuration = Some(most.into())).await;
    house.start().await;
    let last = house.ready().await;
    assert_eq!(last.status, Some(api::LastCrawlStatus::Failed));
    assert!(last.error_message.unwrap().contains("greater than the table threshold value provided: 1"));
    assert_eq!(house.tables().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_name_that_is_taken_gets_a_hash() {
    let house = House::new();
    house.s3.put("a/d/x", "{\"a\":1}");
    house.s3.put("b/d/x", "q,r\n1,2\n");
    house
        .create("a/d", |input| {
            let other = api::S3Target { path: Some("s3://lake/b/d".into()), ..Default::default() };
            input.targets.s3_targets.as_mut().unwrap().push(other);
        })
        .await;
    house.crawl().await;
    let tables = house.tables().await;
    assert_eq!(tables[0], "d []: a int @s3://lake/a/d/");
    assert!(
        tables[1].starts_with("d_") && tables[1].ends_with(" []: q bigint, r bigint @s3://lake/b/d/"),
        "{tables:?}"
    );
    house.crawl().await;
    assert_eq!((house.tables().await.len(), house.counts().await), (2, [0, 0, 0]));
}
