//! A new index is filled while others write, some of them by a form of the table without it.

use std::sync::Arc;

use dynamodb_api::{
    AttributeDefinition, AttributeValue, BillingMode, Item, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};
use dynamodb_service::engine::items::Write;
use dynamodb_service::engine::key::IndexId;
use dynamodb_service::engine::{
    Engine, EngineError, Errand, StoredIndex, StoredTable, StoredThroughput, Table,
};
use kernel::{ManualClock, Place, SeededRandom, Timestamp};
use storage::Volume;

use super::house::{House, START, definitions, index};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_index_holds_what_was_written_while_it_was_filled() {
    let house = Arc::new(House::new());
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    for number in 0..1000 {
        house.put("tab", &format!(r#"{{"a":{{"S":"{number}"}},"b":{{"S":"old"}}}}"#)).await;
    }
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let house = Arc::clone(&house);
            tokio::spawn(async move {
                for number in (writer..1000).step_by(4) {
                    let key = format!(r#""a":{{"S":"{number}"}}"#);
                    match number % 3 {
                        0 => house.put("tab", &format!(r#"{{{key},"b":{{"S":"new"}}}}"#)).await,
                        1 => drop(
                            house
                                .ok("DeleteItem", &format!(r#"{{"TableName":"tab","Key":{{{key}}}}}"#))
                                .await,
                        ),
                        _ => {}
                    }
                }
            })
        })
        .collect();
    let create = format!(
        r#"{{"TableName":"tab","AttributeDefinitions":{},"GlobalSecondaryIndexUpdates":[{{"Create":{}}}]}}"#,
        definitions(&["b:S"]),
        index("new", &["b:HASH", "a:RANGE"]).replace(r#""ALL""#, r#""KEYS_ONLY""#)
    );
    let create = create.replace(
        r#"{"AttributeName":"b","AttributeType":"S"}"#,
        r#"{"AttributeName":"b","AttributeType":"S"},{"AttributeName":"a","AttributeType":"S"}"#,
    );
    house.ok("UpdateTable", &create).await;
    for writer in writers {
        writer.await.unwrap();
    }
    house.service.sweep().await.unwrap();
    let count = async |value: &str| {
        let query = format!(
            r#"{{"TableName":"tab","IndexName":"new","Select":"COUNT","KeyConditionExpression":"b = :b","ExpressionAttributeValues":{{":b":{{"S":"{value}"}}}}}}"#
        );
        house.ok("Query", &query).await
    };
    assert_eq!(count("new").await, r#"{"Count":334,"ScannedCount":334}"#);
    assert_eq!(count("old").await, r#"{"Count":333,"ScannedCount":333}"#);
}

/// An engine with one table `tab`.
struct Bare {
    engine: Arc<Engine>,
    place: Place,
}

impl Bare {
    async fn new() -> Self {
        let engine = engine(&Volume::memory());
        let place = Place::default();
        engine.create(plain(&place), None).await.unwrap();
        Self { engine, place }
    }

    fn table(&self) -> Arc<Table> {
        self.engine.table(&self.place, "tab").unwrap()
    }

    async fn put(&self, table: &Arc<Table>, key: &str, indexed: &str) {
        let item = [("a", key), ("b", indexed)].map(|(name, text)| (name.to_owned(), text.into()));
        self.engine.write(Write::put(Arc::clone(table), &Item::from(item)).unwrap()).await.unwrap();
    }

    async fn change(&self, edit: impl FnOnce(&mut StoredTable) -> Vec<Errand> + Send + 'static) {
        let edit = |_: &Table, stored: &mut StoredTable, _| Ok::<_, EngineError>(edit(stored));
        self.engine.change(&self.place, "tab", edit).await.unwrap();
    }

    /// Adds the index `new` on `b`, and gives its filling the time to begin.
    async fn add_index(&self) {
        self.change(add).await;
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
    }

    /// What the index holds of `b`, in its order, when it is filled.
    async fn filled(&self) -> Vec<AttributeValue> {
        self.engine.sweep().await.unwrap();
        let table = self.table();
        assert!(!table.indexes[0].filling);
        let mut found = Vec::new();
        let mut see = |_: &[u8], bytes: &bytes::Bytes| {
            found.extend(dynamodb_service::engine::codec::decode(bytes).unwrap().remove("b"));
            std::ops::ControlFlow::Continue(())
        };
        let range = table.indexes[0].keyspace.all();
        self.engine.store().unwrap().scan_prefix(&range.start, &mut see).unwrap();
        found
    }
}

#[tokio::test]
async fn an_index_is_not_filled_while_a_request_still_knows_the_table_without_it() {
    let bare = Bare::new().await;
    let old = bare.table();
    bare.put(&old, "before", "x").await;
    bare.add_index().await;
    assert!(bare.table().indexes[0].filling);
    bare.put(&old, "after", "x").await;
    drop(old);
    assert_eq!(bare.filled().await, ["x".into(), "x".into()]);
}

#[tokio::test]
async fn an_index_is_not_filled_while_a_request_knows_the_table_of_two_changes_ago() {
    let bare = Bare::new().await;
    let old = bare.table();
    bare.change(|stored| {
        stored.tags.insert("k".into(), "v".into());
        Vec::new()
    })
    .await;
    bare.add_index().await;
    bare.put(&old, "late", "x").await;
    drop(old);
    assert_eq!(bare.filled().await, ["x".into()]);
}

#[tokio::test]
async fn entries_of_rows_that_a_late_writer_changed_do_not_stay() {
    let bare = Bare::new().await;
    let old = bare.table();
    bare.add_index().await;
    for number in 0..300 {
        let key = number.to_string();
        bare.put(&bare.table(), &key, "seen").await;
        bare.put(&old, &key, "late").await;
    }
    bare.put(&bare.table(), "other", "seen").await;
    drop(old);
    let mut expected = vec!["late".into(); 300];
    expected.push("seen".into());
    let mut found = bare.filled().await;
    found.sort_by_key(|value| *value == "seen".into());
    assert_eq!(found, expected);
}

#[tokio::test]
async fn an_index_is_not_taken_for_filled_before_it_is_shown() {
    for _ in 0..50 {
        let bare = Bare::new().await;
        bare.put(&bare.table(), "k", "x").await;
        let added = bare.change(add);
        let sweeps = async {
            while bare.table().indexes.is_empty() {
                bare.engine.sweep().await.unwrap();
                tokio::task::yield_now().await;
            }
        };
        tokio::join!(added, sweeps);
        assert_eq!(bare.filled().await, ["x".into()]);
    }
}

#[tokio::test]
async fn an_index_that_is_being_filled_is_creating_and_keeps_others_from_it() {
    let volume = Volume::memory();
    let mut table = plain(&Place::default());
    // No errand is noted, so it stays like this.
    add(&mut table);
    engine(&volume).create(table, None).await.unwrap();
    let house = House::on(volume);
    let described = house.describe("tab").await;
    assert!(described.contains(r#""TableStatus":"ACTIVE""#), "{described}");
    assert!(described.contains(r#""IndexStatus":"CREATING","Backfilling":true"#), "{described}");
    let two = format!(
        r#"{{"TableName":"tab","AttributeDefinitions":{},"GlobalSecondaryIndexUpdates":[{{"Create":{}}}]}}"#,
        definitions(&["c:S"]),
        index("two", &["c:HASH"])
    );
    let (code, message) = house.refused("UpdateTable", &two).await;
    let only =
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table";
    assert_eq!((code.as_str(), message.as_str()), ("LimitExceededException", only));
    let (code, message) = house.refused("DeleteTable", r#"{"TableName":"tab"}"#).await;
    let filling = "Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, updated, or deleted.";
    assert_eq!((code.as_str(), message.as_str()), ("ResourceInUseException", filling));
    let delete = r#"{"TableName":"tab","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"new"}}]}"#;
    house.ok("UpdateTable", delete).await;
    house.ok("DeleteTable", r#"{"TableName":"tab"}"#).await;
}

fn engine(volume: &Volume) -> Arc<Engine> {
    let clock = ManualClock::at(Timestamp(START * 1000));
    Engine::new(volume.clone(), &dispatch::Dispatch::new(clock, Arc::new(SeededRandom::new(1))))
}

fn add(stored: &mut StoredTable) -> Vec<Errand> {
    let key = vec![KeySchemaElement { attribute_name: "b".into(), key_type: KeyType::Hash }];
    stored.attribute_definitions.push(definition("b"));
    stored.indexes.push(StoredIndex {
        number: 1,
        name: "new".into(),
        global: true,
        filling: true,
        key_schema: key,
        projection: Projection { projection_type: Some(ProjectionType::All), non_key_attributes: None },
        throughput: StoredThroughput::default(),
        on_demand_throughput: None,
    });
    vec![Errand::Fill(IndexId(1))]
}

fn plain(place: &Place) -> StoredTable {
    StoredTable {
        version: StoredTable::VERSION,
        number: 0,
        id: "i".into(),
        account: place.account.to_string(),
        region: place.region.to_string(),
        name: "tab".into(),
        created: Timestamp(START * 1000),
        attribute_definitions: vec![definition("a")],
        key_schema: vec![KeySchemaElement { attribute_name: "a".into(), key_type: KeyType::Hash }],
        indexes: vec![],
        last_index_number: 1,
        billing_mode: BillingMode::PayPerRequest,
        per_request_since: None,
        throughput: StoredThroughput::default(),
        on_demand_throughput: None,
        deletion_protection: false,
        expiry_attribute: None,
        tags: Default::default(),
        stream: None,
        destinations: vec![],
    }
}

fn definition(name: &str) -> AttributeDefinition {
    AttributeDefinition { attribute_name: name.into(), attribute_type: ScalarAttributeType::S }
}
