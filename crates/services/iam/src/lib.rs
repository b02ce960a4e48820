//! The iam service: roles, managed and inline policies, and the decision who may do what.
//!
//! Engine: [`engine`], over the embedded key-value store. Calls no other service. No background tasks.
//!
//! Doubts, where AWS's behaviour could not be looked up:
//! - inline policies may leave out `Version` or use 2008-10-17; managed ones must say 2012-10-17;
//! - the unique ids of AWS's own policies are derived from their names;
//! - names are unique without regard to case, but found only in the case they were made with;
//! - a trust policy may name a role or user that does not exist (AWS refuses it).

pub mod engine;
pub mod limits;
