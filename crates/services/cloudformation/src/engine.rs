//! What CloudFormation really does: read a template, work out its values, walk its resources.
//!
//! Three rooms. [`template`] turns a template's text into a tree, checks it and evaluates it: pure,
//! no I/O. [`resource`] is the contract that the provider of each resource type meets. [`stack`] is
//! a deployment as data and the driver that carries it forward; what is stored says what to do
//! next, so a deployment survives a crash at any point.
//!
//! Invariant: nothing here knows HTTP, a service or a disk. Error texts are AWS's own, because
//! templates' authors search for them; a text that could not be looked up is marked where it stands.
//! Lacks: `AWS::Serverless`, nested stacks.

pub mod names;
pub mod resource;
pub mod stack;

pub mod template;
