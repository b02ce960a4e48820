//! Numbers out of CloudWatch as lines, and lines as a figure for plotly.

use cloudwatch_api::{GetMetricData, GetMetricDataInput};
use kernel::Timestamp;
use serde_json::{Value, json};
use wire::Fault;

use crate::ask::Ask;

/// How many answers are read for one graph.
const ANSWERS_MAX: usize = 20;

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The query that it answers.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its numbers, the oldest first.
    pub points: Vec<(Timestamp, f64)>,
}

/// What is asked for, page by page.
pub async fn series(ask: &Ask, asked: &GetMetricDataInput) -> Result<Vec<Series>, Fault> {
    let mut found: Vec<Series> = Vec::new();
    let mut asked = asked.clone();
    for _ in 0..ANSWERS_MAX {
        let output = ask.of::<GetMetricData>(asked.clone()).await?;
        for result in output.metric_data_results {
            let id = result.id.unwrap_or_default();
            let points = result.timestamps.into_iter().zip(result.values);
            match found.iter_mut().find(|series| series.id == id) {
                Some(series) => series.points.extend(points),
                None => {
                    let label = result.label.unwrap_or_default();
                    found.push(Series { id, label, points: points.collect() });
                }
            }
        }
        asked.next_token = output.next_token;
        if asked.next_token.is_none() {
            break;
        }
    }
    for series in &mut found {
        series.points.sort_by_key(|(at, _)| *at);
    }
    Ok(found)
}

/// The figure over the time that was `asked` for: a line for each, and a level line for each of `levels`, with its name.
pub fn figure(found: &[Series], levels: &[(String, f64)], asked: &GetMetricDataInput) -> Value {
    let mut data: Vec<Value> = found.iter().map(line).collect();
    let range = [asked.start_time, asked.end_time].map(|at| at.unwrap_or_default().iso8601());
    let level = |(name, level): &(String, f64)| {
        json!({
            "type": "scatter", "mode": "lines", "name": name, "line": {"dash": "dash"},
            "x": range, "y": [level, level],
        })
    };
    data.extend(levels.iter().map(level));
    let is_one = data.len() == 1;
    // From nought on, unless all that is to be seen would be a line far above it.
    let values = || {
        found
            .iter()
            .flat_map(|series| series.points.iter().map(|(_, value)| *value))
            .chain(levels.iter().map(|(_, level)| *level))
    };
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let is_far = least > most / 2.0;
    json!({
        "data": data,
        "layout": {
            "showlegend": !is_one,
            "xaxis": {"type": "date", "range": range},
            "yaxis": {"rangemode": if is_far { "normal" } else { "tozero" }},
        },
    })
}

fn line(series: &Series) -> Value {
    let times: Vec<_> = series.points.iter().map(|(at, _)| at.iso8601()).collect();
    let values: Vec<_> = series.points.iter().map(|(_, value)| *value).collect();
    json!({"type": "scatter", "mode": "lines+markers", "marker": {"size": 4}, "name": series.label, "x": times, "y": values})
}

/// A number with at most six digits behind the point.
pub fn short(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-6 || value.abs() >= 1e15 {
        return format!("{value:e}");
    }
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_drawn_and_levels_over_their_time() {
        let series = Series {
            id: "m1".to_owned(),
            label: "</script>".to_owned(),
            points: vec![(Timestamp(0), 1.0), (Timestamp(60_000), 2.5)],
        };
        let asked = GetMetricDataInput {
            start_time: Some(Timestamp(0)),
            end_time: Some(Timestamp(180_000)),
            ..GetMetricDataInput::default()
        };
        let drawn = figure(&[series], &[("threshold".to_owned(), 2.0)], &asked);
        assert_eq!(drawn["data"][0]["x"], json!(["1970-01-01T00:00:00Z", "1970-01-01T00:01:00Z"]));
        assert_eq!(drawn["data"][0]["y"], json!([1.0, 2.5]));
        let span = json!(["1970-01-01T00:00:00Z", "1970-01-01T00:03:00Z"]);
        assert_eq!((&drawn["data"][1]["x"], &drawn["layout"]["xaxis"]["range"]), (&span, &span));
        assert_eq!(
            (&drawn["data"][1]["y"], &drawn["layout"]["showlegend"]),
            (&json!([2.0, 2.0]), &json!(true))
        );
        assert_eq!(drawn["layout"]["yaxis"]["rangemode"], "tozero");
        assert_eq!(figure(&[], &[], &asked)["data"], json!([]));
    }

    #[test]
    fn numbers_are_short() {
        let all: Vec<_> = [12.0, 0.5, 1.0 / 3.0, 1e-9, 0.0, -2.25].into_iter().map(short).collect();
        assert_eq!(all, ["12", "0.5", "0.333333", "1e-9", "0", "-2.25"]);
    }
}
