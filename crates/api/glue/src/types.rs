//! Shapes that several operations use, a file per subject.

mod database;

pub use database::*;
