//! Lines of logs: refused, or one line of JSON or CSV.
#![no_main]

use client::transformation::Transformed;
use libfuzzer_sys::fuzz_target;
use pipeline_logs::transforms::{apache_to_csv, apache_to_json, syslog_to_csv, syslog_to_json};

fuzz_target!(|line: &[u8]| {
    for (transform, is_json) in [
        (apache_to_json as fn(&[u8]) -> Transformed, true),
        (syslog_to_json, true),
        (apache_to_csv, false),
        (syslog_to_csv, false),
    ] {
        let Transformed::Ok(made) = transform(line) else { continue };
        assert_eq!(made.iter().filter(|byte| **byte == b'\n').count(), 1);
        assert!(!is_json || serde_json::from_slice::<serde_json::Value>(&made).is_ok());
    }
});
