//! Shapes that several operations use, by subject.

mod access;
mod bucket;
mod listing;
mod multipart;
mod notification;
mod object;

pub use access::*;
pub use bucket::*;
pub use listing::*;
pub use multipart::*;
pub use notification::*;
pub use object::*;
