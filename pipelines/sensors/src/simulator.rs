//! Sensors that are not there: many of them, each with its own level, a daily cycle and noise.
//!
//! The same seed gives the same readings. Temperatures are degrees Celsius with two decimals, humidity is
//! per cent with one.

use std::f64::consts::TAU;

use kernel::{Random, SeededRandom};

/// Seconds of a day.
const DAY: f64 = 86_400.0;
/// When it is warmest, seconds after midnight: three in the afternoon.
const WARMEST: f64 = 54_000.0;

/// A reading to be put on the stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which sensor: `sensor-1`, `sensor-2`, …
    pub sensor_id: String,
    /// When, seconds since the epoch.
    pub current_time: u64,
    /// Degrees Celsius.
    pub temperature: f64,
    /// Per cent.
    pub humidity: f64,
}

impl Reading {
    /// As the record's data.
    pub fn to_json(&self) -> String {
        format!(
            "{{\"sensor_id\":\"{}\",\"current_time\":{},\"temperature\":{:.2},\"humidity\":{:.1}}}",
            self.sensor_id, self.current_time, self.temperature, self.humidity
        )
    }
}

struct Sensor {
    mean: f64,
    swing: f64,
    /// What the noise has wandered to: each step keeps most of the last.
    drift: f64,
}

/// Reads every sensor in turn, once every [`Simulator::STEP_SECONDS`].
pub struct Simulator {
    sensors: Vec<Sensor>,
    random: SeededRandom,
    started: u64,
    read: u64,
}

impl Simulator {
    /// Seconds between two readings of one sensor.
    pub const STEP_SECONDS: u64 = 60;

    /// `count` sensors, read from `started` on, seconds since the epoch.
    pub fn new(count: u32, seed: u64, started: u64) -> Self {
        let random = SeededRandom::new(seed);
        let sensors = (0..count.max(1))
            .map(|_| Sensor {
                mean: 12.0 + 12.0 * unit(&random),
                swing: 3.0 + 5.0 * unit(&random),
                drift: 0.0,
            })
            .collect();
        Self { sensors, random, started, read: 0 }
    }
}

/// A random number, 0 ≤ it < 1.
fn unit(random: &SeededRandom) -> f64 {
    (random.u64() >> 11) as f64 / (1u64 << 53) as f64
}

impl Iterator for Simulator {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        let count = self.sensors.len() as u64;
        let number = (self.read % count) as usize;
        let current_time = self.started + self.read / count * Self::STEP_SECONDS;
        self.read += 1;
        let noise = unit(&self.random) + unit(&self.random) - 1.0;
        let sensor = &mut self.sensors[number];
        sensor.drift = sensor.drift * 0.95 + noise * 0.3;
        let phase = ((current_time as f64 - WARMEST) / DAY * TAU).cos();
        let temperature = sensor.mean + sensor.swing * phase + sensor.drift;
        Some(Reading {
            sensor_id: format!("sensor-{}", number + 1),
            current_time,
            temperature,
            humidity: (90.0 - 2.0 * temperature + 4.0 * noise).clamp(5.0, 100.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_a_day_has_its_cycle() {
        let readings = |seed| Simulator::new(3, seed, 1_700_000_000).take(30).collect::<Vec<_>>();
        assert_eq!(readings(1), readings(1));
        assert_ne!(readings(1), readings(2));
        let midnight = 1_700_006_400;
        let day: Vec<_> = Simulator::new(1, 5, midnight).take(1440).collect();
        let around = |hour: usize| {
            day[hour * 60..hour * 60 + 60].iter().map(|reading| reading.temperature).sum::<f64>()
        };
        assert!(around(14) > around(2) + 60.0, "afternoons are warmer than nights by a degree at least");
        assert!(day.iter().all(|reading| (-20.0..60.0).contains(&reading.temperature)));
    }

    #[test]
    fn keys_are_unique() {
        let keys: std::collections::BTreeSet<_> = Simulator::new(7, 1, 0)
            .take(7000)
            .map(|reading| (reading.sensor_id, reading.current_time))
            .collect();
        assert_eq!(keys.len(), 7000);
    }
}
