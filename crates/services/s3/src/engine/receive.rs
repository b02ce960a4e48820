//! Bytes on their way in: digested and written as they come, in memory that does not grow with them.
//!
//! A batch of 256 KiB is digested and written while the next is gathered. What stays small is kept in
//! memory, for the index. Nothing is visible before [`Received`] is handed to a write; dropping either
//! removes the file.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use storage::{BlobWriter, StorageError, Transaction};
use tokio::task::JoinHandle;

use super::checksum::Algorithm;
use super::content::{Piece, Place};
use super::digest::{Digest, Digested};
use super::files::{Reserved, blocking, file_name};
use super::{EngineError, Opened, Result};
use crate::limits::{CHUNK_BYTES, INLINE_BYTES_MAX};

/// See the module.
pub struct Receiver {
    opened: Arc<Opened>,
    algorithms: Vec<Algorithm>,
    /// What came and was not handed on yet.
    waiting: Vec<Bytes>,
    waiting_bytes: usize,
    length: u64,
    work: Option<JoinHandle<Result<Work>>>,
}

/// What goes to and fro between the receiver and the threads that may block.
struct Work {
    digest: Digest,
    writer: BlobWriter,
    reserved: Reserved,
}

impl Work {
    fn take_in(&mut self, batch: &[Bytes]) -> Result<()> {
        for bytes in batch {
            self.digest.update(bytes);
            self.writer.append(bytes)?;
        }
        Ok(())
    }
}

impl Receiver {
    pub(super) fn new(opened: Arc<Opened>, algorithms: &[Algorithm]) -> Self {
        let algorithms = algorithms.to_vec();
        Self { opened, algorithms, waiting: Vec::new(), waiting_bytes: 0, length: 0, work: None }
    }

    /// Bytes so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Takes in what comes next. Waits while the disk is slower than what comes.
    pub async fn append(&mut self, bytes: Bytes) -> Result<()> {
        self.length += bytes.len() as u64;
        self.waiting_bytes += bytes.len();
        self.waiting.push(bytes);
        if self.waiting_bytes < CHUNK_BYTES {
            return Ok(());
        }
        let mut work = self.work().await?;
        let batch = self.batch();
        self.work = Some(tokio::task::spawn_blocking(move || {
            work.take_in(&batch)?;
            Ok(work)
        }));
        Ok(())
    }

    fn batch(&mut self) -> Vec<Bytes> {
        self.waiting_bytes = 0;
        std::mem::take(&mut self.waiting)
    }

    /// Waits for the batch before, or begins a file.
    async fn work(&mut self) -> Result<Work> {
        if let Some(work) = self.work.take() {
            return work.await.unwrap_or(Err(StorageError::Closed.into()));
        }
        let reserved = self.opened.files.reserve(&self.opened.index).await?;
        let (blobs, digest) = (self.opened.files.blobs.clone(), Digest::new(&self.algorithms));
        blocking(move || Ok(Work { digest, writer: blobs.writer()?, reserved })).await
    }

    /// Ends it: what came is durable, if it is not small.
    pub async fn finish(mut self) -> Result<Received> {
        if self.length <= INLINE_BYTES_MAX as u64 {
            return Ok(self.finish_small());
        }
        let mut work = self.work().await?;
        let batch = self.batch();
        // The number goes along: if nobody waits any more, the file is removed after it was kept.
        blocking(move || {
            work.take_in(&batch)?;
            let Work { digest, writer, reserved } = work;
            writer.keep(&file_name(reserved.number()))?;
            let place = Place::File(reserved.number());
            Ok(Received { digested: digest.finish(), place, reserved: Some(reserved) })
        })
        .await
    }

    fn finish_small(&mut self) -> Received {
        let mut bytes = BytesMut::with_capacity(self.waiting_bytes);
        self.batch().iter().for_each(|piece| bytes.extend_from_slice(piece));
        let mut digest = Digest::new(&self.algorithms);
        digest.update(&bytes);
        Received { digested: digest.finish(), place: Place::Bytes(bytes.freeze()), reserved: None }
    }
}

/// Bytes that came in whole and that nothing refers to yet.
pub struct Received {
    digested: Digested,
    place: Place,
    reserved: Option<Reserved>,
}

impl Received {
    /// What was computed of them.
    pub fn digested(&self) -> &Digested {
        &self.digested
    }

    /// Refuses bytes that are not those announced.
    pub fn check(&self, md5: Option<[u8; 16]>, checksums: &[(Algorithm, Vec<u8>)]) -> Result<()> {
        if md5.is_some_and(|md5| md5 != self.digested.md5) {
            return Err(EngineError::BadDigest);
        }
        for (algorithm, announced) in checksums {
            if self.digested.checksum(*algorithm) != Some(announced) {
                return Err(EngineError::BadChecksum { algorithm: *algorithm });
            }
        }
        Ok(())
    }

    /// Has a transaction refer to them; the last thing that the transaction does that could fail.
    pub(super) fn refer(
        &mut self,
        store: &mut Transaction,
        number: u16,
        algorithm: Option<Algorithm>,
    ) -> Piece {
        if let Some(reserved) = &mut self.reserved {
            reserved.refer(store);
        }
        let checksum = algorithm.and_then(|algorithm| self.digested.checksum(algorithm));
        Piece {
            number,
            length: self.digested.length,
            checksum: checksum.unwrap_or_default().to_vec(),
            place: self.place.clone(),
        }
    }

    /// Says that the transaction is durable.
    pub(super) fn own(mut self) {
        if let Some(reserved) = &mut self.reserved {
            reserved.own();
        }
    }
}
