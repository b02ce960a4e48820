//! Results: the objects, and their pages.

use athena_api as api;

use crate::house::{House, results, rows, start, state, to};

fn some(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

#[tokio::test]
async fn of_a_select_are_a_csv_and_its_metadata() {
    let house = House::new();
    let id = house.succeed("SELECT * FROM t").await;
    let csv = "\"id\",\"name\",\"v\"\n\"1\",\"a \"\"b\"\", c\",\"1.5\"\n\"2\",\"\",\n";
    assert_eq!(house.s3.text(&format!("out/{id}.csv")).unwrap(), csv);
    assert!(house.s3.keys().contains(&format!("out/{id}.csv.metadata")));
    let page = house.page(&id, None, None).await;
    let mut last = some(&["2", ""]);
    last.push(None);
    assert_eq!(rows(&page), [some(&["id", "name", "v"]), some(&["1", "a \"b\", c", "1.5"]), last]);
    assert_eq!((page.update_count, page.next_token), (Some(0), None));
    let info = page.result_set.unwrap().result_set_metadata.unwrap().column_info.unwrap();
    let column = &info[2];
    assert_eq!((column.name.as_str(), column.r#type.as_str()), ("v", "decimal"));
    assert_eq!((column.precision, column.scale, column.case_sensitive), (Some(3), Some(1), Some(false)));
    assert_eq!(column.catalog_name.as_deref(), Some("hive"));
    assert_eq!(column.nullable, Some(api::ColumnNullable::Unknown));
}

#[tokio::test]
async fn come_page_by_page() {
    let house = House::new();
    let id = house.succeed("SELECT * FROM numbers 7").await;
    let (mut all, mut token, mut pages) = (Vec::new(), None, Vec::new());
    loop {
        let page = house.page(&id, Some(4), token).await;
        pages.push(rows(&page).len());
        all.extend(rows(&page).into_iter().map(|row| row[0].clone().unwrap()));
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    // As on AWS, a page that is full has a token, and the one after the last is empty.
    assert_eq!(pages, [4, 4, 0]);
    assert_eq!(all, ["n", "0", "1", "2", "3", "4", "5", "6"]);
    let bad = results(&id, None, Some("x".into()));
    assert_eq!(house.invalid::<api::GetQueryResults>(bad).await, "The NextToken is malformed.");
    let beyond = results(&id, None, Some("99999".into()));
    assert_eq!(house.invalid::<api::GetQueryResults>(beyond).await, "The NextToken is malformed.");
    let many = results(&id, Some(1001), None);
    let text = "MaxResults is more than maximum allowed length 1000";
    assert_eq!(house.invalid::<api::GetQueryResults>(many).await, text);
}

#[tokio::test]
async fn that_are_large_are_written_in_parts_and_read_in_pages() {
    let house = House::new();
    let count = 200_000;
    let id = house.succeed(&format!("SELECT * FROM numbers {count}")).await;
    let bytes = house.s3.text(&format!("out/{id}.csv")).unwrap().len();
    assert!(bytes > 20_000_000);
    {
        let state = house.s3.state.lock().unwrap();
        assert!(state.parts >= 3 && state.uploads.is_empty(), "{} parts", state.parts);
    }
    let first = house.page(&id, None, None).await;
    assert_eq!(rows(&first).len(), 1000);
    let second = house.page(&id, None, first.next_token).await;
    assert_eq!(rows(&second)[0][0].as_deref(), Some("999"));
    let statistics = api::GetQueryRuntimeStatisticsInput { query_execution_id: id };
    let output = house.call::<api::GetQueryRuntimeStatistics>(statistics).await.unwrap();
    let measured = output.query_runtime_statistics.unwrap().rows.unwrap();
    assert_eq!((measured.output_rows, measured.output_bytes), (Some(count), Some(bytes as i64)));
}

#[tokio::test]
async fn of_what_tells_are_lines() {
    let house = House::new();
    let id = house.succeed("SHOW TABLES").await;
    assert_eq!(house.s3.text(&format!("out/{id}.txt")).unwrap(), "t\ngate");
    let page = house.page(&id, None, None).await;
    assert_eq!((rows(&page), page.update_count), (vec![some(&["t"]), some(&["gate"])], Some(0)));
    let first = house.page(&id, Some(1), None).await;
    let second = house.page(&id, Some(1), first.next_token).await;
    assert_eq!(rows(&second), [some(&["gate"])]);
    assert_eq!(rows(&house.page(&id, Some(1), second.next_token).await), Vec::<Vec<_>>::new());
    let id = house.succeed("DESCRIBE t").await;
    assert_eq!(rows(&house.page(&id, None, None).await), [some(&["id\tint"]), some(&["name\tstring"])]);
    let id = house.succeed("EXPLAIN SELECT 1").await;
    let lines = [some(&["Query Plan"]), some(&["Scan"]), some(&["  t"]), some(&[""])];
    assert_eq!(rows(&house.page(&id, None, None).await), lines);
    let third = house.page(&id, Some(3), None).await;
    assert_eq!(rows(&house.page(&id, Some(3), third.next_token).await), [some(&[""])]);
}

#[tokio::test]
async fn of_what_defines_are_nothing() {
    let house = House::new();
    let id = house.succeed("CREATE EXTERNAL TABLE x (a int)").await;
    assert_eq!(house.s3.text(&format!("out/{id}.txt")).unwrap(), "");
    assert_eq!(house.s3.keys().len(), 1);
    let page = house.page(&id, None, Some("ignored".into())).await;
    assert_eq!((rows(&page), page.update_count, page.next_token), (vec![], None, None));
}

#[tokio::test]
async fn of_what_writes_are_a_count() {
    let house = House::new();
    let query = house.run("INSERT INTO t VALUES (3, 'new', 0.1)").await;
    let id = query.query_execution_id.unwrap();
    let manifest = query.statistics.unwrap().data_manifest_location;
    assert_eq!(manifest.as_deref(), Some("s3://results/m.csv"));
    assert_eq!(house.s3.keys(), [format!("out/{id}.metadata")]);
    let page = house.page(&id, None, None).await;
    assert_eq!((rows(&page), page.update_count), (vec![], Some(1)));
    let info = page.result_set.unwrap().result_set_metadata.unwrap().column_info.unwrap();
    assert_eq!((info[0].name.as_str(), info[0].r#type.as_str()), ("rows", "bigint"));
    let selected = house.succeed("SELECT * FROM t").await;
    assert_eq!(rows(&house.page(&selected, None, None).await).len(), 4);
}

#[tokio::test]
async fn that_were_replaced_or_deleted_are_not_found() {
    let house = House::new();
    let id = house.succeed("SELECT * FROM t").await;
    let key = format!("out/{id}.csv");
    house.s3.put(&key, "\"something\",\"else\"\n");
    let gone = house.invalid::<api::GetQueryResults>(results(&id, None, None)).await;
    assert_eq!(gone, "Could not find results");
    house.s3.state.lock().unwrap().objects.remove(&key);
    let gone = house.invalid::<api::GetQueryResults>(results(&id, None, None)).await;
    assert_eq!(gone, "Could not find results");
}

#[tokio::test]
async fn are_waited_for() {
    let house = House::new();
    let id = house.start("SELECT * FROM gate").await;
    assert_eq!(state(&house.look(&id).await).as_str(), "RUNNING");
    let early = house.invalid::<api::GetQueryResults>(results(&id, None, None)).await;
    assert_eq!(early, "Query has not yet finished. Current state: RUNNING");
    // Who asks about a quick query is answered when it has ended, not before and told to ask again.
    let quick = house.start("SELECT * FROM t").await;
    assert_eq!(state(&house.look(&quick).await).as_str(), "SUCCEEDED");
}

#[tokio::test]
async fn may_lie_in_the_root_of_a_bucket() {
    let house = House::new();
    let mut input = start("SELECT * FROM t");
    input.result_configuration = Some(to("s3://results"));
    let id = house.start_with(input).await;
    house.ended(&id).await;
    assert!(house.s3.text(&format!("{id}.csv")).is_some());
    assert_eq!(rows(&house.page(&id, None, None).await).len(), 3);
}
