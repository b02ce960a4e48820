//! What programs that speak to AWS or Pumphouse share: an [`Aws`] client that finds its endpoint, region
//! and credentials in the environment as AWS's SDKs do; [`function`], a Lambda custom runtime;
//! [`transformation`], a function that Firehose transforms records with; [`rest`], for sources that read other REST APIs.
//!
//! Producer, consumer and connectors (KPL, KCL) come here later.

mod aws;
mod error;
pub mod function;
pub mod rest;
pub mod transformation;

pub use aws::Aws;
pub use error::ClientError;
