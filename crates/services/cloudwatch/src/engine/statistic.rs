//! Statistics by name: what each makes of the samples of a period.
//!
//! A percentile is the least value that so many of the samples do not exceed. Trimmed statistics count a sample on
//! the edge of their range in part. Both need values: where some came as a set, there is none.

use super::Summary;

/// A statistic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// How many.
    SampleCount,
    /// Their mean.
    Average,
    /// Their sum.
    Sum,
    /// The least.
    Minimum,
    /// The greatest.
    Maximum,
    /// `p99.9`.
    Percentile(f64),
    /// `TM(10%:90%)`, `wm98`, `PR(:300)`, `IQM`: of those samples that lie in a range.
    Trimmed(Trim, Range),
}

/// What is made of the samples in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trim {
    /// Their mean.
    Mean,
    /// The mean of all, those outside taken as the range's ends.
    Winsorized,
    /// How many.
    Count,
    /// Their sum.
    Sum,
    /// How many of all, in percent.
    Rank,
}

/// A range of samples: by percent of their number, or by value. Ends that are not said are open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// Of 0 to 100.
    Percent(f64, f64),
    /// Above the first, up to the second.
    Values(f64, f64),
}

impl Statistic {
    /// The statistic called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "SampleCount" | "n" => return Some(Self::SampleCount),
            "Average" => return Some(Self::Average),
            "Sum" => return Some(Self::Sum),
            "Minimum" => return Some(Self::Minimum),
            "Maximum" => return Some(Self::Maximum),
            "IQM" => return Some(Self::Trimmed(Trim::Mean, Range::Percent(25.0, 75.0))),
            _ => {}
        }
        if let Some(number) = name.strip_prefix('p') {
            return percent(number).map(Self::Percentile);
        }
        let (kind, rest) = name.split_at_checked(2)?;
        let trim = match kind.to_ascii_lowercase().as_str() {
            "tm" => Trim::Mean,
            "wm" => Trim::Winsorized,
            "tc" => Trim::Count,
            "ts" => Trim::Sum,
            "pr" => Trim::Rank,
            _ => return None,
        };
        let range = match rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            Some(inside) => range(inside)?,
            None => Range::Percent(0.0, percent(rest)?),
        };
        match (trim, range) {
            (Trim::Rank, Range::Percent(..)) => None,
            _ => Some(Self::Trimmed(trim, range)),
        }
    }

    /// Whether it needs the values.
    pub fn needs_values(self) -> bool {
        matches!(self, Self::Percentile(_) | Self::Trimmed(..))
    }

    /// What it makes of `samples`; nothing where it needs values that are not known.
    pub fn of(self, samples: &Summary) -> Option<f64> {
        match self {
            Self::SampleCount => Some(samples.count),
            Self::Average => Some(samples.sum / samples.count),
            Self::Sum => Some(samples.sum),
            Self::Minimum => Some(samples.minimum),
            Self::Maximum => Some(samples.maximum),
            Self::Percentile(_) | Self::Trimmed(..) if samples.opaque => None,
            Self::Percentile(percent) => Some(percentile(samples, percent)),
            Self::Trimmed(trim, range) => trimmed(samples, trim, range),
        }
    }
}

fn percent(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|percent: &f64| plain && (0.0..=100.0).contains(percent))
}

fn range(inside: &str) -> Option<Range> {
    let (low, high) = inside.split_once(':')?;
    let (low, high) = (low.trim(), high.trim());
    let is_percent = low.ends_with('%') || high.ends_with('%');
    let end = |text: &str, open: f64| match (text, text.strip_suffix('%')) {
        ("", _) => Some(open),
        (_, Some(number)) => percent(number),
        (_, None) if is_percent => None,
        (_, None) => text.parse().ok().filter(|number: &f64| number.is_finite()),
    };
    if low.is_empty() && high.is_empty() {
        return None;
    }
    let range = match is_percent {
        true => Range::Percent(end(low, 0.0)?, end(high, 100.0)?),
        false => Range::Values(end(low, f64::NEG_INFINITY)?, end(high, f64::INFINITY)?),
    };
    match range {
        Range::Percent(low, high) | Range::Values(low, high) if low < high => Some(range),
        _ => None,
    }
}

fn percentile(samples: &Summary, percent: f64) -> f64 {
    let wanted = samples.count * percent / 100.0;
    let mut seen = 0.0;
    for (value, count) in samples.values.values() {
        seen += count;
        // A little less is enough, for counts may be fractions.
        if seen >= wanted - 1e-9 {
            return value.clamp(samples.minimum, samples.maximum);
        }
    }
    samples.maximum
}

fn trimmed(samples: &Summary, trim: Trim, range: Range) -> Option<f64> {
    let (mut seen, mut inside, mut sum) = (0.0, 0.0, 0.0);
    let (mut below, mut above) = (0.0, 0.0);
    let (mut least, mut greatest) = (None, samples.minimum);
    for (value, count) in samples.values.values() {
        let value = value.clamp(samples.minimum, samples.maximum);
        let (under, over) = match range {
            Range::Percent(low, high) => {
                let (low, high) = (samples.count * low / 100.0, samples.count * high / 100.0);
                ((low - seen).clamp(0.0, *count), (seen + count - high).clamp(0.0, *count))
            }
            Range::Values(low, _) if value <= low => (*count, 0.0),
            Range::Values(_, high) if value > high => (0.0, *count),
            Range::Values(..) => (0.0, 0.0),
        };
        let within = (count - under - over).max(0.0);
        if within > 0.0 {
            least.get_or_insert(value);
            greatest = value;
        }
        below += under;
        above += over;
        inside += within;
        sum += within * value;
        seen += count;
    }
    let mean = (inside > 0.0).then(|| sum / inside);
    match trim {
        Trim::Mean => mean,
        Trim::Count => Some(inside),
        Trim::Sum => Some(sum),
        Trim::Rank => Some(inside / samples.count * 100.0),
        Trim::Winsorized => least.map(|least| (sum + below * least + above * greatest) / samples.count),
    }
}
