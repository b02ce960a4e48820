//! Frames of event streams.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::Event;

fuzz_target!(|bytes: &[u8]| {
    if let Some((event, length)) = Event::decode(bytes) {
        assert!(length <= bytes.len());
        assert_eq!(Event::decode(&event.encode()).map(|(again, _)| again), Some(event));
    }
});
