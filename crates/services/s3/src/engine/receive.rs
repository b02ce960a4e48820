//! Bytes on their way in: digested and written as they come, in memory that does not grow with them.
//!
//! A batch of 256 KiB is digested on one thread and written on another while the next is gathered. What stays small is kept in
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
    work: Option<(JoinHandle<Digest>, JoinHandle<Result<Writing>>)>,
}

/// The file that the bytes go to.
struct Writing {
    writer: BlobWriter,
    reserved: Reserved,
}

/// A batch, for both threads.
type Batch = Arc<Vec<Bytes>>;

fn digest(mut digest: Digest, batch: Batch) -> JoinHandle<Digest> {
    tokio::task::spawn_blocking(move || {
        batch.iter().for_each(|bytes| digest.update(bytes));
        digest
    })
}

impl Writing {
    fn take_in(&mut self, batch: &[Bytes]) -> Result<()> {
        batch.iter().try_for_each(|bytes| Ok(self.writer.append(bytes)?))
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
        let (digested, mut writing) = self.work().await?;
        let batch = self.batch();
        let digested = digest(digested, Arc::clone(&batch));
        let written = tokio::task::spawn_blocking(move || {
            writing.take_in(&batch)?;
            Ok(writing)
        });
        self.work = Some((digested, written));
        Ok(())
    }

    fn batch(&mut self) -> Batch {
        self.waiting_bytes = 0;
        Arc::new(std::mem::take(&mut self.waiting))
    }

    /// Waits for the batch before, or begins a file.
    async fn work(&mut self) -> Result<(Digest, Writing)> {
        if let Some((digested, written)) = self.work.take() {
            let (digested, written) = tokio::join!(digested, written);
            let closed = || StorageError::Closed;
            return Ok((digested.map_err(|_| closed())?, written.map_err(|_| closed())??));
        }
        let reserved = self.opened.files.reserve(&self.opened.index).await?;
        let blobs = self.opened.files.blobs.clone();
        let writing = blocking(move || Ok(Writing { writer: blobs.writer()?, reserved })).await?;
        Ok((Digest::new(&self.algorithms), writing))
    }

    /// Ends it: what came is durable, if it is not small.
    pub async fn finish(mut self) -> Result<Received> {
        if self.length <= INLINE_BYTES_MAX as u64 {
            return Ok(self.finish_small());
        }
        let (digested, mut writing) = self.work().await?;
        let batch = self.batch();
        let digested = digest(digested, Arc::clone(&batch));
        // The number goes along: if nobody waits any more, the file is removed after it was kept.
        let kept = blocking(move || {
            writing.take_in(&batch)?;
            let Writing { writer, reserved } = writing;
            writer.keep(&file_name(reserved.number()))?;
            Ok(reserved)
        });
        let (digested, reserved) = tokio::join!(digested, kept);
        let digested = digested.map_err(|_| StorageError::Closed)?.finish();
        let reserved = reserved?;
        Ok(Received { digested, place: Place::File(reserved.number()), reserved: Some(reserved) })
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
