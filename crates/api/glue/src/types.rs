//! Shapes that several operations use, a file per subject.

mod classifier;
mod crawl;
mod crawler;
mod database;

pub use classifier::*;
pub use crawl::*;
pub use crawler::*;
pub use database::*;
