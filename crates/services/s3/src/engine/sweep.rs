//! Files that nothing refers to any more: written down by the change that let them go, removed afterwards.
//!
//! A reader of a content pins it, so that no file of it is removed before the reader is done; pins end with
//! the process, as readers do. An upload that was aborted is written down as a whole, however many parts
//! it has, and taken apart here.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use storage::{KeyValue, Transaction};
use wire::{Shape, from_json, to_json};

use super::files::{Files, blocking, file_name};
use super::uploads::StoredPart;
use super::{EngineError, Result, keys, versions};
use crate::limits::SWEEP_MAX;

/// The version of the form below.
const FORM: i32 = 1;

/// What is to be removed.
#[derive(Clone, Debug, PartialEq, Shape)]
struct Garbage {
    /// The version of this form.
    form: i32,
    /// The content whose files these are, or 0.
    content: i64,
    /// Numbers of files.
    files: Vec<i64>,
    /// The upload whose parts are to be removed.
    upload: Option<i64>,
}

/// Has the files of a content removed.
pub fn discard(store: &mut Transaction, content: u64, files: Vec<u64>) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let files = files.into_iter().map(|file| file as i64).collect();
    write(store, Garbage { form: FORM, content: content as i64, files, upload: None })
}

/// Has the parts of an upload removed.
pub fn discard_upload(store: &mut Transaction, upload: u64) -> Result<()> {
    write(store, Garbage { form: FORM, content: 0, files: Vec::new(), upload: Some(upload as i64) })
}

fn write(store: &mut Transaction, garbage: Garbage) -> Result<()> {
    let number = versions::next_number(store, keys::LAST_CHANGE)?;
    store.put(keys::numbered(keys::GARBAGE, number), to_json(&garbage));
    Ok(())
}

/// Contents that are being read, and by how many.
#[derive(Clone, Default)]
pub struct Pins(Arc<Mutex<HashMap<u64, usize>>>);

impl Pins {
    /// Pins `content` as long as the answer lives.
    pub fn pin(&self, content: u64) -> Pin {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(content).or_default() += 1;
        Pin { pins: self.clone(), content }
    }

    fn is_pinned(&self, content: u64) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&content)
    }
}

/// See [`Pins::pin`].
pub struct Pin {
    pins: Pins,
    content: u64,
}

impl Drop for Pin {
    fn drop(&mut self) {
        let mut pins = self.pins.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = pins.get_mut(&self.content) {
            *count -= 1;
            if *count == 0 {
                pins.remove(&self.content);
            }
        }
    }
}

/// Removes what can be removed now.
pub async fn sweep(index: &KeyValue, files: &Files, pins: &Pins) -> Result<()> {
    let mut after = None;
    loop {
        let found = read(index, after)?;
        let Some((last, _)) = found.last() else { return Ok(()) };
        after = Some(*last);
        let (mut done, mut names, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for (number, garbage) in found {
            if let Some(upload) = garbage.upload {
                take_apart(index, number, upload as u64).await?;
                // The parts' files are written down further on.
            } else if !pins.is_pinned(garbage.content as u64) {
                done.push(number);
                names.extend(garbage.files.iter().map(|file| file_name(*file as u64)));
                numbers.extend(garbage.files.iter().map(|file| *file as u64));
            }
        }
        if done.is_empty() {
            continue;
        }
        let blobs = files.blobs.clone();
        blocking(move || Ok(blobs.delete_all(&names)?)).await?;
        let strike = move |store: &mut Transaction| {
            done.iter().for_each(|number| store.delete(&keys::numbered(keys::GARBAGE, *number)));
            numbers.iter().for_each(|number| store.delete(&keys::numbered(keys::FILE, *number)));
            Ok::<_, EngineError>(())
        };
        index.write(strike).await??;
    }
}

/// Up to [`SWEEP_MAX`] records after one.
fn read(index: &KeyValue, after: Option<u64>) -> Result<Vec<(u64, Garbage)>> {
    let from = keys::numbered(keys::GARBAGE, after.map_or(0, |after| after + 1));
    let mut found: Vec<(u64, Bytes)> = Vec::new();
    let upper = [keys::GARBAGE + 1];
    let (lower, upper) = (std::ops::Bound::Included(&from[..]), std::ops::Bound::Excluded(&upper[..]));
    index.scan(lower, upper, storage::Direction::Forward, &mut |key, value| {
        found.extend(keys::number_of(key).map(|number| (number, value.clone())));
        if found.len() < SWEEP_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let decode = |(number, bytes): (u64, Bytes)| {
        let garbage: Garbage = from_json(&bytes).map_err(|error| EngineError::corrupt("garbage", error))?;
        Ok((number, garbage))
    };
    found.into_iter().map(decode).collect()
}

/// Turns the parts of an upload into files to be removed, some at a time.
async fn take_apart(index: &KeyValue, garbage: u64, upload: u64) -> Result<()> {
    loop {
        let step = move |store: &mut Transaction| {
            let mut parts = Vec::new();
            store.scan_prefix(&keys::numbered(keys::PART, upload), &mut |key, value| {
                parts.push((key.to_vec(), value.clone()));
                if parts.len() < SWEEP_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            let mut files = Vec::new();
            for (key, value) in &parts {
                files.extend(StoredPart::decode(value)?.file());
                store.delete(key);
            }
            if parts.is_empty() {
                store.delete(&keys::numbered(keys::GARBAGE, garbage));
            }
            discard(store, 0, files)?;
            Ok::<_, EngineError>(parts.is_empty())
        };
        if index.write(step).await?? {
            return Ok(());
        }
    }
}
