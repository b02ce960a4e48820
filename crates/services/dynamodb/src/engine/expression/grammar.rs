//! What the syntax tree alone tells: reserved words, list indexes, functions and where they stand.

use super::reserved::is_reserved;
use super::syntax::{Call, Keyword, RawCondition, RawOperand, RawPath, RawStep, Section};
use super::{ExpressionError, ExpressionKind};

type Result = std::result::Result<(), ExpressionError>;

/// Largest index into a list.
const INDEX_MAX: u32 = i32::MAX.cast_unsigned();

/// Where a function belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A condition of its own.
    Condition,
    /// An operand of a condition.
    Operand,
    /// An operand of SET.
    Update,
}

/// A function's place and how many operands it takes.
fn function(name: &str) -> Option<(Place, usize)> {
    Some(match name {
        "attribute_exists" | "attribute_not_exists" => (Place::Condition, 1),
        "attribute_type" | "begins_with" | "contains" => (Place::Condition, 2),
        "size" => (Place::Operand, 1),
        "if_not_exists" | "list_append" => (Place::Update, 2),
        _ => return None,
    })
}

pub(super) fn check_condition(kind: ExpressionKind, condition: &RawCondition<'_>) -> Result {
    let checker = Checker { kind };
    checker.condition(condition)
}

pub(super) fn check_projection(paths: &[RawPath<'_>]) -> Result {
    let checker = Checker { kind: ExpressionKind::Projection };
    paths.iter().try_for_each(|path| checker.path(path))
}

pub(super) fn check_update(sections: &[Section<'_>]) -> Result {
    use super::syntax::RawAction;
    let checker = Checker { kind: ExpressionKind::Update };
    let mut seen: Vec<Keyword> = Vec::with_capacity(sections.len());
    for section in sections {
        for action in &section.actions {
            checker.path(action.target())?;
            if let RawAction::Set(_, value) = action {
                value.operands().try_for_each(|operand| checker.operand(operand, Place::Update))?;
            }
        }
        if seen.contains(&section.keyword) {
            return Err(checker.error(format_args!(
                "The \"{}\" section can only be used once in an update expression;",
                section.keyword.text()
            )));
        }
        seen.push(section.keyword);
    }
    Ok(())
}

/// AWS's error for a function with too few or too many operands.
pub(super) fn check_operand_count(kind: ExpressionKind, call: &Call<'_>) -> Result {
    let given = call.arguments.len();
    match function(call.function) {
        Some((_, wanted)) if wanted != given => Err(ExpressionError::invalid(
            kind,
            format_args!(
                "Incorrect number of operands for operator or function; operator or function: {}, \
                 number of operands: {given}",
                call.function
            ),
        )),
        _ => Ok(()),
    }
}

struct Checker {
    kind: ExpressionKind,
}

impl Checker {
    fn condition(&self, condition: &RawCondition<'_>) -> Result {
        match condition {
            RawCondition::Or(all) | RawCondition::And(all) => {
                all.iter().try_for_each(|one| self.condition(one))
            }
            RawCondition::Not(condition) => self.condition(condition),
            RawCondition::Compare(_, left, right) => self.operands([left, right]),
            RawCondition::Between(operand, low, high) => self.operands([operand, low, high]),
            RawCondition::In(operand, list) => self.operands(std::iter::once(operand).chain(list)),
            RawCondition::Call(call) => self.call(call, Place::Condition),
        }
    }

    fn operands<'r>(&self, all: impl IntoIterator<Item = &'r RawOperand<'r>>) -> Result {
        all.into_iter().try_for_each(|operand| self.operand(operand, Place::Operand))
    }

    fn operand(&self, operand: &RawOperand<'_>, place: Place) -> Result {
        match operand {
            RawOperand::Path(path) => self.path(path),
            RawOperand::Value(_) => Ok(()),
            RawOperand::Call(call) => self.call(call, place),
        }
    }

    /// An update counts a function's operands later, with their types.
    fn call(&self, call: &Call<'_>, place: Place) -> Result {
        let name = call.function;
        let Some((belongs, _)) = function(name) else {
            return Err(self.error(format_args!("Invalid function name; function: {name}")));
        };
        if belongs != place {
            let rule = match (place, belongs) {
                (Place::Update, _) => "is not allowed in an update expression",
                (_, Place::Update) => "is not allowed in a condition expression",
                _ => "is not allowed to be used this way in an expression",
            };
            return Err(self.error(format_args!("The function {rule}; function: {name}")));
        }
        let inside = match place {
            Place::Condition | Place::Operand => {
                check_operand_count(self.kind, call)?;
                Place::Operand
            }
            Place::Update => Place::Update,
        };
        call.arguments.iter().try_for_each(|argument| self.operand(argument, inside))
    }

    fn path(&self, path: &RawPath<'_>) -> Result {
        path.0.iter().try_for_each(|step| match step {
            RawStep::Name(name) if is_reserved(name) => {
                Err(self
                    .error(format_args!("Attribute name is a reserved keyword; reserved keyword: {name}")))
            }
            RawStep::Index(digits) if digits.parse().is_ok_and(|index: u32| index <= INDEX_MAX) => Ok(()),
            RawStep::Index(digits) => {
                Err(self
                    .error(format_args!("List index is not within the allowable range; index: [{digits}]")))
            }
            RawStep::Name(_) | RawStep::Placeholder(_) => Ok(()),
        })
    }

    fn error(&self, problem: std::fmt::Arguments<'_>) -> ExpressionError {
        ExpressionError::invalid(self.kind, problem)
    }
}
