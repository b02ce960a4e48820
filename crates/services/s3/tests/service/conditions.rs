//! Conditions of reads and writes.

use s3_api::*;

use crate::house::*;

#[tokio::test]
async fn of_reads() {
    let house = House::with_bucket().await;
    let etag = house.put("k", "hello").await.unwrap().e_tag;
    let same = GetObjectInput { if_none_match: etag.clone(), ..get_of("k") };
    let same = house.call::<GetObject>(same).await.unwrap();
    assert_eq!((same.status, same.e_tag, same.body.is_some()), (Some(304), etag.clone(), false));
    let other = GetObjectInput { if_match: Some("\"x\"".into()), ..get_of("k") };
    assert_eq!(code(house.call::<GetObject>(other).await), ("PreconditionFailed".into(), 412));
    let head = HeadObjectInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        if_modified_since: Some(kernel::Timestamp(NOW)),
        ..Default::default()
    };
    assert_eq!(house.call::<HeadObject>(head).await.unwrap().status, Some(304));
}

#[tokio::test]
async fn of_writes() {
    let house = House::with_bucket().await;
    let put = || PutObjectInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
    let absent = || PutObjectInput { if_none_match: Some("*".into()), ..put() };
    let missing = PutObjectInput { if_match: Some("\"x\"".into()), ..put() };
    assert_eq!(code(house.call::<PutObject>(missing).await), ("NoSuchKey".into(), 404));
    let made = house.call::<PutObject>(absent()).await.unwrap();
    assert_eq!(code(house.call::<PutObject>(absent()).await), ("PreconditionFailed".into(), 412));
    let same = PutObjectInput { if_match: made.e_tag, ..put() };
    house.call::<PutObject>(same).await.unwrap();
    let delete = DeleteObjectInput {
        bucket: BUCKET.into(),
        key: "k".into(),
        if_match: Some("\"x\"".into()),
        ..Default::default()
    };
    assert_eq!(code(house.call::<DeleteObject>(delete).await), ("PreconditionFailed".into(), 412));
    let unknown = PutObjectInput { if_none_match: Some("\"x\"".into()), ..put() };
    assert_eq!(code(house.call::<PutObject>(unknown).await), ("NotImplemented".into(), 501));
}
