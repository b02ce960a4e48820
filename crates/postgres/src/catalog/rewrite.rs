//! Brings a question into what the planner knows.
//!
//! Names lose the schemas that they may be written with; operators, casts and collations of PostgreSQL's own become
//! functions or go. What asks only tables that hold nothing is answered here ([`empty`]): so the most elaborate parts of
//! clients' questions, about indexes and constraints, need not be planned.

mod casts;
mod empty;
mod names;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CastKind, DataType, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArgumentList,
    FunctionArguments, Ident, ObjectName, ObjectNamePart, Query, SelectItem, SetExpr, Statement, TableFactor,
    TableWithJoins, UnaryOperator, Value, Visit, VisitMut, Visitor, VisitorMut,
};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::Parser;

use super::shapes;
use crate::errors::Problem;
use crate::values::parameters::Parameter;

/// Follows a column's name where another column has it too.
pub const SUFFIX: &str = " #";

/// Rewrites a question in place; answers the tables that it names, by schema and name.
pub fn rewrite(
    statement: &mut Statement,
    parameters: &[Parameter],
) -> Result<BTreeSet<(String, String)>, Problem> {
    if let Statement::Query(query) = statement {
        names::name_all(query);
    }
    let parameters = parameters.iter().map(expression).collect::<Result<Vec<_>, _>>()?;
    let mut rewriter = Rewriter { parameters, empty: empty::Empty::of(statement) };
    if let ControlFlow::Break(problem) = statement.visit(&mut rewriter) {
        return Err(problem);
    }
    let mut mentions = Mentions::default();
    let _ = Visit::visit(&*statement, &mut mentions);
    Ok(mentions.0)
}

/// Whether what is asked depends on what the lake holds.
pub fn looks_at_lake(text: &str, mentioned: &BTreeSet<(String, String)>) -> bool {
    const WORDS: [&str; 6] = ["reg", "visible", "schema", "_description", "pg_get_viewdef", "size"];
    let text = text.to_lowercase();
    !mentioned.is_empty() || WORDS.iter().any(|word| text.contains(word))
}

/// A parameter as a tree.
fn expression(parameter: &Parameter) -> Result<Expr, Problem> {
    let wrong =
        |error: datafusion::sql::sqlparser::parser::ParserError| Problem::new("22P02", error.to_string());
    let text = parameter.postgresql.as_ref().unwrap_or(&parameter.text);
    let parser = Parser::new(&PostgreSqlDialect {}).try_with_sql(text).map_err(wrong);
    parser?.parse_expr().map_err(wrong)
}

/// `name(arguments)`
fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    let arguments =
        arguments.into_iter().map(|argument| FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)));
    Expr::Function(Function {
        name: ObjectName::from(vec![Ident::with_quote('"', name)]),
        uses_odbc_syntax: false,
        parameters: FunctionArguments::None,
        args: FunctionArguments::List(FunctionArgumentList {
            duplicate_treatment: None,
            args: arguments.collect(),
            clauses: Vec::new(),
        }),
        filter: None,
        null_treatment: None,
        over: None,
        within_group: Vec::new(),
    })
}

fn null() -> Expr {
    Expr::Value(Value::Null.into())
}

fn truth(truth: bool) -> Expr {
    Expr::Value(Value::Boolean(truth).into())
}

fn take(expression: &mut Expr) -> Expr {
    std::mem::replace(expression, null())
}

/// The words of a name, in lower case where they are not in quotes.
fn words(name: &ObjectName) -> Vec<String> {
    let word = |part: &ObjectNamePart| {
        let name = part.as_ident()?;
        Some(if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() })
    };
    name.0.iter().filter_map(word).collect()
}

/// Schema and name of a table, if it is one of the system catalog's.
fn table(name: &ObjectName) -> Option<(String, String)> {
    let words = words(name);
    let (schema, table) = match words.as_slice() {
        [table] => ("pg_catalog", table),
        [schema, table] | [_, schema, table] => (schema.as_str(), table),
        _ => return None,
    };
    shapes::is_relation(schema, table).then(|| (schema.to_owned(), table.clone()))
}

#[derive(Default)]
struct Mentions(BTreeSet<(String, String)>);

impl Visitor for Mentions {
    type Break = ();

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        self.0.extend(table(relation));
        ControlFlow::Continue(())
    }
}

struct Rewriter {
    parameters: Vec<Expr>,
    empty: empty::Empty,
}

impl VisitorMut for Rewriter {
    type Break = Problem;

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<Problem> {
        self.empty.clear(query);
        query.locks.clear();
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &mut ObjectName) -> ControlFlow<Problem> {
        // The database's own name says nothing.
        if relation.0.len() == 3 {
            relation.0.remove(0);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<Problem> {
        // Functions that are tables are the planner's, by their last name.
        if let TableFactor::Table { name, args: Some(_), .. } = factor {
            while name.0.len() > 1 {
                name.0.remove(0);
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<Problem> {
        match expression {
            Expr::Subquery(query) if self.empty.is_query(query) => *expression = null(),
            Expr::Subquery(query) => make_single(query),
            Expr::Exists { subquery, negated } if self.empty.is_query(subquery) => {
                *expression = truth(*negated)
            }
            Expr::InSubquery { subquery, negated, .. } if self.empty.is_query(subquery) => {
                *expression = truth(*negated);
            }
            Expr::Function(Function { name, args: FunctionArguments::Subquery(query), .. })
                if words(name).last().is_some_and(|name| name == "array") =>
            {
                let is_empty = self.empty.is_query(query) || !gather(query);
                *expression = match is_empty {
                    true => call("$none", Vec::new()),
                    false => Expr::Subquery(std::mem::replace(query, nothing())),
                };
            }
            Expr::AnyOp { right, .. } if self.is_empty_subquery(right) => *expression = truth(false),
            Expr::AllOp { right, .. } if self.is_empty_subquery(right) => *expression = truth(true),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<Problem> {
        match self.rewrite(expression) {
            Ok(()) => ControlFlow::Continue(()),
            Err(problem) => ControlFlow::Break(problem),
        }
    }
}

/// A query that stands for a value: the planner takes one that refers to what is around it only where it is an
/// aggregate. There is one row at most, whose greatest value it is.
fn make_single(query: &mut Query) {
    let SetExpr::Select(select) = query.body.as_mut() else { return };
    if select.from.is_empty() || empty::has_aggregate(select) {
        return;
    }
    if let [SelectItem::UnnamedExpr(value) | SelectItem::ExprWithAlias { expr: value, .. }] =
        select.projection.as_mut_slice()
    {
        *value = call("max", vec![take(value)]);
        query.order_by = None;
        query.limit_clause = None;
    }
}

/// The rows of `ARRAY(SELECT …)` gathered into one; `false` where they are not of a table.
fn gather(query: &mut Query) -> bool {
    let SetExpr::Select(select) = query.body.as_mut() else { return false };
    let is_of_table = |from: &TableWithJoins| {
        matches!(from.relation, TableFactor::Table { args: None, .. } | TableFactor::Derived { .. })
    };
    if select.from.is_empty() || !select.from.iter().all(is_of_table) {
        return false;
    }
    let [SelectItem::UnnamedExpr(value) | SelectItem::ExprWithAlias { expr: value, .. }] =
        select.projection.as_mut_slice()
    else {
        return false;
    };
    // Arrays are of texts here; their order is that of the tables.
    let text = Expr::Cast {
        kind: CastKind::Cast,
        expr: Box::new(take(value)),
        data_type: DataType::Text,
        array: false,
        format: None,
    };
    *value = call("array_agg", vec![text]);
    query.order_by = None;
    query.limit_clause = None;
    true
}

/// A query that asks nothing.
fn nothing() -> Box<Query> {
    let mut parser = Parser::new(&PostgreSqlDialect {}).with_tokens(Vec::new());
    parser = parser.try_with_sql("SELECT NULL").expect("invariant: this is SQL");
    parser.parse_query().expect("invariant: this is a query")
}

impl Rewriter {
    fn is_empty_subquery(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Subquery(query) => self.empty.is_query(query),
            Expr::Nested(inner) => self.is_empty_subquery(inner),
            _ => false,
        }
    }

    fn rewrite(&self, expression: &mut Expr) -> Result<(), Problem> {
        match expression {
            Expr::Value(value) => match &mut value.value {
                Value::Placeholder(name) => {
                    let number: Option<usize> = name.strip_prefix('$').and_then(|number| number.parse().ok());
                    let index = number.and_then(|number| number.checked_sub(1));
                    let given = index.and_then(|index| self.parameters.get(index));
                    let refused = || Problem::new("42P02", format!("there is no parameter {name}"));
                    *expression = given.cloned().ok_or_else(refused)?;
                }
                Value::EscapedStringLiteral(text) | Value::NationalStringLiteral(text) => {
                    value.value = Value::SingleQuotedString(std::mem::take(text));
                }
                Value::DollarQuotedString(text) => {
                    value.value = Value::SingleQuotedString(std::mem::take(&mut text.value));
                }
                _ => {}
            },
            Expr::Identifier(name) if name.quote_style.is_none() => {
                if let "current_schema" | "current_catalog" | "current_user" | "session_user"
                | "current_role" | "user" = name.value.to_lowercase().as_str()
                {
                    *expression = call(&name.value.to_lowercase(), Vec::new());
                }
            }
            Expr::Collate { expr, .. } => *expression = take(expr),
            Expr::Cast { expr, data_type, .. } => {
                let kind = data_type.clone();
                *expression = casts::cast(take(expr), kind);
            }
            Expr::TypedString(typed) => {
                let text = Expr::Value(typed.value.clone());
                *expression = casts::cast(text, typed.data_type.clone());
            }
            Expr::BinaryOp { op, .. } => {
                if let BinaryOperator::PGCustomBinaryOperator(names) = op {
                    *op = operator(names.last().map_or("", String::as_str))?;
                }
            }
            Expr::AnyOp { left, compare_op: BinaryOperator::Eq, right, .. }
                if !matches!(right.as_ref(), Expr::Subquery(_)) =>
            {
                *expression = call("$in", vec![take(left), array(take(right))]);
            }
            Expr::AllOp { left, compare_op: BinaryOperator::NotEq, right }
                if !matches!(right.as_ref(), Expr::Subquery(_)) =>
            {
                let within = call("$in", vec![take(left), array(take(right))]);
                *expression = Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(within) };
            }
            // The planner's own LIKE has one escape only.
            Expr::Like { negated, expr, pattern, escape_char: Some(escape), .. } => {
                let escape = Expr::Value(escape.clone());
                let like = call("$like", vec![take(expr), take(pattern), escape]);
                *expression = match negated {
                    true => Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(like) },
                    false => like,
                };
            }
            Expr::Substring { expr, substring_from, substring_for, .. } => {
                let mut parts = vec![take(expr)];
                parts.push(substring_from.take().map_or_else(one, |from| *from));
                parts.extend(substring_for.take().map(|length| *length));
                *expression = call("substr", parts);
            }
            Expr::Position { expr, r#in } => *expression = call("strpos", vec![take(r#in), take(expr)]),
            Expr::Trim { expr, trim_what, .. } => {
                let mut parts = vec![take(expr)];
                parts.extend(trim_what.take().map(|what| *what));
                *expression = call("btrim", parts);
            }
            Expr::Function(function) => {
                while function.name.0.len() > 1 {
                    function.name.0.remove(0);
                }
                let is_subscripts =
                    words(&function.name).last().is_some_and(|name| name == "generate_subscripts");
                if is_subscripts && let FunctionArguments::List(_) = &function.args {
                    function.name = ObjectName::from(vec![Ident::with_quote('"', "array_length")]);
                    let count = take(expression);
                    *expression = call("unnest", vec![call("generate_series", vec![one(), count])]);
                } else if matches!(function.args, FunctionArguments::None) {
                    let name = words(&function.name).pop().unwrap_or_default();
                    *expression = call(&name, Vec::new());
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn one() -> Expr {
    Expr::Value(Value::Number("1".to_owned(), false).into())
}

/// An array that may stand within brackets.
fn array(expression: Expr) -> Expr {
    match expression {
        Expr::Nested(inner) => array(*inner),
        other => other,
    }
}

/// An operator that is written with its schema.
fn operator(name: &str) -> Result<BinaryOperator, Problem> {
    Ok(match name {
        "=" => BinaryOperator::Eq,
        "<>" | "!=" => BinaryOperator::NotEq,
        "<" => BinaryOperator::Lt,
        ">" => BinaryOperator::Gt,
        "<=" => BinaryOperator::LtEq,
        ">=" => BinaryOperator::GtEq,
        "~" => BinaryOperator::PGRegexMatch,
        "~*" => BinaryOperator::PGRegexIMatch,
        "!~" => BinaryOperator::PGRegexNotMatch,
        "!~*" => BinaryOperator::PGRegexNotIMatch,
        "~~" => BinaryOperator::PGLikeMatch,
        "!~~" => BinaryOperator::PGNotLikeMatch,
        "||" => BinaryOperator::StringConcat,
        "+" => BinaryOperator::Plus,
        "-" => BinaryOperator::Minus,
        "*" => BinaryOperator::Multiply,
        "/" => BinaryOperator::Divide,
        other => return Err(Problem::new("42883", format!("operator does not exist: {other}"))),
    })
}
