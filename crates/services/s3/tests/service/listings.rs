//! Lists of objects, both versions.

use s3_api::*;

use crate::house::*;

async fn filled() -> House {
    let house = House::with_bucket().await;
    for key in ["a b", "d/1", "d/2", "e/1", "f"] {
        house.put(key, "x").await.unwrap();
    }
    house
}

#[tokio::test]
async fn pages_of_the_second_version() {
    let house = filled().await;
    let mut list = ListObjectsV2Input {
        bucket: BUCKET.into(),
        delimiter: Some("/".into()),
        max_keys: Some(2),
        encoding_type: Some(EncodingType::Url),
        ..Default::default()
    };
    let page = house.call::<ListObjectsV2>(list.clone()).await.unwrap();
    assert_eq!(page.contents.unwrap()[0].key.as_deref(), Some("a+b"));
    assert_eq!(page.common_prefixes.unwrap()[0].prefix.as_deref(), Some("d/"));
    assert_eq!((page.key_count, page.is_truncated), (Some(2), Some(true)));
    list.continuation_token = page.next_continuation_token;
    let page = house.call::<ListObjectsV2>(list.clone()).await.unwrap();
    assert_eq!(page.common_prefixes.unwrap()[0].prefix.as_deref(), Some("e/"));
    let last = page.contents.unwrap();
    assert_eq!((last[0].key.as_deref(), last[0].size), (Some("f"), Some(1)));
    assert_eq!((page.is_truncated, page.next_continuation_token), (Some(false), None));
    assert!(last[0].owner.is_none());
    list.continuation_token = Some("rubbish".into());
    assert_eq!(code(house.call::<ListObjectsV2>(list).await), ("InvalidArgument".into(), 400));
    let after = ListObjectsV2Input {
        bucket: BUCKET.into(),
        start_after: Some("d/1".into()),
        fetch_owner: Some(true),
        ..Default::default()
    };
    let page = house.call::<ListObjectsV2>(after).await.unwrap();
    assert!(page.contents.as_ref().unwrap()[0].owner.is_some());
    let keys: Vec<_> = page.contents.unwrap().into_iter().filter_map(|object| object.key).collect();
    assert_eq!(keys, ["d/2", "e/1", "f"]);
}

#[tokio::test]
async fn pages_of_the_first_version() {
    let house = filled().await;
    let mut list = ListObjectsInput {
        bucket: BUCKET.into(),
        delimiter: Some("/".into()),
        max_keys: Some(2),
        ..Default::default()
    };
    let page = house.call::<ListObjects>(list.clone()).await.unwrap();
    assert_eq!(page.next_marker.as_deref(), Some("d/"));
    list.marker = page.next_marker;
    let page = house.call::<ListObjects>(list.clone()).await.unwrap();
    assert_eq!(page.common_prefixes.unwrap()[0].prefix.as_deref(), Some("e/"));
    list = ListObjectsInput { delimiter: None, marker: Some("d/1".into()), ..list };
    let page = house.call::<ListObjects>(list).await.unwrap();
    assert_eq!(page.contents.unwrap()[0].key.as_deref(), Some("d/2"));
    assert_eq!((page.is_truncated, page.next_marker), (Some(true), None));
}
