//! What IAM really does: policies parsed and evaluated, roles and policies kept. Knows no HTTP.
//!
//! - [`policy`]: the policy language: parsing, validation, patterns, conditions.
//! - [`evaluate`]: who may do what, and why not.
//! - [`managed`]: AWS's own policies that come with the house.
//! - [`entities`]: what is stored, and its bytes.

pub mod evaluate;

pub mod policy;
