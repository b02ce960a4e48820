//! The service through the house: typed calls, forms and XML, and sessions that its policies bind.

#![allow(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "service/house.rs"]
mod house;
#[path = "service/policies.rs"]
mod policies;
#[path = "service/roles.rs"]
mod roles;
#[path = "service/sessions.rs"]
mod sessions;
#[path = "service/wire_form.rs"]
mod wire_form;
