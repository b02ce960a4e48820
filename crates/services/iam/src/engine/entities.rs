//! What is stored, and its bytes. `docs/formats/iam.md` states them.
//!
//! Each record is one version byte and then JSON. Unknown fields are ignored, missing ones are damage
//! unless the format says that they may be missing.

mod access_key;
mod fields;
mod policy;
mod role;
mod tag;
mod user;

pub use access_key::AccessKey;
pub use fields::Damaged;
pub use policy::{ManagedPolicy, PolicyVersion};
pub use role::Role;
pub use tag::{Tag, Tags};
pub use user::User;
