//! The motors pipeline: recordings of a motor's test bench as CSV in a bucket → function → table → its
//! changes on a stream, and through a second function and a delivery stream as Parquet in the lake.
//!
//! [`functions`] is what Lambda runs, [`reader`] takes the bench's own files, [`simulator`] is a bench that
//! needs no motor, [`TEMPLATE`] what CloudFormation deploys. The README beside says how to run it, here and
//! on AWS.

pub mod functions;
pub mod reader;
pub mod reading;
pub mod simulator;

/// The CloudFormation template.
pub const TEMPLATE: &str = include_str!("../template.yaml");

/// The dashboards that come with it: names and files.
pub const DASHBOARDS: &[(&str, &str)] = &[("motors", include_str!("../dashboards/motors.json"))];
