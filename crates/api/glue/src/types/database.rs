//! Databases.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::{Document, Shape};

/// AWS's `DatabaseInput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DatabaseInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    #[shape(length(1..=1024), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub location_uri: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
    pub create_table_default_permissions: Option<Vec<PrincipalPermissions>>,
    pub target_database: Option<DatabaseIdentifier>,
    pub federated_database: Option<Document>,
}

/// AWS's `Database`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Database {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub name: String,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub description: Option<String>,
    #[shape(length(1..=1024), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub location_uri: Option<String>,
    #[shape(key(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"), member(length(0..=512000)))]
    pub parameters: Option<BTreeMap<String, String>>,
    pub create_time: Option<Timestamp>,
    pub create_table_default_permissions: Option<Vec<PrincipalPermissions>>,
    pub target_database: Option<DatabaseIdentifier>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    pub federated_database: Option<Document>,
}

/// AWS's `ResourceShareType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ResourceShareType {
    Foreign,
    All,
    Federated,
}

/// AWS's `DatabaseAttributes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DatabaseAttributes {
    Name,
    TargetDatabase,
}

/// AWS's `CatalogImportStatus`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CatalogImportStatus {
    pub import_completed: Option<bool>,
    pub import_time: Option<Timestamp>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub imported_by: Option<String>,
}

/// AWS's `PrincipalPermissions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PrincipalPermissions {
    pub principal: Option<DataLakePrincipal>,
    pub permissions: Option<Vec<Permission>>,
}

/// AWS's `DatabaseIdentifier`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DatabaseIdentifier {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub region: Option<String>,
}

/// AWS's `DataLakePrincipal`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DataLakePrincipal {
    #[shape(length(1..=255))]
    pub data_lake_principal_identifier: Option<String>,
}

/// AWS's `Permission`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Permission {
    All,
    Select,
    Alter,
    Drop,
    Delete,
    Insert,
    CreateDatabase,
    CreateTable,
    DataLocationAccess,
}
