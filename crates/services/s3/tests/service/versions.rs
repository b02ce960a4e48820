//! Versions and delete markers, one by one and many at once.

use s3_api::*;

use crate::house::*;

async fn set(house: &House, status: BucketVersioningStatus) {
    let versioning_configuration = VersioningConfiguration { status: Some(status), mfa_delete: None };
    let input =
        PutBucketVersioningInput { bucket: BUCKET.into(), versioning_configuration, ..Default::default() };
    house.call::<PutBucketVersioning>(input).await.unwrap();
}

fn delete(key: &str, version_id: Option<String>) -> DeleteObjectInput {
    DeleteObjectInput { bucket: BUCKET.into(), key: key.into(), version_id, ..Default::default() }
}

#[tokio::test]
async fn old_versions_are_read_and_markers_undone() {
    let house = House::with_bucket().await;
    house.put("k", "null").await.unwrap();
    set(&house, BucketVersioningStatus::Enabled).await;
    let one = house.put("k", "one").await.unwrap().version_id;
    let marker = house.call::<DeleteObject>(delete("k", None)).await.unwrap();
    assert_eq!(marker.delete_marker, Some(true));
    assert_eq!(code(house.get("k").await), ("NoSuchKey".into(), 404));
    let named = GetObjectInput { version_id: marker.version_id.clone(), ..get_of("k") };
    assert_eq!(code(house.call::<GetObject>(named).await), ("MethodNotAllowed".into(), 405));
    let told = house.call::<GetObject>(get_of("k")).await.unwrap_err().headers;
    let version = marker.version_id.clone().unwrap();
    assert_eq!(told, [("x-amz-delete-marker", "true".to_owned()), ("x-amz-version-id", version)]);
    let old = GetObjectInput { version_id: one.clone(), ..get_of("k") };
    assert_eq!(house.call::<GetObject>(old).await.unwrap().version_id, one);
    let null = GetObjectInput { version_id: Some("null".into()), ..get_of("k") };
    assert_eq!(house.call::<GetObject>(null).await.unwrap().content_length, Some(4));
    let bad = GetObjectInput { version_id: Some("bad".into()), ..get_of("k") };
    assert_eq!(code(house.call::<GetObject>(bad).await), ("InvalidArgument".into(), 400));

    let list = ListObjectVersionsInput { bucket: BUCKET.into(), ..Default::default() };
    let listed = house.call::<ListObjectVersions>(list).await.unwrap();
    assert_eq!(listed.versions.unwrap().len(), 2);
    assert_eq!(listed.delete_markers.unwrap()[0].is_latest, Some(true));
    let undone = house.call::<DeleteObject>(delete("k", marker.version_id.clone())).await.unwrap();
    assert_eq!((undone.delete_marker, undone.version_id), (Some(true), marker.version_id));
    assert_eq!(house.get("k").await.unwrap(), "one");
    set(&house, BucketVersioningStatus::Suspended).await;
    assert_eq!(house.put("k", "x").await.unwrap().version_id.as_deref(), Some("null"));
}

#[tokio::test]
async fn versions_are_listed_in_pages() {
    let house = House::with_bucket().await;
    set(&house, BucketVersioningStatus::Enabled).await;
    for key in ["a", "a", "b"] {
        house.put(key, "x").await.unwrap();
    }
    let mut list = ListObjectVersionsInput { bucket: BUCKET.into(), max_keys: Some(1), ..Default::default() };
    let mut shown = Vec::new();
    loop {
        let page = house.call::<ListObjectVersions>(list.clone()).await.unwrap();
        shown.extend(
            page.versions
                .unwrap()
                .into_iter()
                .map(|version| (version.key.unwrap(), version.is_latest.unwrap())),
        );
        if page.is_truncated == Some(false) {
            break;
        }
        (list.key_marker, list.version_id_marker) = (page.next_key_marker, page.next_version_id_marker);
    }
    assert_eq!(shown, [("a".into(), true), ("a".into(), false), ("b".into(), true)]);
}

#[tokio::test]
async fn many_are_deleted_at_once() {
    let house = House::with_bucket().await;
    house.put("a", "x").await.unwrap();
    let object = |key: &str, version_id: Option<&str>| ObjectIdentifier {
        key: key.into(),
        version_id: version_id.map(str::to_owned),
        e_tag: None,
        last_modified_time: None,
        size: None,
    };
    let objects = vec![object("a", None), object("none", None), object("b", Some("bad"))];
    let input = |objects: Vec<ObjectIdentifier>, quiet| DeleteObjectsInput {
        bucket: BUCKET.into(),
        delete: Delete { objects, quiet },
        ..Default::default()
    };
    let output = house.call::<DeleteObjects>(input(objects.clone(), None)).await.unwrap();
    let deleted: Vec<_> = output.deleted.unwrap().into_iter().filter_map(|deleted| deleted.key).collect();
    assert_eq!(deleted, ["a", "none"], "what is not there is deleted too");
    let errors = output.errors.unwrap();
    assert_eq!((errors[0].key.as_deref(), errors[0].code.as_deref()), (Some("b"), Some("InvalidArgument")));
    let quiet = house.call::<DeleteObjects>(input(objects, Some(true))).await.unwrap();
    assert!(quiet.deleted.is_none() && quiet.errors.is_some());
    let none = house.call::<DeleteObjects>(input(Vec::new(), None)).await;
    assert_eq!(code(none), ("MalformedXML".into(), 400));
}
