//! The policy language, parsed once into patterns that match quickly.
//!
//! [`Policy::parse`] validates a document in AWS's order and answers AWS's text for the first thing
//! wrong with it. A parsed policy holds everything a decision needs and never fails afterwards: a value
//! that cannot be understood (a number that is none) just never matches.

mod action;
mod address;
mod arn_pattern;
mod condition;
mod context;
pub(super) mod date;
mod dialect;
mod malformed;
mod operator;
mod pattern;
mod principal_pattern;
mod resource;
mod selection;
mod syntax;

pub use condition::Condition;
pub use context::{Context, Facts};
pub use dialect::{Dialect, characters};
pub use malformed::Malformed;
pub use pattern::Pattern;
pub use principal_pattern::PrincipalPattern;
pub use selection::Selection;

/// The version of the policy language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `2008-10-17`, also where a document names none: no policy variables.
    V2008,
    /// `2012-10-17`.
    V2012,
}

/// What a statement does where it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Grants.
    Allow,
    /// Forbids, whatever else grants.
    Deny,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its name, where it has one.
    pub sid: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// Whom it is about; `None` in identity policies.
    pub principals: Option<Selection<PrincipalPattern>>,
    /// The actions, `service:Operation`, any case.
    pub actions: Selection<Pattern>,
    /// The resources' ARNs; `None` in trust policies, where the role itself is meant.
    pub resources: Option<Selection<Pattern>>,
    /// All of these must hold.
    pub conditions: Vec<Condition>,
}

/// A policy, parsed.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Version of the language.
    pub version: Version,
    /// Its `Id`, where it has one.
    pub id: Option<String>,
    /// The statements, in order.
    pub statements: Vec<Statement>,
}

impl Policy {
    /// Parses and validates `document` as `dialect` wants it. Sizes are [`characters`]' business.
    pub fn parse(document: &str, dialect: Dialect) -> Result<Self, Malformed> {
        let document = syntax::read(document, dialect)?;
        dialect::check(&document, dialect)?;
        let version = document.version.unwrap_or(Version::V2008);
        let statements =
            document.statements.into_iter().map(|raw| statement(raw, version)).collect::<Result<_, _>>()?;
        Ok(Self { version, id: document.id, statements })
    }
}

fn statement(raw: syntax::RawStatement, version: Version) -> Result<Statement, Malformed> {
    let variables = version >= Version::V2012;
    let conditions = raw
        .conditions
        .into_iter()
        .map(|(operator, tests)| Condition::compile(&operator, tests, variables))
        .collect::<Result<Vec<_>, _>>()?;
    let effect = match raw.effect.as_str() {
        "Allow" => Effect::Allow,
        "Deny" => Effect::Deny,
        _ => return Err(Malformed::Legacy),
    };
    let principals = raw.principals.map(|listed| listed.map(PrincipalPattern::compile));
    let actions = raw.actions.ok_or(Malformed::NoActions)?.map(|text| Pattern::action(&text));
    let resources = raw.resources.map(|listed| listed.map(|text| Pattern::resource(&text, variables)));
    Ok(Statement {
        sid: raw.sid,
        effect,
        principals,
        actions,
        resources,
        conditions: conditions.into_iter().flatten().collect(),
    })
}
