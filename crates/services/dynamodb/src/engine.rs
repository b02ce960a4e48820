//! What the service really does: values, keys, sizes and expressions. Knows no HTTP.
//!
//! So far the pure part, which needs neither storage nor a clock: every function here answers the same for
//! the same arguments.

pub mod capacity;
pub mod codec;
pub mod expression;
pub mod key;
pub mod size;
