//! Tables: made, described, changed, removed, tagged; their rows in the background and after a power cut.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod background;
mod create;
mod durability;
mod filling;
mod house;
mod life;
mod update;
