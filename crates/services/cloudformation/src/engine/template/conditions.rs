//! Conditions: the truth of each, from parameters, pseudo parameters and mappings alone.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::evaluate::Scope;
use super::functions::only_member;
use super::references::{self, Reference};
use super::{Template, TemplateError};

/// The truth of each condition of a template, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions(pub BTreeMap<String, bool>);

impl Conditions {
    /// Whether `name` holds, if there is a condition of that name.
    pub fn get(&self, name: &str) -> Option<bool> {
        self.0.get(name).copied()
    }
}

/// A call that makes a condition.
enum Test<'t> {
    Equals(&'t Value, &'t Value),
    All(&'t [Value]),
    Any(&'t [Value]),
    Not(&'t Value),
    Named(&'t str),
}

impl<'t> Test<'t> {
    fn of(value: &'t Value) -> Result<Self, TemplateError> {
        let wrong = |message: String| Err(TemplateError::function(message));
        let Some((name, argument)) = only_member(value) else { return not_boolean() };
        let list = argument.as_array().map(Vec::as_slice);
        match (name, list) {
            ("Fn::Equals", Some([left, right])) => Ok(Self::Equals(left, right)),
            ("Fn::Equals", _) => {
                wrong("every Fn::Equals object requires a list of 2 string parameters.".into())
            }
            ("Fn::And", Some(tests)) if (2..=10).contains(&tests.len()) => Ok(Self::All(tests)),
            ("Fn::Or", Some(tests)) if (2..=10).contains(&tests.len()) => Ok(Self::Any(tests)),
            ("Fn::And" | "Fn::Or", _) => wrong(format!(
                "every {name} object requires a list of at least 2 and at most 10 boolean parameters."
            )),
            ("Fn::Not", Some([test])) => Ok(Self::Not(test)),
            ("Fn::Not", _) => wrong("every Fn::Not object requires one boolean parameter.".into()),
            ("Condition", _) => match argument.as_str() {
                Some(name) => Ok(Self::Named(name)),
                None => wrong("every Condition object must have a single String value.".into()),
            },
            _ => not_boolean(),
        }
    }
}

fn not_boolean<T>() -> Result<T, TemplateError> {
    Err(TemplateError::format("Conditions can only be boolean operations on parameters and other conditions"))
}

/// Checks the shape of every condition and that none needs a resource or an unknown name.
pub(super) fn check(
    conditions: &Map<String, Value>,
    known: &dyn Fn(&str) -> bool,
) -> Result<(), TemplateError> {
    for value in conditions.values() {
        check_one(value, conditions, known)?;
    }
    Ok(())
}

fn check_one(
    value: &Value,
    conditions: &Map<String, Value>,
    known: &dyn Fn(&str) -> bool,
) -> Result<(), TemplateError> {
    match Test::of(value)? {
        Test::Named(name) if conditions.contains_key(name) => Ok(()),
        Test::Named(name) => Err(TemplateError::format(format!(
            "Unresolved condition dependency {name} in the Conditions block of the template"
        ))),
        Test::All(tests) | Test::Any(tests) => {
            tests.iter().try_for_each(|test| check_one(test, conditions, known))
        }
        Test::Not(test) => check_one(test, conditions, known),
        Test::Equals(left, right) => {
            let (mut unresolved, mut imports) = (None, false);
            let mut note = |reference: Reference| match reference {
                Reference::Name(name) if known(name) => {}
                Reference::Name(name) | Reference::Resource(name, _) | Reference::Substituted(name, _) => {
                    unresolved.get_or_insert_with(|| name.to_owned());
                }
                Reference::Import(_) => imports = true,
                Reference::Condition(_) | Reference::Mapping(_) | Reference::Zones => {}
            };
            references::visit(left, None, &mut note)?;
            references::visit(right, None, &mut note)?;
            if imports {
                return Err(TemplateError::function("Cannot use Fn::ImportValue in Conditions."));
            }
            unresolved.map_or(Ok(()), |name| {
                Err(TemplateError::format(format!(
                    "Unresolved dependencies [{name}]. Cannot reference resources in the Conditions block of the \
                     template"
                )))
            })
        }
    }
}

/// The truth of every condition. `scope` needs no resources.
pub(super) fn settle(template: &Template, scope: &Scope) -> Result<Conditions, TemplateError> {
    let mut settling = Settling { template, scope, truths: Conditions::default(), open: Vec::new() };
    for name in template.conditions.keys() {
        settling.named(name)?;
    }
    Ok(settling.truths)
}

/// Conditions on the way to being settled; each is worked out once.
struct Settling<'t> {
    template: &'t Template,
    scope: &'t Scope<'t>,
    truths: Conditions,
    /// Those being worked out, outermost first; meeting one again is a circle.
    open: Vec<&'t str>,
}

impl<'t> Settling<'t> {
    fn named(&mut self, name: &'t str) -> Result<bool, TemplateError> {
        if let Some(truth) = self.truths.get(name) {
            return Ok(truth);
        }
        if self.open.contains(&name) {
            let circle = self.open.join(", ");
            return Err(TemplateError::format(format!("Circular dependency between conditions: [{circle}]")));
        }
        let Some(value) = self.template.conditions.get(name) else { return not_boolean() };
        self.open.push(name);
        let truth = self.truth(value)?;
        self.open.pop();
        self.truths.0.insert(name.to_owned(), truth);
        Ok(truth)
    }

    fn truth(&mut self, value: &'t Value) -> Result<bool, TemplateError> {
        match Test::of(value)? {
            Test::Equals(left, right) => {
                let left = self.template.evaluate(left, self.scope)?;
                let right = self.template.evaluate(right, self.scope)?;
                Ok(comparable(left) == comparable(right))
            }
            Test::All(tests) => tests.iter().try_fold(true, |all, test| Ok(self.truth(test)? && all)),
            Test::Any(tests) => tests.iter().try_fold(false, |any, test| Ok(self.truth(test)? || any)),
            Test::Not(test) => self.truth(test).map(|truth| !truth),
            Test::Named(name) => self.named(name),
        }
    }
}

/// Numbers and booleans compare as the text they would be written as.
fn comparable(value: Value) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) => Value::String(value.to_string()),
        other => other,
    }
}
