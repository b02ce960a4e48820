//! Uploads in parts, from their beginning to an object, or to nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use s3_service::engine::bucket::Versioning;
use s3_service::engine::checksum::{Algorithm, Kind};
use s3_service::engine::object::Object;
use s3_service::engine::uploads::{Begin, Claim, Complete, UploadOf};
use s3_service::engine::{Engine, EngineError};
use storage::Volume;

use crate::bench::*;

const PART: usize = 5 << 20;

async fn begin(engine: &Engine, checksum: Option<(Algorithm, Kind)>) -> UploadOf {
    let begin = Begin { bucket: BUCKET.into(), key: "k".into(), checksum, ..Begin::default() };
    let id = engine.begin(begin).await.unwrap().id;
    UploadOf { bucket: BUCKET.into(), key: "k".into(), id }
}

async fn part(engine: &Engine, of: &UploadOf, number: i32, length: usize) -> Claim {
    let upload = engine.upload(of).unwrap();
    let algorithms: Vec<_> = upload.algorithm.into_iter().collect();
    let received = received(engine, &bytes(length), &algorithms).await.unwrap();
    let (etag, _) = engine.put_part(of.clone(), number, received).await.unwrap();
    Claim { number, etag, checksum: None }
}

async fn complete(engine: &Engine, of: &UploadOf, parts: Vec<Claim>) -> Result<Object> {
    engine.complete(of.clone(), Complete { parts, ..Complete::default() }).await
}

#[tokio::test]
async fn parts_become_an_object() {
    let volume = Volume::memory();
    let engine = engine_on(&volume);
    engine.create_bucket(&Default::default(), BUCKET).await.unwrap();
    let of = begin(&engine, Some((Algorithm::Crc32, Kind::FullObject))).await;
    let unused = part(&engine, &of, 2, PART).await;
    let last = part(&engine, &of, 9, 1000).await;
    let one = part(&engine, &of, 1, PART).await;
    let one_again = part(&engine, &of, 1, PART + 3).await;
    assert_ne!(one.etag, one_again.etag);
    let (parts, is_more) = engine.parts(&engine.upload(&of).unwrap(), 0, 2).unwrap();
    assert_eq!((parts.iter().map(|(number, _)| *number).collect::<Vec<_>>(), is_more), (vec![1, 2], true));
    let object = complete(&engine, &of, vec![one_again.clone(), last.clone()]).await.unwrap();
    assert!(object.etag.ends_with("-2") && object.parts == Some(2));
    let all = [bytes(PART + 3), bytes(1000)].concat();
    assert_eq!(get(&engine, "k").await.unwrap(), all);
    let crc = STANDARD.encode(crc32fast::hash(&all).to_be_bytes());
    assert_eq!(object.checksum.as_ref().unwrap().value, crc, "parts combine to the checksum of the whole");
    let (_, body) = engine.open(BUCKET, "k", None).unwrap();
    let sizes: Vec<_> = body.parts().map(|(number, length, _)| (number, length)).collect();
    assert_eq!(sizes, [(1, PART as u64 + 3), (9, 1000)]);
    assert_eq!(collect(body, PART as u64, 10).await.unwrap(), all[PART..PART + 10], "across two parts");

    let again = complete(&engine, &of, vec![one_again, last]).await.unwrap();
    assert_eq!(again, object, "completing twice answers the same");
    assert!(matches!(engine.abort(of).await, Err(EngineError::NoUpload { .. })));
    engine.sweep().await.unwrap();
    let files = || volume.blobs("s3").unwrap().list().unwrap().len();
    assert_eq!((files(), unused.number), (1, 2), "what was not used is removed");

    let mut put = put_of("copy");
    put.algorithm = Some(Algorithm::Sha256);
    let copy = engine.copy(object, put).await.unwrap();
    let mut digest = s3_service::engine::digest::Digest::new(&[Algorithm::Sha256]);
    digest.update(&all);
    let digested = digest.finish();
    assert_eq!(copy.etag, kernel::to_hex(&digested.md5), "a copy was not uploaded in parts");
    assert_eq!(copy.parts, None);
    delete(&engine, "k", None).await.unwrap();
    engine.sweep().await.unwrap();
    assert_eq!(get(&engine, "copy").await.unwrap(), all);
    delete(&engine, "copy", None).await.unwrap();
    engine.sweep().await.unwrap();
    assert_eq!(files(), 0);
}

#[tokio::test]
async fn wrong_claims_are_refused_and_change_nothing() {
    for engine in benches().await {
        let of = begin(&engine, None).await;
        let (small, last) = (part(&engine, &of, 1, 100).await, part(&engine, &of, 2, 100).await);
        let refused = async |parts: Vec<Claim>| complete(&engine, &of, parts).await.unwrap_err();
        assert!(matches!(refused(vec![]).await, EngineError::NoParts));
        assert!(matches!(refused(vec![last.clone(), small.clone()]).await, EngineError::BadPartOrder));
        assert!(matches!(refused(vec![small.clone(), small.clone()]).await, EngineError::BadPartOrder));
        let too_small = refused(vec![small.clone(), last.clone()]).await;
        assert!(matches!(too_small, EngineError::PartTooSmall { number: 1, bytes: 100, .. }));
        let absent = Claim { number: 7, ..small.clone() };
        assert!(matches!(refused(vec![absent]).await, EngineError::BadPart { number: 7, .. }));
        let other = Claim { etag: "0".into(), ..small.clone() };
        assert!(matches!(refused(vec![other]).await, EngineError::BadPart { number: 1, .. }));
        let outside = Claim { number: 10_001, ..small.clone() };
        assert!(matches!(refused(vec![outside]).await, EngineError::BadPartNumber));
        let size = Complete { parts: vec![small.clone()], size: Some(99), ..Complete::default() };
        let refused = engine.complete(of.clone(), size).await;
        assert!(matches!(refused, Err(EngineError::BadSize { expected: 99, found: 100 })));
        assert!(matches!(get(&engine, "k").await, Err(EngineError::NoKey { .. })));
        complete(&engine, &of, vec![small]).await.unwrap();
        assert_eq!(get(&engine, "k").await.unwrap().len(), 100);
    }
}

#[tokio::test]
async fn a_composite_checksum_is_taken_over_those_of_the_parts() {
    for engine in benches().await {
        let of = begin(&engine, Some((Algorithm::Sha256, Kind::Composite))).await;
        let only = part(&engine, &of, 3, 100).await;
        let object = complete(&engine, &of, vec![only]).await.unwrap();
        let hash = |bytes: &[u8]| ring::digest::digest(&ring::digest::SHA256, bytes);
        let expected = STANDARD.encode(hash(hash(&bytes(100)).as_ref()));
        assert_eq!(object.checksum.unwrap().value, format!("{expected}-1"));
        let none = Begin { bucket: BUCKET.into(), key: "k".into(), ..Begin::default() };
        let checksum = Some((Algorithm::Sha1, Kind::FullObject));
        let refused = engine.begin(Begin { checksum, ..none }).await;
        assert!(matches!(refused, Err(EngineError::BadChecksumKind { .. })));
    }
}

#[tokio::test]
async fn what_is_aborted_leaves_nothing() {
    let volume = Volume::memory();
    let engine = engine_on(&volume);
    engine.create_bucket(&Default::default(), BUCKET).await.unwrap();
    set_versioning(&engine, Versioning::Enabled).await;
    let (one, two) = (begin(&engine, None).await, begin(&engine, None).await);
    for number in 1..4 {
        part(&engine, &one, number, 50_000).await;
        part(&engine, &two, number, 50_000).await;
    }
    engine.abort(one.clone()).await.unwrap();
    let received = received(&engine, &bytes(50_000), &[]).await.unwrap();
    let late = engine.put_part(one.clone(), 1, received).await;
    assert!(matches!(late, Err(EngineError::NoUpload { .. })));
    assert!(matches!(complete(&engine, &one, vec![]).await, Err(EngineError::NoUpload { .. })));
    engine.sweep().await.unwrap();
    let files = || volume.blobs("s3").unwrap().list().unwrap().len();
    // The late part's file is removed by another thread, some time.
    assert!((3..=4).contains(&files()));
    engine.delete_bucket(BUCKET).await.unwrap();
    engine.sweep().await.unwrap();
    assert!(files() <= 1, "uploads go with their bucket");
}
