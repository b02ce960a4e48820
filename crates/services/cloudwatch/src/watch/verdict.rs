//! From data points to a state: M of N, and what missing data counts as (CloudWatch guide, "Configuring how CloudWatch
//! alarms treat missing data").
//!
//! More points are looked at than N, the evaluation range. The newest N real ones decide, where there are so many; else
//! all real ones of the range do, and missing ones are filled in, as few as possible.

use cloudwatch_api::StateValue;

/// What missing data counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// As breaching.
    Breaching,
    /// As not breaching.
    NotBreaching,
    /// The state stays as it is.
    Ignore,
    /// As missing.
    Missing,
}

impl Missing {
    /// By AWS's word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "breaching" => Some(Self::Breaching),
            "notBreaching" => Some(Self::NotBreaching),
            "ignore" => Some(Self::Ignore),
            "missing" => Some(Self::Missing),
            _ => None,
        }
    }
}

/// How a range was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The state; none where it stays what it is.
    pub value: Option<StateValue>,
    /// Which points decided, by how many periods ago, the newest first.
    pub used: Vec<usize>,
    /// How many missing points were filled in.
    pub filled: usize,
}

/// Judges `points`, the newest first: whether each is breaching, none where it is missing. `of` is M, `all` is N.
pub fn judge(points: &[Option<bool>], of: usize, all: usize, missing: Missing) -> Judged {
    let real = points.iter().enumerate().filter_map(|(ago, point)| Some((ago, (*point)?)));
    let real: Vec<(usize, bool)> = real.take(all).collect();
    let filled = all - real.len();
    let breaching = real.iter().filter(|(_, breaching)| *breaching).count();
    let used = real.iter().map(|(ago, _)| *ago).collect();
    let alarm_if = |is| if is { StateValue::Alarm } else { StateValue::Ok };
    let value = match missing {
        _ if filled == 0 => Some(alarm_if(breaching >= of)),
        Missing::Breaching => Some(alarm_if(breaching + filled >= of)),
        Missing::NotBreaching => Some(alarm_if(breaching >= of)),
        Missing::Ignore | Missing::Missing => {
            let has_left = real.len() > breaching;
            // The oldest is as old as M: so many could have breached by now.
            let is_old = real.last().is_some_and(|(ago, _)| ago + 1 >= of);
            match missing {
                _ if breaching >= of => Some(StateValue::Alarm),
                _ if has_left => Some(StateValue::Ok),
                Missing::Ignore => None,
                _ if is_old => Some(StateValue::Alarm),
                _ => Some(StateValue::InsufficientData),
            }
        }
    };
    Judged { value, used, filled }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Missing; 4] = [Missing::Missing, Missing::Ignore, Missing::Breaching, Missing::NotBreaching];

    /// What the states of a row mean: `?` stays, `-` is INSUFFICIENT_DATA.
    fn states(of: usize, all: usize, points: &str) -> String {
        let points: Vec<_> = points
            .split(' ')
            .rev()
            .map(|point| match point {
                "X" => Some(true),
                "0" => Some(false),
                _ => None,
            })
            .collect();
        let word = |missing| match judge(&points, of, all, missing).value {
            Some(StateValue::Ok) => "ok",
            Some(StateValue::Alarm) => "ALARM",
            Some(StateValue::InsufficientData) => "-",
            None => "?",
        };
        ALL.map(word).join(" ")
    }

    /// The tables of the guide, rows as they stand there: data points; states for missing, ignore, breaching and
    /// notBreaching.
    #[test]
    fn three_of_three() {
        for (points, expected) in [
            ("0 - X - X", "ok ok ok ok"),
            ("0 - - - -", "ok ok ok ok"),
            ("- - - - 0", "ok ok ok ok"),
            ("- - - - -", "- ? ALARM ok"),
            ("0 X X - X", "ALARM ALARM ALARM ALARM"),
            ("- - X - -", "ALARM ? ALARM ok"),
            ("X - - - -", "ALARM ? ALARM ok"),
            ("- - - - X", "- ? ALARM ok"),
            ("- - - X -", "- ? ALARM ok"),
            ("- - - X 0", "ok ok ok ok"),
            ("- - X - 0", "ok ok ok ok"),
        ] {
            assert_eq!(states(3, 3, points), expected, "{points}");
        }
    }

    #[test]
    fn two_of_three() {
        for (points, expected) in [
            ("0 - X - X", "ALARM ALARM ALARM ALARM"),
            ("0 0 X 0 X", "ALARM ALARM ALARM ALARM"),
            ("0 - X - -", "ok ok ALARM ok"),
            ("- - - - 0", "ok ok ALARM ok"),
            ("- - - - X", "- ? ALARM ok"),
            ("- - - X -", "ALARM ? ALARM ok"),
            ("- - - X X", "ALARM ALARM ALARM ALARM"),
        ] {
            assert_eq!(states(2, 3, points), expected, "{points}");
        }
    }

    #[test]
    fn one_of_one_looks_back_where_the_newest_is_missing() {
        for (points, expected) in [
            ("0 0 X", "ALARM ALARM ALARM ALARM"),
            ("X X 0", "ok ok ok ok"),
            ("0 X -", "ALARM ALARM ALARM ALARM"),
            ("X - -", "ALARM ALARM ALARM ALARM"),
            ("- - -", "- ? ALARM ok"),
        ] {
            assert_eq!(states(1, 1, points), expected, "{points}");
        }
    }

    #[test]
    fn as_few_as_possible_are_filled_in() {
        let judged = judge(&[None, Some(true), None, None, Some(false)], 2, 3, Missing::Breaching);
        assert_eq!(judged, Judged { value: Some(StateValue::Alarm), used: vec![1, 4], filled: 1 });
        let judged =
            judge(&[Some(true), None, Some(false), Some(true), Some(true)], 3, 3, Missing::Breaching);
        assert_eq!(judged, Judged { value: Some(StateValue::Ok), used: vec![0, 2, 3], filled: 0 });
    }
}
