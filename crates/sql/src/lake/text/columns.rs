//! Columns that are filled value by value, from JSON or from text.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Float32Builder, Float64Builder, Int8Builder,
    Int16Builder, Int32Builder, Int64Builder, LargeStringBuilder, StringBuilder, TimestampMillisecondBuilder,
};
use arrow::datatypes::DataType;
use serde_json::Value;

use crate::error::{Error, Fact};
use crate::functions::{cast, date, decimal_of, moment};

/// A column under way.
pub struct Column {
    kind: DataType,
    values: Values,
}

enum Values {
    Boolean(BooleanBuilder),
    Int8(Int8Builder),
    Int16(Int16Builder),
    Int32(Int32Builder),
    Int64(Int64Builder),
    Real(Float32Builder),
    Double(Float64Builder),
    Decimal(Decimal128Builder, i8),
    Text(StringBuilder),
    Date(Date32Builder),
    Moment(TimestampMillisecondBuilder),
    /// All other types, through JSON.
    Json(LargeStringBuilder),
}

/// Appends what was read, or null.
macro_rules! append {
    ($builder:expr, $value:expr) => {{
        let value = $value;
        let is_read = value.is_some();
        $builder.append_option(value);
        is_read
    }};
}

impl Column {
    /// A column of this type.
    pub fn new(kind: &DataType) -> Self {
        let values = match kind {
            DataType::Boolean => Values::Boolean(BooleanBuilder::new()),
            DataType::Int8 => Values::Int8(Int8Builder::new()),
            DataType::Int16 => Values::Int16(Int16Builder::new()),
            DataType::Int32 => Values::Int32(Int32Builder::new()),
            DataType::Int64 => Values::Int64(Int64Builder::new()),
            DataType::Float32 => Values::Real(Float32Builder::new()),
            DataType::Float64 => Values::Double(Float64Builder::new()),
            DataType::Decimal128(_, scale) => Values::Decimal(Decimal128Builder::new(), *scale),
            DataType::Utf8 => Values::Text(StringBuilder::new()),
            DataType::Date32 => Values::Date(Date32Builder::new()),
            DataType::Timestamp(_, None) => Values::Moment(TimestampMillisecondBuilder::new()),
            _ => Values::Json(LargeStringBuilder::new()),
        };
        Self { kind: kind.clone(), values }
    }

    /// Appends null.
    pub fn null(&mut self) {
        match &mut self.values {
            Values::Boolean(builder) => builder.append_null(),
            Values::Int8(builder) => builder.append_null(),
            Values::Int16(builder) => builder.append_null(),
            Values::Int32(builder) => builder.append_null(),
            Values::Int64(builder) => builder.append_null(),
            Values::Real(builder) => builder.append_null(),
            Values::Double(builder) => builder.append_null(),
            Values::Decimal(builder, _) => builder.append_null(),
            Values::Text(builder) => builder.append_null(),
            Values::Date(builder) => builder.append_null(),
            Values::Moment(builder) => builder.append_null(),
            Values::Json(builder) => builder.append_null(),
        }
    }

    /// Appends what a text says; null, and `false`, if it says nothing of this type.
    pub fn text(&mut self, text: &str) -> bool {
        let kind = &self.kind;
        match &mut self.values {
            Values::Text(builder) => {
                builder.append_value(text);
                true
            }
            Values::Boolean(builder) => append!(builder, boolean(text)),
            Values::Int8(builder) => append!(builder, text.trim().parse().ok()),
            Values::Int16(builder) => append!(builder, text.trim().parse().ok()),
            Values::Int32(builder) => append!(builder, text.trim().parse().ok()),
            Values::Int64(builder) => append!(builder, text.trim().parse().ok()),
            Values::Real(builder) => append!(builder, float(text).map(|value| value as f32)),
            Values::Double(builder) => append!(builder, float(text)),
            Values::Decimal(builder, scale) => append!(builder, decimal_of(text, kind, *scale)),
            Values::Date(builder) => append!(builder, date(text.get(..10).unwrap_or(text)).ok()),
            Values::Moment(builder) => append!(builder, moment_of(text)),
            Values::Json(builder) => {
                let value = crate::functions::json_text(text, kind);
                append!(builder, value)
            }
        }
    }

    /// Appends what a JSON value says; null, and `false`, if it says nothing of this type.
    pub fn json(&mut self, value: &Value) -> bool {
        if value.is_null() {
            self.null();
            return true;
        }
        if let Values::Json(builder) = &mut self.values {
            builder.append_value(value.to_string());
            return true;
        }
        match (&mut self.values, value) {
            (Values::Text(builder), Value::String(text)) => {
                builder.append_value(text);
                true
            }
            (Values::Text(builder), other) => {
                builder.append_value(other.to_string());
                true
            }
            (Values::Boolean(builder), Value::Bool(value)) => append!(builder, Some(*value)),
            (Values::Int32(builder), Value::Number(number)) => {
                append!(builder, whole(number).and_then(|value| value.try_into().ok()))
            }
            (Values::Int64(builder), Value::Number(number)) => append!(builder, whole(number)),
            (Values::Double(builder), Value::Number(number)) => append!(builder, number.as_f64()),
            (Values::Real(builder), Value::Number(number)) => {
                append!(builder, number.as_f64().map(|value| value as f32))
            }
            (Values::Int8(_) | Values::Int16(_), Value::Number(number)) => match whole(number) {
                Some(value) => self.text(&value.to_string()),
                None => {
                    self.null();
                    false
                }
            },
            // Numbers are moments since 1970: in milliseconds, or in seconds if they are small or have a fraction.
            (Values::Moment(builder), Value::Number(number)) => append!(builder, epoch(number)),
            (_, Value::String(text)) => self.text(text),
            (_, other) => self.text(&other.to_string()),
        }
    }

    /// The column, which begins anew.
    pub fn finish(&mut self) -> Result<ArrayRef, Error> {
        Ok(match &mut self.values {
            Values::Boolean(builder) => Arc::new(builder.finish()),
            Values::Int8(builder) => Arc::new(builder.finish()),
            Values::Int16(builder) => Arc::new(builder.finish()),
            Values::Int32(builder) => Arc::new(builder.finish()),
            Values::Int64(builder) => Arc::new(builder.finish()),
            Values::Real(builder) => Arc::new(builder.finish()),
            Values::Double(builder) => Arc::new(builder.finish()),
            Values::Decimal(builder, _) => Arc::new(builder.finish().with_data_type(self.kind.clone())),
            Values::Text(builder) => Arc::new(builder.finish()),
            Values::Date(builder) => Arc::new(builder.finish()),
            Values::Moment(builder) => Arc::new(builder.finish()),
            Values::Json(builder) => {
                let texts: ArrayRef = Arc::new(builder.finish());
                cast(&texts, &self.kind, false).map_err(|error| Error::new(Fact::BadData, error.message))?
            }
        })
    }
}

fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

fn float(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.'))
        || text == "NaN"
    {
        return text.parse().ok();
    }
    None
}

fn whole(number: &serde_json::Number) -> Option<i64> {
    let fits = |value: &f64| value.fract() == 0.0 && value.abs() < 9.0e18;
    number.as_i64().or_else(|| number.as_f64().filter(fits).map(|value| value as i64))
}

fn epoch(number: &serde_json::Number) -> Option<i64> {
    match number.as_i64() {
        Some(value) if value.abs() < 100_000_000_000 => value.checked_mul(1_000),
        Some(value) => Some(value),
        None => number.as_f64().map(|value| (value * 1_000.0).round() as i64),
    }
}

/// A moment as Hive writes it, or as ISO 8601 does.
fn moment_of(text: &str) -> Option<i64> {
    let (wall, zone) = moment(text).ok()?;
    match zone {
        None => Some(wall),
        Some(zone) => crate::functions::moment_of_wall(wall, zone).ok(),
    }
}
