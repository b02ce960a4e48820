//! Catalogs, databases, tables.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::Shape;

/// AWS's `DataCatalog`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DataCatalog {
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub r#type: DataCatalogType,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=51200)))]
    pub parameters: Option<BTreeMap<String, String>>,
    pub status: Option<DataCatalogStatus>,
    pub connection_type: Option<ConnectionType>,
    pub error: Option<String>,
}

/// AWS's `DataCatalogType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DataCatalogType {
    Lambda,
    Glue,
    Hive,
    Federated,
}

/// AWS's `DataCatalogStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DataCatalogStatus {
    CreateInProgress,
    CreateComplete,
    CreateFailed,
    CreateFailedCleanupInProgress,
    CreateFailedCleanupComplete,
    CreateFailedCleanupFailed,
    DeleteInProgress,
    DeleteComplete,
    DeleteFailed,
}

/// AWS's `ConnectionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ConnectionType {
    Dynamodb,
    Mysql,
    Postgresql,
    Redshift,
    Oracle,
    Synapse,
    Sqlserver,
    Db2,
    Opensearch,
    Bigquery,
    Googlecloudstorage,
    Hbase,
    Documentdb,
    Cmdb,
    Tpcds,
    Timestream,
    Saphana,
    Snowflake,
    Datalakegen2,
    Db2as400,
}

/// AWS's `DataCatalogSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DataCatalogSummary {
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_name: Option<String>,
    pub r#type: Option<DataCatalogType>,
    pub status: Option<DataCatalogStatus>,
    pub connection_type: Option<ConnectionType>,
    pub error: Option<String>,
}

/// AWS's `Database`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Database {
    #[shape(length(1..=128))]
    pub name: String,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=51200)))]
    pub parameters: Option<BTreeMap<String, String>>,
}

/// AWS's `DatabaseAttributes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DatabaseAttributes {
    Name,
}

/// AWS's `TableMetadata`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TableMetadata {
    #[shape(length(1..=128))]
    pub name: String,
    pub create_time: Option<Timestamp>,
    pub last_access_time: Option<Timestamp>,
    #[shape(length(0..=255))]
    pub table_type: Option<String>,
    pub columns: Option<Vec<Column>>,
    pub partition_keys: Option<Vec<Column>>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=51200)))]
    pub parameters: Option<BTreeMap<String, String>>,
}

/// AWS's `TableAttributes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TableAttributes {
    Name,
    TableType,
}

/// AWS's `Column`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Column {
    #[shape(length(1..=128))]
    pub name: String,
    #[shape(length(0..=4096), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub r#type: Option<String>,
    #[shape(length(0..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub comment: Option<String>,
}
