//! Weather that was not: October 2021 in Maryland, 938 stations. The same seed gives the same.
//!
//! As in the real archive, about two thirds of the stations report, volunteers measure rain and some of them snow, others
//! temperatures too, days are missing, and so are single measurements. Beltsville reports every measurement nearly every
//! day.

use kernel::{Random, SeededRandom};
use serde_json::Number;

use super::names::{Names, PROOF};
use super::{Archive, Observation, Station};
use crate::day::Day;

/// Stations of Maryland, over all datasets.
pub const STATIONS: usize = 938;
/// Stations that measure temperatures as well, those of airports first.
const FULL: usize = 220;
const AIRPORTS: usize = 12;
/// Volunteers, who measure rain and some of them snow.
const VOLUNTEERS: usize = 560;
/// Days of October.
const DAYS: usize = 31;

/// What a station measures, and how often it reports.
struct Habit {
    /// Whether it still reports.
    reports: bool,
    temperatures: bool,
    snow: bool,
    /// Chances in a thousand that a day, or a single measurement of one, is missing.
    day_missing: u64,
    one_missing: u64,
    /// The attributes of its observations.
    attributes: &'static str,
    trace: &'static str,
}

/// The archive.
pub fn october_2021(seed: u64) -> Archive {
    let first = Day::parse("2021-10-01").expect("invariant: it is a day");
    let days: Vec<_> = std::iter::successors(Some(first), |day| Some(day.next())).take(DAYS).collect();
    let random = SeededRandom::new(seed);
    let weather: Vec<_> = (0..DAYS).map(|number| Weather::of(number, &random)).collect();
    let mut names = Names::new(seed);
    let (mut stations, mut observations) = (Vec::with_capacity(STATIONS), Vec::new());
    for number in 0..STATIONS {
        let habit = habit(number, &random);
        stations.push(station(number, &habit, &mut names, &random));
        if habit.reports {
            for (day, weather) in days.iter().zip(&weather) {
                observe(*day, weather, number, &habit, &random, &mut observations);
            }
        }
    }
    Archive::sorted(stations, observations)
}

/// A day's weather, which stations differ from a little.
struct Weather {
    /// Tenths of millimetres.
    rain: u64,
    /// Tenths of degrees Celsius.
    warmest: i64,
    coldest: i64,
}

impl Weather {
    fn of(number: usize, random: &SeededRandom) -> Self {
        // It rains on a third of the days, and it grows colder by seven degrees over the month.
        let rain = if chance(random, 333) { random.u64() % 250 } else { 0 };
        let warmest = 255 - 70 * number as i64 / DAYS as i64 + (random.u64() % 90) as i64 - 45;
        Self { rain, warmest, coldest: warmest - 70 - (random.u64() % 60) as i64 }
    }
}

fn chance(random: &SeededRandom, in_a_thousand: u64) -> bool {
    random.u64() % 1000 < in_a_thousand
}

fn habit(number: usize, random: &SeededRandom) -> Habit {
    let reports = number == 0 || chance(random, 800);
    let full = Habit {
        reports,
        temperatures: true,
        snow: true,
        day_missing: 40,
        one_missing: 40,
        attributes: ",,7,0800",
        trace: "T,,7,0800",
    };
    match number {
        // Beltsville.
        0 => Habit { day_missing: 20, one_missing: 20, ..full },
        1..=AIRPORTS => {
            Habit { reports: true, day_missing: 0, attributes: ",,W,2400", trace: "T,,W,2400", ..full }
        }
        _ if number < FULL => full,
        _ if number < FULL + VOLUNTEERS => Habit {
            temperatures: false,
            snow: chance(random, 550),
            day_missing: 150,
            attributes: ",,N,",
            trace: "T,,N,",
            ..full
        },
        // These are of other datasets.
        _ => Habit { reports: false, ..full },
    }
}

fn station(number: usize, habit: &Habit, names: &mut Names, random: &SeededRandom) -> Station {
    let (name, latitude, longitude) = match number {
        0 => (PROOF.to_owned(), 39.03, -76.93),
        _ => names.next(),
    };
    let id = match number {
        0 => "GHCND:USC00180700".to_owned(),
        1..=AIRPORTS => format!("GHCND:USW{:08}", 13_700 + number),
        _ if number < FULL => format!("GHCND:USC{:08}", 181_000 + number * 7),
        _ if number < FULL + VOLUNTEERS => format!("GHCND:US1MD{:06}", number),
        _ => format!("COOP:{}", 180_000 + number * 7),
    };
    let date = |year: u64, month: u64, day: u64| {
        Day::parse(&format!("{year:04}-{month:02}-{day:02}")).expect("invariant: it is a day")
    };
    let begun = if habit.temperatures { 1940 } else { 2004 } + random.u64() % 15;
    let mindate = date(begun, 1 + random.u64() % 12, 1 + random.u64() % 28);
    let maxdate = match habit.reports {
        true => date(2021, 12, 31),
        false => date(2019 + random.u64() % 2, 1 + random.u64() % 12, 1 + random.u64() % 28),
    };
    Station {
        id,
        name,
        latitude: round(latitude, 4),
        longitude: round(longitude, 4),
        elevation: (!chance(random, 20)).then(|| round((random.u64() % 2500) as f64 / 10.0, 1)),
        mindate,
        maxdate,
        datacoverage: round(0.5 + (random.u64() % 5000) as f64 / 10_000.0, 4),
    }
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}

fn observe(
    date: Day,
    weather: &Weather,
    station: usize,
    habit: &Habit,
    random: &SeededRandom,
    observations: &mut Vec<Observation>,
) {
    if chance(random, habit.day_missing) {
        return;
    }
    let rain = weather.rain * (50 + random.u64() % 100) / 100;
    let is_trace = rain == 0 && chance(random, 80);
    let spread = (random.u64() % 40) as i64 - 20;
    let measured = [
        ("PRCP", rain as i64, true),
        ("SNOW", 0, habit.snow),
        ("TMAX", weather.warmest + spread, habit.temperatures),
        ("TMIN", weather.coldest + spread, habit.temperatures),
    ];
    for (datatype, value, is_measured) in measured {
        if is_measured && !chance(random, habit.one_missing) {
            let is_trace = is_trace && datatype == "PRCP";
            observations.push(Observation {
                date,
                station,
                datatype: datatype.to_owned(),
                attributes: if is_trace { habit.trace } else { habit.attributes }.to_owned(),
                value: Number::from(value),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    #[test]
    fn a_seed_repeats_and_another_differs() {
        assert_eq!(october_2021(1), october_2021(1));
        assert_ne!(october_2021(1).observations, october_2021(2).observations);
    }

    #[test]
    fn every_station_has_a_name_of_its_own_and_two_thirds_report() {
        let archive = october_2021(1);
        let (ids, names): (HashSet<_>, HashSet<_>) =
            archive.stations.iter().map(|station| (&station.id, &station.name)).unzip();
        assert_eq!([ids.len(), names.len()], [STATIONS; 2]);
        let reporting: HashSet<_> = archive.observations.iter().map(|one| one.station).collect();
        assert!((550..700).contains(&reporting.len()), "{}", reporting.len());
        assert!(reporting.iter().all(|station| archive.stations[*station].is_of("GHCND")));
        let (first, last) = archive.days().unwrap();
        assert_eq!((first.to_string(), last.to_string()), ("2021-10-01".into(), "2021-10-31".into()));
    }

    #[test]
    fn measurements_are_partly_missing_and_beltsville_has_all_kinds() {
        let archive = october_2021(1);
        let place = archive.stations.iter().position(|station| station.name == PROOF).unwrap();
        let of = |name: &str| archive.observations.iter().filter(|one| one.datatype == name).count();
        assert!(of("PRCP") > of("SNOW") && of("SNOW") > of("TMAX"));
        let days: Vec<_> = archive.observations.iter().filter(|one| one.station == place).collect();
        let kinds: BTreeSet<_> = days.iter().map(|one| one.datatype.as_str()).collect();
        assert_eq!(kinds, BTreeSet::from(["PRCP", "SNOW", "TMAX", "TMIN"]));
        assert!((90..=124).contains(&days.len()), "{} of 124 measurements", days.len());
        // A day has more observations than the API answers at once.
        let whole: BTreeSet<_> = archive.observations.iter().map(|one| one.date).collect();
        assert_eq!(whole.len(), DAYS);
        assert!(archive.observations.len() > DAYS * 1000, "{}", archive.observations.len());
    }
}
