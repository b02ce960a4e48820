//! What the bench asks of the machine: a speed and a torque, held for some seconds to minutes, then others;
//! reached by ramps, as on the real bench, where set points wander through the whole of speed and torque.

use kernel::SeededRandom;

use super::{between, unit};

/// The fastest, revolutions a minute.
pub const SPEED_MAX: f64 = 6_000.0;
/// The strongest, newton metres, driving or braking.
pub const TORQUE_MAX: f64 = 250.0;
/// Above this speed the torque that can be had falls with the speed: about 52 kW.
const KNEE: f64 = 2_000.0;
/// How fast the speed changes, revolutions a minute in a second.
const SPEED_RAMP: f64 = 400.0;
/// How fast the torque changes, newton metres in a second.
const TORQUE_RAMP: f64 = 120.0;

/// What the machine is asked for at one time.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Revolutions a minute.
    pub speed: f64,
    /// Newton metres.
    pub torque: f64,
}

/// Set points and the way to them.
pub struct Schedule {
    now: Load,
    aim: Load,
    /// Seconds until the next set point.
    hold: f64,
    /// How hard the session is, 0 to 1.
    zeal: f64,
}

impl Schedule {
    /// A session at rest.
    pub fn start(random: &SeededRandom) -> Self {
        let rest = Load { speed: 0.0, torque: 0.0 };
        Self { now: rest, aim: rest, hold: between(random, 2.0, 20.0), zeal: between(random, 0.35, 1.0) }
    }

    /// What is asked for `seconds` later.
    pub fn step(&mut self, random: &SeededRandom, seconds: f64) -> Load {
        self.hold -= seconds;
        if self.hold <= 0.0 {
            self.aim = set_point(random, self.zeal);
            self.hold = between(random, 10.0, 180.0);
        }
        self.now.speed = towards(self.now.speed, self.aim.speed, SPEED_RAMP * seconds);
        let limit = torque_limit(self.now.speed);
        let aim = self.aim.torque.clamp(-limit, limit);
        self.now.torque = towards(self.now.torque, aim, TORQUE_RAMP * seconds);
        self.now
    }
}

/// The torque that can be had at `speed`.
pub fn torque_limit(speed: f64) -> f64 {
    TORQUE_MAX * (KNEE / speed.max(KNEE))
}

fn set_point(random: &SeededRandom, zeal: f64) -> Load {
    // One set point of eight is a rest.
    if unit(random) < 0.125 {
        return Load { speed: 0.0, torque: 0.0 };
    }
    let speed = SPEED_MAX * zeal * unit(random);
    // More driving than braking.
    let share = between(random, -0.6, 1.0) * zeal;
    Load { speed, torque: share * torque_limit(speed) }
}

fn towards(now: f64, aim: f64, step: f64) -> f64 {
    now + (aim - now).clamp(-step, step)
}
