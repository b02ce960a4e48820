//! Athena's SQL over the lake.
//!
//! [`Sql`] runs queries in Trino's dialect and Hive's DDL: DataFusion plans and executes, this crate gives it Trino's
//! grammar, types, functions and words, tables from the Glue catalog, and objects from S3, both called through
//! `dispatch` as whoever asks. It costs nothing until the first query. Queries run on threads of their own, within
//! bounds of memory and time, and end when they are told to.
//!
//! Where Trino is not followed: values of `timestamp with time zone` share one zone a column; lengths of varchar are
//! not kept. What is not there is refused by name (`NOT_SUPPORTED`).

pub mod catalog;
pub mod dialect;
mod engine;
pub mod error;
pub mod functions;
mod hive;
mod information_schema;
pub mod lake;
pub mod limits;
mod live;
pub mod objects;
pub mod query;
pub mod render;
mod statement;
pub mod types;
pub mod view;

pub use engine::{Sql, THREAD_NAME};
pub use error::{Error, Fact, Position};
pub use limits::Limits;
pub use query::{Answer, Batches, Column, Progress, Query, StatementKind};
