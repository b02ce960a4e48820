//! Carrying an update out.
//!
//! First every new value is worked out from the old item, so that nothing changes when anything fails; then
//! the changes are made in an order in which none moves the place of another.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use dynamodb_api::{AttributeValue, Item, NumberError};

use super::super::{ExpressionError, Path, Step};
use super::{Action, SetValue, Update};

/// What stops an update. AWS reports wrong types before missing attributes, and places between them.
enum Stop {
    WrongType,
    Missing,
    Number(NumberError),
}

/// A change to make.
enum Change {
    /// Where something is, or in a map.
    Put(AttributeValue),
    /// Behind the end of a list.
    Append(AttributeValue),
    /// Where something is.
    Remove,
}

pub(super) fn apply(update: &Update, mut item: Item) -> Result<Item, ExpressionError> {
    let mut changes = Vec::with_capacity(update.actions.len());
    let mut missing = None;
    for action in &update.actions {
        match new_value(action, &item) {
            Ok(Some(value)) if action.path().find(&item).is_none() && ends_in_list(action.path(), &item) => {
                changes.push((action.path(), Change::Append(value)));
            }
            Ok(Some(value)) => changes.push((action.path(), Change::Put(value))),
            Ok(None) if action.path().find(&item).is_none() => {}
            Ok(None) => changes.push((action.path(), Change::Remove)),
            Err(Stop::Missing) => missing = Some(action),
            Err(Stop::Number(error)) => return Err(ExpressionError::new(error.to_string())),
            Err(Stop::WrongType) if update.from_attribute_updates => {
                return Err(ExpressionError::new("Type mismatch for attribute to update"));
            }
            Err(Stop::WrongType) => {
                return Err(ExpressionError::new(
                    "An operand in the update expression has an incorrect data type",
                ));
            }
        }
    }
    if !update.actions.iter().all(|action| is_place(action.path(), &item)) {
        return Err(ExpressionError::new(
            "The document path provided in the update expression is invalid for update",
        ));
    }
    if missing.is_some() {
        return Err(ExpressionError::new(
            "The provided expression refers to an attribute that does not exist in the item",
        ));
    }
    changes.sort_by(order);
    for (path, change) in changes {
        make(&mut item, path, change);
    }
    Ok(item)
}

/// Puts come first: they move nothing. Then appends, in the order of their indexes. Removals come last and
/// from the back, so that each still finds its element.
fn order((left, first): &(&Path, Change), (right, second): &(&Path, Change)) -> Ordering {
    let rank = |change: &Change| match change {
        Change::Put(_) => 0,
        Change::Append(_) => 1,
        Change::Remove => 2,
    };
    rank(first).cmp(&rank(second)).then_with(|| match first {
        Change::Remove => right.cmp(left),
        _ => left.cmp(right),
    })
}

/// What the action leaves at its path: a value, or nothing.
fn new_value(action: &Action, item: &Item) -> Result<Option<AttributeValue>, Stop> {
    match action {
        Action::Set(_, value) => evaluate(value, item).map(|value| Some(value.into_owned())),
        Action::Remove(_) => Ok(None),
        Action::Add(path, value) => match path.find(item) {
            None => Ok(Some(value.as_ref().clone())),
            Some(old) => add(old, value).map(Some),
        },
        Action::Delete(path, value) => match path.find(item) {
            None => Ok(None),
            Some(old) => delete(old, value),
        },
    }
}

fn evaluate<'a>(value: &'a SetValue, item: &'a Item) -> Result<Cow<'a, AttributeValue>, Stop> {
    match value {
        SetValue::Path(path) => path.find(item).map(Cow::Borrowed).ok_or(Stop::Missing),
        SetValue::Value(value) => Ok(Cow::Borrowed(value.as_ref())),
        SetValue::IfNotExists(path, other) => match path.find(item) {
            Some(value) => Ok(Cow::Borrowed(value)),
            None => evaluate(other, item),
        },
        SetValue::Sum(left, right) | SetValue::Difference(left, right) => {
            let number = |value: &AttributeValue| match value {
                AttributeValue::N(number) => Ok(*number),
                _ => Err(Stop::WrongType),
            };
            let (left, right) = pair(left, right, item, |operand| number(&operand))?;
            let result = match value {
                SetValue::Sum(..) => left.checked_add(&right),
                _ => left.checked_sub(&right),
            };
            result.map(|number| Cow::Owned(AttributeValue::N(number))).map_err(Stop::Number)
        }
        SetValue::ListAppend(left, right) => {
            let list = |value: Cow<'a, AttributeValue>| match value {
                Cow::Borrowed(AttributeValue::L(list)) => Ok(Cow::Borrowed(list.as_slice())),
                Cow::Owned(AttributeValue::L(list)) => Ok(Cow::Owned(list)),
                _ => Err(Stop::WrongType),
            };
            let (left, right) = pair(left, right, item, list)?;
            let mut list = left.into_owned();
            list.extend_from_slice(&right);
            Ok(Cow::Owned(AttributeValue::L(list)))
        }
    }
}

/// Both operands, as what they have to be. A wrong type counts more than a missing value.
fn pair<'a, T>(
    left: &'a SetValue,
    right: &'a SetValue,
    item: &'a Item,
    typed: impl Fn(Cow<'a, AttributeValue>) -> Result<T, Stop>,
) -> Result<(T, T), Stop> {
    let left = evaluate(left, item).and_then(&typed);
    let right = evaluate(right, item).and_then(&typed);
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(Stop::Missing), Err(stop)) | (Err(stop), _) | (_, Err(stop)) => Err(stop),
    }
}

fn add(old: &AttributeValue, value: &AttributeValue) -> Result<AttributeValue, Stop> {
    Ok(match (old, value) {
        (AttributeValue::N(old), AttributeValue::N(value)) => {
            AttributeValue::N(old.checked_add(value).map_err(Stop::Number)?)
        }
        (AttributeValue::Ss(old), AttributeValue::Ss(value)) => AttributeValue::Ss(old | value),
        (AttributeValue::Ns(old), AttributeValue::Ns(value)) => AttributeValue::Ns(old | value),
        (AttributeValue::Bs(old), AttributeValue::Bs(value)) => AttributeValue::Bs(old | value),
        _ => return Err(Stop::WrongType),
    })
}

fn delete(old: &AttributeValue, value: &AttributeValue) -> Result<Option<AttributeValue>, Stop> {
    fn left<T: Ord>(
        set: BTreeSet<T>,
        value: fn(BTreeSet<T>) -> AttributeValue,
    ) -> Result<Option<AttributeValue>, Stop> {
        Ok((!set.is_empty()).then(|| value(set)))
    }
    match (old, value) {
        (AttributeValue::Ss(old), AttributeValue::Ss(value)) => left(old - value, AttributeValue::Ss),
        (AttributeValue::Ns(old), AttributeValue::Ns(value)) => left(old - value, AttributeValue::Ns),
        (AttributeValue::Bs(old), AttributeValue::Bs(value)) => left(old - value, AttributeValue::Bs),
        _ => Err(Stop::WrongType),
    }
}

fn ends_in_list(path: &Path, item: &Item) -> bool {
    matches!((path.steps().last(), path.parent(item)), (Some(Step::Index(_)), Some(AttributeValue::L(_))))
}

/// True when a value can be at the path: all before its last step is there, and of the right type.
fn is_place(path: &Path, item: &Item) -> bool {
    match path.steps().last() {
        None => true,
        Some(Step::Name(_)) => matches!(path.parent(item), Some(AttributeValue::M(_))),
        Some(Step::Index(_)) => matches!(path.parent(item), Some(AttributeValue::L(_))),
    }
}

fn make(item: &mut Item, path: &Path, change: Change) {
    let Some(step) = path.steps().last() else {
        match change {
            Change::Put(value) | Change::Append(value) => item.insert(path.name().to_owned(), value),
            Change::Remove => item.remove(path.name()),
        };
        return;
    };
    match (path.parent_mut(item), step, change) {
        (Some(AttributeValue::M(map)), Step::Name(name), Change::Put(value) | Change::Append(value)) => {
            map.insert(name.clone(), value);
        }
        (Some(AttributeValue::M(map)), Step::Name(name), Change::Remove) => {
            map.remove(name);
        }
        (Some(AttributeValue::L(list)), Step::Index(_), Change::Append(value)) => list.push(value),
        (Some(AttributeValue::L(list)), Step::Index(index), Change::Put(value)) => {
            if let Some(element) = list.get_mut(*index) {
                *element = value;
            }
        }
        (Some(AttributeValue::L(list)), Step::Index(index), Change::Remove) if *index < list.len() => {
            list.remove(*index);
        }
        // The places were checked before anything changed, and changes keep each other's places.
        _ => {}
    }
}
