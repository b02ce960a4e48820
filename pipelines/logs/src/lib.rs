//! The logs pipeline: access logs and syslog → delivery streams → Firehose's stock transforms → S3.
//!
//! [`functions`] is what Lambda runs. The README beside says how to run it, here and on AWS.

pub mod functions;
