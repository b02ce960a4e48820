//! A template, from text to values.
//!
//! [`Template::parse`] reads YAML or JSON into one tree (long-form intrinsics, order kept) and
//! checks all that holds whatever the parameters are. [`Template::plan`] settles the conditions for
//! given parameters and orders the resources that are left. [`Template::evaluate`] computes values
//! as resources come to exist.
//!
//! Invariant: parsing is bounded in bytes, depth and count; YAML aliases are refused as AWS refuses
//! them, so a small text cannot become a large tree.

mod capabilities;
mod check;
mod conditions;
mod error;
mod evaluate;
mod functions;
mod graph;
mod json;
mod parameters;
mod references;
mod resources;
mod sections;
mod substitution;
mod text;
mod yaml;
mod yaml_scalar;
mod yaml_tags;

pub use capabilities::Capability;
pub use conditions::Conditions;
pub use error::TemplateError;
pub use evaluate::{PseudoParameters, Realized, Scope, UNKNOWN};
pub use graph::{Plan, Planned};
pub use parameters::{Parameter, ParameterKind, ParameterValue, ParameterValues};
pub use references::names_in;
pub use resources::{DeletionPolicy, Resource};
pub use sections::{Output, Template};
pub use text::{TEMPLATE_BODY_BYTES_MAX, TEMPLATE_URL_BYTES_MAX};
