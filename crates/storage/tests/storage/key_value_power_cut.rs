//! The power goes at every operation of a random workload on a key-value store, checkpoints included.

use std::sync::Arc;

use kernel::{Random, SeededRandom};
use storage::{CrashDisk, Fault, StorageError, Tuning, Volume};

use crate::key_value_contract::{Model, everything};

/// The states after each write, and how many of them were acknowledged.
struct Story {
    states: Vec<Model>,
    acknowledged: usize,
}

fn workload(disk: &CrashDisk, seed: u64, tuning: Tuning, story: &mut Story) -> Result<(), StorageError> {
    let random = SeededRandom::new(seed);
    let below = |limit: u64| random.u64() % limit;
    let mut volume = Volume::tuned(Arc::new(disk.clone()), tuning);
    let mut store = volume.key_value("kv")?;
    for _ in 0..12 {
        let mut tickets = Vec::new();
        for _ in 0..=below(3) {
            let mut state = story.states.last().cloned().unwrap_or_default();
            let mut writes = Vec::new();
            for _ in 0..=below(4) {
                let (key, value) = (vec![below(30) as u8], vec![below(250) as u8; below(60) as usize]);
                if below(4) == 0 {
                    state.remove(&key);
                    writes.push((key, None));
                } else {
                    state.insert(key.clone(), value.clone());
                    writes.push((key, Some(value)));
                }
            }
            story.states.push(state);
            tickets.push(store.submit(move |transaction| {
                for (key, value) in writes {
                    match value {
                        Some(value) => transaction.put(key, value),
                        None => transaction.delete(&key),
                    }
                }
                Ok::<_, ()>(())
            }));
        }
        let sent = story.states.len() - 1;
        for ticket in tickets {
            ticket.wait()?.unwrap();
        }
        story.acknowledged = sent;
        if below(6) == 0 {
            if below(2) == 0 {
                crate::providers::wait(volume.close());
            }
            drop((store, volume));
            volume = Volume::tuned(Arc::new(disk.clone()), tuning);
            store = volume.key_value("kv")?;
        }
    }
    crate::providers::wait(volume.close());
    Ok(())
}

fn check(disk: &CrashDisk, tuning: Tuning, story: &Story, note: &str) -> Model {
    let volume = Volume::tuned(Arc::new(disk.clone()), tuning);
    let store = volume.key_value("kv").unwrap_or_else(|error| panic!("{note}: {error}"));
    let found = everything(&store);
    let possible = &story.states[story.acknowledged..];
    assert!(possible.contains(&found), "{note}: {:?}", story.states.iter().position(|state| *state == found));
    let write = store.submit(|transaction| {
        transaction.put(vec![200], vec![1]);
        transaction.delete(&[200]);
        Ok::<_, ()>(())
    });
    write.wait().unwrap().unwrap();
    assert_eq!(everything(&store), found, "{note}");
    found
}

fn cut_everywhere(seed: u64, tuning: Tuning) {
    let calm = CrashDisk::default();
    let fresh = || Story { states: vec![Model::new()], acknowledged: 0 };
    workload(&calm, seed, tuning, &mut fresh()).unwrap();
    for at in 1..=calm.operations() {
        let disk = CrashDisk::default();
        disk.plan(at, Fault::PowerCut);
        let mut story = fresh();
        let end = workload(&disk, seed, tuning, &mut story);
        let note = format!("seed {seed}, cut at {at} of {} ({end:?})", calm.operations());
        let after = disk.power_cut(seed << 20 | at);
        let shown = check(&after, tuning, &story, &note);
        assert_eq!(check(&after.power_cut(at), tuning, &story, &note), shown, "{note}");
        // After a `kill -9`, what was not synced is there to be read; what is shown then must last.
        disk.restart();
        let shown = check(&disk, tuning, &story, &note);
        assert_eq!(check(&disk.power_cut(at), tuning, &story, &note), shown, "{note}");
    }
}

#[test]
fn nothing_acknowledged_is_lost() {
    for seed in 0..2 {
        cut_everywhere(seed, Tuning { checkpoint_bytes: 3000, in_line: true });
    }
}

#[test]
fn nothing_acknowledged_is_lost_while_checkpoints_run_beside() {
    cut_everywhere(7, Tuning { checkpoint_bytes: 2000, in_line: false });
}

#[test]
fn nothing_acknowledged_is_lost_without_checkpoints() {
    for seed in 10..14 {
        cut_everywhere(seed, Tuning::default());
    }
}
