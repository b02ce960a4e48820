//! Aggregates of sums: skewness, kurtosis, geometric mean, entropy.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, Field, FieldRef, Float64Type};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, Signature as Accepts, Volatility,
};

use super::gathered::{choose, refused};
use crate::error::{Error, Fact};
use crate::functions::arguments::invalid;
use crate::functions::signature::Signature;

pub fn functions() -> Vec<AggregateUDF> {
    [Kind::Skewness, Kind::Kurtosis, Kind::GeometricMean, Kind::Entropy]
        .into_iter()
        .map(|kind| {
            AggregateUDF::new_from_impl(Sums { kind, accepts: Accepts::user_defined(Volatility::Immutable) })
        })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Skewness,
    Kurtosis,
    GeometricMean,
    Entropy,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Sums {
    kind: Kind,
    accepts: Accepts,
}

impl Sums {
    fn signatures(&self) -> [Signature; 1] {
        [Signature::of(match self.kind {
            Kind::Skewness => "skewness(double) -> double",
            Kind::Kurtosis => "kurtosis(double) -> double",
            Kind::GeometricMean => "geometric_mean(double) -> double",
            Kind::Entropy => "entropy(double) -> double",
        })]
    }
}

impl AggregateUDFImpl for Sums {
    fn name(&self) -> &str {
        self.signatures()[0].name
    }

    fn signature(&self) -> &Accepts {
        &self.accepts
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        Ok(choose(&self.signatures(), arguments).map_or_else(|| arguments.to_vec(), |fit| fit.arguments))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        match choose(&self.signatures(), arguments) {
            Some(fit) => Ok(fit.result),
            None => Err(refused(&self.signatures(), arguments).into()),
        }
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let field =
            |part: &str| Arc::new(Field::new(format!("{}[{part}]", args.name), DataType::Float64, true));
        Ok(["n", "1", "2", "3", "4"].into_iter().map(field).collect())
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        if args.is_distinct {
            return Err(Error::new(
                Fact::Unsupported,
                format!("{}(DISTINCT …) is not supported", self.name()),
            )
            .into());
        }
        Ok(Box::new(Sum { kind: self.kind, moments: Moments::default() }))
    }
}

/// How many, their mean, and the sums of the second to fourth powers of their distances from it.
///
/// Geometric means are means of logarithms. Entropy keeps the counts' sum and that of `c ln c` in the first two.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Moments {
    n: f64,
    mean: f64,
    second: f64,
    third: f64,
    fourth: f64,
}

impl Moments {
    fn of(value: f64) -> Self {
        Self { n: 1.0, mean: value, ..Self::default() }
    }

    /// Both together, by Chan's formulas.
    fn with(self, other: Self) -> Self {
        let (a, b, n) = (self.n, other.n, self.n + other.n);
        if a == 0.0 || b == 0.0 {
            return if a == 0.0 { other } else { self };
        }
        let delta = other.mean - self.mean;
        let third = delta.powi(3) * a * b * (a - b) / (n * n)
            + 3.0 * delta * (a * other.second - b * self.second) / n;
        let fourth = delta.powi(4) * a * b * (a * a - a * b + b * b) / n.powi(3)
            + 6.0 * delta * delta * (a * a * other.second + b * b * self.second) / (n * n)
            + 4.0 * delta * (a * other.third - b * self.third) / n;
        Self {
            n,
            mean: self.mean + delta * b / n,
            second: self.second + other.second + delta * delta * a * b / n,
            third: self.third + other.third + third,
            fourth: self.fourth + other.fourth + fourth,
        }
    }

    fn skewness(self) -> Option<f64> {
        (self.n >= 3.0).then(|| self.n.sqrt() * self.third / self.second.powf(1.5))
    }

    fn kurtosis(self) -> Option<f64> {
        let n = self.n;
        let scaled = n * (n + 1.0) * self.fourth / (self.second * self.second) - 3.0 * (n - 1.0);
        (n >= 4.0).then(|| (n - 1.0) / ((n - 2.0) * (n - 3.0)) * scaled)
    }
}

#[derive(Debug)]
struct Sum {
    kind: Kind,
    moments: Moments,
}

impl Accumulator for Sum {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        for value in values[0].as_primitive::<Float64Type>().iter().flatten() {
            match self.kind {
                Kind::Skewness | Kind::Kurtosis => self.moments = self.moments.with(Moments::of(value)),
                Kind::GeometricMean => self.moments = self.moments.with(Moments::of(value.ln())),
                Kind::Entropy if value < 0.0 => {
                    return Err(invalid("Entropy count argument must be non-negative").into());
                }
                Kind::Entropy if value == 0.0 => {}
                Kind::Entropy => {
                    self.moments.n += value;
                    self.moments.mean += value * value.ln();
                }
            }
        }
        Ok(())
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let parts: Vec<_> = states.iter().map(|state| state.as_primitive::<Float64Type>()).collect();
        for row in 0..states[0].len() {
            let part = |index: usize| parts[index].value(row);
            let other =
                Moments { n: part(0), mean: part(1), second: part(2), third: part(3), fourth: part(4) };
            if self.kind == Kind::Entropy {
                self.moments.n += other.n;
                self.moments.mean += other.mean;
            } else {
                self.moments = self.moments.with(other);
            }
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let moments = self.moments;
        Ok(ScalarValue::Float64(match self.kind {
            Kind::Skewness => moments.skewness(),
            Kind::Kurtosis => moments.kurtosis(),
            Kind::GeometricMean => (moments.n > 0.0).then(|| moments.mean.exp()),
            Kind::Entropy if moments.n == 0.0 => Some(0.0),
            Kind::Entropy => {
                Some(((moments.n.ln() - moments.mean / moments.n) / std::f64::consts::LN_2).max(0.0))
            }
        }))
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let Moments { n, mean, second, third, fourth } = self.moments;
        Ok([n, mean, second, third, fourth]
            .into_iter()
            .map(|part| ScalarValue::Float64(Some(part)))
            .collect())
    }

    fn size(&self) -> usize {
        size_of_val(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_together_are_the_whole() {
        let of = |values: &[f64]| {
            values.iter().fold(Moments::default(), |all, value| all.with(Moments::of(*value)))
        };
        let whole = of(&[1.0, 2.0, 3.0, 7.0, 11.0]);
        let parts = of(&[1.0, 2.0]).with(of(&[3.0, 7.0, 11.0]));
        assert!((whole.skewness().unwrap() - parts.skewness().unwrap()).abs() < 1e-12);
        assert!((whole.kurtosis().unwrap() - parts.kurtosis().unwrap()).abs() < 1e-12);
    }
}
