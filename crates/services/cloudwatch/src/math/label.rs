//! Dynamic parts of labels: `${MAX}`, `${PROP('Dim.InstanceId')}` (guide, "Using dynamic labels").

use super::series::Series;

/// Whether a label has dynamic parts.
pub fn is_dynamic(label: &str) -> bool {
    label.contains("${")
}

/// `label` with its dynamic parts filled for `series`; those that are not known stay as they are.
pub fn dynamic(label: &str, series: &Series) -> String {
    let mut filled = String::new();
    let mut rest = label;
    while let Some((before, inside)) = rest.split_once("${") {
        filled.push_str(before);
        let Some((name, after)) = inside.split_once('}') else {
            filled.push_str("${");
            rest = inside;
            continue;
        };
        match part(name.trim(), series) {
            Some(text) => filled.push_str(&text),
            None => filled.push_str(&format!("${{{name}}}")),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn part(name: &str, series: &Series) -> Option<String> {
    if let Some(inside) = name.strip_prefix("PROP(").and_then(|inside| inside.strip_suffix(')')) {
        let metric = series.metric.as_ref();
        let property = inside.trim().trim_matches(['\'', '"']);
        let of_metric = match property {
            "Namespace" => metric.map(|metric| metric.namespace.clone()),
            "MetricName" => metric.map(|metric| metric.name.clone()),
            "Period" => Some(series.period_s.to_string()),
            "Stat" => series.stat.clone(),
            _ => metric.zip(property.strip_prefix("Dim.")).and_then(|(metric, wanted)| {
                metric.dimensions.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
            }),
        };
        return Some(of_metric.unwrap_or_else(|| "--".to_owned()));
    }
    let values: Vec<f64> = series.values().collect();
    let number = match name {
        "LABEL" => return Some(series.label.clone()),
        "DATAPOINT_COUNT" => return Some(values.len().to_string()),
        "MAX" => values.iter().copied().reduce(f64::max),
        "MIN" => values.iter().copied().reduce(f64::min),
        "AVG" => (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64),
        "SUM" => (!values.is_empty()).then(|| values.iter().sum()),
        "FIRST" => values.first().copied(),
        "LAST" => values.last().copied(),
        _ => return None,
    };
    Some(number.map_or_else(|| "--".to_owned(), |number| number.to_string()))
}
