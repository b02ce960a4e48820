//! The motors pipeline.
//!
//! [`functions`] is what Lambda runs. The README beside says how to run it, here and on AWS.

pub mod functions;
