//! Crawlers: what they are told to do. Targets that are not built are documents: whoever sets one is told so.

use kernel::Timestamp;
use wire::{Document, Shape};

use crate::LastCrawlInfo;

/// AWS's `S3Target`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct S3Target {
    pub path: Option<String>,
    pub exclusions: Option<Vec<String>>,
    pub connection_name: Option<String>,
    pub sample_size: Option<i32>,
    pub event_queue_arn: Option<String>,
    pub dlq_event_queue_arn: Option<String>,
}

/// AWS's `DynamoDBTarget`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DynamoDbTarget {
    pub path: Option<String>,
    #[shape(name = "scanAll")]
    pub scan_all: Option<bool>,
    #[shape(name = "scanRate")]
    pub scan_rate: Option<f64>,
}

/// AWS's `CrawlerTargets`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CrawlerTargets {
    pub s3_targets: Option<Vec<S3Target>>,
    pub jdbc_targets: Option<Vec<Document>>,
    #[shape(name = "MongoDBTargets")]
    pub mongodb_targets: Option<Vec<Document>>,
    #[shape(name = "DynamoDBTargets")]
    pub dynamodb_targets: Option<Vec<DynamoDbTarget>>,
    pub catalog_targets: Option<Vec<Document>>,
    pub delta_targets: Option<Vec<Document>>,
    pub iceberg_targets: Option<Vec<Document>>,
    pub hudi_targets: Option<Vec<Document>>,
}

/// AWS's `RecrawlBehavior`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum RecrawlBehavior {
    CrawlEverything,
    CrawlNewFoldersOnly,
    CrawlEventMode,
}

/// AWS's `RecrawlPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RecrawlPolicy {
    pub recrawl_behavior: Option<RecrawlBehavior>,
}

/// AWS's `UpdateBehavior`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum UpdateBehavior {
    Log,
    UpdateInDatabase,
}

/// AWS's `DeleteBehavior`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeleteBehavior {
    Log,
    DeleteFromDatabase,
    DeprecateInDatabase,
}

/// AWS's `SchemaChangePolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SchemaChangePolicy {
    pub update_behavior: Option<UpdateBehavior>,
    pub delete_behavior: Option<DeleteBehavior>,
}

/// AWS's `CrawlerLineageSettings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum CrawlerLineageSettings {
    Enable,
    Disable,
}

/// AWS's `LineageConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LineageConfiguration {
    pub crawler_lineage_settings: Option<CrawlerLineageSettings>,
}

/// AWS's `CrawlerState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum CrawlerState {
    Ready,
    Running,
    Stopping,
}

/// AWS's `ScheduleState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ScheduleState {
    Scheduled,
    NotScheduled,
    Transitioning,
}

/// AWS's `Schedule`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Schedule {
    pub schedule_expression: Option<String>,
    pub state: Option<ScheduleState>,
}

/// AWS's `LakeFormationConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LakeFormationConfiguration {
    pub use_lake_formation_credentials: Option<bool>,
    #[shape(length(0..=12))]
    pub account_id: Option<String>,
}

/// AWS's `Crawler`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Crawler {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: Option<String>,
    pub role: Option<String>,
    pub targets: Option<CrawlerTargets>,
    pub database_name: Option<String>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    #[shape(member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub classifiers: Option<Vec<String>>,
    pub recrawl_policy: Option<RecrawlPolicy>,
    pub schema_change_policy: Option<SchemaChangePolicy>,
    pub lineage_configuration: Option<LineageConfiguration>,
    pub state: Option<CrawlerState>,
    #[shape(length(0..=128))]
    pub table_prefix: Option<String>,
    pub schedule: Option<Schedule>,
    pub crawl_elapsed_time: Option<i64>,
    pub creation_time: Option<Timestamp>,
    pub last_updated: Option<Timestamp>,
    pub last_crawl: Option<LastCrawlInfo>,
    pub version: Option<i64>,
    pub configuration: Option<String>,
    #[shape(length(0..=128))]
    pub crawler_security_configuration: Option<String>,
    pub lake_formation_configuration: Option<LakeFormationConfiguration>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
}
