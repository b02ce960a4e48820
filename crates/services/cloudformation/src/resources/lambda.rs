//! Types of Lambda.

pub(super) mod event_invoke_config;
pub(super) mod event_source_mapping;
pub(super) mod function;
mod inline_code;
pub(super) mod permission;
