//! Managed and inline policies through typed calls.

use super::house::*;
use iam_api::*;
use wire::Fault;

fn no_such_version(arn: &str, id: &str) -> (String, u16, String) {
    said("NoSuchEntity", 404, &format!("Policy {arn} version {id} does not exist or is not attachable."))
}

impl House {
    async fn get_policy(&self, arn: &str) -> Result<Policy, Fault> {
        let answer = self.call::<GetPolicy>(GetPolicyInput { policy_arn: arn.into() }).await?;
        Ok(answer.policy.unwrap())
    }

    async fn delete_policy(&self, arn: &str) -> Result<(), Fault> {
        self.call::<DeletePolicy>(DeletePolicyInput { policy_arn: arn.into() }).await
    }

    async fn new_version(&self, arn: &str, default: bool) -> Result<PolicyVersion, Fault> {
        let input = CreatePolicyVersionInput {
            policy_arn: arn.into(),
            policy_document: allow("sns:*", "*"),
            set_as_default: default.then_some(true),
        };
        Ok(self.call::<CreatePolicyVersion>(input).await?.policy_version.unwrap())
    }

    async fn get_version(&self, arn: &str, id: &str) -> Result<PolicyVersion, Fault> {
        let input = GetPolicyVersionInput { policy_arn: arn.into(), version_id: id.into() };
        Ok(self.call::<GetPolicyVersion>(input).await?.policy_version.unwrap())
    }

    async fn delete_version(&self, arn: &str, id: &str) -> Result<(), Fault> {
        let input = DeletePolicyVersionInput { policy_arn: arn.into(), version_id: id.into() };
        self.call::<DeletePolicyVersion>(input).await
    }
}

#[tokio::test]
async fn a_managed_policy_lives_and_dies() {
    let house = House::new();
    let input = CreatePolicyInput {
        path: Some("/a/".into()),
        description: Some("d".into()),
        tags: Some(vec![tag("k", "v")]),
        ..new_policy("P", allow("s3:*", "*"))
    };
    let made = house.call::<CreatePolicy>(input).await.unwrap().policy.unwrap();
    let arn = "arn:aws:iam::000000000000:policy/a/P";
    assert_eq!((made.arn.as_deref(), made.default_version_id.as_deref()), (Some(arn), Some("v1")));
    assert_eq!((made.attachment_count, made.is_attachable, made.description), (Some(0), Some(true), None));
    house.role("R").await;
    house.attach("R", arn).await.unwrap();
    let seen = house.get_policy(arn).await.unwrap();
    assert_eq!((seen.attachment_count, seen.description.as_deref()), (Some(1), Some("d")));
    assert_eq!(seen.tags, Some(vec![tag("k", "v")]));
    assert_eq!(
        refusal(house.call::<CreatePolicy>(new_policy("P", allow("s3:*", "*"))).await),
        said(
            "EntityAlreadyExists",
            409,
            "A policy called P already exists. Duplicate names are not allowed."
        )
    );
    let attached = said("DeleteConflict", 409, "Cannot delete a policy attached to entities.");
    assert_eq!(refusal(house.delete_policy(arn).await), attached);
    house.detach("R", arn).await.unwrap();
    house.delete_policy(arn).await.unwrap();
    let gone = said("NoSuchEntity", 404, &format!("Policy {arn} was not found."));
    assert_eq!(refusal(house.get_policy(arn).await), gone);
    let own = said("AccessDenied", 403, "Policy is outside your own account.");
    assert_eq!(refusal(house.delete_policy(KINESIS).await), own);
}

#[tokio::test]
async fn documents_are_held_to_grammar_and_size() {
    let house = House::new();
    house.role("R").await;
    let create = async |document| refusal(house.call::<CreatePolicy>(new_policy("P", document)).await);
    let wide = |characters: usize| allow("s3:*", &format!("arn:aws:s3:::{}", "x".repeat(characters)));
    assert_eq!(create("{}".into()).await, said("MalformedPolicyDocument", 400, "Syntax errors in policy."));
    assert_eq!(
        create(wide(6144)).await,
        said("LimitExceeded", 409, "Cannot exceed quota for PolicySize: 6144")
    );
    house.put("R", "a", wide(6000)).await.unwrap();
    assert_eq!(
        refusal(house.put("R", "b", wide(6000)).await),
        said("LimitExceeded", 409, "Maximum policy size of 10240 bytes exceeded for role R")
    );
    let action = house.put("R", "b", allow("PutItem", "*")).await;
    let vendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    assert_eq!(refusal(action), said("MalformedPolicyDocument", 400, vendor));
}

#[tokio::test]
async fn versions_of_a_policy() {
    let house = House::new();
    let arn = house.policy("P", allow("s3:*", "*")).await;
    for number in 2..=5 {
        let made = house.new_version(&arn, number == 3).await.unwrap();
        assert_eq!(made.version_id, Some(format!("v{number}")));
        assert_eq!((made.is_default_version, made.document), (Some(number == 3), None));
    }
    assert_eq!(
        refusal(house.new_version(&arn, false).await),
        said(
            "LimitExceeded",
            409,
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an \
             existing version."
        )
    );
    let list = async |marker, max_items| {
        let input = ListPolicyVersionsInput { policy_arn: arn.clone(), marker, max_items };
        house.call::<ListPolicyVersions>(input).await.unwrap()
    };
    let ids = |page: &ListPolicyVersionsOutput| {
        let versions = page.versions.as_ref().unwrap();
        versions.iter().map(|one| one.version_id.clone().unwrap()).collect::<Vec<_>>().join(" ")
    };
    let first = list(None, Some(2)).await;
    assert_eq!((ids(&first).as_str(), first.is_truncated), ("v5 v4", Some(true)));
    assert_eq!(ids(&list(first.marker, None).await), "v3 v2 v1");

    let default = said("DeleteConflict", 409, "Cannot delete the default version of a policy.");
    assert_eq!(refusal(house.delete_version(&arn, "v3").await), default);
    let set = SetDefaultPolicyVersionInput { policy_arn: arn.clone(), version_id: "v1".into() };
    house.call::<SetDefaultPolicyVersion>(set).await.unwrap();
    house.delete_version(&arn, "v3").await.unwrap();
    let seen = house.get_version(&arn, "v1").await.unwrap();
    assert_eq!(seen.is_default_version, Some(true));
    assert!(seen.document.unwrap().contains("%22Action%22%3A%22s3%3A%2A%22"));
    for id in ["v3", "v1.old", "v99999999999"] {
        assert_eq!(refusal(house.get_version(&arn, id).await), no_such_version(&arn, id));
    }
    let several = refusal(house.delete_policy(&arn).await);
    assert_eq!((several.0.as_str(), several.1), ("DeleteConflict", 409));
}

#[tokio::test]
async fn policies_are_attached_and_detached() {
    let house = House::new();
    house.role("R").await;
    house.attach("R", KINESIS).await.unwrap();
    house.attach("R", DYNAMODB).await.unwrap();
    let list = async |marker, max_items| {
        let input =
            ListAttachedRolePoliciesInput { role_name: "R".into(), path_prefix: None, marker, max_items };
        house.call::<ListAttachedRolePolicies>(input).await.unwrap()
    };
    let first = list(None, Some(1)).await;
    let attached = AttachedPolicy {
        policy_name: Some("AWSLambdaKinesisExecutionRole".into()),
        policy_arn: Some(KINESIS.into()),
    };
    assert_eq!((first.attached_policies, first.is_truncated), (Some(vec![attached]), Some(true)));
    assert_eq!(list(first.marker, None).await.attached_policies.unwrap().len(), 1);
    let none = "arn:aws:iam::000000000000:policy/none";
    assert_eq!(
        refusal(house.attach("R", none).await),
        said("NoSuchEntity", 404, &format!("Policy {none} does not exist or is not attachable."))
    );
    house.detach("R", KINESIS).await.unwrap();
    let missing = said("NoSuchEntity", 404, &format!("Policy {KINESIS} was not found."));
    assert_eq!(refusal(house.detach("R", KINESIS).await), missing);
    for number in 0..9 {
        let arn = house.policy(&format!("P{number}"), allow("s3:*", "*")).await;
        house.attach("R", &arn).await.unwrap();
    }
    let full = said("LimitExceeded", 409, "Cannot exceed quota for PoliciesPerRole: 10");
    assert_eq!(refusal(house.attach("R", KINESIS).await), full);
}

#[tokio::test]
async fn inline_policies() {
    let house = House::new();
    house.role("R").await;
    let get = async |name: &str| {
        let input = GetRolePolicyInput { role_name: "R".into(), policy_name: name.into() };
        house.call::<GetRolePolicy>(input).await
    };
    for name in ["b", "a"] {
        house.put("R", name, allow("s3:*", "*")).await.unwrap();
    }
    let document = get("a").await.unwrap().policy_document;
    assert!(document.starts_with("%7B%22Version%22"), "{document}");
    let names = ListRolePoliciesInput { role_name: "R".into(), marker: None, max_items: Some(1) };
    let page = house.call::<ListRolePolicies>(names.clone()).await.unwrap();
    assert_eq!((page.policy_names, page.is_truncated), (vec!["a".to_owned()], Some(true)));
    let rest = ListRolePoliciesInput { marker: page.marker, ..names };
    assert_eq!(house.call::<ListRolePolicies>(rest).await.unwrap().policy_names, ["b"]);
    let delete = DeleteRolePolicyInput { role_name: "R".into(), policy_name: "a".into() };
    house.call::<DeleteRolePolicy>(delete.clone()).await.unwrap();
    let gone = said("NoSuchEntity", 404, "The role policy with name a cannot be found.");
    assert_eq!(refusal(house.call::<DeleteRolePolicy>(delete).await), gone);
    assert_eq!(refusal(get("a").await), gone);
}

#[tokio::test]
async fn policies_are_listed_by_scope_and_page() {
    let house = House::new();
    for name in ["b", "a"] {
        house.policy(name, allow("s3:*", "*")).await;
    }
    let (mut names, mut marker) = (Vec::new(), None);
    loop {
        let input = ListPoliciesInput { marker, max_items: Some(7), ..ListPoliciesInput::default() };
        let page = house.call::<ListPolicies>(input).await.unwrap();
        names.extend(page.policies.unwrap().into_iter().map(|policy| policy.policy_name.unwrap()));
        marker = page.marker;
        if page.is_truncated == Some(false) {
            break;
        }
    }
    assert_eq!(names[names.len() - 2..], ["a", "b"]);
    assert!(names.len() > 10 && names.contains(&"AmazonKinesisFullAccess".to_owned()));
    let count = async |input| house.call::<ListPolicies>(input).await.unwrap().policies.unwrap().len();
    let local = ListPoliciesInput { scope: Some(PolicyScopeType::Local), ..ListPoliciesInput::default() };
    assert_eq!(count(local.clone()).await, 2);
    assert_eq!(count(ListPoliciesInput { only_attached: Some(true), ..local }).await, 0);
    let boundaries = Some(PolicyUsageType::PermissionsBoundary);
    assert_eq!(count(ListPoliciesInput { policy_usage_filter: boundaries, ..Default::default() }).await, 0);
}
