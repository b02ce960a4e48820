//! Objects: what is said of them, ranges, checksums, tags, bounds.

use std::collections::BTreeMap;

use s3_api::*;

use crate::house::*;

#[tokio::test]
async fn what_is_said_of_an_object_comes_back() {
    let house = House::with_bucket().await;
    let metadata = BTreeMap::from([("who".to_owned(), "me".to_owned())]);
    let input = PutObjectInput {
        bucket: BUCKET.into(),
        key: "a/b".into(),
        body: Some(bytes::Bytes::from_static(b"hello").into()),
        content_type: Some("text/plain".into()),
        cache_control: Some("no-store".into()),
        metadata: Some(metadata.clone()),
        storage_class: Some("STANDARD_IA".into()),
        tagging: Some("k=v&l=".into()),
        ..Default::default()
    };
    let put = house.call::<PutObject>(input).await.unwrap();
    assert_eq!(put.e_tag.as_deref(), Some("\"5d41402abc4b2a76b9719d911017c592\""));
    assert_eq!((put.version_id, put.checksum_type), (None, Some(ChecksumType::FullObject)));
    assert!(put.checksum_crc64_nvme.is_some());
    let head = HeadObjectInput { bucket: BUCKET.into(), key: "a/b".into(), ..Default::default() };
    let head = house.call::<HeadObject>(head).await.unwrap();
    assert_eq!(head.content_type.as_deref(), Some("text/plain"));
    assert_eq!((head.content_length, head.tag_count, head.status), (Some(5), Some(2), None));
    assert_eq!(head.metadata, Some(metadata));
    assert_eq!(head.storage_class, Some(StorageClass::StandardIa));
    assert_eq!(head.last_modified, Some(kernel::Timestamp(NOW)));
    assert_eq!(head.checksum_crc64_nvme, None, "it was not asked for");
    let get = GetObjectInput {
        response_content_type: Some("text/csv".into()),
        checksum_mode: Some(ChecksumMode::Enabled),
        ..get_of("a/b")
    };
    let get = house.call::<GetObject>(get).await.unwrap();
    assert_eq!(get.content_type.as_deref(), Some("text/csv"));
    assert_eq!(get.checksum_crc64_nvme, put.checksum_crc64_nvme);
    assert_eq!(get.body.unwrap().collect(10).await.unwrap(), "hello");
    assert_eq!(code(house.get("none").await), ("NoSuchKey".into(), 404));
}

#[tokio::test]
async fn ranges_are_parts() {
    let house = House::with_bucket().await;
    let all: Vec<u8> = (0..600_000u32).map(|at| at as u8).collect();
    house.put("k", all.clone()).await.unwrap();
    for (range, from, to) in [
        ("bytes=0-9", 0, 10),
        ("bytes=599990-", 599_990, 600_000),
        ("bytes=-5", 599_995, 600_000),
        ("bytes=262140-262150", 262_140, 262_151),
    ] {
        let get = GetObjectInput { range: Some(range.into()), ..get_of("k") };
        let part = house.call::<GetObject>(get).await.unwrap();
        assert_eq!(part.status, Some(206));
        assert_eq!(part.content_range, Some(format!("bytes {from}-{}/600000", to - 1)));
        assert_eq!(part.content_length, Some((to - from) as i64));
        assert_eq!(part.body.unwrap().collect(1 << 20).await.unwrap(), all[from..to]);
    }
    let get = GetObjectInput { range: Some("bytes=600000-".into()), ..get_of("k") };
    assert_eq!(code(house.call::<GetObject>(get).await), ("InvalidRange".into(), 416));
    let get = GetObjectInput { part_number: Some(2), ..get_of("k") };
    assert_eq!(code(house.call::<GetObject>(get).await), ("InvalidPartNumber".into(), 416));
}

#[tokio::test]
async fn bytes_are_held_to_what_was_announced() {
    let house = House::with_bucket().await;
    let put = || PutObjectInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        body: Some(bytes::Bytes::from_static(b"123456789").into()),
        ..Default::default()
    };
    let right = PutObjectInput {
        content_md5: Some("JfnnlDI7RTiF9RgfG2JNCw==".into()),
        checksum_crc32: Some("y/Q5Jg==".into()),
        ..put()
    };
    let output = house.call::<PutObject>(right).await.unwrap();
    assert_eq!(output.checksum_crc32.as_deref(), Some("y/Q5Jg=="));
    assert_eq!(output.checksum_crc64_nvme, None);
    for (input, expected) in [
        (PutObjectInput { content_md5: Some("AAAAAAAAAAAAAAAAAAAAAA==".into()), ..put() }, "BadDigest"),
        (PutObjectInput { content_md5: Some("AAAA".into()), ..put() }, "InvalidDigest"),
        (PutObjectInput { checksum_crc32: Some("AAAAAA==".into()), ..put() }, "BadDigest"),
        (PutObjectInput { checksum_crc32: Some("AAAA".into()), ..put() }, "InvalidRequest"),
        (PutObjectInput { checksum_md5: Some("AAAA".into()), ..put() }, "NotImplemented"),
        (PutObjectInput { content_length: Some(10), ..put() }, "IncompleteBody"),
        (PutObjectInput { content_length: Some(6 << 30), ..put() }, "EntityTooLarge"),
        (PutObjectInput { acl: Some(ObjectCannedACL::PublicRead), ..put() }, "AccessControlListNotSupported"),
        (
            PutObjectInput { server_side_encryption: Some(ServerSideEncryption::AwsKms), ..put() },
            "NotImplemented",
        ),
        (PutObjectInput { storage_class: Some("CUPBOARD".into()), ..put() }, "InvalidStorageClass"),
        (PutObjectInput { key: "k".repeat(1025), ..put() }, "KeyTooLongError"),
        (PutObjectInput { tagging: Some("a=1&a=2".into()), ..put() }, "InvalidArgument"),
        (
            PutObjectInput { metadata: Some([("k".to_owned(), "v".repeat(2048))].into()), ..put() },
            "MetadataTooLarge",
        ),
    ] {
        assert_eq!(code(house.call::<PutObject>(input).await).0, expected);
    }
}

#[tokio::test]
async fn tags_of_objects() {
    let house = House::with_bucket().await;
    house.put("k", "x").await.unwrap();
    let tag = Tag { key: "k".into(), value: "v".into() };
    let put = PutObjectTaggingInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        tagging: Tagging { tag_set: vec![tag.clone()] },
        ..Default::default()
    };
    house.call::<PutObjectTagging>(put).await.unwrap();
    let get = GetObjectTaggingInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
    assert_eq!(house.call::<GetObjectTagging>(get.clone()).await.unwrap().tag_set, [tag]);
    let delete = DeleteObjectTaggingInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
    house.call::<DeleteObjectTagging>(delete).await.unwrap();
    assert_eq!(house.call::<GetObjectTagging>(get).await.unwrap().tag_set, []);
}
