//! Results: written as Athena writes them, and read again page by page.

pub mod csv;
pub mod location;
pub mod metadata;
pub mod object;
pub mod page;
