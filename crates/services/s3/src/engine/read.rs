//! Bytes on their way out: a range of an object, piece by piece, in memory that does not grow with it.
//!
//! An open body keeps its bytes although the object is deleted or replaced meanwhile. While one chunk is
//! sent, the next is read.

use std::sync::Arc;

use bytes::Bytes;
use storage::{BlobReader, StorageError};
use tokio::task::JoinHandle;

use super::content::{Content, Piece, Place};
use super::files::file_name;
use super::object::{Object, VersionId};
use super::sweep::Pin;
use super::{Engine, EngineError, Opened, Result, versions};
use crate::limits::CHUNK_BYTES;

/// Most times that an object is looked up again because it was replaced between two steps.
const TRIES: usize = 8;

/// The bytes of an object, held.
pub struct Body {
    opened: Arc<Opened>,
    content: Content,
    _pin: Option<Pin>,
}

impl Engine {
    /// A version of an object: the one named, or the newest.
    pub fn find(&self, bucket: &str, key: &str, version: Option<VersionId>) -> Result<Object> {
        let index = &self.opened()?.index;
        versions::find(index, &versions::bucket(index, bucket)?, key, version)
    }

    /// A version of an object, and its bytes.
    pub fn open(&self, bucket: &str, key: &str, version: Option<VersionId>) -> Result<(Object, Body)> {
        for _ in 0..TRIES {
            let object = self.find(bucket, key, version)?;
            if let Some(body) = self.body(&object)? {
                return Ok((object, body));
            }
        }
        Err(EngineError::SourceGone)
    }

    /// The bytes of an object, unless they are gone.
    pub fn body(&self, object: &Object) -> Result<Option<Body>> {
        let opened = Arc::clone(self.opened()?);
        let Some(number) = object.content() else {
            let content = Content { references: 0, pieces: Vec::new() };
            return Ok(Some(Body { opened, content, _pin: None }));
        };
        // First the pin, then the look: whoever removes files does it the other way round.
        let pin = opened.pins.pin(number);
        let content = versions::content(&opened.index, number)?;
        Ok(content.map(|content| Body { opened, content, _pin: Some(pin) }))
    }
}

impl Body {
    /// The parts it was uploaded in: number, size in bytes, checksum.
    pub fn parts(&self) -> impl Iterator<Item = (u16, u64, &[u8])> {
        self.content.pieces.iter().map(|piece| (piece.number, piece.length, &piece.checksum[..]))
    }

    /// The `length` bytes from `offset`, as far as there are so many.
    pub fn chunks(self, offset: u64, length: u64) -> Chunks {
        Chunks { body: self, offset, left: length, at: 0, passed: 0, ahead: None }
    }
}

/// A file that is open, and its number.
type Open = (u64, BlobReader);

/// A range of a body that is being read.
pub struct Chunks {
    body: Body,
    /// Of the next byte, in the whole.
    offset: u64,
    left: u64,
    /// The piece that the next byte may be in, and where that piece begins.
    at: usize,
    passed: u64,
    ahead: Option<JoinHandle<Result<(Bytes, Open)>>>,
}

impl Chunks {
    /// The next bytes; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        let reading = match self.ahead.take() {
            Some(reading) => reading,
            None => match self.step(None)? {
                Step::End => return Ok(None),
                Step::Bytes(bytes) => return Ok(Some(bytes)),
                Step::Reading(reading) => reading,
            },
        };
        let (bytes, open) = reading.await.unwrap_or(Err(StorageError::Closed.into()))?;
        // Bytes in place cost nothing to fetch when they are asked for.
        if self.is_in_file()
            && let Step::Reading(reading) = self.step(Some(open))?
        {
            self.ahead = Some(reading);
        }
        Ok(Some(bytes))
    }

    /// Goes to the piece that the next byte is in; answers it and the offset in it.
    fn piece(&mut self) -> Option<(&Piece, u64)> {
        if self.left == 0 {
            return None;
        }
        while let Some(piece) = self.body.content.pieces.get(self.at) {
            if self.offset < self.passed + piece.length {
                break;
            }
            self.passed += piece.length;
            self.at += 1;
        }
        let within = self.offset - self.passed;
        self.body.content.pieces.get(self.at).map(|piece| (piece, within))
    }

    fn is_in_file(&mut self) -> bool {
        self.piece().is_some_and(|(piece, _)| matches!(piece.place, Place::File(_)))
    }

    fn step(&mut self, open: Option<Open>) -> Result<Step> {
        let left = self.left;
        let Some((piece, within)) = self.piece() else { return Ok(Step::End) };
        let in_piece = (piece.length - within).min(left);
        let (count, step) = match &piece.place {
            Place::Bytes(bytes) => {
                let range = within as usize..(within + in_piece) as usize;
                (in_piece, Step::Bytes(bytes.slice(range)))
            }
            Place::File(number) => {
                let (count, number) = (in_piece.min(CHUNK_BYTES as u64), *number);
                let blobs = self.body.opened.files.blobs.clone();
                let read = move || {
                    let reader = match open {
                        Some((of, reader)) if of == number => reader,
                        _ => blobs.reader(&file_name(number))?.ok_or_else(|| missing(number))?,
                    };
                    let bytes = reader.read_at(within, count as usize)?;
                    match bytes.len() as u64 == count {
                        true => Ok((bytes, (number, reader))),
                        false => Err(missing(number)),
                    }
                };
                (count, Step::Reading(tokio::task::spawn_blocking(read)))
            }
        };
        self.offset += count;
        self.left -= count;
        Ok(step)
    }
}

enum Step {
    End,
    Bytes(Bytes),
    Reading(JoinHandle<Result<(Bytes, Open)>>),
}

fn missing(number: u64) -> EngineError {
    EngineError::corrupt("file", format!("`{}` is not there, or too short", file_name(number)))
}
