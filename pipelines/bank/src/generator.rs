//! Made-up rows for where there is no file: the columns and the values of the real one, and roughly its
//! proportions. The same seed gives the same rows.

use kernel::{Random, SeededRandom};

use crate::columns::SEPARATOR;

const JOBS: &[(&str, u64)] = &[
    ("management", 23),
    ("blue-collar", 17),
    ("technician", 16),
    ("admin.", 12),
    ("services", 8),
    ("retired", 7),
    ("self-employed", 4),
    ("student", 3),
    ("unemployed", 3),
    ("entrepreneur", 3),
    ("housemaid", 2),
    ("unknown", 2),
];
const MARITAL: &[(&str, u64)] = &[("married", 57), ("single", 31), ("divorced", 12)];
const EDUCATION: &[(&str, u64)] = &[("secondary", 49), ("tertiary", 33), ("primary", 14), ("unknown", 4)];
const CONTACT: &[(&str, u64)] = &[("cellular", 72), ("unknown", 21), ("telephone", 7)];
const MONTHS: &[(&str, u64)] = &[
    ("jan", 3),
    ("feb", 7),
    ("mar", 2),
    ("apr", 8),
    ("may", 25),
    ("jun", 11),
    ("jul", 14),
    ("aug", 14),
    ("sep", 3),
    ("oct", 4),
    ("nov", 8),
    ("dec", 1),
];
const OUTCOMES: &[(&str, u64)] = &[("failure", 48), ("success", 32), ("other", 20)];

/// Records for the stream, endlessly.
pub struct Generator {
    random: SeededRandom,
}

impl Generator {
    /// Records by `seed`.
    pub fn new(seed: u64) -> Self {
        Self { random: SeededRandom::new(seed) }
    }

    /// A whole number, `low` ≤ it ≤ `high`.
    fn between(&self, low: i64, high: i64) -> i64 {
        low + (self.random.u64() % (high - low + 1).unsigned_abs()) as i64
    }

    /// The smallest of `throws` such numbers: small ones are much more likely.
    fn rather_small(&self, throws: u32, low: i64, high: i64) -> i64 {
        (0..throws).map(|_| self.between(low, high)).min().unwrap_or(low)
    }

    fn yes(&self, percent: u64) -> &'static str {
        if self.random.u64() % 100 < percent { "yes" } else { "no" }
    }

    fn pick(&self, choices: &[(&'static str, u64)]) -> &'static str {
        let all: u64 = choices.iter().map(|(_, weight)| weight).sum();
        let mut at = self.random.u64() % all;
        for (name, weight) in choices {
            if at < *weight {
                return name;
            }
            at -= weight;
        }
        unreachable!("invariant: the weights add up to what was thrown below")
    }
}

impl Iterator for Generator {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let duration = self.rather_small(4, 2, 1_800);
        // One client in four was called in an earlier campaign.
        let before = self.random.u64().is_multiple_of(4);
        let pdays = if before { self.between(1, 400) } else { -1 };
        let previous = if before { self.rather_small(5, 1, 20) } else { 0 };
        let outcome = if before { self.pick(OUTCOMES) } else { "unknown" };
        // The longer they talked, the likelier the deposit; those who once did do again.
        let again = if outcome == "success" { 40 } else { 0 };
        let percent = 15 + duration.unsigned_abs() / 12 + again;
        let fields = [
            self.rather_small(2, 18, 90).to_string(),
            self.pick(JOBS).to_owned(),
            self.pick(MARITAL).to_owned(),
            self.pick(EDUCATION).to_owned(),
            self.yes(2).to_owned(),
            (self.rather_small(5, 0, 9_000) - self.rather_small(3, 0, 900)).to_string(),
            self.yes(47).to_owned(),
            self.yes(13).to_owned(),
            self.pick(CONTACT).to_owned(),
            self.between(1, 31).to_string(),
            self.pick(MONTHS).to_owned(),
            duration.to_string(),
            self.rather_small(9, 1, 25).to_string(),
            pdays.to_string(),
            previous.to_string(),
            outcome.to_owned(),
            self.yes(percent).to_owned(),
        ];
        Some(fields.join(&SEPARATOR.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use client::transformation::Transformed;

    use super::*;
    use crate::transform::line_to_json;

    #[test]
    fn a_seed_repeats_and_every_record_is_one() {
        let records = |seed| Generator::new(seed).take(500).collect::<Vec<_>>();
        assert_eq!(records(1), records(1));
        assert_ne!(records(1), records(2));
        for record in records(3) {
            assert!(matches!(line_to_json(record.as_bytes()), Transformed::Ok(_)), "{record}");
        }
    }

    #[test]
    fn proportions_are_roughly_those_of_the_file() {
        let records: Vec<_> = Generator::new(1).take(4000).collect();
        let share = |number: usize, value: &str| {
            let with = records.iter().filter(|record| record.split('|').nth(number) == Some(value)).count();
            with as f64 / records.len() as f64
        };
        assert!((0.37..0.57).contains(&share(16, "yes")), "deposit: {}", share(16, "yes"));
        assert!((0.15..0.31).contains(&share(1, "management")));
        assert!((0.65..0.85).contains(&share(13, "-1")));
    }
}
