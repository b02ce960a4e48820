//! Buckets: made, described, tagged, deleted; what was never set.

use kernel::{AccountId, Place};
use s3_api::*;

use crate::house::*;

#[tokio::test]
async fn made_found_and_deleted() {
    let house = House::with_bucket().await;
    house.create("another").await.unwrap();
    house.create(BUCKET).await.unwrap();
    let head = HeadBucketInput { bucket: BUCKET.into(), ..Default::default() };
    let region = house.call::<HeadBucket>(head).await.unwrap().bucket_region;
    assert_eq!(region.as_deref(), Some("us-east-1"));
    let listed = house.call::<ListBuckets>(Default::default()).await.unwrap();
    let names: Vec<_> = listed.buckets.unwrap().into_iter().filter_map(|bucket| bucket.name).collect();
    assert_eq!(names, ["another", BUCKET]);
    let page = ListBucketsInput { max_buckets: Some(1), ..Default::default() };
    let page = house.call::<ListBuckets>(page).await.unwrap();
    let next = ListBucketsInput { continuation_token: page.continuation_token, ..Default::default() };
    assert_eq!(house.call::<ListBuckets>(next).await.unwrap().buckets.unwrap().len(), 1);

    house.put("k", "x").await.unwrap();
    let delete = DeleteBucketInput { bucket: BUCKET.into(), ..Default::default() };
    assert_eq!(code(house.call::<DeleteBucket>(delete.clone()).await), ("BucketNotEmpty".into(), 409));
    let object = DeleteObjectInput { bucket: BUCKET.into(), key: "k".into(), ..Default::default() };
    house.call::<DeleteObject>(object).await.unwrap();
    house.call::<DeleteBucket>(delete.clone()).await.unwrap();
    assert_eq!(code(house.call::<DeleteBucket>(delete).await), ("NoSuchBucket".into(), 404));
    assert_eq!(code(house.create("No").await), ("InvalidBucketName".into(), 400));
}

#[tokio::test]
async fn others_get_at_nothing() {
    let house = House::with_bucket().await;
    let mut call = house.caller();
    call.place = Place { account: AccountId::parse("111122223333").unwrap(), ..call.place };
    let head = HeadBucketInput { bucket: BUCKET.into(), ..Default::default() };
    let refused = house.dispatch.call::<HeadBucket>(&call, head.clone()).await;
    assert_eq!(code(refused), ("AccessDenied".into(), 403));
    let create = CreateBucketInput { bucket: BUCKET.into(), ..Default::default() };
    let taken = house.dispatch.call::<CreateBucket>(&call, create).await;
    assert_eq!(code(taken), ("BucketAlreadyExists".into(), 409));
    let expected = HeadBucketInput { expected_bucket_owner: Some("111122223333".into()), ..head };
    assert_eq!(code(house.call::<HeadBucket>(expected).await).1, 403);
}

#[tokio::test]
async fn regions_constrain_where_buckets_are_made() {
    let house = House::new();
    let create = |name: &str, constraint: Option<&str>| CreateBucketInput {
        bucket: name.into(),
        create_bucket_configuration: constraint.map(|constraint| CreateBucketConfiguration {
            location_constraint: BucketLocationConstraint::parse(constraint),
            ..Default::default()
        }),
        ..Default::default()
    };
    house.call::<CreateBucket>(create("west", Some("eu-west-1"))).await.unwrap();
    let location = GetBucketLocationInput { bucket: "west".into(), ..Default::default() };
    let document = house.call::<GetBucketLocation>(location).await.unwrap().document;
    assert!(document.ends_with(">eu-west-1</LocationConstraint>"), "{document}");
    let mut call = house.caller();
    call.place.region = kernel::Region::parse("eu-west-1").unwrap();
    for (name, constraint, is_made) in
        [("one", None, false), ("two", Some("us-west-2"), false), ("three", Some("eu-west-1"), true)]
    {
        let made = house.dispatch.call::<CreateBucket>(&call, create(name, constraint)).await;
        assert_eq!(made.is_ok(), is_made, "{name}");
    }
    let again = house.dispatch.call::<CreateBucket>(&call, create("three", Some("eu-west-1"))).await;
    assert_eq!(code(again), ("BucketAlreadyOwnedByYou".into(), 409));
}

#[tokio::test]
async fn tags_and_policies_are_kept() {
    let house = House::with_bucket().await;
    let tagging = GetBucketTaggingInput { bucket: BUCKET.into(), ..Default::default() };
    assert_eq!(code(house.call::<GetBucketTagging>(tagging.clone()).await), ("NoSuchTagSet".into(), 404));
    let tag = |key: &str| Tag { key: key.into(), value: "v".into() };
    let put = |tag_set| PutBucketTaggingInput {
        bucket: BUCKET.into(),
        tagging: Tagging { tag_set },
        content_md5: None,
        checksum_algorithm: None,
        expected_bucket_owner: None,
    };
    house.call::<PutBucketTagging>(put(vec![tag("a"), tag("b")])).await.unwrap();
    assert_eq!(house.call::<GetBucketTagging>(tagging.clone()).await.unwrap().tag_set, [tag("a"), tag("b")]);
    let twice = house.call::<PutBucketTagging>(put(vec![tag("a"), tag("a")])).await;
    assert_eq!(code(twice), ("InvalidTag".into(), 400));
    let delete = DeleteBucketTaggingInput { bucket: BUCKET.into(), ..Default::default() };
    house.call::<DeleteBucketTagging>(delete).await.unwrap();
    assert!(house.call::<GetBucketTagging>(tagging).await.is_err());

    let policy = |text: &str| PutBucketPolicyInput {
        bucket: BUCKET.into(),
        policy: text.into(),
        ..Default::default()
    };
    let get = GetBucketPolicyInput { bucket: BUCKET.into(), ..Default::default() };
    assert_eq!(code(house.call::<GetBucketPolicy>(get.clone()).await), ("NoSuchBucketPolicy".into(), 404));
    for text in ["", "[]", "{}", "{\"Statement\":[]}"] {
        let refused = house.call::<PutBucketPolicy>(policy(text)).await;
        assert_eq!(code(refused), ("MalformedPolicy".into(), 400), "{text}");
    }
    let text = "{\"Statement\": [{\"Effect\": \"Allow\"}]}";
    house.call::<PutBucketPolicy>(policy(text)).await.unwrap();
    assert_eq!(house.call::<GetBucketPolicy>(get).await.unwrap().policy.as_deref(), Some(text));
}

#[tokio::test]
async fn what_was_never_set_is_said_so() {
    let house = House::with_bucket().await;
    for (part, expected) in [
        ("cors", "NoSuchCORSConfiguration"),
        ("lifecycle", "NoSuchLifecycleConfiguration"),
        ("website", "NoSuchWebsiteConfiguration"),
        ("object-lock", "ObjectLockConfigurationNotFoundError"),
        ("policy", "NoSuchBucketPolicy"),
        ("tagging", "NoSuchTagSet"),
    ] {
        let (status, _, body) = house.ask(&format!("GET /{BUCKET}?{part}"), &[], "").await;
        assert_eq!((status, element(&body, "Code")), (404, expected));
    }
    for part in ["acl", "encryption", "publicAccessBlock", "versioning", "notification", "location"] {
        let (status, _, body) = house.ask(&format!("GET /{BUCKET}?{part}"), &[], "").await;
        assert_eq!(status, 200, "{body}");
    }
    let (status, _, body) = house.ask(&format!("GET /{BUCKET}?inventory"), &[], "").await;
    assert_eq!((status, element(&body, "Code")), (501, "NotImplemented"));
}
