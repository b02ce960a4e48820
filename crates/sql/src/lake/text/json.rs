//! A JSON object a line, as the OpenX and Hive SerDes read them: names in any case, what is missing is null.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::columns::Column;
use super::decode::{Decode, Wanted, Wrong, refusal};

/// Decodes objects.
pub struct Json {
    wanted: Vec<(Wanted, String)>,
    is_lenient: bool,
    dots_are_underscores: bool,
}

impl Json {
    /// A decoder of these columns, which may be members of other names.
    pub fn new(
        wanted: Vec<Wanted>,
        is_lenient: bool,
        dots_are_underscores: bool,
        mappings: &BTreeMap<String, String>,
    ) -> Self {
        let member = |wanted: Wanted| {
            let member = mappings.get(&wanted.name).unwrap_or(&wanted.name).clone();
            (wanted, member)
        };
        Self { wanted: wanted.into_iter().map(member).collect(), is_lenient, dots_are_underscores }
    }

    fn find<'a>(&self, object: &'a Map<String, Value>, member: &str) -> Option<&'a Value> {
        object.get(member).or_else(|| {
            let is_it = |name: &str| {
                if self.dots_are_underscores {
                    name.replace('.', "_").eq_ignore_ascii_case(member)
                } else {
                    name.eq_ignore_ascii_case(member)
                }
            };
            object.iter().find(|(name, _)| is_it(name)).map(|(_, value)| value)
        })
    }
}

impl Decode for Json {
    fn decode(&self, line: &[u8], columns: &mut [Column]) -> Result<(), Wrong> {
        let object = match serde_json::from_slice(line) {
            Ok(Value::Object(object)) => object,
            _ if self.is_lenient => {
                columns.iter_mut().for_each(Column::null);
                return Ok(());
            }
            Ok(_) => return Err("Row is not a valid JSON Object".to_owned()),
            Err(error) => return Err(format!("Row is not a valid JSON Object - JSONException: {error}")),
        };
        for ((wanted, member), column) in self.wanted.iter().zip(columns) {
            let Some(value) = self.find(&object, member) else {
                column.null();
                continue;
            };
            if !column.json(value) && !self.is_lenient {
                return Err(refusal(&value.to_string(), wanted));
            }
        }
        Ok(())
    }
}
