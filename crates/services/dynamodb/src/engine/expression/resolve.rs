//! From syntax tree to meaning: placeholders looked up, operands checked.

use std::cmp::Ordering;

use dynamodb_api::{AttributeType, AttributeValue};

use super::path::Relation;
use super::syntax::{Call, RawCondition, RawOperand, RawPath, RawStep};
use super::{
    Comparator, ExpressionError, ExpressionKind, IN_OPERANDS_MAX, Operand, PATH_LEVELS_MAX, Path,
    Placeholders, Step, Test, compare,
};
use crate::engine::key::KeySchema;

type Result<T> = std::result::Result<T, ExpressionError>;

const SCALARS: &[AttributeType] = &[AttributeType::S, AttributeType::N, AttributeType::B];

/// How AWS calls the type of a path, which it does not know.
const ANY_TYPE: &str = "{SS,M,DECIMAL,DOUBLESET,HDS,N,B,DICT,INTSET,BOOL,HD,BS,INT,DECIMALSET,NULL,FLOAT,FS,S,L,NS,\
                        DOUBLE}";

/// What a condition asks, after [`super::grammar::check_condition`].
pub(super) fn condition(
    kind: ExpressionKind,
    raw: &RawCondition<'_>,
    placeholders: &mut Placeholders,
) -> Result<Test> {
    Resolver { kind, placeholders }.test(raw)
}

/// Turns names into their meaning, for one expression.
pub(super) struct Resolver<'p> {
    pub kind: ExpressionKind,
    pub placeholders: &'p mut Placeholders,
}

impl Resolver<'_> {
    fn test(&mut self, raw: &RawCondition<'_>) -> Result<Test> {
        Ok(match raw {
            RawCondition::Or(all) => Test::Or(all.iter().map(|one| self.test(one)).collect::<Result<_>>()?),
            RawCondition::And(all) => Test::And(all.iter().map(|one| self.test(one)).collect::<Result<_>>()?),
            RawCondition::Not(one) => Test::Not(Box::new(self.test(one)?)),
            RawCondition::Compare(comparator, left, right) => {
                let (left, right) = (self.operand(left)?, self.operand(right)?);
                self.check_distinct(comparator.text(), &left, std::slice::from_ref(&right))?;
                if !matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
                    self.check_types(comparator.text(), [&left, &right], SCALARS)?;
                }
                Test::Compare(*comparator, left, right)
            }
            RawCondition::Between(operand, low, high) => {
                let operand = self.operand(operand)?;
                let bounds = [self.operand(low)?, self.operand(high)?];
                self.check_distinct("BETWEEN", &operand, &bounds)?;
                self.check_types("BETWEEN", std::iter::once(&operand).chain(&bounds), SCALARS)?;
                self.check_bounds(&bounds)?;
                let [low, high] = bounds;
                Test::Between(operand, low, high)
            }
            RawCondition::In(operand, list) => {
                let operand = self.operand(operand)?;
                let list = list.iter().map(|one| self.operand(one)).collect::<Result<Vec<_>>>()?;
                if list.len() > IN_OPERANDS_MAX {
                    return Err(self.error(format_args!(
                        "The IN operator is provided with too many operands; number of operands: {}",
                        list.len()
                    )));
                }
                self.check_distinct("IN", &operand, &list)?;
                Test::In(operand, list)
            }
            RawCondition::Call(call) => self.function(call)?,
        })
    }

    fn function(&mut self, call: &Call<'_>) -> Result<Test> {
        let name = call.function;
        let operands = call.arguments.iter().map(|one| self.operand(one)).collect::<Result<Vec<_>>>()?;
        let needs_path = matches!(name, "attribute_exists" | "attribute_not_exists" | "attribute_type");
        if needs_path && !matches!(operands.first(), Some(Operand::Path(_))) {
            return Err(self.needs_path(name));
        }
        if let Some((first, rest)) = operands.split_first() {
            self.check_distinct(name, first, rest)?;
        }
        if name == "begins_with" {
            self.check_types(name, &operands, &[AttributeType::S, AttributeType::B])?;
        }
        let mut operands = operands.into_iter();
        Ok(match (name, operands.next(), operands.next()) {
            ("attribute_exists", Some(Operand::Path(path)), None) => Test::Exists(path),
            ("attribute_not_exists", Some(Operand::Path(path)), None) => Test::NotExists(path),
            ("attribute_type", Some(Operand::Path(path)), Some(kind)) => {
                Test::HasType(path, self.type_named(&kind)?)
            }
            ("begins_with", Some(value), Some(prefix)) => Test::BeginsWith(value, prefix),
            ("contains", Some(value), Some(part)) => Test::Contains(value, part),
            _ => return Err(self.error(format_args!("Invalid function name; function: {name}"))),
        })
    }

    /// The type that the second operand of `attribute_type` names.
    fn type_named(&self, operand: &Operand) -> Result<AttributeType> {
        const NAME: &str = "attribute_type";
        match operand {
            Operand::Value(value) => match value.as_ref() {
                AttributeValue::S(name) => name.parse().map_err(|_| {
                    self.error(format_args!(
                        "Invalid attribute type name found; type: {name}, valid types: {{N,BS,L,B,NULL,M,S,SS,NS,BOOL}}"
                    ))
                }),
                other => Err(self.wrong_type(NAME, other.attribute_type().name())),
            },
            Operand::Size(_) => Err(self.wrong_type(NAME, AttributeType::N.name())),
            Operand::Path(_) => Err(self.wrong_type(NAME, ANY_TYPE)),
        }
    }

    pub(super) fn operand(&mut self, raw: &RawOperand<'_>) -> Result<Operand> {
        Ok(match raw {
            RawOperand::Path(path) => Operand::Path(self.path(path)?),
            RawOperand::Value(name) => Operand::Value(self.placeholders.value(self.kind, name)?),
            RawOperand::Call(call) => {
                let [inner] = call.arguments.as_slice() else {
                    return Err(
                        self.error(format_args!("Invalid function name; function: {}", call.function))
                    );
                };
                let inner = self.operand(inner)?;
                let sized = |kind: &AttributeType| {
                    !matches!(kind, AttributeType::N | AttributeType::Null | AttributeType::Bool)
                };
                match inner.static_type() {
                    Some(kind) if !sized(&kind) => return Err(self.wrong_type("size", kind.name())),
                    _ => Operand::Size(Box::new(inner)),
                }
            }
        })
    }

    pub(super) fn path(&mut self, raw: &RawPath<'_>) -> Result<Path> {
        let mut attribute = String::new();
        let mut steps = Vec::with_capacity(raw.0.len().saturating_sub(1));
        for (index, step) in raw.0.iter().enumerate() {
            let name = match step {
                RawStep::Name(name) => (*name).to_owned(),
                RawStep::Placeholder(name) => self.placeholders.name(self.kind, name)?.to_owned(),
                RawStep::Index(digits) => {
                    let problem = || {
                        self.error(format_args!(
                            "List index is not within the allowable range; index: [{digits}]"
                        ))
                    };
                    steps.push(Step::Index(digits.parse().map_err(|_| problem())?));
                    continue;
                }
            };
            if index == 0 { attribute = name } else { steps.push(Step::Name(name)) }
        }
        if raw.0.len() > PATH_LEVELS_MAX {
            return Err(self.error(format_args!(
                "The document path has too many nesting levels; nesting levels: {}",
                raw.0.len()
            )));
        }
        Ok(Path::nested(attribute, steps))
    }

    /// AWS refuses to compare a path with itself.
    pub(super) fn check_distinct(&self, operator: &str, first: &Operand, rest: &[Operand]) -> Result<()> {
        let Operand::Path(path) = first else { return Ok(()) };
        if !rest.contains(first) {
            return Ok(());
        }
        Err(self.error(format_args!(
            "The first operand must be distinct from the remaining operands for this operator or function; \
             operator: {operator}, first operand: {path}"
        )))
    }

    fn check_types<'o>(
        &self,
        operator: &str,
        operands: impl IntoIterator<Item = &'o Operand>,
        allowed: &[AttributeType],
    ) -> Result<()> {
        let wrong =
            operands.into_iter().filter_map(Operand::static_type).find(|kind| !allowed.contains(kind));
        wrong.map_or(Ok(()), |kind| Err(self.wrong_type(operator, kind.name())))
    }

    fn check_bounds(&self, bounds: &[Operand; 2]) -> Result<()> {
        let [Operand::Value(low), Operand::Value(high)] = bounds else { return Ok(()) };
        let rule = match compare::order(low, high) {
            None => "requires same data type for lower and upper bounds",
            Some(Ordering::Greater) => "requires upper bound to be greater than or equal to lower bound",
            Some(_) => return Ok(()),
        };
        Err(self.error(format_args!(
            "The BETWEEN operator {rule}; lower bound operand: AttributeValue: {}, upper bound operand: \
             AttributeValue: {}",
            java_text(low),
            java_text(high)
        )))
    }

    pub(super) fn wrong_type(&self, operator: &str, kind: &str) -> ExpressionError {
        self.error(format_args!(
            "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
        ))
    }

    pub(super) fn needs_path(&self, function: &str) -> ExpressionError {
        self.error(format_args!(
            "Operator or function requires a document path; operator or function: {function}"
        ))
    }

    pub(super) fn error(&self, problem: std::fmt::Arguments<'_>) -> ExpressionError {
        ExpressionError::invalid(self.kind, problem)
    }
}

/// A scalar as AWS's own program writes it.
fn java_text(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("{{S:{text}}}"),
        AttributeValue::N(number) => format!("{{N:{number}}}"),
        AttributeValue::B(bytes) => {
            format!("{{B:java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]}}", bytes.len())
        }
        other => format!("{{{}}}", other.attribute_type()),
    }
}

/// Checks that no two paths of an update or projection get in each other's way.
pub(super) fn check_apart<'p>(
    kind: ExpressionKind,
    paths: impl Iterator<Item = &'p Path> + Clone,
) -> Result<()> {
    for (relation, verb) in [(Relation::Overlap, "overlap"), (Relation::Conflict, "conflict")] {
        for (index, second) in paths.clone().enumerate() {
            if let Some(first) = paths.clone().take(index).find(|first| first.relation(second) == relation) {
                return Err(ExpressionError::invalid(
                    kind,
                    format_args!(
                        "Two document paths {verb} with each other; must remove or rewrite one of these paths; \
                         path one: {first}, path two: {second}"
                    ),
                ));
            }
        }
    }
    Ok(())
}

/// Checks that no path leads into a key attribute of the table or of an index: those are scalars.
pub(super) fn check_key_paths(paths: &[&Path], schema: &KeySchema, indexes: &[&KeySchema]) -> Result<()> {
    let entered = |name: &str| paths.iter().any(|path| path.is_nested() && path.name() == name);
    let of_table = schema.attributes().map(|attribute| ("Key", attribute));
    let of_indexes =
        indexes.iter().flat_map(|index| index.attributes()).map(|attribute| ("IndexKey", attribute));
    match of_table.chain(of_indexes).find(|(_, attribute)| entered(&attribute.name)) {
        None => Ok(()),
        Some((role, attribute)) => Err(ExpressionError::new(format!(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {role}: {}",
            attribute.name
        ))),
    }
}
