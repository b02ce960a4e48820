//! The machine: voltages and currents that follow from speed and torque, losses that follow from them, and
//! four bodies that the losses warm and the coolant cools.
//!
//! Electrically the steady state of a salient machine in d/q coordinates (Ohm and induced voltages), with
//! field weakening where the inverter's voltage ends. Thermally a network of first-order lags: winding →
//! tooth → yoke → coolant, and the magnets, which only the air gap connects, behind all of them by a
//! quarter of an hour. The constants are made up to stay within the ranges of the real bench.

use std::f64::consts::TAU;

use kernel::SeededRandom;

use super::schedule::Load;
use super::{between, noise};

const POLE_PAIRS: f64 = 4.0;
/// Flux of the magnets at 20 °C, volt seconds; it fades by 0.1 % a kelvin.
const FLUX: f64 = 0.085;
const FLUX_FADES: f64 = 0.001;
/// Inductances, henries.
const L_D: f64 = 0.000_25;
const L_Q: f64 = 0.000_60;
/// Resistance of a phase at 20 °C, ohms; it grows by 0.39 % a kelvin, as copper does.
const OHMS: f64 = 0.018;
const OHMS_GROW: f64 = 0.0039;
/// Where the inverter ends, volts.
const VOLTS_MAX: f64 = 130.0;
/// The strongest field weakening, amperes.
const I_D_MIN: f64 = -275.0;
/// The strongest torque current, amperes.
const I_Q_MAX: f64 = 295.0;

/// Iron losses of the stator: watts at 1 and at 1² thousand revolutions a minute.
const IRON: (f64, f64) = (45.0, 18.0);
/// Losses in the rotor: watts at 1 thousand revolutions a minute, and at 100 amperes there.
const ROTOR: (f64, f64) = (9.0, 7.0);

/// Kelvin per watt between two bodies.
const WINDING_TO_TOOTH: f64 = 0.011;
const TOOTH_TO_YOKE: f64 = 0.006;
const YOKE_TO_COOLANT: f64 = 0.008;
const YOKE_TO_AMBIENT: f64 = 0.8;
const MAGNETS_TO_TOOTH: f64 = 0.15;
/// Joules per kelvin of a body.
const WINDING: f64 = 6_000.0;
const TOOTH: f64 = 11_000.0;
const YOKE: f64 = 16_000.0;
const MAGNETS: f64 = 6_000.0;
/// Seconds that the coolant takes to 63 % of the way to its set point.
const COOLANT_SECONDS: f64 = 420.0;
/// Kelvin by which a watt warms the coolant on its way through.
const COOLANT_WARMS: f64 = 0.000_8;
/// The share of the machine's warmth above the hall's that the hall takes on.
const HALL_WARMS: f64 = 0.05;
/// Seconds that the hall takes to 63 % of the way there.
const HALL_SECONDS: f64 = 1_800.0;

/// The state of the machine and its surroundings. Temperatures are degrees Celsius.
pub struct Machine {
    load: Load,
    u_d: f64,
    u_q: f64,
    i_d: f64,
    i_q: f64,
    winding: f64,
    tooth: f64,
    yoke: f64,
    magnets: f64,
    coolant: f64,
    /// What the cooling aims at.
    coolant_aim: f64,
    ambient: f64,
    /// The hall's own temperature, with nothing running in it.
    hall: f64,
}

impl Machine {
    /// A machine that has stood for a night.
    pub fn start(random: &SeededRandom) -> Self {
        let ambient = between(random, 18.0, 25.0);
        let near = || ambient + between(random, -1.0, 3.0);
        Self {
            load: Load { speed: 0.0, torque: 0.0 },
            u_d: 0.0,
            u_q: 0.0,
            i_d: 0.0,
            i_q: 0.0,
            winding: near(),
            tooth: near(),
            yoke: near(),
            magnets: near(),
            coolant: near(),
            coolant_aim: between(random, 18.0, 65.0),
            ambient,
            hall: ambient,
        }
    }

    /// What `load` does to the machine in `seconds`.
    pub fn step(&mut self, load: Load, seconds: f64) {
        self.load = load;
        self.electrify();
        self.warm(seconds);
    }

    fn electrify(&mut self) {
        let flux = FLUX * (1.0 - FLUX_FADES * (self.magnets - 20.0));
        let ohms = OHMS * (1.0 + OHMS_GROW * (self.winding - 20.0));
        let omega = self.load.speed / 60.0 * TAU * POLE_PAIRS;
        // Torque is 3/2 p (ψ + (L_d − L_q) i_d) i_q. A third of the torque current weakens the field, for the
        // reluctance's share; one correction of i_q is near enough.
        let per_ampere = |i_d: f64| 1.5 * POLE_PAIRS * (flux + (L_D - L_Q) * i_d);
        let first = self.load.torque / per_ampere(-80.0);
        let lean = -first.abs() / 3.0;
        let voltage_limit = if omega > 0.0 { 0.95 * VOLTS_MAX / (omega * L_Q) } else { I_Q_MAX };
        let limit = I_Q_MAX.min(voltage_limit);
        self.i_q = (self.load.torque / per_ampere(lean)).clamp(-limit, limit);
        self.i_d = lean;
        self.u_d = ohms * self.i_d - omega * L_Q * self.i_q;
        if omega > 0.0 {
            // What is left of the voltage for u_q says how far the field must be weakened.
            let left = (VOLTS_MAX * VOLTS_MAX - self.u_d * self.u_d).max(0.0).sqrt();
            let weakened = ((left - ohms * self.i_q.abs()) / omega - flux) / L_D;
            self.i_d = self.i_d.min(weakened).max(I_D_MIN);
            // The torque that there is then: what the bench measures.
            self.u_d = ohms * self.i_d - omega * L_Q * self.i_q;
        }
        self.u_q = ohms * self.i_q + omega * (flux + L_D * self.i_d);
        self.load.torque = per_ampere(self.i_d) * self.i_q;
    }

    fn warm(&mut self, seconds: f64) {
        let thousands = self.load.speed / 1000.0;
        let amperes = self.i_d.hypot(self.i_q);
        let copper = 1.5 * OHMS * (1.0 + OHMS_GROW * (self.winding - 20.0)) * amperes * amperes;
        let iron = IRON.0 * thousands + IRON.1 * thousands * thousands;
        let rotor = thousands * (ROTOR.0 + ROTOR.1 * amperes / 100.0);

        let into_tooth = (self.winding - self.tooth) / WINDING_TO_TOOTH;
        let into_yoke = (self.tooth - self.yoke) / TOOTH_TO_YOKE;
        let into_coolant = (self.yoke - self.coolant) / YOKE_TO_COOLANT;
        let into_ambient = (self.yoke - self.ambient) / YOKE_TO_AMBIENT;
        let from_magnets = (self.magnets - self.tooth) / MAGNETS_TO_TOOTH;

        self.winding += seconds * (copper - into_tooth) / WINDING;
        self.tooth += seconds * (into_tooth + from_magnets + 0.6 * iron - into_yoke) / TOOTH;
        self.yoke += seconds * (into_yoke + 0.4 * iron - into_coolant - into_ambient) / YOKE;
        self.magnets += seconds * (rotor - from_magnets) / MAGNETS;
        let aim = self.coolant_aim + COOLANT_WARMS * into_coolant;
        self.coolant += seconds * (aim - self.coolant) / COOLANT_SECONDS;
        // The hall is warmed a little by what runs in it.
        let hall = self.hall + HALL_WARMS * (self.yoke - self.hall);
        self.ambient += seconds * (hall - self.ambient) / HALL_SECONDS;
    }

    /// What the bench reads, in the order of the columns.
    pub fn measure(&self, random: &SeededRandom) -> [f64; 12] {
        [
            self.u_q + noise(random, 0.3),
            self.coolant + noise(random, 0.02),
            self.winding + noise(random, 0.03),
            self.u_d + noise(random, 0.3),
            self.tooth + noise(random, 0.02),
            self.load.speed + noise(random, 0.8),
            self.i_d + noise(random, 0.3),
            self.i_q + noise(random, 0.3),
            self.magnets + noise(random, 0.03),
            self.yoke + noise(random, 0.02),
            self.ambient + noise(random, 0.03),
            self.load.torque + noise(random, 0.25),
        ]
    }
}
