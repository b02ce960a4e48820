//! User-defined functions.

use kernel::Timestamp;
use wire::Shape;

use crate::GovernanceMode;

/// AWS's `UserDefinedFunctionInput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UserDefinedFunctionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub function_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub class_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub owner_name: Option<String>,
    pub function_type: Option<FunctionType>,
    pub owner_type: Option<PrincipalType>,
    #[shape(length(0..=1000))]
    pub resource_uris: Option<Vec<ResourceUri>>,
    #[shape(length(1..=1024), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub artifact_location: Option<String>,
    pub governance_mode: Option<GovernanceMode>,
}

/// AWS's `UserDefinedFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UserDefinedFunction {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub function_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub class_name: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub owner_name: Option<String>,
    pub function_type: Option<FunctionType>,
    pub owner_type: Option<PrincipalType>,
    pub create_time: Option<Timestamp>,
    #[shape(length(0..=1000))]
    pub resource_uris: Option<Vec<ResourceUri>>,
    #[shape(length(1..=1024), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub artifact_location: Option<String>,
    pub governance_mode: Option<GovernanceMode>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
}

/// AWS's `FunctionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FunctionType {
    RegularFunction,
    AggregateFunction,
    StoredProcedure,
}

/// AWS's `PrincipalType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum PrincipalType {
    User,
    Role,
    Group,
}

/// AWS's `ResourceUri`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResourceUri {
    pub resource_type: Option<ResourceType>,
    #[shape(length(1..=1024), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub uri: Option<String>,
    pub last_modified: Option<Timestamp>,
}

/// AWS's `ResourceType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ResourceType {
    Jar,
    File,
    Archive,
}
