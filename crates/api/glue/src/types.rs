//! Shapes that several operations use, a file per subject.

mod connection;
mod database;
mod failure;
mod function;
mod partition;
mod search;
mod statistics;
mod storage;
mod table;

pub use connection::*;
pub use database::*;
pub use failure::*;
pub use function::*;
pub use partition::*;
pub use search::*;
pub use statistics::*;
pub use storage::*;
pub use table::*;
