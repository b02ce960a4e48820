//! Contract, model, power-cut, fault and damage tests of the volume, over all its providers.

#![allow(clippy::unwrap_used, reason = "a panic in a test is the message, also in what tests share")]

mod backpressure;
mod blobs;
mod faults;
mod images;
mod key_value_contract;
mod key_value_power_cut;
mod log_appended;
mod log_contract;
mod log_damage;
mod log_model;
mod log_power_cut;
mod providers;
mod short_lives;
mod volume;
