//! Types of CloudWatch.

pub(super) mod dashboard;
