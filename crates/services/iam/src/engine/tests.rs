//! The engine over a store in memory.

use kernel::{ManualClock, SeededRandom, Timestamp};

use super::entities::Tag;
use super::policy::Context;
use super::*;
use kernel::{AccountId, Arn};

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const KINESIS: &str = "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole";
const DYNAMODB: &str = "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess";

fn engine() -> (Engine, AccountId) {
    let clock = ManualClock::at(Timestamp(1_700_000_000_000));
    let engine = Engine::new(Volume::memory(), clock, Arc::new(SeededRandom::new(1)));
    (engine, AccountId::parse("123456789012").unwrap())
}

fn new_role(name: &str) -> NewRole {
    NewRole { name: name.into(), trust: TRUST.into(), ..NewRole::default() }
}

fn allow(action: &str, resource: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}}}"#
    )
}

fn new_policy(name: &str, document: String) -> NewPolicy {
    NewPolicy { name: name.into(), document, ..NewPolicy::default() }
}

/// The message of the error, by its debug name.
fn fact<T>(answer: Result<T, IamError>) -> String {
    let error = answer.err().map(|error| format!("{error:?}")).unwrap_or_default();
    error.split(['(', ' ']).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_role_is_made_seen_changed_and_deleted() {
    let (engine, account) = engine();
    assert_eq!(fact(engine.role(&account, "R")), "NoSuchRole");
    let role = engine.create_role(&account, new_role("R")).await.unwrap();
    assert_eq!(role.arn(&account), "arn:aws:iam::123456789012:role/R");
    assert!(role.id.starts_with("AROA") && role.id.len() == 21);
    assert_eq!((role.session_seconds_max, role.path.as_str()), (3600, "/"));
    assert_eq!(engine.role(&account, "R").unwrap(), role);
    assert_eq!(fact(engine.create_role(&account, new_role("r")).await), "RoleExists");
    assert_eq!(fact(engine.role(&account, "r")), "NoSuchRole");
    assert_eq!(fact(engine.role(&AccountId::default(), "R")), "NoSuchRole");

    let change = RoleChange { session_seconds_max: Some(7200), ..RoleChange::default() };
    let changed = engine.update_role(&account, "R", change).await.unwrap();
    assert_eq!((changed.session_seconds_max, changed.description), (7200, None));
    assert_eq!(fact(engine.update_trust(&account, "R", "{".into()).await), "Malformed");
    let long = TRUST.replace("\"Effect\"", &format!("\"Sid\":\"{}\",\"Effect\"", "x".repeat(2048)));
    assert_eq!(fact(engine.update_trust(&account, "R", long).await), "TrustTooLong");
    assert_eq!(engine.role(&account, "R").unwrap().trust, TRUST);

    engine.delete_role(&account, "R").await.unwrap();
    assert_eq!(fact(engine.delete_role(&account, "R").await), "NoSuchRole");
}

#[tokio::test]
async fn roles_are_listed_by_name_path_and_page() {
    let (engine, account) = engine();
    for (name, path) in [("b", "/x/"), ("A", "/x/y/"), ("c", "/"), ("D", "/x/")] {
        let role = NewRole { path: Some(path.into()), ..new_role(name) };
        engine.create_role(&account, role).await.unwrap();
    }
    let list = |prefix: &str, after: Option<&str>, limit| {
        let page = engine.list_roles(&account, prefix, after, limit).unwrap();
        (page.items.into_iter().map(|role| role.name).collect::<Vec<_>>().join(""), page.next)
    };
    assert_eq!(list("/", None, 100), ("AbcD".into(), None));
    assert_eq!(list("/x/", None, 2), ("Ab".into(), Some("b".into())));
    assert_eq!(list("/x/", Some("b"), 2), ("D".into(), None));
    assert_eq!(list("/z/", None, 2), (String::new(), None));
    assert_eq!(engine.list_roles(&AccountId::default(), "/", None, 9).unwrap().items, vec![]);
}

#[tokio::test]
async fn managed_policies_are_attached_and_detached() {
    let (engine, account) = engine();
    engine.create_role(&account, new_role("R")).await.unwrap();
    let own = engine.create_policy(&account, new_policy("P", allow("s3:*", "*"))).await.unwrap();
    for arn in [KINESIS, DYNAMODB, KINESIS, &own.arn] {
        engine.attach_role_policy(&account, "R", arn).await.unwrap();
    }
    let missing = "arn:aws:iam::123456789012:policy/none";
    assert_eq!(fact(engine.attach_role_policy(&account, "R", missing).await), "NotAttachable");
    assert_eq!(fact(engine.attach_role_policy(&account, "S", KINESIS).await), "NoSuchRole");
    let page = engine.list_attached_role_policies(&account, "R", "/", None, 2).unwrap();
    let names: Vec<_> = page.items.iter().map(|attached| attached.name.as_str()).collect();
    assert_eq!(names, ["AWSLambdaKinesisExecutionRole", "AmazonDynamoDBFullAccess"]);
    let rest = engine.list_attached_role_policies(&account, "R", "/", page.next.as_deref(), 2).unwrap();
    assert_eq!((rest.items.len(), rest.next), (1, None));
    let service = engine.list_attached_role_policies(&account, "R", "/service-role/", None, 9).unwrap();
    assert_eq!(service.items.len(), 1);

    assert_eq!(engine.policy(&account, KINESIS).unwrap().attachments, 1);
    assert_eq!(fact(engine.delete_role(&account, "R").await), "RoleHasAttachedPolicies");
    assert_eq!(fact(engine.delete_policy(&account, &own.arn).await), "PolicyIsAttached");
    for arn in [KINESIS, DYNAMODB, &own.arn] {
        engine.detach_role_policy(&account, "R", arn).await.unwrap();
    }
    assert_eq!(fact(engine.detach_role_policy(&account, "R", KINESIS).await), "NotAttached");
    engine.delete_policy(&account, &own.arn).await.unwrap();
    engine.delete_role(&account, "R").await.unwrap();
    assert_eq!(engine.policy(&account, KINESIS).unwrap().attachments, 0);
}

#[tokio::test]
async fn ten_managed_policies_fit_on_a_role() {
    let (engine, account) = engine();
    engine.create_role(&account, new_role("R")).await.unwrap();
    let arns: Vec<String> = managed::AwsManaged::all().iter().map(|policy| policy.arn()).collect();
    for arn in &arns[..10] {
        engine.attach_role_policy(&account, "R", arn).await.unwrap();
    }
    assert_eq!(fact(engine.attach_role_policy(&account, "R", &arns[10]).await), "TooManyAttached");
    engine.attach_role_policy(&account, "R", &arns[0]).await.unwrap();
}

#[tokio::test]
async fn inline_policies() {
    let (engine, account) = engine();
    engine.create_role(&account, new_role("R")).await.unwrap();
    for name in ["b", "a"] {
        engine.put_role_policy(&account, "R", name, allow("s3:*", "*")).await.unwrap();
    }
    assert_eq!(engine.role_policy(&account, "R", "a").unwrap(), allow("s3:*", "*"));
    assert_eq!(fact(engine.role_policy(&account, "R", "c")), "NoSuchRolePolicy");
    let page = engine.list_role_policies(&account, "R", None, 1).unwrap();
    assert_eq!((page.items, page.next), (vec!["a".to_owned()], Some("a".to_owned())));
    assert_eq!(engine.list_role_policies(&account, "R", Some("a"), 1).unwrap().items, ["b"]);
    let wide = allow("s3:*", &format!("arn:aws:s3:::{}", "x".repeat(9_000)));
    engine.put_role_policy(&account, "R", "a", wide.clone()).await.unwrap();
    assert_eq!(fact(engine.put_role_policy(&account, "R", "c", wide).await), "InlineTooLong");
    assert_eq!(fact(engine.put_role_policy(&account, "R", "c", "{}".into()).await), "Malformed");
    assert_eq!(fact(engine.delete_role(&account, "R").await), "RoleHasInlinePolicies");
    for name in ["a", "b"] {
        engine.delete_role_policy(&account, "R", name).await.unwrap();
    }
    assert_eq!(fact(engine.delete_role_policy(&account, "R", "a").await), "NoSuchRolePolicy");
}

#[tokio::test]
async fn versions_of_a_policy() {
    let (engine, account) = engine();
    let policy = engine.create_policy(&account, new_policy("P", allow("s3:*", "*"))).await.unwrap();
    let arn = policy.arn.as_str();
    assert_eq!(
        fact(engine.create_policy(&account, new_policy("p", allow("s3:*", "*"))).await),
        "PolicyExists"
    );
    for number in 2..=5 {
        let (version, default) =
            engine.create_policy_version(&account, arn, allow("sns:*", "*"), number == 3).await.unwrap();
        assert_eq!((version.number, default), (number, number == 3));
    }
    assert_eq!(
        fact(engine.create_policy_version(&account, arn, allow("sns:*", "*"), false).await),
        "TooManyVersions"
    );
    let (versions, default) = engine.list_policy_versions(&account, arn).unwrap();
    assert_eq!(versions.iter().map(|one| one.number).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
    assert_eq!(default, 3);
    assert_eq!(fact(engine.delete_policy_version(&account, arn, 3).await), "DefaultVersion");
    assert_eq!(fact(engine.delete_policy_version(&account, arn, 9).await), "NoSuchVersion");
    assert_eq!(fact(engine.delete_policy(&account, arn).await), "PolicyHasVersions");
    engine.set_default_policy_version(&account, arn, 1).await.unwrap();
    engine.delete_policy_version(&account, arn, 5).await.unwrap();
    let (sixth, _) = engine.create_policy_version(&account, arn, allow("sns:*", "*"), false).await.unwrap();
    assert_eq!(sixth.number, 6, "a number is never used twice");
    assert!(engine.policy_version(&account, arn, 1).unwrap().1);
    assert_eq!(fact(engine.policy_version(&account, arn, 5)), "NoSuchVersion");

    assert_eq!(engine.policy_version(&account, KINESIS, 2).unwrap().0.number, 2);
    assert_eq!(fact(engine.policy_version(&account, KINESIS, 1)), "NoSuchVersion");
    assert_eq!(fact(engine.delete_policy(&account, KINESIS).await), "AwsOwn");
    let long = allow("s3:*", &format!("arn:aws:s3:::{}", "x".repeat(6_144)));
    assert_eq!(fact(engine.create_policy(&account, new_policy("Q", long)).await), "PolicyTooLong");
}

#[tokio::test]
async fn policies_are_listed_by_scope_and_page() {
    let (engine, account) = engine();
    for name in ["b", "A"] {
        engine.create_policy(&account, new_policy(name, allow("s3:*", "*"))).await.unwrap();
    }
    let count = |scope| engine.list_policies(&account, scope, false, "/", None, 1000).unwrap().items.len();
    let aws = managed::AwsManaged::all().len();
    assert_eq!((count(Scope::Aws), count(Scope::Local), count(Scope::All)), (aws, 2, aws + 2));
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = engine.list_policies(&account, Scope::All, false, "/", after.as_deref(), 3).unwrap();
        names.extend(page.items.into_iter().map(|policy| policy.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(names.len(), aws + 2);
    assert_eq!(names[aws..], ["A", "b"]);
    engine.create_role(&account, new_role("R")).await.unwrap();
    engine.attach_role_policy(&account, "R", DYNAMODB).await.unwrap();
    let attached = engine.list_policies(&account, Scope::All, true, "/", None, 10).unwrap();
    assert_eq!(attached.items.iter().map(|policy| policy.arn.as_str()).collect::<Vec<_>>(), [DYNAMODB]);
}

#[tokio::test]
async fn tags_keep_their_order() {
    let (engine, account) = engine();
    engine.create_role(&account, new_role("R")).await.unwrap();
    let tag = |key: &str, value: &str| Tag { key: key.into(), value: value.into() };
    engine.tag_role(&account, "R", vec![tag("b", "1"), tag("a", "2")]).await.unwrap();
    engine.tag_role(&account, "R", vec![tag("B", "3")]).await.unwrap();
    let page = engine.list_role_tags(&account, "R", None, 1).unwrap();
    assert_eq!((page.items, page.next.as_deref()), (vec![tag("B", "3")], Some("B")));
    assert_eq!(engine.list_role_tags(&account, "R", Some("B"), 9).unwrap().items, [tag("a", "2")]);
    let many = (0..50).map(|number| tag(&number.to_string(), "")).collect();
    assert_eq!(fact(engine.tag_role(&account, "R", many).await), "TooManyTags");
    engine.untag_role(&account, "R", vec!["A".into(), "none".into()]).await.unwrap();
    assert_eq!(engine.list_role_tags(&account, "R", None, 9).unwrap().items.len(), 1);
}

#[tokio::test]
async fn a_session_may_do_what_its_role_may_and_every_change_counts_at_once() {
    let (engine, account) = engine();
    engine.create_role(&account, new_role("R")).await.unwrap();
    let caller = Caller::Session { account: &account, role: "R", session: "run" };
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table/T";
    let may = |action: &str| {
        let answer = engine.authorize(caller, action, &[table], &Context::new()).unwrap();
        answer.err().map(|refused| refused.message)
    };
    let refusal = "User: arn:aws:sts::123456789012:assumed-role/R/run is not authorized to perform: \
                   dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/T \
                   because no identity-based policy allows the dynamodb:PutItem action";
    assert_eq!(may("dynamodb:PutItem").as_deref(), Some(refusal));
    engine.attach_role_policy(&account, "R", DYNAMODB).await.unwrap();
    assert_eq!(may("dynamodb:PutItem"), None);
    engine.detach_role_policy(&account, "R", DYNAMODB).await.unwrap();
    assert_eq!(may("dynamodb:PutItem").as_deref(), Some(refusal));

    let own = engine.create_policy(&account, new_policy("P", allow("dynamodb:Get*", "*"))).await.unwrap();
    engine.attach_role_policy(&account, "R", &own.arn).await.unwrap();
    assert!(may("dynamodb:GetItem").is_none() && may("dynamodb:PutItem").is_some());
    engine.create_policy_version(&account, &own.arn, allow("dynamodb:Put*", table), true).await.unwrap();
    assert!(may("dynamodb:GetItem").is_some() && may("dynamodb:PutItem").is_none());
    let deny = allow("dynamodb:*", "*").replace("Allow", "Deny");
    engine.put_role_policy(&account, "R", "no", deny).await.unwrap();
    assert!(may("dynamodb:PutItem").unwrap().ends_with("with an explicit deny in an identity-based policy"));

    assert!(
        engine.authorize(Caller::Root(&account), "iam:DeleteRole", &[], &Context::new()).unwrap().is_ok()
    );
    let gone = Caller::Session { account: &account, role: "S", session: "run" };
    assert_eq!(fact(engine.authorize(gone, "s3:GetObject", &[], &Context::new())), "NoSuchRole");
}

#[tokio::test]
async fn only_whom_a_role_trusts_may_take_it() {
    let (engine, account) = engine();
    let role = NewRole { path: Some("/a/".into()), ..new_role("R") };
    engine.create_role(&account, role).await.unwrap();
    let arn = Arn::parse("arn:aws:iam::123456789012:role/a/R").unwrap();
    let assume = |caller, arn| engine.assume(caller, arn, "sts:AssumeRole", &Context::new());
    let lambda = Caller::Service("lambda.amazonaws.com");
    assert_eq!(assume(lambda, &arn).unwrap().unwrap().name, "R");
    assert!(assume(Caller::Service("firehose.amazonaws.com"), &arn).unwrap().is_err());
    let root = Caller::Root(&account);
    assert!(assume(root, &arn).unwrap().unwrap_err().message.contains("no role trust policy allows"));
    let elsewhere = Arn::parse("arn:aws:iam::123456789012:role/R").unwrap();
    assert_eq!(fact(assume(lambda, &elsewhere)), "NoSuchRole");
    let trust = TRUST.replace(r#""Service":"lambda.amazonaws.com""#, r#""AWS":"123456789012""#);
    engine.update_trust(&account, "R", trust).await.unwrap();
    assert!(assume(root, &arn).unwrap().is_ok());
    assert!(assume(lambda, &arn).unwrap().is_err());
}
