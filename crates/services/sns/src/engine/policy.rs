//! A topic's own policy: who beside its account may do what with it, in AWS's policy language.
//!
//! Knows principals (accounts, their roots, services, everybody), actions and resources with `*` and `?`, and the
//! conditions that topics' policies have: texts, ARNs and truth values of the source's ARN, its account, its owner,
//! the transport, and what a subscription is for. A condition that is not known never allows and always denies.

use kernel::{arn_like, like};
use serde_json::{Value, json};

/// What a caller wants to do.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The service that calls, e.g. `s3.amazonaws.com`.
    pub service: Option<&'a str>,
    /// The account that calls, where no service does.
    pub account: Option<&'a str>,
    /// `sns:Publish`.
    pub action: &'a str,
    /// The topic's ARN.
    pub resource: &'a str,
    /// The ARN of the resource on whose account a service calls.
    pub source_arn: Option<&'a str>,
    /// The account of that resource.
    pub source_account: &'a str,
    /// The protocol and the endpoint of a subscription that is asked for.
    pub subscription: Option<(&'a str, &'a str)>,
}

/// Services that say whose account they call for in the old way, so that the policy every topic begins with lets
/// them in. S3 and EventBridge do not, and need a statement.
const OWNED: [&str; 1] = ["cloudwatch.amazonaws.com"];

/// A policy as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct TopicPolicy<'a>(pub &'a str);

impl TopicPolicy<'_> {
    /// Whether a statement allows it and none denies it.
    pub fn allows(&self, asking: &Asking<'_>) -> bool {
        let policy: Value = serde_json::from_str(self.0).unwrap_or_default();
        let statements = each(&policy["Statement"]);
        let holds = |effect: &str| {
            let unknown = effect == "Deny";
            statements
                .iter()
                .any(|statement| statement["Effect"] == effect && applies(statement, asking, unknown))
        };
        holds("Allow") && !holds("Deny")
    }
}

fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().collect(),
        value => vec![value],
    }
}

fn texts(value: &Value) -> Vec<String> {
    each(value)
        .into_iter()
        .filter_map(|value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
            _ => None,
        })
        .collect()
}

fn applies(statement: &Value, asking: &Asking<'_>, unknown: bool) -> bool {
    let action = asking.action.to_ascii_lowercase();
    let acts = |pattern: &String| like(&pattern.to_ascii_lowercase(), &action);
    let named = |name: &str, matches: &dyn Fn(&String) -> bool| match &statement[name] {
        Value::Null => None,
        value => Some(texts(value).iter().any(matches)),
    };
    let actions = named("Action", &acts).or_else(|| named("NotAction", &acts).map(|named| !named));
    let covers = |pattern: &String| like(pattern, asking.resource);
    let resources = named("Resource", &covers).or_else(|| named("NotResource", &covers).map(|named| !named));
    let conditions = statement["Condition"].as_object().into_iter().flatten().all(|(operator, keys)| {
        keys.as_object().is_some_and(|keys| {
            keys.iter()
                .all(|(key, wanted)| condition(operator, key, &texts(wanted), asking).unwrap_or(unknown))
        })
    });
    actions == Some(true)
        && resources.unwrap_or(true)
        && is_principal(&statement["Principal"], asking, unknown)
        && conditions
}

fn is_principal(principal: &Value, asking: &Asking<'_>, unknown: bool) -> bool {
    let account = |text: &String| {
        asking.account.is_some_and(|account| {
            text == "*" || text == account || *text == format!("arn:aws:iam::{account}:root")
        })
    };
    match principal {
        Value::String(text) => text == "*",
        Value::Object(kinds) => kinds.iter().any(|(kind, who)| match kind.as_str() {
            "AWS" => texts(who).iter().any(account) || texts(who).iter().any(|text| text == "*"),
            "Service" => texts(who).iter().any(|text| Some(text.as_str()) == asking.service || text == "*"),
            _ => false,
        }),
        _ => unknown,
    }
}

/// Whether a condition holds; none where it is not known.
fn condition(operator: &str, key: &str, wanted: &[String], asking: &Asking<'_>) -> Option<bool> {
    let (operator, if_exists) = match operator.strip_suffix("IfExists") {
        Some(operator) => (operator, true),
        None => (operator, false),
    };
    let value = match key.to_ascii_lowercase().as_str() {
        "aws:sourcearn" => asking.source_arn.map(str::to_owned),
        "aws:sourceaccount" => asking.service.map(|_| asking.source_account.to_owned()),
        "aws:sourceowner" => match asking.service {
            Some(service) => OWNED.contains(&service).then(|| asking.source_account.to_owned()),
            None => asking.account.map(str::to_owned),
        },
        "sns:protocol" => asking.subscription.map(|(protocol, _)| protocol.to_owned()),
        "sns:endpoint" => asking.subscription.map(|(_, endpoint)| endpoint.to_owned()),
        // Within the house nothing travels in the clear.
        "aws:securetransport" => Some("true".to_owned()),
        _ => return None,
    };
    let Some(value) = value else { return Some(if_exists || operator.contains("Not")) };
    let any = |matches: &dyn Fn(&str) -> bool| wanted.iter().any(|wanted| matches(wanted));
    Some(match operator {
        "StringEquals" => any(&|wanted| wanted == value),
        "StringNotEquals" => !any(&|wanted| wanted == value),
        "StringEqualsIgnoreCase" | "Bool" => any(&|wanted| wanted.eq_ignore_ascii_case(&value)),
        "StringLike" => any(&|wanted| like(wanted, &value)),
        "StringNotLike" => !any(&|wanted| like(wanted, &value)),
        "ArnEquals" | "ArnLike" => any(&|wanted| arn_like(wanted, &value)),
        "ArnNotEquals" | "ArnNotLike" => !any(&|wanted| arn_like(wanted, &value)),
        _ => return None,
    })
}

/// The policy that every topic begins with: its own account may do everything.
fn default_document(arn: &str, owner: &str) -> Value {
    let actions = [
        "GetTopicAttributes",
        "SetTopicAttributes",
        "AddPermission",
        "RemovePermission",
        "DeleteTopic",
        "Subscribe",
        "ListSubscriptionsByTopic",
        "Publish",
    ];
    json!({ "Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [{
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": { "AWS": "*" },
        "Action": actions.map(|action| format!("SNS:{action}")),
        "Resource": arn,
        "Condition": { "StringEquals": { "AWS:SourceOwner": owner } },
    }] })
}

/// The same as text.
pub fn default_policy(arn: &str, owner: &str) -> String {
    default_document(arn, owner).to_string()
}

/// `policy` of the topic `arn` of the account `owner` with one more statement; none if it has one of that label.
pub fn with_permission(
    policy: Option<&str>,
    arn: &str,
    owner: &str,
    label: &str,
    accounts: &[String],
    actions: &[String],
) -> Option<String> {
    let one_or_all = |mut values: Vec<Value>| match values.len() {
        1 => values.remove(0),
        _ => Value::Array(values),
    };
    let principals = accounts.iter().map(|account| json!(format!("arn:aws:iam::{account}:root"))).collect();
    let actions = actions.iter().map(|action| json!(format!("SNS:{action}"))).collect();
    let statement = json!({
        "Sid": label,
        "Effect": "Allow",
        "Principal": { "AWS": one_or_all(principals) },
        "Action": one_or_all(actions),
        "Resource": arn,
    });
    let mut document = policy
        .and_then(|policy| serde_json::from_str(policy).ok())
        .unwrap_or_else(|| default_document(arn, owner));
    let mut statements: Vec<Value> = each(&document["Statement"]).into_iter().cloned().collect();
    if statements.iter().any(|statement| statement["Sid"] == label) {
        return None;
    }
    statements.push(statement);
    document["Statement"] = Value::Array(statements);
    Some(document.to_string())
}

/// `policy` without the statement of that label; none if there is no such.
pub fn without_permission(policy: &str, label: &str) -> Option<String> {
    let mut document: Value = serde_json::from_str(policy).ok()?;
    let mut statements: Vec<Value> = each(&document["Statement"]).into_iter().cloned().collect();
    let before = statements.len();
    statements.retain(|statement| statement["Sid"] != label);
    if statements.len() == before {
        return None;
    }
    document["Statement"] = Value::Array(statements);
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKING: Asking<'static> = Asking {
        service: Some("s3.amazonaws.com"),
        account: None,
        action: "sns:Publish",
        resource: "arn:aws:sns:us-east-1:000000000000:t",
        source_arn: Some("arn:aws:s3:::lake"),
        source_account: "000000000000",
        subscription: None,
    };

    fn allows(statement: Value, asking: &Asking<'_>) -> bool {
        TopicPolicy(&json!({ "Statement": [statement] }).to_string()).allows(asking)
    }

    #[test]
    fn a_statement_allows_what_all_its_parts_say() {
        let allow = |condition: Value| json!({ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "SNS:Pub*", "Resource": "*", "Condition": condition });
        assert!(allows(allow(json!({})), &ASKING));
        assert!(allows(allow(json!({ "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:la*" } })), &ASKING));
        assert!(allows(
            allow(json!({ "StringEquals": { "aws:SourceAccount": ["1", "000000000000"] } })),
            &ASKING
        ));
        for refused in [
            json!({ "ArnEquals": { "aws:SourceArn": "arn:aws:s3:::sea" } }),
            json!({ "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }),
            json!({ "StringEquals": { "SNS:Protocol": "sqs" } }),
        ] {
            assert!(!allows(allow(refused.clone()), &ASKING), "{refused}");
        }
        assert!(!allows(allow(json!({})), &Asking { action: "sns:Subscribe", ..ASKING }));
        assert!(!allows(allow(json!({})), &Asking { service: Some("cloudwatch.amazonaws.com"), ..ASKING }));
        assert!(!TopicPolicy("").allows(&ASKING));
        let subscribe = json!({ "Effect": "Allow", "Principal": "*", "Action": "sns:Subscribe", "Resource": "*", "Condition": { "StringLike": { "SNS:Endpoint": "*@example.com" } } });
        let asking =
            Asking { action: "sns:Subscribe", subscription: Some(("email", "a@example.com")), ..ASKING };
        assert!(allows(subscribe, &asking));
    }

    #[test]
    fn alarms_come_in_by_the_first_policy_and_buckets_do_not() {
        let policy = default_policy(ASKING.resource, "000000000000");
        let alarms = Asking { service: Some("cloudwatch.amazonaws.com"), ..ASKING };
        assert!(TopicPolicy(&policy).allows(&alarms));
        assert!(!TopicPolicy(&policy).allows(&Asking { source_account: "111111111111", ..alarms }));
        assert!(!TopicPolicy(&policy).allows(&ASKING));
        assert!(!TopicPolicy(&policy).allows(&Asking {
            service: None,
            account: Some("111111111111"),
            ..ASKING
        }));
    }

    #[test]
    fn a_denial_wins() {
        let everybody = json!({ "Effect": "Allow", "Principal": "*", "Action": "sns:*", "Resource": "*" });
        let insecure = json!({ "Effect": "Deny", "Principal": "*", "Action": "sns:*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } });
        let unknown = json!({ "Effect": "Deny", "Principal": "*", "Action": "sns:*", "Condition": { "Odd": { "aws:Odd": "x" } } });
        let of =
            |statements: Value| TopicPolicy(&json!({ "Statement": statements }).to_string()).allows(&ASKING);
        assert!(of(json!([everybody, insecure])));
        assert!(!of(json!([everybody, unknown])));
    }

    #[test]
    fn permissions_come_and_go() {
        let accounts = ["111111111111".to_owned()];
        let policy = with_permission(None, "arn:t", "0", "a", &accounts, &["Publish".to_owned()]).unwrap();
        let document: Value = serde_json::from_str(&policy).unwrap();
        assert_eq!(document["Statement"][0]["Sid"], "__default_statement_ID");
        assert_eq!(document["Statement"][1]["Action"], "SNS:Publish");
        assert!(with_permission(Some(&policy), "arn:t", "0", "a", &accounts, &[]).is_none());
        let asking = Asking { service: None, account: Some("111111111111"), resource: "arn:t", ..ASKING };
        assert!(TopicPolicy(&policy).allows(&asking));
        assert!(!TopicPolicy(&policy).allows(&Asking { account: Some("2"), ..asking }));
        assert_eq!(without_permission(&policy, "a").unwrap(), default_policy("arn:t", "0"));
        assert!(without_permission(&policy, "b").is_none());
    }
}
