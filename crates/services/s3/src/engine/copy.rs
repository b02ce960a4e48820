//! Copies: an object's bytes are shared; what must be computed anew is computed as they pass.

use super::checksum::{Algorithm, Checksum};
use super::digest::Digest;
use super::object::Object;
use super::receive::Received;
use super::write::Put;
use super::{Engine, EngineError, Result};

impl Engine {
    /// Stores a copy of `source`, a version that was found before. The copy has the checksum that
    /// `put.algorithm` asks for, or the one of its source.
    pub async fn copy(&self, mut source: Object, put: Put) -> Result<Object> {
        let checksum = source.checksum.as_ref();
        let wanted = put.algorithm.or(checksum.map(|checksum| checksum.algorithm));
        // A composite checksum and the entity tag of an upload in parts say where its parts began.
        let is_whole = source.parts.is_none();
        if !is_whole || checksum.map(|checksum| checksum.algorithm) != wanted {
            let algorithms: Vec<Algorithm> = wanted.into_iter().collect();
            let body = self.body(&source)?.ok_or(EngineError::SourceGone)?;
            let mut chunks = body.chunks(0, source.length());
            let mut digest = Digest::new(&algorithms);
            while let Some(bytes) = chunks.next().await? {
                digest = tokio::task::spawn_blocking(move || {
                    digest.update(&bytes);
                    digest
                })
                .await
                .map_err(|_| storage::StorageError::Closed)?;
            }
            let digested = digest.finish();
            source.etag = kernel::to_hex(&digested.md5);
            source.checksum = wanted.and_then(|algorithm| {
                digested.checksum(algorithm).map(|bytes| Checksum::of_bytes(algorithm, bytes))
            });
        }
        self.share(source, put).await
    }

    /// Receives a range of `source`, a version that was found before, as if it came from outside.
    pub async fn receive_range(
        &self,
        source: &Object,
        offset: u64,
        length: u64,
        algorithms: &[Algorithm],
    ) -> Result<Received> {
        let body = self.body(source)?.ok_or(EngineError::SourceGone)?;
        let mut chunks = body.chunks(offset, length);
        let mut receiver = self.receive(algorithms)?;
        while let Some(bytes) = chunks.next().await? {
            receiver.append(bytes).await?;
        }
        receiver.finish().await
    }
}
