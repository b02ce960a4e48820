//! The logs pipeline: access logs and syslog → delivery streams with Firehose's stock transforms → S3.
//!
//! [`transforms`] is what is done to a line, [`functions`] is what Lambda runs, [`simulator`] writes logs where
//! there are none, [`TEMPLATE`] is what CloudFormation deploys. The README beside says how to run it, here and on AWS.

pub mod functions;
pub mod simulator;
pub mod transforms;

/// The CloudFormation template.
pub const TEMPLATE: &str = include_str!("../template.yaml");

/// The dashboards that come with it: names and files.
pub const DASHBOARDS: &[(&str, &str)] = &[("logs", include_str!("../dashboards/logs.json"))];
