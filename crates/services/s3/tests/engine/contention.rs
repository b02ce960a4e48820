//! Writers, readers, copiers and the sweep at once: every read is whole, and nothing is left over.

use std::sync::Arc;

use s3_service::engine::{Engine, EngineError};
use storage::Volume;

use crate::bench::*;

/// Large enough for a file, small enough to be quick.
const SIZE: usize = 40_000;
const KEYS: [&str; 2] = ["a", "b"];

async fn write(engine: Arc<Engine>, seed: usize) {
    for step in 0..40 {
        let key = KEYS[(seed + step) % 2];
        match step % 4 {
            0..=1 => drop(put(&engine, key, &bytes(SIZE + seed * 100 + step)).await.unwrap()),
            2 => {
                if let Ok(source) = engine.find(BUCKET, key, None) {
                    let copied = engine.copy(source, put_of(KEYS[(seed + step + 1) % 2])).await;
                    assert!(matches!(copied, Ok(_) | Err(EngineError::SourceGone)));
                }
            }
            _ => drop(delete(&engine, key, None).await.unwrap()),
        }
    }
}

async fn read(engine: Arc<Engine>) {
    for step in 0..120 {
        match engine.open(BUCKET, KEYS[step % 2], None) {
            Ok((object, body)) => {
                let found = collect(body, 0, object.length()).await.unwrap();
                assert!(found == bytes(object.length() as usize), "a read is whole");
            }
            Err(error) => {
                assert!(matches!(error, EngineError::NoKey { .. } | EngineError::SourceGone), "{error}");
            }
        }
        if step % 10 == 0 {
            engine.sweep().await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_read_is_whole_and_nothing_is_left() {
    let volume = Volume::memory();
    let engine = engine_on(&volume);
    engine.create_bucket(&Default::default(), BUCKET).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for seed in 0..3 {
        tasks.spawn(write(engine.clone(), seed));
        tasks.spawn(read(engine.clone()));
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    for key in KEYS {
        delete(&engine, key, None).await.unwrap();
    }
    engine.sweep().await.unwrap();
    assert_eq!(volume.blobs("s3").unwrap().list().unwrap(), [""; 0]);
}
