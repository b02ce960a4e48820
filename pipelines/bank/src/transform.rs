//! A record of the stream, `59|admin.|married|…`, as a line of JSON with named fields.
//!
//! Dropped is what carries nothing: an empty record, and the file's header where a producer sent it along.
//! Failed is what has not seventeen fields, or a text where an integer belongs.

use client::transformation::Transformed;
use serde_json::{Map, Value};

use crate::columns::{COLUMNS, SEPARATOR};

/// Transforms one record.
pub fn line_to_json(data: &[u8]) -> Transformed {
    let Ok(text) = std::str::from_utf8(data) else {
        return Transformed::Failed("it is no text".to_owned());
    };
    let line = text.trim_end_matches(['\r', '\n']);
    if line.trim().is_empty() || line.split(SEPARATOR).eq(COLUMNS.iter().map(|column| column.source)) {
        return Transformed::Dropped;
    }
    match fields(line) {
        Ok(fields) => Transformed::Ok((Value::Object(fields).to_string() + "\n").into_bytes()),
        Err(reason) => Transformed::Failed(reason),
    }
}

fn fields(line: &str) -> Result<Map<String, Value>, String> {
    let found = line.split(SEPARATOR).count();
    if found != COLUMNS.len() {
        return Err(format!("it has {found} fields, not {}", COLUMNS.len()));
    }
    let pairs = COLUMNS.iter().zip(line.split(SEPARATOR)).map(|(column, field)| {
        let value = match column.is_integer {
            true => Value::from(
                field.parse::<i64>().map_err(|_| format!("`{}` is `{field}`, no integer", column.json))?,
            ),
            false => Value::from(field),
        };
        Ok((column.json.to_owned(), value))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "59|admin.|married|secondary|no|2343|yes|no|unknown|5|may|1042|1|-1|0|unknown|yes";

    #[test]
    fn fields_get_their_names_and_four_are_integers() {
        let json = concat!(
            r#"{"Age":"59","Job":"admin.","Marital":"married","Education":"secondary","Default":"no","#,
            r#""Balance":2343,"Housing":"yes","Loan":"no","Contact":"unknown","Days":5,"Month":"may","#,
            r#""Duration":"1042","Campaign":"1","PDays":-1,"Previous":0,"Poutcome":"unknown","Deposit":"yes"}"#,
            "\n"
        );
        for ending in ["", "\n", "\r\n"] {
            let transformed = line_to_json(format!("{RECORD}{ending}").as_bytes());
            assert_eq!(transformed, Transformed::Ok(json.as_bytes().to_vec()));
        }
    }

    #[test]
    fn what_carries_nothing_is_dropped() {
        let header = COLUMNS.map(|column| column.source).join("|");
        for data in ["", "\n", " ", &header, &(header.clone() + "\n")] {
            assert_eq!(line_to_json(data.as_bytes()), Transformed::Dropped, "{data}");
        }
    }

    #[test]
    fn what_is_no_record_fails_and_says_why() {
        for (data, reason) in [
            (RECORD.replacen("2343", "much", 1), "`Balance` is `much`, no integer"),
            (RECORD.replacen("|-1|", "||", 1), "`PDays` is ``, no integer"),
            (RECORD.replacen("|no|", "|", 1), "it has 16 fields, not 17"),
            (RECORD.to_owned() + "|", "it has 18 fields, not 17"),
        ] {
            assert_eq!(line_to_json(data.as_bytes()), Transformed::Failed(reason.to_owned()));
        }
        assert!(matches!(line_to_json(&[0xff]), Transformed::Failed(_)));
    }
}
