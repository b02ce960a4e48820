//! The service as its callers see it: through the switchboard, in memory, with a clock held by the test and
//! an IAM that knows two roles.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

#[path = "service/house.rs"]
mod house;

#[path = "service/assume_role.rs"]
mod assume_role;
#[path = "service/keys.rs"]
mod keys;
#[path = "service/wire_form.rs"]
mod wire_form;
