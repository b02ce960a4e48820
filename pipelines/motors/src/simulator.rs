//! A test bench that is not there: sessions of a permanent-magnet synchronous motor that drives and brakes,
//! warms and cools, read twice a second.
//!
//! The same seed gives the same readings. The ranges are those of the real bench: 0 to 6,000 revolutions a
//! minute, −250 to 250 N·m, voltages under 135 V, magnets between 15 and 115 °C. What warms the machine is
//! what would: copper losses by the currents, iron losses by the speed. See [`machine`] for the physics and
//! [`schedule`] for what the bench asks of the machine.

mod machine;
mod schedule;

use std::fmt::Write;

use kernel::{Random, SeededRandom};

use self::machine::Machine;
use self::schedule::Schedule;

/// A reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its number.
    pub id: u64,
    /// Its session.
    pub profile_id: u32,
    /// The other [`COLUMNS`](crate::reading::COLUMNS), in their order.
    pub values: [f64; 12],
}

impl Reading {
    /// Appends the reading as a line of a batch, in the columns of [`header`](crate::reading::header).
    pub fn write_csv(&self, text: &mut String) {
        let _ = write!(text, "{},", self.id);
        for value in self.values {
            let _ = write!(text, "{value:.5},");
        }
        let _ = writeln!(text, "{}", self.profile_id);
    }
}

/// Session after session, endlessly.
pub struct Simulator {
    random: SeededRandom,
    session_rows: u64,
    next_id: u64,
    profile_id: u32,
    rows_left: u64,
    machine: Machine,
    schedule: Schedule,
}

impl Simulator {
    /// Seconds between two readings.
    pub const STEP_SECONDS: f64 = 0.5;

    /// A bench whose sessions have about `session_rows` readings, from half to one and a half times that.
    /// Its first reading is number `first_id`, its first session `first_profile`.
    pub fn new(seed: u64, session_rows: u64, first_id: u64, first_profile: u32) -> Self {
        let random = SeededRandom::new(seed);
        let session_rows = session_rows.max(2);
        Self {
            rows_left: length(&random, session_rows),
            machine: Machine::start(&random),
            schedule: Schedule::start(&random),
            random,
            session_rows,
            next_id: first_id,
            profile_id: first_profile,
        }
    }
}

fn length(random: &SeededRandom, session_rows: u64) -> u64 {
    session_rows / 2 + random.u64() % session_rows
}

impl Iterator for Simulator {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        if self.rows_left == 0 {
            self.rows_left = length(&self.random, self.session_rows);
            self.machine = Machine::start(&self.random);
            self.schedule = Schedule::start(&self.random);
            self.profile_id += 1;
        }
        self.rows_left -= 1;
        let load = self.schedule.step(&self.random, Self::STEP_SECONDS);
        self.machine.step(load, Self::STEP_SECONDS);
        let id = self.next_id;
        self.next_id += 1;
        Some(Reading { id, profile_id: self.profile_id, values: self.machine.measure(&self.random) })
    }
}

/// A random number, 0 ≤ it < 1.
fn unit(random: &SeededRandom) -> f64 {
    (random.u64() >> 11) as f64 / (1u64 << 53) as f64
}

/// A random number between `low` and `high`.
fn between(random: &SeededRandom, low: f64, high: f64) -> f64 {
    low + (high - low) * unit(random)
}

/// Noise about zero, nearly normal, of standard deviation `deviation`.
fn noise(random: &SeededRandom, deviation: f64) -> f64 {
    // The sum of three has variance 3/12.
    (unit(random) + unit(random) + unit(random) - 1.5) * 2.0 * deviation
}

#[cfg(test)]
mod tests;
