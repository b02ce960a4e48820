//! Shapes that several operations use.

mod configuration;
mod function;
mod mapping;
mod permission;
mod state;

pub use configuration::*;
pub use function::*;
pub use mapping::*;
pub use permission::*;
pub use state::*;
