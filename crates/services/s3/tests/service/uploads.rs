//! Uploads in parts.

use bytes::Bytes;
use s3_api::*;
use wire::Fault;

use crate::house::*;

async fn begin(house: &House, algorithm: Option<ChecksumAlgorithm>) -> String {
    let begin = CreateMultipartUploadInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        checksum_algorithm: algorithm,
        content_type: Some("text/csv".into()),
        ..Default::default()
    };
    house.call::<CreateMultipartUpload>(begin).await.unwrap().upload_id.unwrap()
}

fn part(upload_id: &str, part_number: i32, bytes: usize) -> UploadPartInput {
    UploadPartInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: upload_id.into(),
        part_number,
        body: Some(Bytes::from(vec![part_number as u8; bytes]).into()),
        ..Default::default()
    }
}

async fn upload(house: &House, input: UploadPartInput) -> Result<CompletedPart, Fault> {
    let part_number = Some(input.part_number);
    let UploadPartOutput { e_tag, checksum_crc32, .. } = house.call::<UploadPart>(input).await?;
    Ok(CompletedPart { part_number, e_tag, checksum_crc32, ..Default::default() })
}

fn complete(upload_id: &str, parts: Vec<CompletedPart>) -> CompleteMultipartUploadInput {
    CompleteMultipartUploadInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: upload_id.into(),
        multipart_upload: Some(CompletedMultipartUpload { parts: Some(parts) }),
        ..Default::default()
    }
}

#[tokio::test]
async fn parts_are_listed_and_become_an_object() {
    let house = House::with_bucket().await;
    let id = begin(&house, Some(ChecksumAlgorithm::Crc32)).await;
    let one = upload(&house, part(&id, 1, 5 << 20)).await.unwrap();
    let two = upload(&house, part(&id, 2, 100)).await.unwrap();
    assert!(one.checksum_crc32.is_some());
    let list = ListPartsInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: id.clone(),
        max_parts: Some(1),
        ..Default::default()
    };
    let page = house.call::<ListParts>(list.clone()).await.unwrap();
    assert_eq!((page.is_truncated, page.next_part_number_marker), (Some(true), Some(1)));
    let rest = ListPartsInput { part_number_marker: Some(1), ..list };
    assert_eq!(house.call::<ListParts>(rest).await.unwrap().parts.unwrap()[0].size, Some(100));
    let uploads = ListMultipartUploadsInput { bucket: BUCKET.into(), ..Default::default() };
    let listed = house.call::<ListMultipartUploads>(uploads.clone()).await.unwrap().uploads.unwrap();
    assert_eq!(listed[0].upload_id.as_ref(), Some(&id));

    let swapped = complete(&id, vec![two.clone(), one.clone()]);
    assert_eq!(code(house.call::<CompleteMultipartUpload>(swapped).await).0, "InvalidPartOrder");
    let done = house.call::<CompleteMultipartUpload>(complete(&id, vec![one, two])).await.unwrap();
    assert!(done.e_tag.as_ref().unwrap().ends_with("-2\""));
    assert!(done.checksum_crc32.unwrap().ends_with("-2"));
    assert_eq!(done.location.as_deref(), Some("http://127.0.0.1:4566/lake/k"));
    let head = HeadObjectInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        part_number: Some(2),
        ..Default::default()
    };
    let head = house.call::<HeadObject>(head).await.unwrap();
    assert_eq!((head.parts_count, head.content_length, head.status), (Some(2), Some(100), Some(206)));
    assert_eq!(head.content_type.as_deref(), Some("text/csv"));
    assert_eq!(house.get("k").await.unwrap().len(), (5 << 20) + 100);
    let attributes = GetObjectAttributesInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        object_attributes: "ObjectParts,ObjectSize".into(),
        ..Default::default()
    };
    let attributes = house.call::<GetObjectAttributes>(attributes).await.unwrap();
    let parts = attributes.object_parts.unwrap();
    assert_eq!((parts.total_parts_count, attributes.object_size), (Some(2), Some((5 << 20) + 100)));
    assert!(parts.parts.unwrap()[1].checksum_crc32.is_some());
    assert_eq!(house.call::<ListMultipartUploads>(uploads).await.unwrap().uploads, None);
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let house = House::with_bucket().await;
    let id = begin(&house, Some(ChecksumAlgorithm::Crc32)).await;
    assert_eq!(code(upload(&house, part("nope", 1, 1)).await), ("NoSuchUpload".into(), 404));
    assert_eq!(code(upload(&house, part(&id, 0, 1)).await), ("InvalidArgument".into(), 400));
    let sha =
        UploadPartInput { checksum_sha1: Some("2jmj7l5rSw0yVb/vlWAYkK/YBwk=".into()), ..part(&id, 1, 0) };
    assert_eq!(code(upload(&house, sha).await), ("InvalidRequest".into(), 400));
    let one = upload(&house, part(&id, 1, 1)).await.unwrap();
    let two = upload(&house, part(&id, 2, 1)).await.unwrap();
    let small = house.call::<CompleteMultipartUpload>(complete(&id, vec![one.clone(), two])).await;
    assert_eq!(code(small), ("EntityTooSmall".into(), 400));
    let other = CompletedPart { e_tag: Some("\"x\"".into()), ..one };
    assert_eq!(
        code(house.call::<CompleteMultipartUpload>(complete(&id, vec![other])).await).0,
        "InvalidPart"
    );
    assert_eq!(code(house.call::<CompleteMultipartUpload>(complete(&id, vec![])).await).0, "MalformedXML");
    let abort = AbortMultipartUploadInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        upload_id: id.clone(),
        ..Default::default()
    };
    house.call::<AbortMultipartUpload>(abort.clone()).await.unwrap();
    assert_eq!(code(house.call::<AbortMultipartUpload>(abort).await), ("NoSuchUpload".into(), 404));
    assert_eq!(code(house.get("k").await).0, "NoSuchKey");
}

#[tokio::test]
async fn an_upload_without_an_algorithm_takes_any_and_gets_its_own() {
    let house = House::with_bucket().await;
    let id = begin(&house, None).await;
    let body = Some(Bytes::from_static(b"123456789").into());
    let input = UploadPartInput { checksum_crc32: Some("y/Q5Jg==".into()), body, ..part(&id, 1, 0) };
    let one = upload(&house, input).await.unwrap();
    assert_eq!(one.checksum_crc32.as_deref(), Some("y/Q5Jg=="));
    let one = CompletedPart { checksum_crc32: None, ..one };
    let done = house.call::<CompleteMultipartUpload>(complete(&id, vec![one])).await.unwrap();
    assert_eq!(done.checksum_crc64_nvme.as_deref(), Some("rosUhgp5mIg="));
}
