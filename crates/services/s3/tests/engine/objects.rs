//! Objects of all sizes: put, read, copied, deleted; buckets; conditions.

use s3_service::engine::EngineError;
use s3_service::engine::bucket::Setting;
use s3_service::engine::checksum::Algorithm;
use s3_service::engine::write::{Condition, Put};
use s3_service::limits::INLINE_BYTES_MAX;

use kernel::{AccountId, Place};
use storage::{CrashDisk, Volume};

use crate::bench::*;

const ALL: [Algorithm; 5] =
    [Algorithm::Crc32, Algorithm::Crc32c, Algorithm::Crc64nvme, Algorithm::Sha1, Algorithm::Sha256];

#[tokio::test]
async fn objects_of_all_sizes_come_back() {
    for engine in benches().await {
        for size in [0, 1, INLINE_BYTES_MAX, INLINE_BYTES_MAX + 1, 256 << 10, (1 << 20) + 17] {
            let all = bytes(size);
            let object = put(&engine, "k", &all).await.unwrap();
            assert_eq!((object.length(), object.version_id().as_str()), (size as u64, "null"));
            assert_eq!(get(&engine, "k").await.unwrap(), all, "{size} bytes");
            for (offset, length) in [(0, 1), (size / 2, size), (size, 1), (3, 300_000)] {
                let (_, body) = engine.open(BUCKET, "k", None).unwrap();
                let end = size.min(offset + length);
                let range = collect(body, offset as u64, length as u64).await.unwrap();
                assert_eq!(range, all[offset.min(end)..end]);
            }
        }
        assert!(delete(&engine, "k", None).await.is_ok() && delete(&engine, "k", None).await.is_ok());
        assert!(matches!(get(&engine, "k").await, Err(EngineError::NoKey { .. })));
    }
}

#[tokio::test]
async fn digests_are_those_of_others() {
    // By `md5sum`, `sha1sum`, `sha256sum` and the CRC catalogue, in base64.
    let expected = ["y/Q5Jg==", "4waSgw==", "rosUhgp5mIg=", "98O8HYCODRkoUO5VtYHi3EzrlaA="];
    for engine in benches().await {
        let received = received(&engine, &"123456789".into(), &ALL).await.unwrap();
        let found = |algorithm: Algorithm| received.digested().checksum(algorithm).unwrap().to_vec();
        for (algorithm, text) in ALL.into_iter().zip(expected) {
            if algorithm != Algorithm::Sha1 {
                assert_eq!(algorithm.bytes_of(text), Some(found(algorithm)), "{algorithm:?}");
            }
        }
        assert_eq!(kernel::to_hex(&found(Algorithm::Sha1)), "f7c3bc1d808e04732adf679965ccc34ca7ae3441");
        let md5 = kernel::to_hex(&received.digested().md5);
        assert_eq!(md5, "25f9e794323b453885f5181f1b624d0b");
        let wrong = received.check(Some([0; 16]), &[]);
        assert!(matches!(wrong, Err(EngineError::BadDigest)));
        let wrong = received.check(None, &[(Algorithm::Crc32, vec![0; 4])]);
        assert!(matches!(wrong, Err(EngineError::BadChecksum { algorithm: Algorithm::Crc32 })));
        received.check(Some(received.digested().md5), &[(Algorithm::Sha1, found(Algorithm::Sha1))]).unwrap();
    }
}

#[tokio::test]
async fn a_large_object_is_digested_as_a_small_one() {
    for engine in benches().await {
        let all = bytes(1 << 20);
        let digested = received(&engine, &all, &ALL).await.unwrap().digested().clone();
        let mut whole = s3_service::engine::digest::Digest::new(&ALL);
        whole.update(&all);
        assert_eq!(digested, whole.finish());
    }
}

#[tokio::test]
async fn a_copy_shares_its_bytes_and_outlives_its_source() {
    for engine in benches().await {
        for size in [0, 100, 100_000] {
            let all = bytes(size);
            let source = put(&engine, "source", &all).await.unwrap();
            let mut copy = put_of("copy");
            copy.traits.content_type = Some("text/csv".into());
            copy.algorithm = Some(Algorithm::Crc32);
            let copied = engine.copy(source.clone(), copy).await.unwrap();
            assert_eq!((&copied.etag, copied.size), (&source.etag, source.size));
            let crc = crc32fast::hash(&all).to_be_bytes().to_vec();
            assert_eq!(Algorithm::Crc32.bytes_of(&copied.checksum.unwrap().value), Some(crc));
            // Onto itself, as metadata is replaced.
            let itself = engine.find(BUCKET, "copy", None).unwrap();
            engine.copy(itself, put_of("copy")).await.unwrap();
            delete(&engine, "source", None).await.unwrap();
            engine.sweep().await.unwrap();
            assert_eq!(get(&engine, "copy").await.unwrap(), all);
            let gone = engine.copy(source, put_of("late")).await;
            assert!(size == 0 || gone.is_ok(), "the copy has the bytes still");
            delete(&engine, "late", None).await.unwrap();
            let source = engine.find(BUCKET, "copy", None).unwrap();
            delete(&engine, "copy", None).await.unwrap();
            let gone = engine.copy(source, put_of("late")).await;
            assert!(size == 0 || matches!(gone, Err(EngineError::SourceGone)));
        }
    }
}

#[tokio::test]
async fn an_open_body_is_read_on_although_the_object_is_gone() {
    for engine in benches().await {
        let all = bytes(600_000);
        put(&engine, "k", &all).await.unwrap();
        let (object, body) = engine.open(BUCKET, "k", None).unwrap();
        put(&engine, "k", &bytes(40_000)).await.unwrap();
        engine.sweep().await.unwrap();
        assert_eq!(collect(body, 0, object.length()).await.unwrap(), all);
        engine.sweep().await.unwrap();
    }
}

#[tokio::test]
async fn files_that_nobody_needs_are_removed() {
    let volume = Volume::memory();
    let engine = engine_on(&volume);
    engine.create_bucket(&Place::default(), BUCKET).await.unwrap();
    let files = || volume.blobs("s3").unwrap().list().unwrap().len();
    put(&engine, "small", &bytes(1000)).await.unwrap();
    assert_eq!(files(), 0, "small ones have no file");
    for _ in 0..3 {
        put(&engine, "large", &bytes(100_000)).await.unwrap();
    }
    let (_, reading) = engine.open(BUCKET, "large", None).unwrap();
    delete(&engine, "large", None).await.unwrap();
    engine.sweep().await.unwrap();
    assert_eq!(files(), 1, "one is being read");
    drop(reading);
    engine.sweep().await.unwrap();
    assert_eq!(files(), 0);
}

#[tokio::test]
async fn conditions_are_decided_with_the_write() {
    for engine in benches().await {
        let try_put = async |condition: Condition| {
            let received = received(&engine, &bytes(10), &[]).await.unwrap();
            engine.put(Put { condition, ..put_of("k") }, received).await
        };
        let missing = try_put(Condition::Match("x".into())).await;
        assert!(matches!(missing, Err(EngineError::NoKey { .. })));
        let made = try_put(Condition::Absent).await.unwrap();
        let refused = try_put(Condition::Absent).await;
        assert!(matches!(refused, Err(EngineError::Precondition { condition: "If-None-Match" })));
        let refused = try_put(Condition::Match("x".into())).await;
        assert!(matches!(refused, Err(EngineError::Precondition { condition: "If-Match" })));
        try_put(Condition::Match(made.etag)).await.unwrap();
        try_put(Condition::Present).await.unwrap();

        // Of many at once, one is the first.
        delete(&engine, "k", None).await.unwrap();
        let outcomes =
            tokio::join!(try_put(Condition::Absent), try_put(Condition::Absent), try_put(Condition::Absent));
        let won = [outcomes.0.is_ok(), outcomes.1.is_ok(), outcomes.2.is_ok()];
        assert_eq!(won.into_iter().filter(|won| *won).count(), 1);
    }
}

#[tokio::test]
async fn buckets_have_one_owner_and_are_deleted_empty() {
    for engine in benches().await {
        let other = Place { account: AccountId::parse("111122223333").unwrap(), ..Place::default() };
        let taken = engine.create_bucket(&other, BUCKET).await;
        assert!(matches!(taken, Err(EngineError::BucketExists { is_own: false, .. })));
        let taken = engine.create_bucket(&Place::default(), BUCKET).await;
        assert!(matches!(taken, Err(EngineError::BucketExists { is_own: true, .. })));
        engine.create_bucket(&other, "another").await.unwrap();
        assert_eq!(engine.buckets(&other).unwrap().len(), 1);

        engine.set(BUCKET, Setting::Policy, Some("{}".into())).await.unwrap();
        put(&engine, "k", &bytes(10)).await.unwrap();
        let full = engine.delete_bucket(BUCKET).await;
        assert!(matches!(full, Err(EngineError::BucketNotEmpty { .. })));
        delete(&engine, "k", None).await.unwrap();
        engine.delete_bucket(BUCKET).await.unwrap();
        assert!(matches!(put(&engine, "k", &bytes(10)).await, Err(EngineError::NoBucket { .. })));

        let again = engine.create_bucket(&Place::default(), BUCKET).await.unwrap();
        assert_eq!(engine.setting(&again, Setting::Policy).unwrap(), None, "it is another bucket");
    }
}

#[tokio::test]
async fn what_is_kept_is_found_after_opening_again() {
    let disk = CrashDisk::default();
    let volume = volume_on(&disk);
    let engine = engine_on(&volume);
    engine.create_bucket(&Place::default(), BUCKET).await.unwrap();
    put(&engine, "large", &bytes(100_000)).await.unwrap();
    put(&engine, "small", &bytes(100)).await.unwrap();
    drop(engine);
    volume.close().await;
    let volume = volume_on(&disk);
    let engine = engine_on(&volume);
    assert_eq!(get(&engine, "large").await.unwrap(), bytes(100_000));
    put(&engine, "larger", &bytes(200_000)).await.unwrap();
    assert_eq!(get(&engine, "large").await.unwrap(), bytes(100_000), "a file's number is used once");
    assert_eq!(get(&engine, "small").await.unwrap(), bytes(100));
}
