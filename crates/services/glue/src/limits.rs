//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the Glue Web API reference, "quotas" the page of Glue's endpoints and quotas.

/// Databases of one account and region (quotas).
pub const DATABASES_MAX: usize = 10_000;
