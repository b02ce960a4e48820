//! The price table: `us-east-1.json`, where each number has its page and its date.

use std::collections::BTreeMap;

use serde_json::Value;

const TABLE: &str = include_str!("us-east-1.json");

/// Prices of one region.
#[derive(Clone, Debug)]
pub struct Prices {
    /// The region.
    pub region: String,
    /// When the table was written.
    pub written: String,
    rows: BTreeMap<String, Price>,
}

/// One price.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Dollars for one unit.
    pub each: f64,
    /// What a unit is.
    pub unit: String,
    /// When the number was last known to hold.
    pub as_of: String,
    /// The page that states it.
    pub source: String,
}

/// The table is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the price table has no sound `{0}`")]
pub struct PriceError(String);

impl Prices {
    /// Those of us-east-1.
    pub fn us_east_1() -> Result<Self, PriceError> {
        Self::read(TABLE)
    }

    fn read(text: &str) -> Result<Self, PriceError> {
        let lacks = |name: &str| PriceError(name.to_owned());
        let table: Value = serde_json::from_str(text).map_err(|_| lacks("table"))?;
        let word =
            |value: &Value, name: &str| value[name].as_str().map(str::to_owned).ok_or_else(|| lacks(name));
        let mut rows = BTreeMap::new();
        for (name, row) in table["prices"].as_object().ok_or_else(|| lacks("prices"))? {
            let number =
                |part: &str| row[part].as_f64().filter(|number| *number > 0.0).ok_or_else(|| lacks(name));
            let price = Price {
                each: number("price")? / number("per")?,
                unit: word(row, "unit")?,
                as_of: word(row, "asOf")?,
                source: word(row, "source")?,
            };
            rows.insert(name.clone(), price);
        }
        Ok(Self { region: word(&table, "region")?, written: word(&table, "written")?, rows })
    }

    /// The price called `name`.
    pub fn get(&self, name: &str) -> Result<&Price, PriceError> {
        self.rows.get(name).ok_or_else(|| PriceError(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_page_and_a_date() {
        let prices = Prices::us_east_1().unwrap();
        assert!(prices.rows.len() > 20);
        for (name, price) in &prices.rows {
            assert!(price.source.starts_with("https://aws.amazon.com/"), "{name}");
            assert!(price.as_of.len() == 10 && price.as_of <= prices.written, "{name}");
        }
        assert_eq!(Prices::read("{}").unwrap_err(), PriceError("prices".to_owned()));
        let zero = TABLE.replace("\"price\": 0.625", "\"price\": 0");
        assert_eq!(Prices::read(&zero).unwrap_err(), PriceError("dynamodb.wru".to_owned()));
    }
}
