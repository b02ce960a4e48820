//! The examples of Firehose's guide, its rules one by one, and rubbish.

use super::*;
use kernel::SeededRandom;

/// 10:30 on 27 August 2018, the guide's moment.
const MOMENT: kernel::Timestamp = kernel::Timestamp(1_535_365_800_000);

fn rendered(prefix: &Prefix, zone: &str, keys: &[(&str, &str)]) -> Result<String, RenderError> {
    let keys: BTreeMap<_, _> =
        keys.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    prefix.render(&Context {
        arrived: MOMENT,
        zone: &Zone::parse(zone).unwrap(),
        random: &SeededRandom::new(1),
        error_output_type: "processing-failed",
        keys_from_query: &keys,
        keys_from_lambda: &keys,
    })
}

/// Both prefixes of a stream without dynamic partitioning.
fn both(prefix: Option<&str>, error: Option<&str>) -> Result<(String, String), PrefixError> {
    let prefixes = Prefixes::new(prefix, error, Partitioning::default())?;
    Ok((rendered(&prefixes.sound, "", &[]).unwrap(), rendered(&prefixes.failed, "", &[]).unwrap()))
}

fn texts(sound: &str, failed: &str) -> Result<(String, String), PrefixError> {
    Ok((sound.to_owned(), failed.to_owned()))
}

#[test]
fn the_guides_examples() {
    assert_eq!(
        both(None, Some("myFirehoseFailures/!{firehose:error-output-type}/")),
        texts("2018/08/27/10/", "myFirehoseFailures/processing-failed/")
    );
    assert_eq!(both(Some("!{timestamp:yyyy/MM/dd}"), None), Err(PrefixError::NoErrorOutputPrefix));
    let year =
        "myPrefix/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";
    assert_eq!(
        both(Some(year), Some("e/!{firehose:error-output-type}/!{timestamp:yyyy}/anyMonth/!{timestamp:dd}")),
        texts("myPrefix/year=2018/month=08/day=27/hour=10/", "e/processing-failed/2018/anyMonth/27")
    );
    assert_eq!(both(Some("es/"), None), texts("es/2018/08/27/10/", "es/processing-failed/2018/08/27/10/"));
    assert_eq!(both(None, None), texts("2018/08/27/10/", "processing-failed/2018/08/27/10/"));
    assert_eq!(both(None, Some("bad/")), texts("2018/08/27/10/", "bad/processing-failed/2018/08/27/10/"));
}

#[test]
fn random_strings_are_new_each_time() {
    let text =
        rendered(&Prefix::parse("!{firehose:random-string}/!{firehose:random-string}").unwrap(), "", &[]);
    let text = text.unwrap();
    let (first, second) = text.split_once('/').unwrap();
    assert_eq!((first.len(), second.len()), (RANDOM_LENGTH, RANDOM_LENGTH));
    assert_ne!(first, second);
    let sound = Prefixes::new(
        Some("!{firehose:random-string}"),
        Some("!{firehose:error-output-type}"),
        Partitioning::default(),
    );
    assert!(rendered(&sound.unwrap().sound, "", &[]).unwrap().ends_with("2018/08/27/10/"));
}

#[test]
fn every_rule_is_held() {
    let error = Some("!{firehose:error-output-type}/");
    assert_eq!(both(Some("!{firehose:error-output-type}/"), error), Err(PrefixError::ErrorType));
    assert_eq!(both(None, Some("!{timestamp:yyyy}/")), Err(PrefixError::NoErrorType));
    assert_eq!(
        both(Some("a!{timestamp:yyyy"), error),
        Err(PrefixError::Expression("!{timestamp:yyyy".into()))
    );
    assert_eq!(both(Some("!{yyyy}"), error), Err(PrefixError::Expression("!{yyyy}".into())));
    assert_eq!(both(Some("!{time:yyyy}"), error), Err(PrefixError::Namespace("time".into())));
    assert_eq!(both(Some("!{firehose:x}"), error), Err(PrefixError::Firehose("x".into())));
    assert!(matches!(both(Some("!{timestamp:bb}"), error), Err(PrefixError::Pattern(..))));
    assert_eq!(both(Some("!{partitionKeyFromQuery:a}/"), error), Err(PrefixError::NotPartitioned));
    assert_eq!(both(None, Some("!{partitionKeyFromLambda:a}")), Err(PrefixError::ErrorKeys));
    assert_eq!(both(Some("!{partitionKeyFromQuery:}"), error), Err(PrefixError::Key(String::new())));
}

#[test]
fn partition_keys_need_somebody_who_provides_them() {
    let keys = ["customer".to_owned()];
    let on = Partitioning { enabled: true, query_keys: Some(&keys), function: false };
    let new = |prefix| Prefixes::new(Some(prefix), Some("e/"), on);
    let sound = new("c=!{partitionKeyFromQuery:customer}/").unwrap().sound;
    assert_eq!(rendered(&sound, "", &[("customer", "7")]).unwrap(), "c=7/");
    assert_eq!(rendered(&sound, "", &[]), Err(RenderError::Missing("customer".into())));
    assert_eq!(rendered(&sound, "", &[("customer", "")]), Err(RenderError::Missing("customer".into())));
    assert_eq!(rendered(&sound, "", &[("customer", &"x".repeat(511))]), Err(RenderError::Length));
    assert_eq!(new("data/"), Err(PrefixError::NoKeys));
    assert!(matches!(new("!{partitionKeyFromQuery:other}/"), Err(PrefixError::NotProvided(_))));
    assert!(matches!(new("!{partitionKeyFromLambda:customer}/"), Err(PrefixError::NotProvided(_))));
    let mixed = Partitioning { function: true, ..on };
    let prefix = "!{partitionKeyFromLambda:b}/!{partitionKeyFromQuery:customer}/!{timestamp:yyyy}/";
    let sound = Prefixes::new(Some(prefix), Some("e/"), mixed).unwrap().sound;
    assert_eq!(rendered(&sound, "", &[("b", "1"), ("customer", "2")]).unwrap(), "1/2/2018/");
}

#[test]
fn zones_shift_the_time() {
    let prefix = Prefix::parse("!{timestamp:yyyy-MM-dd'T'HH:mmXXX}").unwrap();
    assert_eq!(rendered(&prefix, "+14:00", &[]).unwrap(), "2018-08-28T00:30+14:00");
    assert_eq!(rendered(&prefix, "-03:30", &[]).unwrap(), "2018-08-27T07:00-03:30");
    for unknown in ["Mars/Olympus", "+9", "+19:00", "+09:60", "9", "../../etc/passwd", "+-9:-1"] {
        assert_eq!(Zone::parse(unknown), Err(UnknownZone(unknown.into())));
    }
    // Where the machine has zone files, summer time counts too.
    if let Ok(zone) = Zone::parse("Europe/Berlin") {
        let name = object_name("s", 3, MOMENT, &zone, "u", ".gz");
        assert_eq!(name, "s-3-2018-08-27-12-30-00-u.gz");
    }
}

#[test]
fn rubbish_is_refused_or_rendered() {
    arbtest::arbtest(|bytes| {
        let pieces =
            ["!{", "}", "timestamp:", "firehose:", "yyyy", "'", "é", "random-string", "a/", ":", "Z"];
        let text: String = (0..bytes.int_in_range(0..=12)?)
            .map(|_| bytes.choose(&pieces).copied())
            .collect::<Result<_, _>>()?;
        if let Ok(prefix) = Prefix::parse(&text) {
            let _ = rendered(&prefix, "", &[]);
        }
        Ok(())
    });
}
