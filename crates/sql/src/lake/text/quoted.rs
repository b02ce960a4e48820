//! Lines with quotes (OpenCSVSerde) and lines that match a regular expression (RegexSerDe).

use arrow::datatypes::DataType;

use super::columns::Column;
use super::decode::{Decode, Wanted, Wrong, refusal};
use crate::error::{Error, Fact};

/// Decodes fields that may be quoted.
pub struct Quoted {
    /// The columns.
    pub wanted: Vec<Wanted>,
    /// Between fields.
    pub separator: u8,
    /// Around fields.
    pub quote: u8,
    /// Before a quote that is none.
    pub escape: u8,
}

impl Quoted {
    /// The fields of a line.
    fn fields(&self, line: &[u8]) -> Vec<String> {
        let (mut fields, mut field, mut is_quoted) = (Vec::new(), Vec::new(), false);
        let mut place = 0;
        while let Some(byte) = line.get(place).copied() {
            let next = line.get(place + 1).copied();
            let is_special = |next: u8| next == self.quote || next == self.escape;
            if byte == self.escape && byte != self.quote && is_quoted && next.is_some_and(is_special) {
                field.extend(next);
                place += 1;
            } else if byte == self.quote {
                if is_quoted && next == Some(self.quote) {
                    field.push(byte);
                    place += 1;
                } else {
                    is_quoted = !is_quoted;
                }
            } else if byte == self.separator && !is_quoted {
                fields.push(text(&std::mem::take(&mut field)));
            } else {
                field.push(byte);
            }
            place += 1;
        }
        fields.push(text(&field));
        fields
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Decode for Quoted {
    fn decode(&self, line: &[u8], columns: &mut [Column]) -> Result<(), Wrong> {
        let fields = self.fields(line);
        for (wanted, column) in self.wanted.iter().zip(columns) {
            let Some(field) = fields.get(wanted.index) else {
                column.null();
                continue;
            };
            // Dates are days and moments milliseconds since 1970, as this class has them.
            let is_read = match (&wanted.kind, field.trim().parse::<i64>()) {
                (DataType::Date32 | DataType::Timestamp(..), _) if field.is_empty() => {
                    column.null();
                    true
                }
                (DataType::Date32, Ok(days)) => {
                    i32::try_from(days).is_ok_and(|days| column.text(&crate::render::date(days)))
                }
                (DataType::Timestamp(..), Ok(ms)) => column.text(&crate::render::timestamp(ms)),
                _ => column.text(field),
            };
            if !is_read {
                return Err(refusal(field, wanted));
            }
        }
        Ok(())
    }
}

/// Decodes the groups of an expression.
pub struct Groups {
    wanted: Vec<Wanted>,
    expression: regex::Regex,
}

impl Groups {
    /// A decoder by `expression`, which has to match whole lines.
    pub fn new(wanted: Vec<Wanted>, expression: &str) -> Result<Self, Error> {
        let whole = format!("^(?:{expression})$");
        let expression = regex::Regex::new(&whole).map_err(|error| {
            Error::new(Fact::InvalidMetadata, format!("the property input.regex is no expression: {error}"))
        })?;
        Ok(Self { wanted, expression })
    }
}

impl Decode for Groups {
    fn decode(&self, line: &[u8], columns: &mut [Column]) -> Result<(), Wrong> {
        let line = text(line);
        let groups = self.expression.captures(&line);
        for (wanted, column) in self.wanted.iter().zip(columns) {
            let group = groups.as_ref().and_then(|groups| groups.get(wanted.index + 1));
            match group {
                // What does not match is null, as in Hive.
                None => column.null(),
                Some(group) => {
                    column.text(group.as_str());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_keep_separators() {
        let quoted = Quoted { wanted: Vec::new(), separator: b',', quote: b'"', escape: b'\\' };
        assert_eq!(quoted.fields(br#"a,"b,c","d ""e""","f\"g",,"#), ["a", "b,c", "d \"e\"", "f\"g", "", ""]);
        assert_eq!(quoted.fields(b""), [""]);
        assert_eq!(quoted.fields(br"a\b,c"), [r"a\b", "c"]);
    }
}
