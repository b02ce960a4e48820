//! One file per operation.

mod assume_role;
mod get_access_key_info;
mod get_caller_identity;
mod get_session_token;

pub use assume_role::*;
pub use get_access_key_info::*;
pub use get_caller_identity::*;
pub use get_session_token::*;
