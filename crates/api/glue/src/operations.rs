//! One file per operation.

mod create_database;
mod get_database;

pub use create_database::*;
pub use get_database::*;
