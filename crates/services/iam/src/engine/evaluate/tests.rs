//! Documents and requests, by table.

use std::sync::Arc;

use super::*;
use crate::engine::policy::Dialect;

const TABLE: &str = "arn:aws:dynamodb:us-east-1:123456789012:table/SensorData";
const ALLOW_ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;

fn account(digits: &str) -> AccountId {
    AccountId::parse(digits).unwrap()
}

fn parse(statements: &str, dialect: Dialect) -> Arc<Policy> {
    let document = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    Arc::new(Policy::parse(&document, dialect).unwrap_or_else(|wrong| panic!("{wrong}: {statements}")))
}

fn session() -> Principal {
    Principal::session(&account("123456789012"), "/service/", "R", "AROAEXAMPLE", "run")
}

fn ask<'a>(
    principal: &'a Principal,
    action: &'a str,
    resources: &'a [&'a str],
    context: &'a Context,
) -> Request<'a> {
    Request { principal, action, resources, context, now: Timestamp(1_700_000_000_000) }
}

/// Why `action` on `resource` is refused to the session by its own policies; empty if it is not.
fn refusal(statements: &str, action: &str, resource: &str) -> String {
    let (principal, context, resources) = (session(), Context::new(), [resource]);
    let request = ask(&principal, action, &resources, &context);
    let identity = [parse(statements, Dialect::Managed)];
    let policies = Policies { identity: &identity, boundary: None, session: None, resource: None };
    decide(&request, &policies).denial().map(|denial| denial.message(&request)).unwrap_or_default()
}

#[test]
fn own_policies_and_the_words_of_a_refusal() {
    let put = "dynamodb:PutItem";
    let user = "User: arn:aws:sts::123456789012:assumed-role/R/run is not authorized to perform: dynamodb:PutItem \
                on resource: arn:aws:dynamodb:us-east-1:123456789012:table/SensorData";
    let implicit = format!("{user} because no identity-based policy allows the dynamodb:PutItem action");
    let explicit = format!("{user} with an explicit deny in an identity-based policy");
    let deny = r#"{"Effect":"Deny","Action":"dynamodb:Put*","Resource":"*"}"#;
    for (statements, expected) in [
        (ALLOW_ALL.to_owned(), ""),
        (format!("{ALLOW_ALL},{deny}"), explicit.as_str()),
        (format!("{deny},{ALLOW_ALL}"), explicit.as_str()),
        (r#"{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*"}"#.into(), implicit.as_str()),
        (r#"{"Effect":"Allow","Action":"DYNAMODB:putitem","Resource":"*"}"#.into(), ""),
        (r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#.into(), ""),
        (r#"{"Effect":"Allow","NotAction":"dynamodb:*","Resource":"*"}"#.into(), implicit.as_str()),
        (format!(r#"{{"Effect":"Allow","Action":"*","Resource":"{TABLE}"}}"#), ""),
        (format!(r#"{{"Effect":"Allow","Action":"*","Resource":"{TABLE}/index/*"}}"#), implicit.as_str()),
        (r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*:*:table/Sensor*"}"#.into(), ""),
        (format!(r#"{{"Effect":"Allow","Action":"*","NotResource":"{TABLE}"}}"#), implicit.as_str()),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/service/R"},"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}}"#.into(),
            "",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"R"}}}"#.into(),
            implicit.as_str(),
        ),
    ] {
        assert_eq!(refusal(&statements, put, TABLE), expected, "{statements}");
    }
}

#[test]
fn every_resource_must_be_allowed_and_the_first_refused_is_named() {
    let (principal, context) = (session(), Context::new());
    let resources = [TABLE, "arn:aws:dynamodb:us-east-1:123456789012:table/Other"];
    let request = ask(&principal, "dynamodb:BatchGetItem", &resources, &context);
    let identity =
        [parse(&format!(r#"{{"Effect":"Allow","Action":"*","Resource":"{TABLE}"}}"#), Dialect::Managed)];
    let policies = Policies { identity: &identity, boundary: None, session: None, resource: None };
    let denial = decide(&request, &policies).denial().unwrap();
    assert_eq!((denial.layer, denial.explicit, denial.resource), (Layer::Identity, false, 1));
    assert!(
        denial
            .message(&request)
            .contains("on resource: arn:aws:dynamodb:us-east-1:123456789012:table/Other ")
    );
    let nothing = ask(&principal, "dynamodb:ListTables", &[], &context);
    assert!(
        decide(&nothing, &policies).denial().unwrap().message(&nothing).contains("on resource: * because")
    );
}

#[test]
fn boundary_and_session_only_take_away() {
    let (principal, context) = (session(), Context::new());
    let identity = [parse(ALLOW_ALL, Dialect::Managed)];
    let narrow = parse(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#, Dialect::Managed);
    let narrow_session = [narrow.clone()];
    for (action, boundary, session, expected) in [
        ("s3:GetObject", true, true, None),
        ("dynamodb:Scan", true, false, Some(Layer::Boundary)),
        ("dynamodb:Scan", false, true, Some(Layer::Session)),
        ("dynamodb:Scan", false, false, None),
    ] {
        let policies = Policies {
            identity: &identity,
            boundary: boundary.then_some(&*narrow),
            session: session.then_some(&narrow_session[..]),
            resource: None,
        };
        let decision = decide(&ask(&principal, action, &["*"], &context), &policies);
        assert_eq!(decision.denial().map(|denial| denial.layer), expected, "{action} {boundary} {session}");
    }
}

/// Whether a resource of `owner` with the policy `statements` lets `principal` in.
fn by_resource(
    principal: &Principal,
    owner: &str,
    layer: Layer,
    statements: &str,
    own: bool,
) -> Option<Denial> {
    let (context, owner) = (Context::new(), account(owner));
    let policy = parse(statements, if layer == Layer::Trust { Dialect::Trust } else { Dialect::Resource });
    let identity = if own { vec![parse(ALLOW_ALL, Dialect::Managed)] } else { vec![] };
    let resource = Some(ResourcePolicy { policy: &policy, owner: &owner, layer });
    let action = if layer == Layer::Trust { "sts:AssumeRole" } else { "s3:GetObject" };
    let policies = Policies { identity: &identity, boundary: None, session: None, resource };
    decide(&ask(principal, action, &["arn:aws:s3:::b/k"], &context), &policies).denial()
}

#[test]
fn resource_policies() {
    let grant = |principal: &str| {
        format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"s3:*","Resource":"*"}}"#)
    };
    let (home, away) = ("123456789012", "999999999999");
    let role = r#"{"AWS":"arn:aws:iam::123456789012:role/service/R"}"#;
    for (principal, owner, statement, own, refused) in [
        (session(), home, grant(role), false, None),
        (session(), home, grant(r#"{"AWS":"AROAEXAMPLE"}"#), false, None),
        (session(), home, grant(r#"{"AWS":"arn:aws:sts::123456789012:assumed-role/R/run"}"#), false, None),
        (session(), home, grant(r#""*""#), false, None),
        (session(), home, grant(r#"{"AWS":"123456789012"}"#), false, Some(Layer::Identity)),
        (session(), home, grant(r#"{"AWS":"123456789012"}"#), true, None),
        (session(), home, grant(r#"{"AWS":"arn:aws:iam::123456789012:role/Other"}"#), true, None),
        (session(), away, grant(role), false, Some(Layer::Identity)),
        (session(), away, grant(role), true, None),
        (session(), away, grant(r#"{"AWS":"999999999999"}"#), true, Some(Layer::Resource)),
        (Principal::root(&account(home)), home, grant(r#"{"AWS":"999999999999"}"#), false, None),
        (Principal::root(&account(home)), away, grant(r#"{"AWS":"123456789012"}"#), false, None),
        (
            Principal::service("s3.amazonaws.com"),
            home,
            grant(r#"{"Service":"s3.amazonaws.com"}"#),
            false,
            None,
        ),
        (Principal::service("s3.amazonaws.com"), home, grant(role), false, Some(Layer::Resource)),
        (Principal::anonymous(), home, grant(r#""*""#), false, None),
        (Principal::anonymous(), home, grant(role), false, Some(Layer::Resource)),
        (session(), home, grant(r#""*""#).replace("Allow", "Deny"), true, Some(Layer::Resource)),
        (
            session(),
            home,
            grant(role).replace("Allow", "Deny").replace("Principal", "NotPrincipal"),
            true,
            None,
        ),
    ] {
        let denial = by_resource(&principal, owner, Layer::Resource, &statement, own);
        assert_eq!(denial.map(|denial| denial.layer), refused, "{} {statement}", principal.arn());
    }
}

#[test]
fn trust_policies_must_grant() {
    let grant = |principal: &str| {
        format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#)
    };
    let lambda = grant(r#"{"Service":"lambda.amazonaws.com"}"#);
    let by = |principal: &Principal, statement: &str, own| {
        by_resource(principal, "123456789012", Layer::Trust, statement, own).map(|denial| denial.layer)
    };
    assert_eq!(by(&Principal::service("lambda.amazonaws.com"), &lambda, false), None);
    assert_eq!(by(&Principal::service("firehose.amazonaws.com"), &lambda, false), Some(Layer::Trust));
    assert_eq!(by(&session(), &lambda, true), Some(Layer::Trust));
    let own_account = grant(r#"{"AWS":"arn:aws:iam::123456789012:root"}"#);
    assert_eq!(by(&session(), &own_account, false), Some(Layer::Identity));
    assert_eq!(by(&session(), &own_account, true), None);
    let user = Principal::user(&account("123456789012"), "/", "anna", "AIDAEXAMPLE");
    let named = grant(r#"{"AWS":"arn:aws:iam::123456789012:user/anna"}"#);
    assert_eq!(by(&user, &named, false), None);
    assert_eq!(by(&Principal::root(&account("123456789012")), &lambda, true), Some(Layer::Trust));
}

#[test]
fn a_request_cannot_pass_off_facts_as_the_principals() {
    let principal = session();
    let context = Context::new().with("aws:PrincipalAccount", "999999999999");
    let identity = [parse(
        r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"999999999999"}}}"#,
        Dialect::Managed,
    )];
    let policies = Policies { identity: &identity, boundary: None, session: None, resource: None };
    assert!(!decide(&ask(&principal, "s3:GetObject", &["*"], &context), &policies).is_allowed());
}
