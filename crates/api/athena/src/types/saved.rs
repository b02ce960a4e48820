//! Queries kept for later: named ones and prepared statements.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `NamedQuery`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct NamedQuery {
    #[shape(length(1..=128))]
    pub name: String,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    #[shape(length(1..=255))]
    pub database: String,
    #[shape(length(1..=262144))]
    pub query_string: String,
    #[shape(length(1..=128), pattern = r"\S+")]
    pub named_query_id: Option<String>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
}

/// AWS's `UnprocessedNamedQueryId`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UnprocessedNamedQueryId {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub named_query_id: Option<String>,
    #[shape(length(1..=256))]
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}

/// AWS's `PreparedStatement`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PreparedStatement {
    #[shape(length(1..=256), pattern = "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}")]
    pub statement_name: Option<String>,
    #[shape(length(1..=262144))]
    pub query_statement: Option<String>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group_name: Option<String>,
    #[shape(length(1..=1024))]
    pub description: Option<String>,
    pub last_modified_time: Option<Timestamp>,
}

/// AWS's `PreparedStatementSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PreparedStatementSummary {
    #[shape(length(1..=256), pattern = "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}")]
    pub statement_name: Option<String>,
    pub last_modified_time: Option<Timestamp>,
}

/// AWS's `UnprocessedPreparedStatementName`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UnprocessedPreparedStatementName {
    #[shape(length(1..=256), pattern = "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}")]
    pub statement_name: Option<String>,
    #[shape(length(1..=256))]
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}
