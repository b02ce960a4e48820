//! The sensors pipeline: sensors → stream → function → table.
//!
//! [`function`] is what Lambda runs, [`simulator`] a source that needs no sensors, [`TEMPLATE`] what
//! CloudFormation deploys. The README beside says how to run it, here and on AWS.

pub mod function;
pub mod simulator;

/// The CloudFormation template.
pub const TEMPLATE: &str = include_str!("../template.yaml");

/// The dashboards that come with it: names and files.
pub const DASHBOARDS: &[(&str, &str)] = &[("sensors", include_str!("../dashboards/sensors.json"))];
