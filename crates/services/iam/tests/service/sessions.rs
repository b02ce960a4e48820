//! Sessions of roles through the switchboard: refused in AWS's words, let through once a policy allows it,
//! and who may take a role at all.

use dispatch::{Authorize, Call, Principal};
use iam_api::*;
use kernel::{AccountId, Arn};

use super::house::*;

fn denied(action: &str, resource: &str, why: &str) -> String {
    format!(
        "User: arn:aws:sts::000000000000:assumed-role/R/run is not authorized to perform: {action} on resource: \
         {resource} {why}"
    )
}

fn no_policy(action: &str, resource: &str) -> String {
    denied(action, resource, &format!("because no identity-based policy allows the {action} action"))
}

#[tokio::test]
async fn a_session_is_refused_until_its_role_may() {
    let house = House::new();
    house.role("R").await;
    let fault = house.call_as::<GetRole>("R", get_role("R")).await.unwrap_err();
    assert_eq!((fault.code.as_ref(), fault.message), ("AccessDenied", no_policy("iam:GetRole", "role R")));

    house.put("R", "p", allow("iam:GetRole", "arn:aws:iam::000000000000:role/R")).await.unwrap();
    assert_eq!(house.call_as::<GetRole>("R", get_role("R")).await.unwrap().role.role_name, "R");
    let other = house.call_as::<GetRole>("R", get_role("S")).await.unwrap_err();
    assert_eq!(other.message, no_policy("iam:GetRole", "role S"));

    house.put("R", "no", allow("iam:*", "*").replace("Allow", "Deny")).await.unwrap();
    let fault = house.call_as::<GetRole>("R", get_role("R")).await.unwrap_err();
    let explicit = "with an explicit deny in an identity-based policy";
    assert_eq!(fault.message, denied("iam:GetRole", "role R", explicit));
}

#[tokio::test]
async fn a_role_is_meant_with_its_path() {
    let house = House::new();
    let input = CreateRoleInput { path: Some("/team/".into()), ..new_role("R") };
    house.call::<CreateRole>(input).await.unwrap();
    house.put("R", "p", allow("iam:*Role", "arn:aws:iam::*:role/team/*")).await.unwrap();
    house.call_as::<GetRole>("R", get_role("R")).await.unwrap();
    let create = CreateRoleInput { path: Some("/team/x/".into()), ..new_role("S") };
    house.call_as::<CreateRole>("R", create).await.unwrap();
    let fault = house.call_as::<CreateRole>("R", new_role("T")).await.unwrap_err();
    assert_eq!(fault.message, no_policy("iam:CreateRole", "arn:aws:iam::000000000000:role/T"));
}

#[tokio::test]
async fn calls_to_other_services_are_decided_by_what_is_attached() {
    let house = House::new();
    house.role("R").await;
    let stream = vec!["arn:aws:kinesis:us-east-1:000000000000:stream/s".to_owned()];
    let may = async |action| house.iam.authorize(&house.session("R"), action, &stream).await.unwrap();
    let refused = no_policy("kinesis:GetRecords", &stream[0]);
    assert_eq!(may("kinesis:GetRecords").await, Err(refused.clone()));
    house.attach("R", KINESIS).await.unwrap();
    assert_eq!(may("kinesis:GetRecords").await, Ok(()));
    assert_eq!(may("kinesis:PutRecord").await, Err(no_policy("kinesis:PutRecord", &stream[0])));
    house.detach("R", KINESIS).await.unwrap();
    assert_eq!(may("kinesis:GetRecords").await, Err(refused));
    let region = allow("kinesis:*", "*").replace(
        "\"Resource\"",
        r#""Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}},"Resource""#,
    );
    house.put("R", "region", region).await.unwrap();
    assert_eq!(may("kinesis:GetRecords").await, Ok(()));
}

#[tokio::test]
async fn a_session_ends_with_its_role() {
    let house = House::new();
    house.role("R").await;
    house.delete_role("R").await.unwrap();
    let gone = house.call_as::<ListRoles>("R", ListRolesInput::default()).await;
    let text = "The security token included in the request is invalid.";
    assert_eq!(refusal(gone), said("UnrecognizedClientException", 400, text));
}

#[tokio::test]
async fn only_whom_a_role_trusts_may_take_it() {
    let house = House::new();
    let external = r#""Condition":{"StringEquals":{"sts:ExternalId":"x"}},"Action""#;
    let trust = TRUST
        .replace(r#""Service":"lambda.amazonaws.com""#, r#""AWS":"000000000000""#)
        .replace(r#""Action""#, external);
    house.role("R").await;
    let input = CreateRoleInput { assume_role_policy_document: trust, ..new_role("S") };
    house.call::<CreateRole>(input).await.unwrap();
    let take = async |principal: &Principal, role: &str, facts: &[(&str, &str)]| {
        let call = Call { principal: principal.clone(), ..house.call.clone() };
        let arn = Arn::parse(&format!("arn:aws:iam::000000000000:role/{role}")).unwrap();
        house.iam.assume(&call, &arn, facts).await.unwrap()
    };
    let lambda = Principal::Service("lambda.amazonaws.com");
    let account = Principal::Account(AccountId::default());
    assert_eq!(take(&lambda, "R", &[]).await, Ok(()));
    let text = |user: &str, role: &str| {
        Err(format!(
            "User: {user} is not authorized to perform: sts:AssumeRole on resource: \
             arn:aws:iam::000000000000:role/{role} because no role trust policy allows the sts:AssumeRole action"
        ))
    };
    assert_eq!(take(&lambda, "S", &[]).await, text("lambda.amazonaws.com", "S"));
    assert_eq!(take(&account, "S", &[("sts:ExternalId", "x")]).await, Ok(()));
    let root = "arn:aws:iam::000000000000:root";
    assert_eq!(take(&account, "S", &[("sts:ExternalId", "y")]).await, text(root, "S"));
    assert_eq!(take(&account, "none", &[]).await, text(root, "none"));
    let logs = Principal::Service("logs.amazonaws.com");
    for (name, region, trusts) in [("T", "us-east-1", true), ("U", "eu-west-1", false)] {
        let trust = TRUST.replace("lambda.amazonaws.com", &format!("logs.{region}.amazonaws.com"));
        let input = CreateRoleInput { assume_role_policy_document: trust, ..new_role(name) };
        house.call::<CreateRole>(input).await.unwrap();
        assert_eq!(take(&logs, name, &[]).await.is_ok(), trusts, "{region}");
    }
}
