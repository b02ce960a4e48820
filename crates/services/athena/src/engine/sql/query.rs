//! What an engine is asked.

use std::sync::Arc;

use dispatch::{Principal, Stopped};
use kernel::{Place, RequestId};

use super::Meter;

/// One query.
#[derive(Clone)]
pub struct Query {
    /// Its execution id, a UUID.
    pub id: String,
    /// The statement. Prepared statements are looked up already: this is what they stand for.
    pub text: String,
    /// What stands for each `?` of the text, in order, as the caller wrote it: `'abc'`, `1 + 1`, `abc def`. Texts
    /// that are no expression, or name a column, mean themselves as strings. More than there are `?` are ignored
    /// where there is no `?` at all.
    pub parameters: Vec<String>,
    /// The catalog of names without one: `AwsDataCatalog` unless the caller said otherwise.
    pub catalog: String,
    /// The database of names without one.
    pub database: Option<String>,
    /// The account and region whose catalog and buckets are meant.
    pub place: Place,
    /// Whose rights reads and writes have.
    pub principal: Principal,
    /// The id of the request that started it.
    pub request_id: RequestId,
    /// Where a table lies that is created without saying where: `s3://bucket/prefix/tables/<id>`.
    pub data_location: String,
    /// To be told of what is used.
    pub meter: Arc<Meter>,
    /// Set when the query is to end.
    pub stopped: Stopped,
}
