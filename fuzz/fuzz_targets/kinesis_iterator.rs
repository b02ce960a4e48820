//! Iterators and sequence numbers that did not come from here, up to a read with them.
#![no_main]

use std::sync::{Arc, LazyLock};

use arbitrary::Arbitrary;
use dispatch::Notices;
use kernel::{ManualClock, Place, SeededRandom, Timestamp};
use kinesis_service::engine::{
    Engine, Iterator, Mode, NewRecord, SequenceNumber, StoredStream, Stream, Throughput,
};
use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::wait;
use storage::{Position, Volume};

#[derive(Arbitrary, Debug)]
struct Case<'a> {
    text: &'a str,
    digits: &'a str,
    number: (u64, u64, u64, u32),
    shard: u32,
    next: u64,
    hint: Option<(u64, u64)>,
    limit: u16,
}

const NOW: Timestamp = Timestamp(1_763_650_000_000);

static HOUSE: LazyLock<(Engine, Arc<Stream>)> = LazyLock::new(|| {
    let random = Arc::new(SeededRandom::new(1));
    let engine = Engine::new(
        Volume::memory(),
        ManualClock::at(NOW),
        random,
        Notices::default(),
        Throughput::Unlimited,
    );
    let place = Place::default();
    let new =
        StoredStream::new(engine.new_id(), &place, "s".into(), Timestamp(NOW.0 - 5000), Mode::Provisioned, 2);
    let stream = wait(engine.create(new)).expect("a stream");
    for number in 0..20 {
        let partition_key = format!("k{number}");
        let record = NewRecord { partition_key, hash_key: None, data: vec![7; 30].into() };
        wait(engine.put(&stream, vec![record.clone(), record])).expect("put");
    }
    (engine, stream)
});

fuzz_target!(|case: Case<'_>| {
    let (engine, stream) = &*HOUSE;
    let _ = Iterator::decode(case.text, NOW);
    if let Some(number) = SequenceNumber::parse(case.digits) {
        assert_eq!(SequenceNumber::parse(&number.to_string()), Some(number));
    }
    let (shard_created_seconds, index, arrival_seconds, shard) = case.number;
    let mask = (1 << 36) - 1;
    let (shard_created_seconds, arrival_seconds) = (shard_created_seconds & mask, arrival_seconds & mask);
    let number = SequenceNumber { shard_created_seconds, index, arrival_seconds, shard };
    assert_eq!(SequenceNumber::parse(&number.to_string()), Some(number));
    let hint = case.hint.map(Position::from_parts).filter(|hint| hint.to_parts().0 != u64::MAX);
    let iterator = Iterator { stream: stream.id.clone(), shard: case.shard, next: case.next, hint };
    let decoded = Iterator::decode(&iterator.encode(NOW), NOW).expect("what was encoded");
    assert_eq!(decoded, iterator);
    let _ = engine.read(stream, &iterator, usize::from(case.limit), true);
});
