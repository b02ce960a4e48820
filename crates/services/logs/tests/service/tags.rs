//! Tags of groups, by the operations of both generations.

use std::collections::BTreeMap;

use logs_api as api;

use crate::house::{House, group_input};

const ARN: &str = "arn:aws:logs:us-east-1:000000000000:log-group:g";

fn tags(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn both_generations_see_the_same_tags() {
    let house = House::new();
    let input = api::CreateLogGroupInput { tags: Some(tags(&[("a", "1")])), ..group_input("g") };
    house.call::<api::CreateLogGroup>(input).await.unwrap();
    let old = api::TagLogGroupInput { log_group_name: "g".into(), tags: tags(&[("b", "2"), ("a", "3")]) };
    house.call::<api::TagLogGroup>(old).await.unwrap();
    let new = api::TagResourceInput { resource_arn: ARN.into(), tags: tags(&[("c", "")]) };
    house.call::<api::TagResource>(new).await.unwrap();
    let by_arn = api::ListTagsForResourceInput { resource_arn: ARN.into() };
    let listed = house.call::<api::ListTagsForResource>(by_arn.clone()).await.unwrap().tags.unwrap();
    assert_eq!(listed, tags(&[("a", "3"), ("b", "2"), ("c", "")]));
    let take = api::UntagResourceInput { resource_arn: ARN.into(), tag_keys: vec!["a".into(), "x".into()] };
    house.call::<api::UntagResource>(take).await.unwrap();
    let take = api::UntagLogGroupInput { log_group_name: "g".into(), tags: vec!["b".into()] };
    house.call::<api::UntagLogGroup>(take).await.unwrap();
    let by_name = api::ListTagsLogGroupInput { log_group_name: "g".into() };
    let listed = house.call::<api::ListTagsLogGroup>(by_name).await.unwrap().tags.unwrap();
    assert_eq!(listed, tags(&[("c", "")]));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let house = House::new();
    house.group("g").await;
    let tag = |arn: &str, tags| api::TagResourceInput { resource_arn: arn.into(), tags };
    let one = || tags(&[("a", "1")]);
    let many: BTreeMap<_, _> = (0..49).map(|number| (format!("k{number}"), String::new())).collect();
    house.call::<api::TagResource>(tag(ARN, many)).await.unwrap();
    for (input, code) in [
        (tag("g", one()), "InvalidParameterException"),
        (tag("arn:aws:logs:us-east-1:000000000000:log-group:h", one()), "ResourceNotFoundException"),
        (tag("arn:aws:logs:eu-west-1:000000000000:log-group:g", one()), "ResourceNotFoundException"),
        (tag(ARN, tags(&[("aws:x", "")])), "InvalidParameterException"),
        (tag(ARN, tags(&[("a", ""), ("b", "")])), "TooManyTagsException"),
    ] {
        assert_eq!(house.refused::<api::TagResource>(input).await.0, code);
    }
    let by_arn = api::ListTagsForResourceInput { resource_arn: ARN.into() };
    assert_eq!(house.call::<api::ListTagsForResource>(by_arn).await.unwrap().tags.unwrap().len(), 49);
}
