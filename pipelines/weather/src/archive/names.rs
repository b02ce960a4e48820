//! Names for stations that are made up: towns of Maryland, and where around them a volunteer lives.

use std::collections::HashSet;

use kernel::{Random, SeededRandom};

/// Where the pipeline's proof is asked.
pub const PROOF: &str = "BELTSVILLE, MD US";

/// Towns, with about where they are: degrees north and west.
pub const TOWNS: [(&str, f64, f64); 40] = [
    ("ABERDEEN", 39.51, 76.16),
    ("ANNAPOLIS", 38.98, 76.49),
    ("BALTIMORE", 39.29, 76.61),
    ("BEL AIR", 39.54, 76.35),
    ("BETHESDA", 38.98, 77.10),
    ("BOWIE", 38.94, 76.73),
    ("BRUNSWICK", 39.31, 77.63),
    ("CAMBRIDGE", 38.56, 76.08),
    ("CATONSVILLE", 39.27, 76.73),
    ("CHESTERTOWN", 39.21, 76.07),
    ("COLLEGE PARK", 38.98, 76.94),
    ("COLUMBIA", 39.20, 76.86),
    ("CRISFIELD", 37.98, 75.85),
    ("CUMBERLAND", 39.65, 78.76),
    ("DAMASCUS", 39.29, 77.20),
    ("DENTON", 38.88, 75.83),
    ("EASTON", 38.77, 76.08),
    ("ELKTON", 39.61, 75.83),
    ("ELLICOTT CITY", 39.27, 76.80),
    ("EMMITSBURG", 39.70, 77.33),
    ("FREDERICK", 39.41, 77.41),
    ("FROSTBURG", 39.66, 78.93),
    ("GAITHERSBURG", 39.14, 77.20),
    ("GLEN BURNIE", 39.16, 76.62),
    ("HAGERSTOWN", 39.64, 77.72),
    ("HANCOCK", 39.70, 78.18),
    ("LA PLATA", 38.53, 76.98),
    ("LAUREL", 39.10, 76.85),
    ("LEONARDTOWN", 38.29, 76.64),
    ("OAKLAND", 39.41, 79.41),
    ("OCEAN CITY", 38.34, 75.08),
    ("OLNEY", 39.15, 77.07),
    ("POCOMOKE CITY", 38.08, 75.57),
    ("POTOMAC", 39.02, 77.21),
    ("PRINCESS ANNE", 38.20, 75.69),
    ("ROCKVILLE", 39.08, 77.15),
    ("SALISBURY", 38.36, 75.60),
    ("SNOW HILL", 38.18, 75.39),
    ("TOWSON", 39.40, 76.60),
    ("WESTMINSTER", 39.58, 77.00),
];

const DIRECTIONS: [&str; 16] =
    ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];
/// Tenths of miles from a town.
const DISTANCES: u64 = 80;

/// Gives names, none of them twice.
pub struct Names {
    random: SeededRandom,
    given: HashSet<String>,
}

impl Names {
    /// The names of a seed.
    pub fn new(seed: u64) -> Self {
        Self { random: SeededRandom::new(seed), given: HashSet::from([PROOF.to_owned()]) }
    }

    /// A place and its name: the town's own, if it is free, else one around it.
    pub fn next(&mut self) -> (String, f64, f64) {
        loop {
            let (town, latitude, longitude) = TOWNS[(self.random.u64() % TOWNS.len() as u64) as usize];
            let own = format!("{town}, MD US");
            let distance = 1 + self.random.u64() % DISTANCES;
            let direction = DIRECTIONS[(self.random.u64() % DIRECTIONS.len() as u64) as usize];
            let around = format!("{town} {}.{} {direction}, MD US", distance / 10, distance % 10);
            let name = if self.given.contains(&own) { around } else { own };
            if self.given.insert(name.clone()) {
                // A tenth of a mile is about 0.0015 degrees; which way does not matter here.
                return (name, latitude + distance as f64 * 0.0010, -longitude + distance as f64 * 0.0011);
            }
        }
    }
}
