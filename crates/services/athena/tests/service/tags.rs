//! Tags of workgroups.

use athena_api as api;

use crate::house::House;

fn tag(key: &str, value: &str) -> api::Tag {
    api::Tag { key: Some(key.into()), value: Some(value.into()) }
}

#[tokio::test]
async fn are_put_listed_and_taken() {
    let house = House::new();
    let arn = "arn:aws:athena:us-east-1:000000000000:workgroup/w";
    let create = api::CreateWorkGroupInput {
        name: "w".into(),
        configuration: None,
        description: None,
        tags: Some(vec![tag("a", "1")]),
    };
    house.call::<api::CreateWorkGroup>(create).await.unwrap();
    let put = |tags| api::TagResourceInput { resource_arn: arn.into(), tags };
    house.call::<api::TagResource>(put(vec![tag("a", "2"), tag("b", "3")])).await.unwrap();
    let list =
        api::ListTagsForResourceInput { resource_arn: arn.into(), next_token: None, max_results: None };
    let listed = house.call::<api::ListTagsForResource>(list.clone()).await.unwrap();
    assert_eq!(listed.tags.unwrap(), [tag("a", "2"), tag("b", "3")]);
    let take = api::UntagResourceInput { resource_arn: arn.into(), tag_keys: vec!["a".into()] };
    house.call::<api::UntagResource>(take).await.unwrap();
    let listed = house.call::<api::ListTagsForResource>(list).await.unwrap();
    assert_eq!(listed.tags.unwrap(), [tag("b", "3")]);
    let many = (0..50).map(|number| tag(&format!("k{number}"), "v")).collect();
    assert_eq!(house.invalid::<api::TagResource>(put(many)).await, "A resource has at most 50 tags.");
    for none in ["arn:aws:athena:us-east-1:000000000000:workgroup/none", "w", "arn:aws:s3:::results"] {
        let input =
            api::ListTagsForResourceInput { resource_arn: none.into(), next_token: None, max_results: None };
        let (code, _) = house.refused::<api::ListTagsForResource>(input).await;
        assert_eq!(code, "ResourceNotFoundException");
    }
}
