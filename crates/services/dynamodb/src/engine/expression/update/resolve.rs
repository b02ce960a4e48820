//! From an update's syntax tree to its meaning.
//!
//! AWS looks up the names of the targets first and compares the targets, then goes through the actions from
//! the last to the first: all names, then values and their types.

use std::sync::Arc;

use dynamodb_api::{AttributeType, AttributeValue};

use super::super::resolve::{Resolver, check_apart};
use super::super::syntax::{Call, RawAction, RawOperand, RawSetValue, Section};
use super::super::{ExpressionError, ExpressionKind, Operand, Path, Placeholders, grammar};
use super::{Action, SetValue};

type Result<T> = std::result::Result<T, ExpressionError>;

pub(super) fn actions(sections: &[Section<'_>], placeholders: &mut Placeholders) -> Result<Vec<Action>> {
    let kind = ExpressionKind::Update;
    let raw: Vec<&RawAction<'_>> = sections.iter().flat_map(|section| &section.actions).collect();
    let mut resolver = Resolver { kind, placeholders };
    let targets = raw.iter().map(|action| resolver.path(action.target())).collect::<Result<Vec<_>>>()?;
    check_apart(kind, targets.iter())?;
    for action in raw.iter().rev() {
        if let RawAction::Set(_, value) = action {
            value.operands().try_for_each(|operand| resolver.check_names(operand))?;
        }
    }
    let mut actions = Vec::with_capacity(raw.len());
    for (action, target) in raw.iter().zip(targets).rev() {
        actions.push(resolver.action(action, target)?);
    }
    actions.reverse();
    Ok(actions)
}

impl Resolver<'_> {
    fn action(&mut self, raw: &RawAction<'_>, target: Path) -> Result<Action> {
        Ok(match raw {
            RawAction::Set(_, value) => Action::Set(target, self.set_value(value)?),
            RawAction::Remove(_) => Action::Remove(target),
            RawAction::Add(_, value) => Action::Add(target, self.member(value, "ADD")?),
            RawAction::Delete(_, value) => Action::Delete(target, self.member(value, "DELETE")?),
        })
    }

    /// A value that ADD or DELETE takes: a set, or a number to add. AWS's error speaks of ADD for both.
    fn member(&mut self, name: &str, operator: &str) -> Result<Arc<AttributeValue>> {
        let value = self.placeholders.value(self.kind, name)?;
        let long_name = match value.attribute_type() {
            AttributeType::Ss | AttributeType::Ns | AttributeType::Bs => return Ok(value),
            AttributeType::N if operator == "ADD" => return Ok(value),
            AttributeType::N => "NUMBER",
            AttributeType::S => "STRING",
            AttributeType::B => "BINARY",
            AttributeType::M => "MAP",
            AttributeType::L => "LIST",
            AttributeType::Null => "NULL",
            AttributeType::Bool => "BOOL",
        };
        Err(self.error(format_args!(
            "Incorrect operand type for operator or function; operator: {operator}, operand type: {long_name}, \
             typeSet: ALLOWED_FOR_ADD_OPERAND"
        )))
    }

    fn set_value(&mut self, raw: &RawSetValue<'_>) -> Result<SetValue> {
        Ok(match raw {
            RawSetValue::Operand(operand) => self.set_operand(operand)?,
            RawSetValue::Sum(left, right) => {
                let (left, right) = self.typed_pair("+", AttributeType::N, left, right)?;
                SetValue::Sum(left, right)
            }
            RawSetValue::Difference(left, right) => {
                let (left, right) = self.typed_pair("-", AttributeType::N, left, right)?;
                SetValue::Difference(left, right)
            }
        })
    }

    fn set_operand(&mut self, raw: &RawOperand<'_>) -> Result<SetValue> {
        match raw {
            RawOperand::Path(path) => Ok(SetValue::Path(self.path(path)?)),
            RawOperand::Value(name) => Ok(SetValue::Value(self.placeholders.value(self.kind, name)?)),
            RawOperand::Call(call) => self.set_function(call),
        }
    }

    fn set_function(&mut self, call: &Call<'_>) -> Result<SetValue> {
        grammar::check_operand_count(self.kind, call)?;
        match (call.function, call.arguments.as_slice()) {
            ("if_not_exists", [first, second]) => {
                let (first, second) = (self.set_operand(first)?, self.set_operand(second)?);
                let SetValue::Path(path) = first else { return Err(self.needs_path(call.function)) };
                if let SetValue::Path(second) = &second {
                    let (first, second) = (Operand::Path(path.clone()), Operand::Path(second.clone()));
                    self.check_distinct(call.function, &first, &[second])?;
                }
                Ok(SetValue::IfNotExists(path, Box::new(second)))
            }
            ("list_append", [first, second]) => {
                let (first, second) = self.typed_pair(call.function, AttributeType::L, first, second)?;
                Ok(SetValue::ListAppend(first, second))
            }
            (name, _) => Err(self.error(format_args!("Invalid function name; function: {name}"))),
        }
    }

    /// Two operands, neither of which is a value of another type.
    fn typed_pair(
        &mut self,
        operator: &str,
        wanted: AttributeType,
        left: &RawOperand<'_>,
        right: &RawOperand<'_>,
    ) -> Result<(Box<SetValue>, Box<SetValue>)> {
        let pair = [self.set_operand(left)?, self.set_operand(right)?];
        for operand in &pair {
            if let SetValue::Value(value) = operand
                && value.attribute_type() != wanted
            {
                return Err(self.wrong_type(operator, value.attribute_type().name()));
            }
        }
        let [left, right] = pair.map(Box::new);
        Ok((left, right))
    }

    fn check_names(&mut self, raw: &RawOperand<'_>) -> Result<()> {
        match raw {
            RawOperand::Path(path) => self.path(path).map(drop),
            RawOperand::Value(_) => Ok(()),
            RawOperand::Call(call) => call.arguments.iter().try_for_each(|one| self.check_names(one)),
        }
    }
}
