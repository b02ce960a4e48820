//! The bench that the tests stand at: an engine on each provider, and short words for what they do with it.

use std::sync::Arc;

use bytes::Bytes;
use kernel::{ManualClock, Place, SeededRandom, Timestamp};
use s3_service::engine::bucket::Versioning;
use s3_service::engine::checksum::Algorithm;
use s3_service::engine::object::{Object, VersionId};
use s3_service::engine::read::Body;
use s3_service::engine::receive::Received;
use s3_service::engine::write::{Delete, Deleted, Put};
use s3_service::engine::{Engine, EngineError};
use storage::{CrashDisk, Tuning, Volume};

pub type Result<T> = std::result::Result<T, EngineError>;

/// The bucket that [`bench`] makes.
pub const BUCKET: &str = "bucket";

pub fn engine_on(volume: &Volume) -> Arc<Engine> {
    let clock = ManualClock::at(Timestamp(1_700_000_000_000));
    Engine::new(volume.clone(), clock, Arc::new(SeededRandom::new(7)))
}

/// A store that checkpoints often, so that reads meet all its layers.
pub fn volume_on(disk: &CrashDisk) -> Volume {
    Volume::tuned(Arc::new(disk.clone()), Tuning { checkpoint_bytes: 16 << 10, in_line: true })
}

/// Engines in memory and on a disk, each with an empty bucket.
pub async fn benches() -> Vec<Arc<Engine>> {
    let engines = [Volume::memory(), volume_on(&CrashDisk::default())].map(|volume| engine_on(&volume));
    for engine in &engines {
        engine.create_bucket(&Place::default(), BUCKET).await.unwrap();
    }
    engines.into()
}

/// Bytes that are not all alike.
pub fn bytes(length: usize) -> Bytes {
    (0..length).map(|at| (at * 7 + at / 251) as u8).collect::<Vec<_>>().into()
}

pub async fn received(engine: &Engine, bytes: &Bytes, algorithms: &[Algorithm]) -> Result<Received> {
    let mut receiver = engine.receive(algorithms)?;
    for chunk in bytes.chunks(10_000) {
        receiver.append(bytes.slice_ref(chunk)).await?;
    }
    receiver.finish().await
}

pub fn put_of(key: &str) -> Put {
    Put { bucket: BUCKET.into(), key: key.into(), ..Put::default() }
}

pub async fn put(engine: &Engine, key: &str, bytes: &Bytes) -> Result<Object> {
    let received = received(engine, bytes, &[]).await?;
    engine.put(put_of(key), received).await
}

pub async fn delete(engine: &Engine, key: &str, version: Option<&str>) -> Result<Deleted> {
    let version = version.map(VersionId::parse).transpose()?;
    let delete = Delete { key: key.into(), version, ..Delete::default() };
    engine.delete(BUCKET, vec![delete], Default::default()).await?.remove(0)
}

pub async fn collect(body: Body, offset: u64, length: u64) -> Result<Vec<u8>> {
    let (mut chunks, mut all) = (body.chunks(offset, length), Vec::new());
    while let Some(chunk) = chunks.next().await? {
        assert!(!chunk.is_empty() && chunk.len() <= 256 << 10);
        all.extend_from_slice(&chunk);
    }
    Ok(all)
}

pub async fn get(engine: &Engine, key: &str) -> Result<Vec<u8>> {
    let (object, body) = engine.open(BUCKET, key, None)?;
    collect(body, 0, object.length()).await
}

pub async fn set_versioning(engine: &Engine, versioning: Versioning) {
    engine.change_bucket(BUCKET, move |bucket| bucket.versioning = versioning).await.unwrap();
}
