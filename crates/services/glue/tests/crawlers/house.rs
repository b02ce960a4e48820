//! A house with the catalogue and fakes of what a crawl calls.

use std::sync::Arc;
use std::time::Duration;

use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use glue_api as api;
use glue_service::Glue;
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::{Fault, Operation};

use crate::fakes::{DynamoDb, Iam, Logs, S3};

/// When the tests begin: 2027-01-15T08:00:00Z.
pub const NOW: u64 = 1_800_000_000_000;
/// How long anything may take that does not depend on the clock.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub glue: Arc<Glue>,
    pub s3: Arc<S3>,
    pub dynamodb: Arc<DynamoDb>,
    pub logs: Arc<Logs>,
    pub iam: Arc<Iam>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory(), S3::new())
    }

    pub fn on(volume: Volume, s3: Arc<S3>) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let glue = Glue::new(volume, &dispatch);
        let (dynamodb, logs, iam) =
            (Arc::<DynamoDb>::default(), Arc::<Logs>::default(), Arc::<Iam>::default());
        dispatch.connect([
            Carrier::embedded(glue.routes()),
            Carrier::embedded(s3.routes()),
            Carrier::embedded(dynamodb.routes()),
            Carrier::embedded(logs.routes()),
        ]);
        dispatch.secure(iam.clone(), iam.clone());
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, glue, s3, dynamodb, logs, iam, call }
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    /// What a refused call answers: code and text.
    pub async fn refused<O: Operation>(&self, input: O::Input) -> (String, String) {
        match self.call::<O>(input).await {
            Ok(_) => panic!("`{}` was not refused", O::NAME),
            Err(fault) => (fault.code.into_owned(), fault.message),
        }
    }

    /// Makes the crawler `c` over `s3://lake` and a path, changed by `change`.
    pub async fn create(&self, path: &str, change: impl FnOnce(&mut api::CreateCrawlerInput)) {
        let mut input = crawler(path);
        change(&mut input);
        self.call::<api::CreateCrawler>(input).await.unwrap();
    }

    pub async fn start(&self) {
        self.call::<api::StartCrawler>(api::StartCrawlerInput { name: "c".into() }).await.unwrap();
    }

    pub async fn crawler(&self) -> api::Crawler {
        let output = self.call::<api::GetCrawler>(api::GetCrawlerInput { name: "c".into() }).await.unwrap();
        output.crawler.unwrap()
    }

    /// Waits until the crawler `c` is ready.
    pub async fn ready(&self) -> api::LastCrawlInfo {
        let mut watch = self.dispatch.notices().watch("arn:aws:glue:us-east-1:000000000000:crawler/c");
        loop {
            watch.borrow_and_update();
            let crawler = self.crawler().await;
            if crawler.state == Some(api::CrawlerState::Ready) {
                return crawler.last_crawl.unwrap();
            }
            tokio::time::timeout(PATIENCE, watch.changed()).await.expect("in time").unwrap();
        }
    }

    /// Crawls to the end, which is a good one.
    pub async fn crawl(&self) {
        self.start().await;
        let last = self.ready().await;
        assert_eq!(last.status, Some(api::LastCrawlStatus::Succeeded), "{:?}", last.error_message);
    }

    /// `name [keys]: columns @location`, a line a table.
    pub async fn tables(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for table in self.all_tables().await {
            let storage = table.storage_descriptor.unwrap();
            let keys: Vec<String> =
                table.partition_keys.unwrap_or_default().into_iter().map(|key| key.name).collect();
            let columns = shown(storage.columns);
            lines.push(format!(
                "{} [{}]: {columns} @{}",
                table.name,
                keys.join(","),
                storage.location.unwrap()
            ));
        }
        lines
    }

    async fn all_tables(&self) -> Vec<api::Table> {
        let input = api::GetTablesInput { database_name: "found".into(), ..Default::default() };
        self.call::<api::GetTables>(input).await.unwrap().table_list.unwrap()
    }

    pub async fn table(&self, name: &str) -> api::Table {
        self.all_tables().await.into_iter().find(|table| table.name == name).unwrap()
    }

    /// `values: columns`, a line a partition.
    pub async fn partitions(&self, name: &str) -> Vec<String> {
        let input = api::GetPartitionsInput {
            database_name: "found".into(),
            table_name: name.into(),
            ..Default::default()
        };
        let found = self.call::<api::GetPartitions>(input).await.unwrap().partitions.unwrap();
        let line = |partition: api::Partition| {
            let columns = shown(partition.storage_descriptor.unwrap().columns);
            format!("{}: {columns}", partition.values.unwrap().join("/"))
        };
        found.into_iter().map(line).collect()
    }

    /// Tables created, updated and deleted by the last crawl.
    pub async fn counts(&self) -> [i32; 3] {
        let input = api::GetCrawlerMetricsInput::default();
        let output = self.call::<api::GetCrawlerMetrics>(input).await.unwrap();
        let metrics = output.crawler_metrics_list.unwrap().remove(0);
        [metrics.tables_created, metrics.tables_updated, metrics.tables_deleted].map(Option::unwrap)
    }
}

fn shown(columns: Option<Vec<api::Column>>) -> String {
    let columns = columns.unwrap_or_default().into_iter();
    columns.map(|column| format!("{} {}", column.name, column.r#type.unwrap())).collect::<Vec<_>>().join(", ")
}

/// What makes the crawler `c`.
pub fn crawler(path: &str) -> api::CreateCrawlerInput {
    let target = api::S3Target { path: Some(format!("s3://lake/{path}")), ..Default::default() };
    api::CreateCrawlerInput {
        name: "c".into(),
        role: "reader".into(),
        database_name: Some("found".into()),
        targets: api::CrawlerTargets { s3_targets: Some(vec![target]), ..Default::default() },
        ..Default::default()
    }
}
