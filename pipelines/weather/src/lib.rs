//! The weather pipeline: daily weather from NOAA's Climate Data Online API → stream → function → two tables.
//!
//! [`source`] reads the API and puts records on the stream, [`functions`] is what Lambda runs, [`standin`] answers as the
//! API does where there is no network, out of an [`archive`] that is read from files or made up; [`TEMPLATE`] is what
//! CloudFormation deploys. The README beside says how to run it, here and on AWS.

pub mod archive;
pub mod day;
pub mod functions;
pub mod record;
pub mod source;
pub mod standin;

/// The CloudFormation template.
pub const TEMPLATE: &str = include_str!("../template.yaml");
/// The dashboards that come with it: names and files.
pub const DASHBOARDS: &[(&str, &str)] = &[("weather", include_str!("../dashboards/weather.json"))];
