//! Watches the rows of a batch for what tells that something is wrong with the machine, and puts it into CloudWatch:
//! four figures a batch, whatever its size. Alarms on them are in the template.
//!
//! Ids tell of missing rows where the file has them: those between its first and last that are not there.

use client::{Aws, ClientError};
use cloudwatch_api::{MetricDatum, PutMetricData, PutMetricDataInput, StandardUnit, StatisticSet};
use dynamodb_api::Number;

use crate::reader::Row;
use crate::reading::COLUMNS;

/// The metrics' namespace.
pub const NAMESPACE: &str = "Motors";

/// The rows of one batch, so far.
pub struct Watch {
    columns: Columns,
    /// The hottest part of each reading.
    hottest: Spread,
    /// By how much the magnet grew hotter from one reading of a session to the next.
    rise: Spread,
    /// How far the hottest and the coolest part of the stator are apart.
    apart: Spread,
    ids: Option<(f64, f64)>,
    rows: u64,
    before: Option<(f64, f64)>,
}

/// Where the columns stand that are watched.
struct Columns {
    magnet: usize,
    winding: usize,
    tooth: usize,
    yoke: usize,
    session: usize,
}

/// Values, as CloudWatch takes many of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Spread {
    count: u64,
    sum: f64,
    least: f64,
    most: f64,
}

impl Watch {
    /// No rows yet.
    pub fn new() -> Self {
        let at = |name: &str| COLUMNS.iter().position(|column| *column == name).unwrap_or_default();
        Self {
            columns: Columns {
                magnet: at("pm"),
                winding: at("stator_winding"),
                tooth: at("stator_tooth"),
                yoke: at("stator_yoke"),
                session: at("profile_id"),
            },
            hottest: Spread::default(),
            rise: Spread::default(),
            apart: Spread::default(),
            ids: None,
            rows: 0,
            before: None,
        }
    }

    /// The next row of the batch.
    pub fn see(&mut self, row: &Row) {
        let value = |at: usize| row.values.get(at).map(number).unwrap_or_default();
        let Columns { magnet, winding, tooth, yoke, session } = self.columns;
        let (magnet, session) = (value(magnet), value(session));
        let stator = [value(winding), value(tooth), value(yoke)];
        let most = stator.iter().copied().fold(f64::MIN, f64::max);
        let least = stator.iter().copied().fold(f64::MAX, f64::min);
        self.hottest.add(most.max(magnet));
        self.apart.add(most - least);
        if let Some((_, before)) = self.before.filter(|(known, _)| *known == session) {
            self.rise.add(magnet - before);
        }
        self.before = Some((session, magnet));
        let id = number(&row.id);
        let (first, last) = self.ids.unwrap_or((id, id));
        self.ids = Some((first.min(id), last.max(id)));
        self.rows += 1;
    }

    /// How many rows are missing between the first and the last.
    fn missing(&self) -> f64 {
        self.ids.map_or(0.0, |(first, last)| (last - first + 1.0 - self.rows as f64).max(0.0))
    }

    /// Puts what was seen; nothing of a batch without rows.
    pub async fn tell(&self, aws: &Aws) -> Result<(), ClientError> {
        if self.rows == 0 {
            return Ok(());
        }
        let spread = |name: &str, spread: &Spread| MetricDatum {
            metric_name: name.to_owned(),
            statistic_values: Some(StatisticSet {
                sample_count: Some(spread.count as f64),
                sum: Some(spread.sum),
                minimum: Some(spread.least),
                maximum: Some(spread.most),
            }),
            unit: Some(StandardUnit::None),
            ..MetricDatum::default()
        };
        let mut metric_data = vec![
            spread("HottestPart", &self.hottest),
            spread("PartsApart", &self.apart),
            MetricDatum {
                metric_name: "MissingRows".to_owned(),
                value: Some(self.missing()),
                unit: Some(StandardUnit::Count),
                ..MetricDatum::default()
            },
        ];
        if self.rise.count > 0 {
            metric_data.push(spread("MagnetRise", &self.rise));
        }
        let namespace = Some(NAMESPACE.to_owned());
        let input = PutMetricDataInput { namespace, metric_data, ..PutMetricDataInput::default() };
        aws.call::<PutMetricData>(&input).await
    }
}

impl Spread {
    fn add(&mut self, value: f64) {
        (self.least, self.most) = match self.count {
            0 => (value, value),
            _ => (self.least.min(value), self.most.max(value)),
        };
        self.count += 1;
        self.sum += value;
    }
}

fn number(number: &Number) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: u32, session: u32, magnet: f64, winding: f64, tooth: f64) -> Row {
        let mut values = vec!["0".parse::<Number>().unwrap(); COLUMNS.len()];
        let watch = Watch::new();
        let mut set = |at: usize, value: String| values[at] = value.parse().unwrap();
        set(watch.columns.magnet, magnet.to_string());
        set(watch.columns.winding, winding.to_string());
        set(watch.columns.tooth, tooth.to_string());
        set(watch.columns.yoke, tooth.to_string());
        set(watch.columns.session, session.to_string());
        Row { id: id.to_string().parse().unwrap(), values }
    }

    #[test]
    fn what_is_wrong_with_a_machine_shows_in_four_figures() {
        let mut watch = Watch::new();
        watch.see(&row(1, 1, 20.0, 25.0, 24.0));
        watch.see(&row(2, 1, 27.5, 90.0, 26.0));
        watch.see(&row(5, 2, 60.0, 61.0, 60.0));
        assert_eq!((watch.hottest.most, watch.hottest.least), (90.0, 25.0));
        assert_eq!(watch.apart.most, 64.0);
        assert_eq!((watch.rise.count, watch.rise.most), (1, 7.5), "another session begins anew");
        assert_eq!(watch.missing(), 2.0);
    }

    #[test]
    fn a_whole_batch_misses_nothing() {
        let mut watch = Watch::new();
        for id in 1..=100 {
            watch.see(&row(id, 1, 20.0, 20.0, 20.0));
        }
        assert_eq!(watch.missing(), 0.0);
        assert_eq!(Watch::new().missing(), 0.0);
    }
}
