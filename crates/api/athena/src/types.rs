//! Shapes that several operations use, by subject.

mod catalog;
mod engine;
mod monitoring;
mod query;
mod results;
mod saved;
mod tags;
mod work_group;

pub use catalog::*;
pub use engine::*;
pub use monitoring::*;
pub use query::*;
pub use results::*;
pub use saved::*;
pub use tags::*;
pub use work_group::*;
