//! Filter patterns, held against messages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use logs_service::engine::Pattern;

fuzz_target!(|case: (&str, &str)| {
    let (text, message) = case;
    let Ok(pattern) = Pattern::parse(text) else { return };
    for message in [message, "", "[ERROR] x y", r#"{"a":{"b":[1,"x",null]},"c":1.5}"#] {
        let _ = pattern.read(message).map(|reading| pattern.extract(&reading));
    }
});
