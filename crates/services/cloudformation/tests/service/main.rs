//! The service through the switchboard, over fakes of the services it calls.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod alarms;
mod athena;
mod catalog;
mod change_sets;
mod changes;
mod crawlers;
mod dashboards;
mod exports;
mod fakes;
mod house;
mod lake;
mod life;
mod logs;
mod pipelines;
mod queues;
mod refusals;
mod restart;
mod sensors;
mod topics;
mod types;
mod updates;
mod wire_form;
