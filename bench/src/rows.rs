//! Readings as those of the pipeline `motors`: the rows that `delivery` and `motors` put, and that `compare` has
//! other programs write. Row N is the same wherever it is made.

use std::io::Write;

use clap::{Args, ValueEnum};

use crate::error::Error;

/// The columns that the test bench measures, in its file's order.
const COLUMNS: [&str; 13] = [
    "u_q",
    "coolant",
    "stator_winding",
    "u_d",
    "stator_tooth",
    "motor_speed",
    "i_d",
    "i_q",
    "pm",
    "stator_yoke",
    "ambient",
    "torque",
    "profile_id",
];
/// Readings of a session, about as many as the real ones have.
const SESSION_ROWS: u64 = 20_000;
/// Rows after which they come again, so that their requests can be built beforehand: all distinct in what a
/// delivery stream gathers for one row group of a file.
pub const DISTINCT_ROWS: u64 = 100_000;

/// How rows are written.
#[derive(Clone, Copy, ValueEnum)]
pub enum Form {
    /// A JSON object a line.
    Ndjson,
    /// A header and a line each, with the row's number.
    Csv,
}

/// Rows for other programs.
#[derive(Args)]
pub struct Rows {
    /// How many.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
    /// How they are written.
    #[arg(long, value_enum, default_value = "ndjson")]
    form: Form,
}

impl Rows {
    /// Writes them to standard output.
    pub fn write(&self) -> Result<(), Error> {
        let mut output = std::io::BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
        if let Form::Csv = self.form {
            writeln!(output, "{}", header())?;
        }
        for number in 0..self.rows {
            match self.form {
                Form::Ndjson => writeln!(output, "{}", json(number))?,
                Form::Csv => writeln!(output, "{}", csv(number))?,
            }
        }
        Ok(output.flush()?)
    }
}

/// The header of rows in CSV.
pub fn header() -> String {
    format!("id,{}", COLUMNS.join(","))
}

/// The columns of rows as a table of the catalogue states them: name and Hive's type.
pub fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.iter().map(|name| (*name, if *name == "profile_id" { "bigint" } else { "double" }))
}

/// Row `number` in CSV, with a number of its own, which counts from one.
pub fn csv(number: u64) -> String {
    let values: Vec<_> = values(number).collect();
    format!("{},{}", number + 1, values.join(","))
}

/// Row `number` as JSON, without a number of its own: it comes again after [`DISTINCT_ROWS`].
pub fn json(number: u64) -> String {
    let pairs = COLUMNS.iter().zip(values(number % DISTINCT_ROWS));
    let members: Vec<_> = pairs.map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// Twelve measured values of five decimals, within ±250, and the session: no better to compress than real ones.
fn values(number: u64) -> impl Iterator<Item = String> {
    let measured = (0..COLUMNS.len() as u64 - 1).map(move |column| {
        let mixed = mix(number * COLUMNS.len() as u64 + column);
        format!("{:.5}", (mixed % 50_000_000) as f64 / 100_000.0 - 250.0)
    });
    measured.chain([(number / SESSION_ROWS + 1).to_string()])
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn rows_have_all_columns_and_come_again() {
        let row: Value = serde_json::from_str(&super::json(7)).unwrap();
        assert_eq!(row.as_object().unwrap().len(), 13);
        assert!(row["pm"].as_f64().unwrap().abs() <= 250.0);
        assert_eq!(super::json(7), super::json(7 + super::DISTINCT_ROWS));
        assert_ne!(super::json(7), super::json(8));
        assert_eq!(super::csv(7).split(',').count(), super::header().split(',').count());
        assert!(super::csv(7).starts_with("8,"));
    }
}
