//! Types of DynamoDB.

pub(super) mod table;
