//! The house's question: may this caller do that, may it take that role.
//!
//! Asked for every call of a role's session, so nothing here waits: a few reads of the store, and policies
//! that are parsed already.

use std::future::ready;

use dispatch::{Authorize, Call, Future, Principal};
use kernel::Arn;
use wire::Fault;

use crate::Iam;
use crate::engine::evaluate;
use crate::engine::policy::Context;
use crate::engine::{Caller, IamError};

/// The action by which a role is taken.
const ASSUME: &str = "sts:AssumeRole";

/// The answer, or why there is none.
type Decision = Result<Result<(), String>, Fault>;

impl Authorize for Iam {
    fn authorize<'a>(
        &'a self,
        call: &'a Call,
        action: &'a str,
        resources: &'a [String],
    ) -> Future<'a, Decision> {
        Box::pin(ready(self.may(call, action, resources)))
    }

    fn assume<'a>(
        &'a self,
        call: &'a Call,
        role: &'a Arn,
        facts: &'a [(&'a str, &'a str)],
    ) -> Future<'a, Decision> {
        Box::pin(ready(self.may_assume(call, role, facts)))
    }
}

impl Iam {
    fn may(&self, call: &Call, action: &str, resources: &[String]) -> Decision {
        let own = action.starts_with("iam:");
        let placed: Vec<String>;
        let resources = if own {
            placed = resources.iter().map(|arn| self.with_path(arn)).collect();
            &placed
        } else {
            resources
        };
        let borrowed: Vec<&str> = resources.iter().map(String::as_str).collect();
        match self.engine.authorize(caller(call), action, &borrowed, &context(call)) {
            Ok(Ok(())) => Ok(Ok(())),
            Ok(Err(refused)) if action.starts_with("s3:") => Ok(Err(in_quotes(&refused.message, resources))),
            Ok(Err(refused)) if own => Ok(Err(in_own_words(&refused.message, action, resources))),
            Ok(Err(refused)) => Ok(Err(refused.message)),
            Err(IamError::NoSuchRole(_)) => Err(unknown_session()),
            Err(error) => Err(error.into()),
        }
    }

    fn may_assume(&self, call: &Call, role: &Arn, facts: &[(&str, &str)]) -> Decision {
        let context = facts.iter().fold(context(call), |context, (key, value)| context.with(key, *value));
        let mut taken = self.engine.assume(caller(call), role, ASSUME, &context);
        if let (Ok(Err(_)), Some(regional)) = (&taken, regional(call)) {
            taken = self.engine.assume(Caller::Service(&regional), role, ASSUME, &context);
        }
        match taken {
            Ok(Ok(_)) => Ok(Ok(())),
            Ok(Err(refused)) => Ok(Err(refused.message)),
            // In the words of a role that does not trust the caller, so that nobody learns which roles exist.
            Err(IamError::NoSuchRole(_)) => Ok(Err(format!(
                "User: {} is not authorized to perform: {ASSUME} on resource: {role} because no {} allows the \
                 {ASSUME} action",
                call.principal.arn(),
                evaluate::Layer::Trust,
            ))),
            Err(error) => Err(error.into()),
        }
    }

    /// The ARN of a role with the path that it was made with: inputs name roles without it.
    fn with_path(&self, arn: &str) -> String {
        let found = Arn::parse(arn).ok().and_then(|arn| {
            let (account, name) = evaluate::Principal::role_of(&arn)?;
            Some(self.engine.role(&account, name).ok()?.arn(&account))
        });
        found.unwrap_or_else(|| arn.to_owned())
    }
}

/// The other name of a service that trust policies also know by its region (CloudWatch Logs' user guide).
fn regional(call: &Call) -> Option<String> {
    match call.principal {
        Principal::Service("logs.amazonaws.com") => Some(format!("logs.{}.amazonaws.com", call.place.region)),
        _ => None,
    }
}

fn caller(call: &Call) -> Caller<'_> {
    match &call.principal {
        Principal::Account(account) => Caller::Root(account),
        Principal::Session { account, role, session } => Caller::Session { account, role, session },
        Principal::Service(name) => Caller::Service(name),
    }
}

fn context(call: &Call) -> Context {
    Context::new().with("aws:RequestedRegion", call.place.region.as_str())
}

/// The session of a role that is gone: its key is worth nothing any more.
fn unknown_session() -> Fault {
    Fault::sender("UnrecognizedClientException", "The security token included in the request is invalid.")
}

/// S3 puts the resource into quotes.
fn in_quotes(message: &str, resources: &[String]) -> String {
    let refused = resources.iter().find(|arn| message.contains(&format!(" on resource: {arn} ")));
    let Some(arn) = refused else { return message.to_owned() };
    message.replacen(&format!(" on resource: {arn} "), &format!(" on resource: \"{arn}\" "), 1)
}

/// IAM names its own resources in refusals by kind (`role R`, `policy arn:…`), other services by ARN alone.
/// Roles to be made, listed or passed it names by ARN as well.
fn in_own_words(message: &str, action: &str, resources: &[String]) -> String {
    let refused = resources.iter().find(|arn| message.contains(&format!(" on resource: {arn} ")));
    let Some(arn) = refused else { return message.to_owned() };
    let resource = arn.splitn(6, ':').last().unwrap_or(arn);
    let name = resource.rsplit('/').next().unwrap_or(resource);
    let words = match action {
        "iam:CreateRole" | "iam:ListRoles" | "iam:PassRole" => return message.to_owned(),
        "iam:CreatePolicy" => format!("policy {name}"),
        "iam:ListPolicies" => format!("policy path {}", resource.trim_start_matches("policy")),
        _ if resource.starts_with("role/") => format!("role {name}"),
        _ if resource.starts_with("policy/") => format!("policy {arn}"),
        _ => return message.to_owned(),
    };
    message.replacen(&format!(" on resource: {arn} "), &format!(" on resource: {words} "), 1)
}

#[cfg(test)]
mod tests {
    use super::{in_own_words, in_quotes};

    #[test]
    fn s3_quotes_resources() {
        let said = in_quotes(
            "User: u may not on resource: arn:aws:s3:::b/k because",
            &["arn:aws:s3:::b/k".to_owned()],
        );
        assert_eq!(said, "User: u may not on resource: \"arn:aws:s3:::b/k\" because");
    }

    #[test]
    fn iam_names_its_resources_by_kind() {
        let worded = |action: &str, arn: &str| {
            let message =
                format!("User: u is not authorized to perform: {action} on resource: {arn} because");
            let worded = in_own_words(&message, action, &[arn.to_owned()]);
            worded.split_once(" on resource: ").unwrap().1.to_owned()
        };
        let (role, policy) = ("arn:aws:iam::000000000000:role/a/R", "arn:aws:iam::aws:policy/P");
        assert_eq!(worded("iam:GetRole", role), "role R because");
        assert_eq!(worded("iam:CreateRole", role), format!("{role} because"));
        assert_eq!(worded("iam:PassRole", role), format!("{role} because"));
        assert_eq!(worded("iam:GetRole", "*"), "* because");
        assert_eq!(worded("iam:GetPolicy", policy), format!("policy {policy} because"));
        assert_eq!(worded("iam:CreatePolicy", policy), "policy P because");
        assert_eq!(worded("iam:ListPolicies", "arn:aws:iam::000000000000:policy/"), "policy path / because");
    }
}
