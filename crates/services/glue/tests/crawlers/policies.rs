//! What becomes of tables and partitions whose data has changed or gone.

use glue_api as api;

use crate::house::House;

async fn policy(
    house: &House,
    update: api::UpdateBehavior,
    delete: api::DeleteBehavior,
    configuration: &str,
) {
    house.s3.put("d/p=1/x", "{\"a\":1,\"b\":{\"x\":1}}");
    house.s3.put("d/p=2/x", "{\"a\":1,\"b\":{\"x\":1}}");
    house
        .create("d", |input| {
            input.schema_change_policy = Some(api::SchemaChangePolicy {
                update_behavior: Some(update),
                delete_behavior: Some(delete),
            });
            input.configuration = Some(configuration.into());
        })
        .await;
    house.crawl().await;
    assert_eq!(house.tables().await, ["d [p]: a int, b struct<x:int> @s3://lake/d/"]);
}

/// Other types, and a column more.
fn change(house: &House) {
    for p in 1..4 {
        house.s3.put(&format!("d/p={p}/x"), "{\"a\":1.5,\"b\":{\"x\":1,\"y\":2},\"c\":\"new\"}");
    }
}

#[tokio::test]
async fn tables_are_described_anew() {
    let house = House::new();
    policy(&house, api::UpdateBehavior::UpdateInDatabase, api::DeleteBehavior::Log, "").await;
    house.crawl().await;
    assert_eq!(house.counts().await, [0, 0, 0], "nothing has changed");
    assert_eq!(house.table("d").await.version_id.as_deref(), Some("0"));
    change(&house);
    house.crawl().await;
    assert_eq!(house.counts().await, [0, 1, 0]);
    let columns = "a double, b struct<x:int,y:int>, c string";
    assert_eq!(house.tables().await, [format!("d [p]: {columns} @s3://lake/d/")]);
    assert_eq!(house.partitions("d").await, ["1", "2", "3"].map(|value| format!("{value}: {columns}")));
    assert_eq!(house.table("d").await.version_id.as_deref(), Some("1"));
}

#[tokio::test]
async fn amounts_alone_make_no_version() {
    let house = House::new();
    policy(&house, api::UpdateBehavior::UpdateInDatabase, api::DeleteBehavior::Log, "").await;
    house.s3.put("d/p=2/y", "{\"a\":1,\"b\":{\"x\":1}}");
    house.crawl().await;
    let table = house.table("d").await;
    assert_eq!(table.parameters.unwrap()["objectCount"], "3");
    assert_eq!(house.counts().await, [0, 0, 0]);
    let input = api::GetTableVersionsInput {
        database_name: "found".into(),
        table_name: "d".into(),
        ..Default::default()
    };
    let versions = house.call::<api::GetTableVersions>(input).await.unwrap().table_versions.unwrap();
    assert_eq!(versions.len(), 1);
}

#[tokio::test]
async fn what_people_said_of_a_table_stays() {
    let house = House::new();
    policy(&house, api::UpdateBehavior::UpdateInDatabase, api::DeleteBehavior::Log, "").await;
    let table = house.table("d").await;
    let mut keys = table.partition_keys.unwrap();
    keys[0].name = "part".into();
    let input = api::TableInput {
        name: "d".into(),
        description: Some("readings".into()),
        storage_descriptor: table.storage_descriptor,
        partition_keys: Some(keys),
        parameters: table.parameters,
        ..Default::default()
    };
    let input = api::UpdateTableInput {
        database_name: "found".into(),
        table_input: Some(input),
        ..Default::default()
    };
    house.call::<api::UpdateTable>(input).await.unwrap();
    change(&house);
    house.crawl().await;
    let table = house.table("d").await;
    assert_eq!(table.description.as_deref(), Some("readings"));
    assert_eq!(table.partition_keys.unwrap()[0].name, "part");
    assert_eq!(house.partitions("d").await.len(), 3);
}

#[tokio::test]
async fn tables_are_left_and_new_partitions_made() {
    let house = House::new();
    policy(&house, api::UpdateBehavior::Log, api::DeleteBehavior::Log, "").await;
    change(&house);
    house.crawl().await;
    assert_eq!(house.counts().await, [0, 0, 0]);
    assert_eq!(house.tables().await, ["d [p]: a int, b struct<x:int> @s3://lake/d/"]);
    let old = "a int, b struct<x:int>";
    let new = "a double, b struct<x:int,y:int>, c string";
    assert_eq!(house.partitions("d").await, [format!("1: {old}"), format!("2: {old}"), format!("3: {new}")]);
}

#[tokio::test]
async fn columns_are_only_added() {
    let house = House::new();
    let merge = r#"{"Version":1.0,"CrawlerOutput":{"Tables":{"AddOrUpdateBehavior":"MergeNewColumns"}}}"#;
    policy(&house, api::UpdateBehavior::UpdateInDatabase, api::DeleteBehavior::Log, merge).await;
    change(&house);
    house.crawl().await;
    assert_eq!(house.tables().await, ["d [p]: a int, b struct<x:int,y:int>, c string @s3://lake/d/"]);
    assert_eq!(house.partitions("d").await[0], "1: a int, b struct<x:int,y:int>, c string");
    for p in 1..4 {
        house.s3.put(&format!("d/p={p}/x"), "a,b\n1,2\n");
    }
    house.crawl().await;
    let parameters = house.table("d").await.parameters.unwrap();
    assert_eq!(
        (parameters["classification"].as_str(), parameters.contains_key("DEPRECATED_BY_CRAWLER")),
        ("json", true)
    );
}

#[tokio::test]
async fn partitions_inherit_from_their_table() {
    let house = House::new();
    let inherit =
        r#"{"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}}}"#;
    policy(&house, api::UpdateBehavior::Log, api::DeleteBehavior::Log, inherit).await;
    change(&house);
    house.crawl().await;
    assert_eq!(
        house.partitions("d").await,
        ["1", "2", "3"].map(|value| format!("{value}: a int, b struct<x:int>"))
    );
}

#[tokio::test]
async fn a_table_whose_data_is_gone_is_deprecated() {
    let house = House::new();
    policy(&house, api::UpdateBehavior::UpdateInDatabase, api::DeleteBehavior::DeprecateInDatabase, "").await;
    house.s3.remove("d/p=2");
    house.crawl().await;
    assert_eq!(house.partitions("d").await.len(), 2, "a partition alone is told of");
    let told = "with partition values [2] with no matching schema at the partition's S3 location";
    assert!(house.logs.lines.lock().unwrap().iter().any(|line| line.contains(told)));
    house.s3.remove("d/");
    house.crawl().await;
    assert_eq!(house.counts().await, [0, 1, 0]);
    let mark = house.table("d").await.parameters.unwrap()["DEPRECATED_BY_CRAWLER"].clone();
    assert_eq!(mark, crate::house::NOW.to_string());
    house.crawl().await;
    assert_eq!(house.counts().await, [0, 0, 0], "once is enough");
    change(&house);
    house.crawl().await;
    assert!(!house.table("d").await.parameters.unwrap().contains_key("DEPRECATED_BY_CRAWLER"));
}

#[tokio::test]
async fn what_is_gone_is_deleted() {
    let house = House::new();
    policy(&house, api::UpdateBehavior::UpdateInDatabase, api::DeleteBehavior::DeleteFromDatabase, "").await;
    house.s3.remove("d/p=2");
    house.crawl().await;
    assert_eq!(house.partitions("d").await, ["1: a int, b struct<x:int>"]);
    house.s3.remove("d/");
    house.crawl().await;
    assert_eq!((house.tables().await, house.counts().await), (Vec::new(), [0, 0, 1]));
}

#[tokio::test]
async fn what_is_not_the_crawlers_is_left_alone() {
    let house = House::new();
    policy(&house, api::UpdateBehavior::UpdateInDatabase, api::DeleteBehavior::DeleteFromDatabase, "").await;
    let of_hand = api::TableInput {
        name: "mine".into(),
        storage_descriptor: Some(api::StorageDescriptor {
            location: Some("s3://lake/d/mine/".into()),
            ..Default::default()
        }),
        ..Default::default()
    };
    let input = api::CreateTableInput {
        database_name: "found".into(),
        table_input: Some(of_hand),
        ..Default::default()
    };
    house.call::<api::CreateTable>(input).await.unwrap();
    house.crawl().await;
    assert_eq!(house.tables().await.len(), 2);
}

#[tokio::test]
async fn only_new_folders_are_crawled() {
    let house = House::new();
    house.s3.put("d/p=1/x", "{\"a\":1}");
    let policy = api::RecrawlPolicy { recrawl_behavior: Some(api::RecrawlBehavior::CrawlNewFoldersOnly) };
    house.create("d", |input| input.recrawl_policy = Some(policy)).await;
    house.crawl().await;
    let before = *house.s3.reads.borrow();
    house.s3.put("d/p=1/y", "{\"b\":1}");
    house.s3.put("d/p=2/x", "{\"a\":1,\"c\":2}");
    house.s3.put("d/p=3/x", "q,r\n1,2\n");
    house.crawl().await;
    assert_eq!(*house.s3.reads.borrow() - before, 2, "the folder p=1 was crawled before");
    assert_eq!(house.tables().await, ["d [p]: a int @s3://lake/d/"]);
    assert_eq!(house.partitions("d").await, ["1: a int", "2: a int, c int"]);
    assert!(
        house.logs.lines.lock().unwrap().iter().any(|line| line.contains("s3://lake/d/p=3/ fits no table"))
    );
}
