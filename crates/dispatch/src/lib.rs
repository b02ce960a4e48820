//! Carries a call to where its service lives: embedded here, or at a remote endpoint.
//!
//! The door and every service call operations through [`Dispatch`] alike. A call carries a [`Principal`];
//! one that is a role's session is authorised here, whoever made the call and wherever it goes, so roles
//! hold inside as at the door. Services never see each other, only each other's shapes.
//!
//! Lacks: HTTP/2 towards remotes, retries (callers know better than we what may be repeated).

mod call;
mod carrier;
mod faults;
mod metering;
mod notices;
mod remote;
mod routes;
mod security;
mod stop;
mod time;
mod traffic;
mod trust;

pub use call::{Call, Origin, Principal};
pub use carrier::{Carrier, Dispatch};
pub use faults::{Aim, CUT_STATUS, FaultEffect, FaultReport, FaultRule, FaultRuleError, Faults, Sequel};
pub use metering::{
    ByName, Figures, Keeping, Measure, MemoryMeasure, Metered, Minutes, Name, Passing, Report, Sample,
    SampleSet, Samples, Spread, Totals, keep_all,
};
pub use notices::{Notices, Watch};
pub use remote::Remote;
pub use routes::{Asked, Handle, Routes};
pub use security::{Authorize, Identify, Identity};
pub use stop::{Stop, Stopped};
pub use traffic::{Failure, Flow, Tally, Traffic};
pub use trust::connector;

/// A future that can be stored.
pub type Future<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;
