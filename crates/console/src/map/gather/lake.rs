//! Buckets and what they notify; crawlers, catalog tables, and Athena where there is something to ask.

use glue_api::{
    Crawler, GetCrawlers, GetCrawlersInput, GetDatabases, GetDatabasesInput, GetTables, GetTablesInput,
};
use s3_api::{
    GetBucketNotificationConfiguration, GetBucketNotificationConfigurationInput, ListBuckets,
    ListBucketsInput,
};
use wire::Fault;

use super::{Ask, Kind, Scene, State, all, bucket_of, id, id_of_arn, several};

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    buckets(ask, scene).await?;
    tables(ask, scene).await?;
    crawlers(ask, scene).await
}

async fn buckets(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let buckets = all(async |next| {
        let input = ListBucketsInput { continuation_token: next, ..ListBucketsInput::default() };
        let output = ask.of::<ListBuckets>(input).await?;
        Ok((output.buckets.unwrap_or_default(), output.continuation_token))
    });
    for bucket in buckets.await? {
        let Some(name) = bucket.name else { continue };
        scene.add(Kind::Bucket, &name, State::Well, "");
        let input = GetBucketNotificationConfigurationInput { bucket: name.clone(), ..Default::default() };
        let Ok(output) = ask.of::<GetBucketNotificationConfiguration>(input).await else { continue };
        let functions =
            output.lambda_function_configurations.into_iter().flatten().map(|to| to.lambda_function_arn);
        let queues = output.queue_configurations.into_iter().flatten().map(|to| to.queue_arn);
        let topics = output.topic_configurations.into_iter().flatten().map(|to| to.topic_arn);
        for to in functions.chain(queues).chain(topics).filter_map(|arn| id_of_arn(&arn)) {
            scene.connect(&id(Kind::Bucket, &name), &to, "notifications");
        }
    }
    Ok(())
}

async fn tables(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let databases = all(async |next| {
        let input = GetDatabasesInput { next_token: next, ..GetDatabasesInput::default() };
        let output = ask.of::<GetDatabases>(input).await?;
        Ok((output.database_list, output.next_token))
    });
    for database in databases.await? {
        let tables = all(async |next| {
            let database_name = database.name.clone();
            let input = GetTablesInput { database_name, next_token: next, ..GetTablesInput::default() };
            let output = ask.of::<GetTables>(input).await?;
            Ok((output.table_list.unwrap_or_default(), output.next_token))
        });
        for table in tables.await? {
            let name = format!("{}.{}", database.name, table.name);
            let storage = table.storage_descriptor.unwrap_or_default();
            let columns = several(storage.columns.map_or(0, |columns| columns.len() as u64), "column");
            scene.add(Kind::Catalog, &name, State::Well, columns);
            let node = id(Kind::Catalog, &name);
            if let Some(bucket) = storage.location.as_deref().and_then(bucket_of) {
                scene.connect(&bucket, &node, "its objects");
            }
            scene.add(Kind::Athena, "queries", State::Well, "");
            scene.connect(&node, &id(Kind::Athena, "queries"), "rows");
        }
    }
    Ok(())
}

async fn crawlers(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let crawlers = all(async |next| {
        let input = GetCrawlersInput { next_token: next, ..GetCrawlersInput::default() };
        let output = ask.of::<GetCrawlers>(input).await?;
        Ok((output.crawlers.unwrap_or_default(), output.next_token))
    });
    for crawler in crawlers.await? {
        show(scene, &crawler);
    }
    Ok(())
}

fn show(scene: &mut Scene, crawler: &Crawler) {
    let name = crawler.name.clone().unwrap_or_default();
    let node = id(Kind::Crawler, &name);
    let last = crawler.last_crawl.as_ref();
    let status = last.and_then(|last| last.status).map_or("never ran", |status| status.as_str());
    let state = crawler.state.map_or("READY", |state| state.as_str());
    scene.add(
        Kind::Crawler,
        &name,
        State::Well,
        if state == "READY" { status } else { state }.to_lowercase(),
    );
    if let (Some(shown), "FAILED") = (scene.nodes.get_mut(&node), status) {
        shown.state = State::Failing;
        shown.why = last.and_then(|last| last.error_message.clone()).unwrap_or_default();
    }
    let targets = crawler.targets.clone().unwrap_or_default();
    let locations = targets.s3_targets.into_iter().flatten().filter_map(|target| target.path);
    for bucket in locations.filter_map(|path| bucket_of(&path)) {
        scene.connect(&bucket, &node, "is looked through");
    }
    let prefix = format!("{}.", crawler.database_name.as_deref().unwrap_or_default());
    let of_database =
        |shown: &&String| shown.strip_prefix("catalog/").is_some_and(|name| name.starts_with(&prefix));
    let tables: Vec<String> = scene.nodes.keys().filter(of_database).cloned().collect();
    for table in tables {
        scene.connect(&node, &table, "schema");
    }
}
