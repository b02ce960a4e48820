//! Copies of objects and of parts of them.

use s3_api::*;

use crate::house::*;

fn copy(source: &str, key: &str) -> CopyObjectInput {
    CopyObjectInput {
        bucket: BUCKET.into(),
        key: key.into(),
        copy_source: source.into(),
        ..Default::default()
    }
}

#[tokio::test]
async fn a_copy_is_as_its_source_or_as_it_is_told() {
    let house = House::with_bucket().await;
    let input = PutObjectInput {
        bucket: BUCKET.into(),
        key: "a b".into(),
        body: Some(bytes::Bytes::from(vec![1; 100_000]).into()),
        content_type: Some("text/csv".into()),
        tagging: Some("k=v".into()),
        ..Default::default()
    };
    let put = house.call::<PutObject>(input).await.unwrap();
    let result = house.call::<CopyObject>(copy("lake/a%20b", "c")).await.unwrap().copy_object_result.unwrap();
    assert_eq!((result.e_tag, result.checksum_crc64_nvme), (put.e_tag.clone(), put.checksum_crc64_nvme));
    let copied = house.call::<GetObject>(get_of("c")).await.unwrap();
    assert_eq!((copied.content_type.as_deref(), copied.tag_count), (Some("text/csv"), Some(1)));
    assert_eq!(house.get("c").await.unwrap(), vec![1; 100_000]);

    let told = CopyObjectInput {
        metadata_directive: Some(MetadataDirective::Replace),
        tagging_directive: Some(TaggingDirective::Replace),
        content_type: Some("text/plain".into()),
        ..copy("/lake/c", "c")
    };
    house.call::<CopyObject>(told).await.unwrap();
    let told = house.call::<GetObject>(get_of("c")).await.unwrap();
    assert_eq!((told.content_type.as_deref(), told.tag_count), (Some("text/plain"), None));

    let itself = house.call::<CopyObject>(copy("lake/c", "c")).await;
    assert_eq!(code(itself), ("InvalidRequest".into(), 400));
    assert_eq!(code(house.call::<CopyObject>(copy("lake/none", "d")).await), ("NoSuchKey".into(), 404));
    assert_eq!(code(house.call::<CopyObject>(copy("none/k", "d")).await), ("NoSuchBucket".into(), 404));
    let changed = CopyObjectInput { copy_source_if_none_match: put.e_tag, ..copy("lake/c", "d") };
    assert_eq!(code(house.call::<CopyObject>(changed).await), ("PreconditionFailed".into(), 412));
}

#[tokio::test]
async fn a_part_may_be_a_range_of_an_object() {
    let house = House::with_bucket().await;
    house.put("source", (0..200u8).collect::<Vec<_>>()).await.unwrap();
    let begin = CreateMultipartUploadInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
    let upload_id = house.call::<CreateMultipartUpload>(begin).await.unwrap().upload_id.unwrap();
    let part = |range: &str| UploadPartCopyInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: upload_id.clone(),
        part_number: 1,
        copy_source: "lake/source".into(),
        copy_source_range: Some(range.into()),
        ..Default::default()
    };
    assert_eq!(code(house.call::<UploadPartCopy>(part("bytes=0-200")).await).0, "InvalidArgument");
    let copied = house.call::<UploadPartCopy>(part("bytes=10-19")).await.unwrap();
    let e_tag = copied.copy_part_result.unwrap().e_tag;
    let parts = vec![CompletedPart { part_number: Some(1), e_tag, ..Default::default() }];
    let complete = CompleteMultipartUploadInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: upload_id.clone(),
        multipart_upload: Some(CompletedMultipartUpload { parts: Some(parts) }),
        ..Default::default()
    };
    house.call::<CompleteMultipartUpload>(complete).await.unwrap();
    assert_eq!(house.get("k").await.unwrap(), (10..20u8).collect::<Vec<_>>());
}
