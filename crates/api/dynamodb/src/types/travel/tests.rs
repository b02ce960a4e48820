//! What is taken, what is refused and how.

use wire::{Checker, JsonReader, JsonWriter, Shape};

use super::super::{AttributeValue, Item};
use super::enveloped_refusal;
use crate::PutItemInput;

fn read<S: Shape>(json: &str) -> Result<S, String> {
    let mut reader = JsonReader::new(json.as_bytes()).unwrap();
    let value = S::read(&mut reader).map_err(|error| error.to_string())?;
    let faults = reader.finish().map_err(|error| error.to_string())?;
    let refused = Checker::after_reading(faults).finish();
    refused.map(|()| value).map_err(|violations| violations.message())
}

#[test]
fn every_type_comes_back_as_it_went() {
    let json = concat!(
        r#"{"b":{"B":"AAE="},"bool":{"BOOL":false},"bs":{"BS":["AA==","AQ=="]},"#,
        r#""l":{"L":[{"S":"x"},{"M":{"k":{"N":"-1.5"}}}]},"m":{"M":{}},"n":{"N":"100"},"#,
        r#""ns":{"NS":["-1","2","10"]},"null":{"NULL":true},"s":{"S":"é\n"},"ss":{"SS":["a","b"]}}"#
    );
    let item: Item = read(json).unwrap();
    assert_eq!(item.len(), 10);
    let mut writer = JsonWriter::default();
    item.write(&mut writer);
    assert_eq!(writer.finish(), json);
    assert_eq!(
        read(r#"{"N":" "}"#).map(|_: AttributeValue| ()),
        Err("The parameter cannot be converted to a numeric value:  ".into())
    );
    assert_eq!(read(r#"{"S":null,"N":"1E2"}"#), Ok(AttributeValue::N(100.into())));
}

#[test]
fn what_is_no_value_is_refused_in_aws_words() {
    let many = "1".repeat(39);
    let cases = [
        (r#"{}"#, "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"),
        (
            r#"{"X":1}"#,
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
        ),
        (
            r#"{"S":"a","N":"1"}"#,
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        ),
        (
            r#"{"NULL":false}"#,
            "One or more parameter values were invalid: Null attribute value types must have the value of true",
        ),
        (r#"{"SS":[]}"#, "One or more parameter values were invalid: An string set  may not be empty"),
        (r#"{"NS":[]}"#, "One or more parameter values were invalid: An number set  may not be empty"),
        (r#"{"BS":[]}"#, "One or more parameter values were invalid: Binary sets should not be empty"),
        (
            r#"{"SS":["b","a","b"]}"#,
            "One or more parameter values were invalid: Input collection [b, a, b] contains duplicates.",
        ),
        (r#"{"NS":["1","1.0"]}"#, "Input collection contains duplicates"),
        (
            r#"{"BS":["AA==","AA=="]}"#,
            "One or more parameter values were invalid: Input collection [AA==, AA==]of type BS contains duplicates.",
        ),
        (r#"{"N":""}"#, "The parameter cannot be converted to a numeric value"),
        (r#"{"L":[{"N":"a"},{}]}"#, "The parameter cannot be converted to a numeric value: a"),
        (
            r#"{"M":{"k":{"N":"1E126"}}}"#,
            "Number overflow. Attempting to store a number with magnitude larger than supported range",
        ),
        (&format!(r#"{{"N":"{many}"}}"#), "Attempting to store more than 38 significant digits in a Number"),
        (r#"{"S":1}"#, "NUMBER_VALUE cannot be converted to String"),
    ];
    for (json, message) in cases {
        assert_eq!(read::<AttributeValue>(json), Err(message.to_owned()), "{json}");
    }
}

#[test]
fn the_envelope_of_writes_is_not_put_round_values_of_no_type_or_several() {
    let refusal = |json: &str| {
        let expression =
            format!(r#"{{"TableName":"t","Item":{{}},"ExpressionAttributeValues":{{":v":{json}}}}}"#);
        (read::<AttributeValue>(json).unwrap_err(), read::<PutItemInput>(&expression).unwrap_err())
    };
    // A text of the caller's that begins like such a refusal is none.
    for enveloped in
        [r#"{"SS":[]}"#, r#"{"N":"x"}"#, r#"{"SS":["Supplied AttributeValue is empty","a","a"]}"#]
    {
        let (bare, named) = refusal(enveloped);
        assert_eq!(enveloped_refusal(bare.clone()), format!("1 validation error detected: {bare}"));
        assert_eq!(enveloped_refusal(named.clone()), format!("1 validation error detected: {named}"));
    }
    for bare in [r#"{}"#, r#"{"S":"a","N":"1"}"#] {
        let (alone, named) = refusal(bare);
        assert_eq!((enveloped_refusal(alone.clone()), enveloped_refusal(named.clone())), (alone, named));
    }
    let (alone, named) = refusal(r#"{"NULL":false}"#);
    assert_eq!(alone, named, "names no key");
}

#[test]
fn a_refusal_names_the_expression_value_it_concerns() {
    let json = r#"{"TableName":"t","Item":{},"ExpressionAttributeValues":{":v":{"L":[{"NS":[]}]}}}"#;
    let message = "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: \
                   An number set  may not be empty for key :v";
    assert_eq!(read::<PutItemInput>(json), Err(message.to_owned()));
}
