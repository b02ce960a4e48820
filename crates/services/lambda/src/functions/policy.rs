//! A function's resource policy: who beside its own account may invoke it, statement by statement.
//!
//! A service invokes a function only where a statement names the service, and the resource and the account
//! on whose behalf it does so. Lacks what no service here needs: tokens of Alexa's, organisations.

use kernel::{arn_like, like};
use wire::{Document, Shape, to_json, write_json_string};

/// The policy as it is stored, within the function's record.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StoredPolicy {
    /// Differs after every change.
    pub revision: String,
    /// What was permitted, oldest first.
    pub statements: Vec<StoredStatement>,
}

/// One permission.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredStatement {
    /// Its id, unique in the policy.
    pub id: String,
    /// `lambda:InvokeFunction`, `lambda:*`, …
    pub action: String,
    /// A service, an account's twelve digits, or `*`.
    pub principal: String,
    /// What the ARN of the resource must be like that makes the service call.
    pub source_arn: Option<String>,
    /// The account that resource must belong to.
    pub source_account: Option<String>,
}

/// What a service says when it invokes a function.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `s3.amazonaws.com`.
    pub service: &'a str,
    /// `lambda:InvokeFunction`.
    pub action: &'a str,
    /// The ARN of the resource on whose account it calls.
    pub source_arn: Option<&'a str>,
    /// The account of that resource.
    pub source_account: &'a str,
}

impl StoredPolicy {
    /// Whether a statement allows what the service asks.
    pub fn allows(&self, request: &Request<'_>) -> bool {
        self.statements.iter().any(|statement| statement.allows(request))
    }

    /// The policy of the function `arn` in AWS's JSON.
    pub fn document(&self, arn: &str) -> String {
        let statements: Vec<_> = self.statements.iter().map(|statement| statement.document(arn)).collect();
        format!(r#"{{"Version":"2012-10-17","Id":"default","Statement":[{}]}}"#, statements.join(","))
    }
}

impl StoredStatement {
    fn allows(&self, request: &Request<'_>) -> bool {
        let action = like(&self.action.to_ascii_lowercase(), &request.action.to_ascii_lowercase());
        let principal = self.principal == "*" || is_service(&self.principal, request);
        let arn = self
            .source_arn
            .as_ref()
            .is_none_or(|pattern| request.source_arn.is_some_and(|arn| arn_like(pattern, arn)));
        let account = self.source_account.as_ref().is_none_or(|account| account == request.source_account);
        action && principal && arn && account
    }

    /// The statement on the function `arn` in AWS's JSON.
    pub fn document(&self, arn: &str) -> String {
        let quoted = |text: &str| {
            let mut quoted = String::new();
            write_json_string(&mut quoted, text);
            quoted
        };
        let is_account = self.principal.bytes().all(|byte| byte.is_ascii_digit());
        let principal = match self.principal.as_str() {
            "*" => "\"*\"".to_owned(),
            account if is_account => format!("{{\"AWS\":\"arn:aws:iam::{account}:root\"}}"),
            service => format!("{{\"Service\":{}}}", quoted(service)),
        };
        let equals = self.source_account.as_ref().map(|account| SourceAccount { account: account.clone() });
        let like = self.source_arn.as_ref().map(|arn| SourceArn { arn: arn.clone() });
        let has_condition = equals.is_some() || like.is_some();
        let statement = Statement {
            sid: self.id.clone(),
            effect: "Allow".to_owned(),
            principal: Document(principal),
            action: self.action.clone(),
            resource: arn.to_owned(),
            condition: has_condition.then_some(Condition { string_equals: equals, arn_like: like }),
        };
        String::from_utf8_lossy(&to_json(&statement)).into_owned()
    }
}

/// Whether `principal` is the service, or the service in the region that it calls from: `logs.us-east-1.amazonaws.com`.
fn is_service(principal: &str, request: &Request<'_>) -> bool {
    let region = request.source_arn.and_then(|arn| arn.split(':').nth(3)).filter(|region| !region.is_empty());
    principal == request.service
        || request.service.strip_suffix(".amazonaws.com").zip(region).is_some_and(|(name, region)| {
            principal
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| rest.strip_prefix(region) == Some(".amazonaws.com"))
        })
}

#[derive(Shape)]
struct Statement {
    sid: String,
    effect: String,
    principal: Document,
    action: String,
    resource: String,
    condition: Option<Condition>,
}

#[derive(Shape)]
struct Condition {
    string_equals: Option<SourceAccount>,
    arn_like: Option<SourceArn>,
}

#[derive(Shape)]
struct SourceAccount {
    #[shape(name = "AWS:SourceAccount")]
    account: String,
}

#[derive(Shape)]
struct SourceArn {
    #[shape(name = "AWS:SourceArn")]
    arn: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(principal: &str, source_arn: Option<&str>, source_account: Option<&str>) -> StoredStatement {
        StoredStatement {
            id: "s".into(),
            action: "lambda:InvokeFunction".into(),
            principal: principal.into(),
            source_arn: source_arn.map(str::to_owned),
            source_account: source_account.map(str::to_owned),
        }
    }

    const REQUEST: Request<'static> = Request {
        service: "s3.amazonaws.com",
        action: "lambda:InvokeFunction",
        source_arn: Some("arn:aws:s3:::lake"),
        source_account: "000000000000",
    };

    #[test]
    fn a_statement_allows_what_all_its_parts_say() {
        for (statement, expected) in [
            (statement("s3.amazonaws.com", None, None), true),
            (statement("*", None, None), true),
            (statement("sns.amazonaws.com", None, None), false),
            (statement("000000000000", None, None), false),
            (statement("s3.amazonaws.com", Some("arn:aws:s3:::lake"), Some("000000000000")), true),
            (statement("s3.amazonaws.com", Some("arn:aws:s3:::la*"), None), true),
            (statement("s3.amazonaws.com", Some("arn:aws:s3:::sea"), None), false),
            (statement("s3.amazonaws.com", None, Some("111111111111")), false),
        ] {
            let policy = StoredPolicy { revision: String::new(), statements: vec![statement.clone()] };
            assert_eq!(policy.allows(&REQUEST), expected, "{statement:?}");
        }
        let any = StoredStatement { action: "lambda:*".into(), ..statement("s3.amazonaws.com", None, None) };
        assert!(any.allows(&REQUEST));
        let other = StoredStatement { action: "lambda:GetFunction".into(), ..any };
        assert!(!other.allows(&REQUEST));
        let arn = "arn:aws:logs:eu-west-1:000000000000:log-group:g:*";
        let logs = Request { service: "logs.amazonaws.com", source_arn: Some(arn), ..REQUEST };
        for (principal, expected) in [
            ("logs.amazonaws.com", true),
            ("logs.eu-west-1.amazonaws.com", true),
            ("logs.us-east-1.amazonaws.com", false),
            ("logseu-west-1.amazonaws.com", false),
        ] {
            let policy =
                StoredPolicy { revision: String::new(), statements: vec![statement(principal, None, None)] };
            assert_eq!(policy.allows(&logs), expected, "{principal}");
        }
        let from_nowhere = Request { source_arn: None, ..REQUEST };
        assert!(!statement("s3.amazonaws.com", Some("arn:aws:s3:::lake"), None).allows(&from_nowhere));
    }

    #[test]
    fn documents_are_awss() {
        let policy = StoredPolicy {
            revision: String::new(),
            statements: vec![
                statement("s3.amazonaws.com", Some("arn:aws:s3:::lake"), Some("000000000000")),
                statement("000000000000", None, None),
            ],
        };
        let expected = r#"{"Version":"2012-10-17","Id":"default","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn:f","Condition":{"StringEquals":{"AWS:SourceAccount":"000000000000"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::lake"}}},{"Sid":"s","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"lambda:InvokeFunction","Resource":"arn:f"}]}"#;
        assert_eq!(policy.document("arn:f"), expected);
    }
}
