//! The bank pipeline: bank marketing records replayed as a live stream → delivery stream with a transform →
//! lines of JSON in S3, and, where there is a search domain, in its index too.
//!
//! [`functions`] is what Lambda runs, [`replay`] reads the file, [`generator`] makes rows up where there is
//! no file, [`TEMPLATE`] is what CloudFormation deploys. The README beside says how to run it, here and on AWS.

pub mod columns;
pub mod functions;
pub mod generator;
pub mod replay;
pub mod transform;

/// The CloudFormation template.
pub const TEMPLATE: &str = include_str!("../template.yaml");

/// The dashboards that come with it: names and files.
pub const DASHBOARDS: &[(&str, &str)] = &[
    ("bank-live", include_str!("../dashboards/bank-live.json")),
    ("bank-lake", include_str!("../dashboards/bank-lake.json")),
];
