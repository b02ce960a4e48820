//! Metrics as inputs name them and outputs show them.

use cloudwatch_api::{Dimension, Metric, StandardUnit};
use wire::Fault;

use crate::engine::MetricName;
use crate::errors::{bad_value, invalid, missing, too_many};

/// Most dimensions of a metric (API reference, `MetricDatum`).
const DIMENSIONS_MAX: usize = 30;

/// The metric that these name; `path` is what stands before its parts in messages, with its dot.
pub(super) fn name(
    path: &str,
    namespace: &str,
    name: &str,
    dimensions: Vec<Dimension>,
) -> Result<MetricName, Fault> {
    if name.is_empty() {
        return Err(missing(&format!("{path}MetricName")));
    }
    plain(&format!("{path}MetricName"), name)?;
    plain("Namespace", namespace)?;
    if dimensions.len() > DIMENSIONS_MAX {
        return Err(too_many(&format!("{path}Dimensions"), DIMENSIONS_MAX));
    }
    for (index, Dimension { name, value }) in dimensions.iter().enumerate() {
        let path = format!("{path}Dimensions.member.{}", index + 1);
        for (part, text) in [("Name", name), ("Value", value)] {
            let path = format!("{path}.{part}");
            if text.is_empty() {
                return Err(missing(&path));
            }
            plain(&path, text)?;
            if text.trim().is_empty() || (part == "Name" && text.starts_with(':')) {
                return Err(bad_value(&path, text));
            }
        }
        if dimensions[..index].iter().any(|earlier| earlier.name == *name) {
            return Err(invalid(format!("The parameter {path}.Name has the value {name} twice.")));
        }
    }
    let dimensions = dimensions.into_iter().map(|Dimension { name, value }| (name, value)).collect();
    Ok(MetricName::new(namespace.to_owned(), name.to_owned(), dimensions))
}

/// Whether `text` has no control characters, which AWS does not take.
fn plain(path: &str, text: &str) -> Result<(), Fault> {
    match text.chars().any(char::is_control) {
        true => Err(bad_value(path, text.escape_default())),
        false => Ok(()),
    }
}

/// The metric as outputs show it.
pub(super) fn shown(metric: MetricName) -> Metric {
    let dimensions = metric.dimensions.into_iter().map(|(name, value)| Dimension { name, value });
    Metric {
        namespace: Some(metric.namespace),
        metric_name: Some(metric.name),
        dimensions: dimensions.collect(),
    }
}

/// The place of a unit in AWS's list.
pub(crate) fn unit_number(unit: StandardUnit) -> u8 {
    let number =
        StandardUnit::ALL.iter().position(|other| *other == unit).and_then(|at| u8::try_from(at).ok());
    number.expect("invariant: the list has all units")
}

/// The unit at a place in AWS's list.
pub(super) fn unit(number: u8) -> StandardUnit {
    StandardUnit::ALL.get(usize::from(number)).copied().unwrap_or(StandardUnit::None)
}
