//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test, a small
//! S3 and a small engine that holds a few rows.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/glue.rs"]
mod glue;
#[path = "service/house.rs"]
mod house;
#[path = "service/s3.rs"]
mod s3;
#[path = "service/table.rs"]
mod table;

#[path = "service/catalogs.rs"]
mod catalogs;
#[path = "service/contract.rs"]
mod contract;
#[path = "service/named_queries.rs"]
mod named_queries;
#[path = "service/prepared.rs"]
mod prepared;
#[path = "service/queries.rs"]
mod queries;
#[path = "service/restart.rs"]
mod restart;
#[path = "service/results.rs"]
mod results;
#[path = "service/reuse.rs"]
mod reuse;
#[path = "service/rights.rs"]
mod rights;
#[path = "service/stopping.rs"]
mod stopping;
#[path = "service/tags.rs"]
mod tags;
#[path = "service/wire_form.rs"]
mod wire_form;
#[path = "service/work_groups.rs"]
mod work_groups;
