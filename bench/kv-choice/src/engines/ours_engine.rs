//! The house's own store, which groups commits itself.

use std::ops::{Bound, ControlFlow};
use std::path::Path;

use storage::{Direction, KeyValue, Volume};

use super::{Durable, Store};

pub struct Ours {
    store: KeyValue,
    _volume: Volume,
}

pub fn open(folder: &Path) -> Ours {
    let volume = Volume::open(folder).unwrap();
    Ours { store: volume.key_value("items").unwrap(), _volume: volume }
}

impl Store for Ours {
    fn write(&self, key: [u8; 16], value: Vec<u8>) -> Durable {
        let ticket = self.store.submit(move |transaction| {
            transaction.put(key.to_vec(), value);
            Ok::<(), ()>(())
        });
        Box::pin(async { ticket.await.unwrap().unwrap() })
    }

    fn get(&self, key: &[u8]) -> Option<usize> {
        self.store.get(key).unwrap().map(|value| value.len())
    }

    fn scan(&self, from: &[u8], count: usize) -> usize {
        let mut seen = 0;
        let mut visit = |_: &[u8], value: &bytes::Bytes| {
            seen += usize::from(!value.is_empty());
            if seen < count { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        self.store.scan(Bound::Included(from), Bound::Unbounded, Direction::Forward, &mut visit).unwrap();
        seen
    }
}
