//! Tables.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::{Document, Shape};

use crate::{Column, ErrorDetail, StorageDescriptor};

/// AWS's `TableInput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub owner: Option<String>,
    pub last_access_time: Option<Timestamp>,
    pub last_analyzed_time: Option<Timestamp>,
    #[shape(range(0..=i64::MAX))]
    pub retention: Option<i32>,
    pub storage_descriptor: Option<StorageDescriptor>,
    pub partition_keys: Option<Vec<Column>>,
    #[shape(length(0..=409600))]
    pub view_original_text: Option<String>,
    #[shape(length(0..=409600))]
    pub view_expanded_text: Option<String>,
    #[shape(length(0..=255))]
    pub table_type: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
    pub target_table: Option<TableIdentifier>,
    pub federated_table: Option<Document>,
    pub view_definition: Option<Document>,
}

/// AWS's `ViewUpdateAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ViewUpdateAction {
    Add,
    Replace,
    AddOrReplace,
    Drop,
}

/// AWS's `AuditContext`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AuditContext {
    #[shape(length(0..=2048))]
    pub additional_audit_context: Option<String>,
    #[shape(member(length(1..=1024), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub requested_columns: Option<Vec<String>>,
    pub all_columns_requested: Option<bool>,
}

/// AWS's `TableAttributes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TableAttributes {
    Name,
    TableType,
    Default,
    LatestIcebergMetadata,
}

/// AWS's `Table`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Table {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: Option<String>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub owner: Option<String>,
    pub create_time: Option<Timestamp>,
    pub update_time: Option<Timestamp>,
    pub last_access_time: Option<Timestamp>,
    pub last_analyzed_time: Option<Timestamp>,
    #[shape(range(0..=i64::MAX))]
    pub retention: Option<i32>,
    pub storage_descriptor: Option<StorageDescriptor>,
    pub partition_keys: Option<Vec<Column>>,
    #[shape(length(0..=409600))]
    pub view_original_text: Option<String>,
    #[shape(length(0..=409600))]
    pub view_expanded_text: Option<String>,
    #[shape(length(0..=255))]
    pub table_type: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub created_by: Option<String>,
    pub is_registered_with_lake_formation: Option<bool>,
    pub target_table: Option<TableIdentifier>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub version_id: Option<String>,
    pub federated_table: Option<Document>,
    pub view_definition: Option<Document>,
    pub is_multi_dialect_view: Option<bool>,
    pub is_materialized_view: Option<bool>,
    pub iceberg_table_metadata: Option<Document>,
    pub status: Option<Document>,
    #[shape(name = "RLSProperties")]
    pub rls_properties: Option<Document>,
}

/// AWS's `TableResourceShareType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TableResourceShareType {
    Federated,
    All,
}

/// AWS's `TableError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableError {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: Option<String>,
    pub error_detail: Option<ErrorDetail>,
}

/// AWS's `TableVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableVersion {
    pub table: Option<Table>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub version_id: Option<String>,
}

/// AWS's `TableVersionError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableVersionError {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub version_id: Option<String>,
    pub error_detail: Option<ErrorDetail>,
}

/// AWS's `QuerySessionContext`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QuerySessionContext {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub query_id: Option<String>,
    pub query_start_time: Option<Timestamp>,
    pub cluster_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub query_authorization_id: Option<String>,
    #[shape(key(length(1..=128)), member(length(0..=256)))]
    pub additional_context: Option<BTreeMap<String, String>>,
}

/// AWS's `ComputeEnvironment`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ComputeEnvironment {
    Spark,
    Athena,
    Python,
}

/// AWS's `TableIdentifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableIdentifier {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub region: Option<String>,
}

/// AWS's `GovernanceMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum GovernanceMode {
    IamOnly,
    LakeFormation,
}
