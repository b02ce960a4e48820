//! What every key-value store promises, on every provider, against a `BTreeMap`.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arbtest::arbitrary::{Result, Unstructured};
use bytes::Bytes;
use storage::{Direction, Epilogue, KeyValue, Transaction, Volume};

use crate::providers::{Provider, on_every_provider, wait};

pub type Model = BTreeMap<Vec<u8>, Vec<u8>>;
type Pair = (Vec<u8>, Vec<u8>);

fn visitor(pairs: &mut Vec<Pair>, limit: usize) -> impl FnMut(&[u8], &Bytes) -> ControlFlow<()> {
    move |key, value| {
        pairs.push((key.to_vec(), value.to_vec()));
        if pairs.len() == limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

pub fn everything(store: &KeyValue) -> Model {
    let mut pairs = Vec::new();
    store
        .scan(Bound::Unbounded, Bound::Unbounded, Direction::Forward, &mut visitor(&mut pairs, usize::MAX))
        .unwrap();
    assert!(pairs.is_sorted_by(|a, b| a.0 < b.0));
    pairs.into_iter().collect()
}

fn short_key(u: &mut Unstructured) -> Result<Vec<u8>> {
    let length = u.int_in_range(0..=2)?;
    (0..length).map(|_| Ok(*u.choose(&[0, 1, 7, 254, 255])?)).collect()
}

fn bound(u: &mut Unstructured) -> Result<Bound<Vec<u8>>> {
    Ok(match u.int_in_range(0..=2)? {
        0 => Bound::Unbounded,
        1 => Bound::Included(short_key(u)?),
        _ => Bound::Excluded(short_key(u)?),
    })
}

fn between(model: &Model, lower: &Bound<Vec<u8>>, upper: &Bound<Vec<u8>>) -> Vec<Pair> {
    let within = |key: &Vec<u8>| {
        (match lower {
            Bound::Unbounded => true,
            Bound::Included(lower) => key >= lower,
            Bound::Excluded(lower) => key > lower,
        }) && match upper {
            Bound::Unbounded => true,
            Bound::Included(upper) => key <= upper,
            Bound::Excluded(upper) => key < upper,
        }
    };
    let pairs = model.iter().filter(|(key, _)| within(key));
    pairs.map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn check_scan(u: &mut Unstructured, store: &KeyValue, model: &Model) -> Result<()> {
    let (lower, upper) = (bound(u)?, bound(u)?);
    let reverse = u.arbitrary()?;
    let limit = u.int_in_range(1..=12)?;
    let mut expected = between(model, &lower, &upper);
    if reverse {
        expected.reverse();
    }
    expected.truncate(limit);
    let mut pairs = Vec::new();
    let direction = if reverse { Direction::Reverse } else { Direction::Forward };
    let (lower, upper) = (lower.as_ref().map(Vec::as_slice), upper.as_ref().map(Vec::as_slice));
    store.scan(lower, upper, direction, &mut visitor(&mut pairs, limit)).unwrap();
    assert_eq!(pairs, expected, "{lower:?} {upper:?} {direction:?}");
    let prefix = short_key(u)?;
    let mut pairs = Vec::new();
    store.scan_prefix(&prefix, &mut visitor(&mut pairs, usize::MAX)).unwrap();
    let expected: Vec<Pair> = model
        .iter()
        .filter(|(key, _)| key.starts_with(&prefix))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    assert_eq!(pairs, expected, "{prefix:?}");
    Ok(())
}

/// A random run against a model; small checkpoints, so that all layers come into play.
fn run(u: &mut Unstructured, provider: &Provider) -> Result<()> {
    let mut volume = provider.open();
    let mut store = volume.key_value("kv").unwrap();
    let mut model = everything(&store);
    for _ in 0..u.int_in_range(1..=40)? {
        let mut writes = Vec::new();
        for _ in 0..u.int_in_range(0..=6)? {
            let value =
                if u.ratio(1, 4)? { None } else { Some(vec![u.arbitrary()?; u.int_in_range(0..=40)?]) };
            writes.push((short_key(u)?, value));
        }
        let fails = u.ratio(1, 8)?;
        let (sent, expected) = (writes.clone(), model.clone());
        let mut changed = model.clone();
        for (key, value) in writes {
            match value {
                Some(value) => drop(changed.insert(key, value)),
                None => drop(changed.remove(&key)),
            }
        }
        if !fails {
            model = changed.clone();
        }
        let ticket = store.submit(move |transaction: &mut Transaction| {
            for (key, value) in &expected {
                assert_eq!(transaction.get(key).unwrap().as_deref(), Some(&value[..]));
            }
            for (key, value) in sent {
                match value {
                    Some(value) => transaction.put(key, value),
                    None => transaction.delete(&key),
                }
            }
            let mut pairs = Vec::new();
            transaction.scan_prefix(&[], &mut visitor(&mut pairs, usize::MAX)).unwrap();
            assert_eq!(pairs.into_iter().collect::<Model>(), changed);
            if fails { Err("no") } else { Ok(()) }
        });
        assert_eq!(ticket.wait().unwrap(), if fails { Err("no") } else { Ok(()) });
        let key = short_key(u)?;
        assert_eq!(store.get(&key).unwrap().as_deref(), model.get(&key).map(Vec::as_slice));
        check_scan(u, &store, &model)?;
        if provider.is_durable() && u.ratio(1, 10)? {
            if u.arbitrary()? {
                wait(volume.close());
            } else {
                drop(volume);
            }
            drop(store);
            volume = provider.open();
            store = volume.key_value("kv").unwrap();
            assert_eq!(everything(&store), model);
        }
    }
    Ok(())
}

#[test]
fn behaves_like_a_map() {
    arbtest::arbtest(|u| run(u, &Provider::Ephemeral)).budget_ms(300);
    arbtest::arbtest(|u| run(u, &Provider::Disk(std::sync::Arc::new(storage::CrashDisk::default()))))
        .budget_ms(1500);
}

/// Calls that are one group for sure, since the first of them waits until all are queued.
fn run_group(u: &mut Unstructured, provider: &Provider) -> Result<()> {
    let volume = provider.open();
    let store = volume.key_value("kv").unwrap();
    let mut model = Model::new();
    for _ in 0..u.int_in_range(1..=3)? {
        let (release, released) = std::sync::mpsc::channel::<()>();
        let first = store.submit(move |_| released.recv());
        let mut tickets = Vec::new();
        for _ in 0..u.int_in_range(1..=8)? {
            let mut writes = Vec::new();
            for _ in 0..u.int_in_range(0..=4)? {
                let value = if u.ratio(1, 3)? { None } else { Some(vec![u.arbitrary()?; 3]) };
                writes.push((short_key(u)?, value));
            }
            let (fails, before, mut after) = (u.ratio(1, 3)?, model.clone(), model.clone());
            for (key, value) in writes.clone() {
                match value {
                    Some(value) => drop(after.insert(key, value)),
                    None => drop(after.remove(&key)),
                }
            }
            if !fails {
                model = after.clone();
            }
            let (lower, upper) = (bound(u)?, bound(u)?);
            tickets.push(store.submit(move |transaction| {
                for direction in [Direction::Forward, Direction::Reverse] {
                    assert_eq!(
                        seen(transaction, &lower, &upper, direction),
                        between(&before, &lower, &upper)
                    );
                }
                for (key, value) in writes {
                    match value {
                        Some(value) => transaction.put(key, value),
                        None => transaction.delete(&key),
                    }
                }
                for direction in [Direction::Forward, Direction::Reverse] {
                    assert_eq!(seen(transaction, &lower, &upper, direction), between(&after, &lower, &upper));
                }
                assert!(after.iter().all(|(key, value)| transaction.get(key).unwrap().unwrap() == value));
                if fails { Err(()) } else { Ok(()) }
            }));
        }
        release.send(()).unwrap();
        first.wait().unwrap().unwrap();
        for ticket in tickets {
            let _ = ticket.wait().unwrap();
        }
        assert_eq!(everything(&store), model);
    }
    if provider.is_durable() {
        drop((store, volume));
        assert_eq!(everything(&provider.open().key_value("kv").unwrap()), model);
    }
    Ok(())
}

fn seen(
    transaction: &Transaction,
    lower: &Bound<Vec<u8>>,
    upper: &Bound<Vec<u8>>,
    direction: Direction,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (lower, upper) = (lower.as_ref().map(Vec::as_slice), upper.as_ref().map(Vec::as_slice));
    transaction.scan(lower, upper, direction, &mut visitor(&mut pairs, usize::MAX)).unwrap();
    if direction == Direction::Reverse {
        pairs.reverse();
    }
    pairs
}

#[test]
fn a_group_is_like_one_call_after_the_other() {
    arbtest::arbtest(|u| run_group(u, &Provider::Ephemeral)).budget_ms(300);
    arbtest::arbtest(|u| run_group(u, &Provider::Disk(std::sync::Arc::new(storage::CrashDisk::default()))))
        .budget_ms(500);
}

#[test]
fn a_large_group_is_shown_whole() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let store = volume.key_value("large").unwrap();
        for step in 0..3u8 {
            let write = store.submit(move |transaction| {
                (0..2000u16).for_each(|key| transaction.put(key.to_be_bytes().to_vec(), vec![step]));
                transaction.delete(&[0, step]);
                Ok::<_, ()>(())
            });
            write.wait().unwrap().unwrap();
            let model = everything(&store);
            assert_eq!(model.len(), 1999);
            assert!(model.values().all(|value| *value == [step]));
        }
    });
}

#[test]
fn writes_are_in_order_and_grouped() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let store = volume.key_value("counter").unwrap();
        let tickets: Vec<_> = (0..100u8)
            .map(|step| {
                store.submit(move |transaction| {
                    let before = transaction.get(b"steps").unwrap().unwrap_or_default();
                    assert_eq!(before.len(), usize::from(step));
                    transaction.put(b"steps".to_vec(), [&before[..], &[step]].concat());
                    Ok::<_, ()>(before.len())
                })
            })
            .collect();
        for (step, ticket) in tickets.into_iter().enumerate() {
            assert_eq!(ticket.wait().unwrap(), Ok(step));
        }
        assert_eq!(store.get(b"steps").unwrap().unwrap().len(), 100);
        let answer: Result<_, _> = wait(store.write(|transaction| {
            transaction.delete(b"steps");
            Ok::<_, ()>(transaction.get(b"steps").unwrap())
        }));
        assert_eq!(answer.unwrap(), Ok(None));
        assert!(everything(&store).is_empty());
    });
}

#[test]
fn scans_see_one_state_while_writes_go_on() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let store = volume.key_value("pairs").unwrap();
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for step in 0..300u32 {
                    let write = store.submit(move |transaction| {
                        for key in 0..8u8 {
                            transaction.put(vec![key], step.to_le_bytes().to_vec());
                        }
                        Ok::<_, ()>(())
                    });
                    write.wait().unwrap().unwrap();
                }
                done.store(true, std::sync::atomic::Ordering::Release);
            });
            while !done.load(std::sync::atomic::Ordering::Acquire) {
                let model = everything(&store);
                let values: std::collections::BTreeSet<_> = model.values().collect();
                assert!(model.is_empty() || (model.len() == 8 && values.len() == 1), "{model:?}");
            }
        });
    });
}

#[test]
fn a_real_store_comes_back() {
    on_every_provider(|provider| {
        if !provider.is_durable() {
            return;
        }
        let mut model = Model::new();
        for round in 0..4u8 {
            let volume: Volume = provider.open();
            let store = volume.key_value("tables").unwrap();
            assert_eq!(everything(&store), model);
            for key in 0..60u8 {
                let (key, value) = (vec![key, key.wrapping_mul(31)], vec![round; 40]);
                model.insert(key.clone(), value.clone());
                let write = store.submit(move |transaction| {
                    transaction.put(key, value);
                    Ok::<_, ()>(())
                });
                write.wait().unwrap().unwrap();
            }
            assert_eq!(everything(&store), model);
            if round % 2 == 0 {
                wait(volume.close());
                let late = store.submit(|_| Ok::<_, ()>(())).wait();
                assert_eq!(late.unwrap_err().kind(), kernel::Kind::Unavailable);
            }
        }
    });
}

/// Counts calls, and writes the count at the end of each group.
#[derive(Default)]
struct Counter {
    calls: AtomicU64,
    settled: AtomicU64,
}

impl Epilogue for Counter {
    fn write(&self, store: &mut Transaction) {
        store.put(b"count".to_vec(), self.calls.load(Ordering::SeqCst).to_be_bytes().to_vec());
    }

    fn settle(&self, is_durable: bool) {
        assert!(is_durable);
        self.settled.store(self.calls.load(Ordering::SeqCst), Ordering::SeqCst);
    }
}

#[test]
fn an_epilogue_writes_with_each_group() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let store = volume.key_value("s").unwrap();
        let counter = Arc::new(Counter::default());
        store.attach(counter.clone());
        for number in 0..20u64 {
            let counting = counter.clone();
            let refuses = number % 3 == 0;
            let written = wait(store.write(move |store| {
                counting.calls.fetch_add(1, Ordering::SeqCst);
                store.put(b"k".to_vec(), vec![1]);
                if refuses { Err(()) } else { Ok(()) }
            }));
            assert_eq!(written.unwrap().is_err(), refuses);
            // It is there when the call is answered, also where the call itself left nothing.
            assert_eq!(store.get(b"count").unwrap().unwrap()[..], (number + 1).to_be_bytes());
            assert_eq!(counter.settled.load(Ordering::SeqCst), number + 1);
        }
        assert!(store.get(b"k").unwrap().is_some());
    });
}
