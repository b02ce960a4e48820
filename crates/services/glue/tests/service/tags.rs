//! Tags of databases and connections.

use std::collections::BTreeMap;

use glue_api as api;

use crate::house::{House, database, strings};

const LAKE: &str = "arn:aws:glue:us-east-1:000000000000:database/lake";

fn tags(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

async fn get(house: &House) -> BTreeMap<String, String> {
    let input = api::GetTagsInput { resource_arn: LAKE.into() };
    house.call::<api::GetTags>(input).await.unwrap().tags.unwrap()
}

#[tokio::test]
async fn are_set_changed_and_gone_with_what_they_are_on() {
    let house = House::new();
    let mut made = database("lake");
    made.tags = Some(tags(&[("a", "1"), ("b", "2")]));
    house.call::<api::CreateDatabase>(made).await.unwrap();
    let add =
        api::TagResourceInput { resource_arn: LAKE.into(), tags_to_add: tags(&[("b", "3"), ("c", "4")]) };
    house.call::<api::TagResource>(add).await.unwrap();
    let remove = api::UntagResourceInput { resource_arn: LAKE.into(), tags_to_remove: strings(&["a", "x"]) };
    house.call::<api::UntagResource>(remove).await.unwrap();
    assert_eq!(get(&house).await, tags(&[("b", "3"), ("c", "4")]));
    let delete = api::DeleteDatabaseInput { name: "lake".into(), ..Default::default() };
    house.call::<api::DeleteDatabase>(delete).await.unwrap();
    let input = api::GetTagsInput { resource_arn: LAKE.into() };
    assert_eq!(house.refused::<api::GetTags>(input).await.0, "EntityNotFoundException");
    house.create_database("lake").await;
    assert_eq!(get(&house).await, BTreeMap::new());
}

#[tokio::test]
async fn are_fifty_at_most_and_not_awss_own() {
    let house = House::new();
    house.create_database("lake").await;
    let add = |from: u32, to: u32| api::TagResourceInput {
        resource_arn: LAKE.into(),
        tags_to_add: (from..to).map(|number| (number.to_string(), String::new())).collect(),
    };
    house.call::<api::TagResource>(add(0, 50)).await.unwrap();
    assert_eq!(house.refused::<api::TagResource>(add(49, 51)).await.0, "InvalidInputException");
    assert_eq!(get(&house).await.len(), 50);
    let own = api::TagResourceInput { resource_arn: LAKE.into(), tags_to_add: tags(&[("aws:x", "1")]) };
    assert_eq!(house.refused::<api::TagResource>(own).await.0, "InvalidInputException");
    for arn in [
        "arn:aws:glue:us-east-1:000000000000:database/pond",
        "arn:aws:glue:eu-west-1:000000000000:database/lake",
        "arn:aws:glue:us-east-1:000000000000:table/lake/cars",
    ] {
        let input = api::GetTagsInput { resource_arn: arn.into() };
        assert_eq!(house.refused::<api::GetTags>(input).await.0, "EntityNotFoundException", "{arn}");
    }
}
