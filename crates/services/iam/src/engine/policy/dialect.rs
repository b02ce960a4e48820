//! Where a document is used decides what it must and may not have, and how AWS words what is wrong.
//!
//! The order of checks is AWS's: syntax, version, the old parser, names, actions, resources.

use super::condition::Condition;
use super::malformed::Malformed;
use super::principal_pattern::is_plausible;
use super::syntax::{Document, RawStatement};
use super::{Version, action, resource};

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A managed policy.
    Managed,
    /// An inline or session policy: as managed, but the version may be old or missing.
    Inline,
    /// A role's trust policy: principals, STS actions, no resources.
    Trust,
    /// A resource's policy: principals and resources. Services add rules and words of their own.
    Resource,
}

/// The size of `document` as AWS counts it: characters that are not white space.
pub fn characters(document: &str) -> usize {
    document.chars().filter(|character| !character.is_whitespace()).count()
}

impl Dialect {
    pub(super) fn json_error(self) -> Malformed {
        if self == Self::Trust { Malformed::InvalidJson } else { Malformed::Syntax }
    }

    pub(super) fn syntax_error(self) -> Malformed {
        Malformed::Syntax
    }

    pub(super) fn missing_field(self, name: &'static str) -> Malformed {
        if self == Self::Trust { Malformed::MissingField(name) } else { Malformed::Syntax }
    }

    pub(super) fn unknown_field(self, name: String) -> Malformed {
        if self == Self::Trust { Malformed::UnknownField(name) } else { Malformed::Syntax }
    }
}

/// Checks what the syntax leaves open.
pub(super) fn check(document: &Document, dialect: Dialect) -> Result<(), Malformed> {
    let statements = &document.statements;
    match dialect {
        Dialect::Trust => {
            statements.iter().try_for_each(check_trust)?;
            check_names(statements)
        }
        Dialect::Resource => {
            if statements.iter().any(|statement| statement.principals.is_none()) {
                return Err(Malformed::MissingField("Principal"));
            }
            check_lists(statements)
        }
        Dialect::Managed | Dialect::Inline => {
            if statements.iter().any(|statement| statement.principals.is_some()) {
                return Err(Malformed::PrincipalInIdentityPolicy);
            }
            if dialect == Dialect::Managed && document.version != Some(Version::V2012) {
                return Err(Malformed::OldVersion);
            }
            check_lists(statements)
        }
    }
}

fn check_lists(statements: &[RawStatement]) -> Result<(), Malformed> {
    check_effects_and_dates(statements)?;
    let resources =
        || statements.iter().flat_map(|statement| &statement.resources).flat_map(|one| &one.listed);
    let mut first_wrong = None;
    for text in resources() {
        match resource::check(text) {
            Ok(()) => resource::check_legacy(text)?,
            Err(wrong) => first_wrong = first_wrong.or(Some(wrong)),
        }
    }
    check_names(statements)?;
    let actions =
        |statement: &RawStatement| statement.actions.as_ref().is_some_and(|one| !one.listed.is_empty());
    if !statements.iter().all(actions) {
        return Err(Malformed::NoActions);
    }
    if let Some(wrong) = first_wrong {
        return Err(wrong);
    }
    let actions = statements.iter().flat_map(|statement| &statement.actions).flat_map(|one| &one.listed);
    actions.into_iter().try_for_each(|text| action::check(text))?;
    let resources =
        |statement: &RawStatement| statement.resources.as_ref().is_some_and(|one| !one.listed.is_empty());
    if statements.iter().all(resources) { Ok(()) } else { Err(Malformed::NoResources) }
}

/// What the old parser minds besides resources.
fn check_effects_and_dates(statements: &[RawStatement]) -> Result<(), Malformed> {
    let effects = statements.iter().all(|statement| ["Allow", "Deny"].contains(&statement.effect.as_str()));
    if !effects {
        return Err(Malformed::Legacy);
    }
    let tests = statements.iter().flat_map(|statement| &statement.conditions);
    // Compiling finds the dates that are none.
    tests.into_iter().try_for_each(|(name, tests)| Condition::compile(name, tests.clone(), false).map(drop))
}

fn check_names(statements: &[RawStatement]) -> Result<(), Malformed> {
    let mut names: Vec<&str> = statements.iter().filter_map(|statement| statement.sid.as_deref()).collect();
    names.retain(|name| !name.is_empty());
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    if names.len() == count { Ok(()) } else { Err(Malformed::DuplicateSid) }
}

fn check_trust(statement: &RawStatement) -> Result<(), Malformed> {
    if let Some(resources) = &statement.resources {
        return Err(Malformed::ProhibitedField(if resources.inverted { "NotResource" } else { "Resource" }));
    }
    let principals = statement.principals.as_ref().ok_or(Malformed::MissingField("Principal"))?;
    let actions = statement.actions.as_ref().ok_or(Malformed::MissingField("Action"))?;
    let of_sts = |text: &String| text.get(..4).is_some_and(|vendor| vendor.eq_ignore_ascii_case("sts:"));
    if actions.listed.is_empty() || !actions.listed.iter().all(of_sts) {
        return Err(Malformed::NotAssumeRole);
    }
    let wrong = principals.listed.iter().find(|(kind, name)| !is_plausible(kind, name));
    wrong.map_or(Ok(()), |(kind, name)| {
        let kind = if kind == "AWS" { kind.clone() } else { kind.to_ascii_uppercase() };
        Err(Malformed::Principal { kind, name: name.clone() })
    })
}

#[cfg(test)]
#[path = "dialect_tests.rs"]
mod tests;
