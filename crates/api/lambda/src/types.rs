//! Shapes that several operations use.

mod configuration;
mod function;
mod mapping;
mod state;

pub use configuration::*;
pub use function::*;
pub use mapping::*;
pub use state::*;
