//! Roles and their tags through typed calls.

use super::house::*;
use iam_api::*;

#[tokio::test]
async fn a_role_is_made_seen_changed_and_deleted() {
    let house = House::new();
    let input = CreateRoleInput {
        path: Some("/team/".into()),
        description: Some("d".into()),
        max_session_duration: Some(7200),
        tags: Some(vec![tag("k", "v")]),
        ..new_role("R")
    };
    let made = house.call::<CreateRole>(input).await.unwrap().role;
    assert_eq!(made.arn, "arn:aws:iam::000000000000:role/team/R");
    assert_eq!((made.max_session_duration, made.role_last_used.clone()), (None, None));
    assert_eq!((made.create_date.0, made.tags.clone()), (1_763_650_000_000, Some(vec![tag("k", "v")])));
    let document = made.assume_role_policy_document.clone().unwrap();
    assert!(
        document.starts_with("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B"),
        "{document}"
    );

    let seen = house.call::<GetRole>(get_role("R")).await.unwrap().role;
    assert_eq!(seen.max_session_duration, Some(7200));
    assert_eq!((seen.role_id, seen.role_last_used), (made.role_id, Some(RoleLastUsed::default())));
    let update =
        UpdateRoleInput { role_name: "R".into(), description: Some("e".into()), max_session_duration: None };
    house.call::<UpdateRole>(update).await.unwrap();
    let trust = UpdateAssumeRolePolicyInput {
        role_name: "R".into(),
        policy_document: TRUST.replace("lambda", "firehose"),
    };
    house.call::<UpdateAssumeRolePolicy>(trust).await.unwrap();
    let seen = house.call::<GetRole>(get_role("R")).await.unwrap().role;
    assert_eq!((seen.description.as_deref(), seen.max_session_duration), (Some("e"), Some(7200)));
    assert!(seen.assume_role_policy_document.unwrap().contains("firehose.amazonaws.com"));
    let profiles = ListInstanceProfilesForRoleInput { role_name: "R".into(), marker: None, max_items: None };
    let profiles = house.call::<ListInstanceProfilesForRole>(profiles).await.unwrap();
    assert_eq!((profiles.instance_profiles.len(), profiles.is_truncated), (0, Some(false)));

    house.delete_role("R").await.unwrap();
    let gone = said("NoSuchEntity", 404, "The role with name R cannot be found.");
    assert_eq!(refusal(house.call::<GetRole>(get_role("R")).await), gone);
    assert_eq!(refusal(house.delete_role("R").await), gone);
}

#[tokio::test]
async fn what_a_role_may_not_be() {
    let house = House::new();
    house.role("R").await;
    let create = async |change: fn(&mut CreateRoleInput)| {
        let mut input = new_role("r2");
        change(&mut input);
        refusal(house.call::<CreateRole>(input).await)
    };
    assert_eq!(
        create(|input| input.role_name = "R".into()).await,
        said("EntityAlreadyExists", 409, "Role with name R already exists.")
    );
    assert_eq!(
        create(|input| input.assume_role_policy_document = "{".into()).await,
        said("MalformedPolicyDocument", 400, "This policy contains invalid Json")
    );
    assert_eq!(
        create(|input| {
            let sid = format!("\"Sid\":\"{}\",\"Effect\"", "x".repeat(2048));
            input.assume_role_policy_document = TRUST.replace("\"Effect\"", &sid);
        })
        .await,
        said("LimitExceeded", 409, "Cannot exceed quota for ACLSizePerRole: 2048")
    );
    let boundary = create(|input| input.permissions_boundary = Some(KINESIS.into())).await;
    assert_eq!((boundary.0.as_str(), boundary.1), ("InvalidInput", 400));
    assert_eq!(
        create(|input| input.max_session_duration = Some(60)).await,
        said(
            "ValidationError",
            400,
            "1 validation error detected: Value '60' at 'maxSessionDuration' failed to satisfy constraint: \
             Member must have value greater than or equal to 3600"
        )
    );
    assert_eq!(
        create(|input| input.tags = Some(vec![tag("a", ""), tag("b*", "")])).await,
        said(
            "ValidationError",
            400,
            "1 validation error detected: Value 'b*' at 'tags.2.member.key' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"
        )
    );
    assert_eq!(
        create(|input| input.tags = Some(vec![tag("a", ""), tag("A", "")])).await,
        said(
            "InvalidInput",
            400,
            "Duplicate tag keys found. Please note that Tag keys are case insensitive."
        )
    );
    assert_eq!(create(|input| input.tags = Some(vec![tag("aws:x", "")])).await.0, "InvalidInput");
}

#[tokio::test]
async fn a_role_with_policies_stays() {
    let house = House::new();
    house.role("R").await;
    house.put("R", "p", allow("s3:*", "*")).await.unwrap();
    let inline = said("DeleteConflict", 409, "Cannot delete entity, must delete policies first.");
    assert_eq!(refusal(house.delete_role("R").await), inline);
    house.attach("R", KINESIS).await.unwrap();
    let attached = said("DeleteConflict", 409, "Cannot delete entity, must detach all policies first.");
    assert_eq!(refusal(house.delete_role("R").await), attached);
}

#[tokio::test]
async fn roles_are_listed_in_pages() {
    let house = House::new();
    for name in ["b", "a", "c"] {
        let tags = Some(vec![tag("k", "v")]);
        house.call::<CreateRole>(CreateRoleInput { tags, ..new_role(name) }).await.unwrap();
    }
    let list = async |marker, max_items| {
        house.call::<ListRoles>(ListRolesInput { path_prefix: None, marker, max_items }).await
    };
    let first = list(None, Some(2)).await.unwrap();
    assert_eq!(first.roles.iter().map(|role| role.role_name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((first.roles[0].tags.clone(), first.roles[0].role_last_used.clone()), (None, None));
    assert_eq!((first.roles[0].max_session_duration, first.is_truncated), (Some(3600), Some(true)));
    let rest = list(first.marker, None).await.unwrap();
    assert_eq!((rest.roles.len(), rest.roles[0].role_name.as_str()), (1, "c"));
    assert_eq!((rest.is_truncated, rest.marker), (Some(false), None));
    let wrong = list(Some("!".into()), None).await;
    assert_eq!(refusal(wrong), said("ValidationError", 400, "Invalid Marker."));
}

#[tokio::test]
async fn tags_are_set_listed_and_removed() {
    let house = House::new();
    house.role("R").await;
    let set = async |tags| house.call::<TagRole>(TagRoleInput { role_name: "R".into(), tags }).await;
    let list = async |marker, max_items| {
        let input = ListRoleTagsInput { role_name: "R".into(), marker, max_items };
        house.call::<ListRoleTags>(input).await.unwrap()
    };
    let long = "ключ ".repeat(25);
    set(vec![tag(&long, "1"), tag("b", "2")]).await.unwrap();
    set(vec![tag("B", "3")]).await.unwrap();
    let first = list(None, Some(1)).await;
    assert_eq!(first.tags, [tag(&long, "1")]);
    assert_eq!(list(first.marker, None).await.tags, [tag("B", "3")]);
    let many = (0..49).map(|number| tag(&number.to_string(), "")).collect();
    let limit = said("LimitExceeded", 409, "The number of tags has reached the maximum limit.");
    assert_eq!(refusal(set(many).await), limit);
    let untag = UntagRoleInput { role_name: "R".into(), tag_keys: vec!["b".into(), "none".into()] };
    house.call::<UntagRole>(untag).await.unwrap();
    assert_eq!(list(None, None).await.tags, [tag(&long, "1")]);
}
