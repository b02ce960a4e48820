//! The bench behaves as a bench: it repeats, stays within the real file's ranges, and its temperatures follow
//! their causes late.

use super::*;
use crate::reading::COLUMNS;

fn column(readings: &[Reading], name: &str) -> Vec<f64> {
    let number = COLUMNS.iter().position(|column| *column == name).unwrap();
    readings.iter().map(|reading| reading.values[number]).collect()
}

fn range(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)))
}

/// Pearson's, between `causes` and `effects`.
fn correlation(causes: &[f64], effects: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (a, b) = (mean(causes), mean(effects));
    let pairs = || causes.iter().zip(effects);
    let both: f64 = pairs().map(|(x, y)| (x - a) * (y - b)).sum();
    let each = |values: &[f64], mean: f64| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    both / (each(causes, a) * each(effects, b)).sqrt()
}

#[test]
fn a_seed_repeats_and_sessions_follow_each_other() {
    let readings = |seed| Simulator::new(seed, 100, 1, 3).take(1000).collect::<Vec<_>>();
    assert_eq!(readings(1), readings(1));
    assert_ne!(readings(1), readings(2));
    let readings = readings(1);
    assert!(readings.iter().zip(1..).all(|(reading, id)| reading.id == id));
    assert!(readings.is_sorted_by_key(|reading| reading.profile_id));
    let last = readings.last().unwrap().profile_id;
    assert!((3 + 6..=3 + 20).contains(&last), "{last}");
}

#[test]
fn ranges_are_those_of_the_real_bench() {
    let readings: Vec<_> = Simulator::new(7, 12_000, 1, 0).take(120_000).collect();
    for (name, low, high) in [
        ("u_q", -26.0, 134.0),
        ("u_d", -132.0, 132.0),
        ("i_d", -279.0, 2.0),
        ("i_q", -300.0, 302.0),
        ("motor_speed", -5.0, 6001.0),
        ("torque", -252.0, 262.0),
        ("coolant", 10.0, 102.0),
        ("ambient", 8.0, 31.0),
        ("pm", 15.0, 114.0),
        ("stator_yoke", 15.0, 102.0),
        ("stator_tooth", 15.0, 112.0),
        ("stator_winding", 15.0, 141.5),
    ] {
        let (least, most) = range(&column(&readings, name));
        assert!(least >= low && most <= high, "{name}: {least} to {most}");
        // It is no constant either: a good part of the range is used.
        assert!(most - least > (high - low) / 4.0, "{name}: only {least} to {most}");
    }
}

#[test]
fn the_winding_follows_the_current_and_the_magnets_come_last() {
    let readings: Vec<_> = Simulator::new(3, 20_000, 1, 0).take(10_000).collect();
    let (i_d, i_q) = (column(&readings, "i_d"), column(&readings, "i_q"));
    let losses: Vec<_> = i_d.iter().zip(&i_q).map(|(d, q)| d * d + q * q).collect();
    let rise = |name: &str, step: usize| -> Vec<f64> {
        let values = column(&readings, name);
        (0..values.len() - step).map(|at| values[at + step] - values[at]).collect()
    };
    let warmed = rise("stator_winding", 4);
    assert!(correlation(&losses[..warmed.len()], &warmed) > 0.4, "losses warm the winding");
    // From one reading to the next the magnets move least of all.
    let swing = |name: &str| rise(name, 60).iter().map(|kelvin| kelvin.abs()).sum::<f64>();
    assert!(swing("stator_winding") > swing("stator_tooth"));
    assert!(swing("stator_tooth") > swing("pm"));
}

#[test]
fn lines_are_read_back() {
    let readings: Vec<_> = Simulator::new(1, 10, 41, 2).take(30).collect();
    let mut text = crate::reading::header() + "\n";
    readings.iter().for_each(|reading| reading.write_csv(&mut text));
    let mut reader = crate::reader::Reader::new(0);
    let rows = reader.push(text.as_bytes()).unwrap();
    assert_eq!((rows.len(), rows[0].id.to_string()), (30, "41".to_owned()));
    assert_eq!(rows[29].values[12].to_string(), readings[29].profile_id.to_string());
    assert_eq!(rows[3].values[0].to_string().parse::<f64>(), format!("{:.5}", readings[3].values[0]).parse());
}
