//! Brings what was read into the form that DataFusion plans as Trino means it.

use std::collections::HashSet;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::helpers::attached_token::AttachedToken;
use datafusion::sql::sqlparser::ast::{
    AccessExpr, CaseWhen, CastKind, DataType as SqlType, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArgumentClause, FunctionArguments, Ident, ObjectName, ObjectNamePart, Query, Select, Spanned,
    Subscript, TableFactor, TrimWhereField, UnaryOperator, Value, ValueWithSpan, VisitMut, VisitorMut,
    WindowFrameBound, WindowSpec, WindowType,
};
use datafusion::sql::sqlparser::tokenizer::{Span, Token, TokenWithSpan};

use super::call::{arguments, call, cast, text};
use super::{complaints, double_colon, extract, from, interval, select};
use crate::error::{Error, Fact, Position};
use crate::functions::{Functions, renamed};

/// What a query is rewritten with.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The moment that `now()` is, in milliseconds since 1970.
    pub now_ms: i64,
    /// What stands for `?`, in order, rewritten already.
    pub parameters: Vec<Expr>,
}

/// Rewrites a query in place.
pub fn rewrite_query(query: &mut Query, settings: &Settings) -> Result<(), Error> {
    let mut places = Places::default();
    let _ = query.visit(&mut places);
    places.0.sort_unstable();
    let expected = places.0.len().max(places.1);
    let is_wrong = match places.1 {
        0 => expected != settings.parameters.len(),
        // What is asked for by number may be asked for twice, or never.
        numbered => numbered > settings.parameters.len(),
    };
    // Athena passes over parameters that nothing asks for.
    if expected > 0 && is_wrong {
        let given = settings.parameters.len();
        let words = format!("Incorrect number of parameters: expected {expected} but found {given}");
        return Err(Error::new(Fact::Semantic, words));
    }
    let mut rewriter = Rewriter { settings, places: places.0, plain: HashSet::new(), named: 0 };
    ended(query.visit(&mut rewriter))
}

/// Rewrites an expression without parameters.
pub fn rewrite_expression(expression: &mut Expr, settings: &Settings) -> Result<(), Error> {
    let mut rewriter = Rewriter { settings, places: Vec::new(), plain: HashSet::new(), named: 0 };
    ended(expression.visit(&mut rewriter))
}

fn ended(flow: ControlFlow<Error>) -> Result<(), Error> {
    match flow {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => Ok(()),
    }
}

fn few(words: &str, at: Option<Position>) -> Error {
    Error::new(Fact::Syntax, words).at(at)
}

/// Line and column: what tells literals apart.
type Place = (u64, u64);

fn place(span: Span) -> Place {
    (span.start.line, span.start.column)
}

/// Where the `?` are, and the greatest of the numbers in `$1`.
#[derive(Default)]
struct Places(Vec<Place>, usize);

/// The number in `$1`.
fn numbered(placeholder: &str) -> Option<usize> {
    placeholder.strip_prefix('$')?.parse().ok().filter(|number| *number > 0)
}

impl VisitorMut for Places {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        if let Expr::Value(ValueWithSpan { value: Value::Placeholder(name), span }) = expression {
            match numbered(name) {
                Some(number) => self.1 = self.1.max(number),
                None => self.0.push(place(*span)),
            }
        }
        ControlFlow::Continue(())
    }
}

pub(super) struct Rewriter<'a> {
    settings: &'a Settings,
    places: Vec<Place>,
    /// Numbers that stay as they are: places in ORDER BY and GROUP BY, limits.
    plain: HashSet<Place>,
    /// How many columns were given names.
    pub(super) named: usize,
}

impl Rewriter<'_> {
    /// Leaves the offsets of a window's frame as they are: the planner takes numbers and intervals only as literals.
    pub(super) fn keep_frame(&mut self, window: &mut WindowSpec) {
        use WindowFrameBound::{Following, Preceding};
        let Some(frame) = &mut window.window_frame else { return };
        for bound in std::iter::once(&mut frame.start_bound).chain(&mut frame.end_bound) {
            if let Preceding(Some(offset)) | Following(Some(offset)) = bound {
                self.keep(offset);
                if let Some(literal) = interval::literal(offset) {
                    **offset = literal;
                }
            }
        }
    }

    /// Leaves `expression` as it is, if it is a number.
    pub(super) fn keep(&mut self, expression: &Expr) {
        if let Expr::Value(ValueWithSpan { value: Value::Number(..), span }) = expression {
            self.plain.insert(place(*span));
        }
    }
}

/// A name in lower case, as all names are.
pub(super) fn lower(name: &mut Ident) {
    name.value = name.value.to_lowercase();
    name.quote_style = Some('"');
}

pub(super) fn lower_all(name: &mut ObjectName) {
    for part in &mut name.0 {
        if let ObjectNamePart::Identifier(name) = part {
            lower(name);
        }
    }
}

impl VisitorMut for Rewriter<'_> {
    type Break = Error;

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<Error> {
        match select::prepare_query(self, query) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        }
    }

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<Error> {
        select::prepare_select(self, select);
        from::nest(select);
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &mut ObjectName) -> ControlFlow<Error> {
        lower_all(relation);
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<Error> {
        select::prepare_factor(factor);
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<Error> {
        if let Expr::Function(Function { over: Some(WindowType::WindowSpec(window)), .. }) = expression {
            self.keep_frame(window);
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<Error> {
        match self.rewrite(expression) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(error),
        }
    }
}

impl Rewriter<'_> {
    fn rewrite(&self, expression: &mut Expr) -> Result<(), Error> {
        let span = expression.span();
        match expression {
            Expr::Identifier(name) => lower(name),
            Expr::CompoundIdentifier(names) => names.iter_mut().for_each(lower),
            Expr::Value(value) => {
                if let Some(new) = self.value(value) {
                    *expression = new;
                }
            }
            Expr::Lambda(lambda) => {
                use datafusion::sql::sqlparser::ast::OneOrManyWithParens as Parameters;
                match &mut lambda.params {
                    Parameters::One(parameter) => lower(&mut parameter.name),
                    Parameters::Many(parameters) => {
                        parameters.iter_mut().for_each(|parameter| lower(&mut parameter.name));
                    }
                }
            }
            Expr::Cast { kind: CastKind::DoubleColon, expr, data_type, .. } => {
                let kind = double_colon::trino(data_type);
                *expression = cast(take(expr), &kind, span);
            }
            Expr::Extract { field, expr, .. } => {
                let name = extract::function_of(&field.to_string()).ok_or_else(|| {
                    Error::new(Fact::Syntax, format!("Invalid EXTRACT field: {field}"))
                        .at(complaints::position(span))
                })?;
                *expression = call(name, vec![take(expr)], span);
            }
            Expr::Substring { expr, substring_from, substring_for, .. } => {
                let mut parts = vec![take(expr)];
                parts.push(
                    substring_from.take().map_or_else(|| cast(text("1", span), "bigint", span), |from| *from),
                );
                parts.extend(substring_for.take().map(|length| *length));
                *expression = call("substr", parts, span);
            }
            Expr::Trim { expr, trim_where, trim_what, trim_characters } => {
                let name = match trim_where {
                    Some(TrimWhereField::Leading) => "ltrim",
                    Some(TrimWhereField::Trailing) => "rtrim",
                    Some(TrimWhereField::Both) | None => "trim",
                };
                let mut parts = vec![take(expr)];
                parts.extend(trim_what.take().map(|what| *what));
                parts.extend(trim_characters.take().into_iter().flatten());
                *expression = call(name, parts, span);
            }
            Expr::Position { expr, r#in } => *expression = call("strpos", vec![take(r#in), take(expr)], span),
            Expr::Ceil { expr, .. } => *expression = call("ceiling", vec![take(expr)], span),
            Expr::Floor { expr, .. } => *expression = call("floor", vec![take(expr)], span),
            Expr::AtTimeZone { timestamp, time_zone } => {
                *expression = at_zone(take(timestamp), take(time_zone), span);
            }
            Expr::Array(array) => {
                let items = std::mem::take(&mut array.elem);
                let name = if items.is_empty() { "$empty_array" } else { "$array" };
                *expression = call(name, items, span);
            }
            Expr::Tuple(items) => *expression = call("$row", std::mem::take(items), span),
            Expr::CompoundFieldAccess { root, access_chain } => {
                let chain = std::mem::take(access_chain);
                *expression = access(take(root), chain, span)?;
            }
            Expr::Like { negated, expr, pattern, escape_char: Some(escape), .. } => {
                let escape = escape.value.clone().into_string().unwrap_or_default();
                let like = call("$like", vec![take(expr), take(pattern), text(escape, span)], span);
                *expression = if *negated {
                    Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(like) }
                } else {
                    like
                };
            }
            Expr::Function(function) => {
                if let Some(new) = self.function(function, span)? {
                    *expression = new;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A literal or a parameter.
    fn value(&self, value: &ValueWithSpan) -> Option<Expr> {
        let span = value.span;
        match &value.value {
            Value::Number(digits, _) if digits.contains(['e', 'E']) => {
                Some(cast(text(digits.clone(), span), "double", span))
            }
            Value::Number(digits, _) if !self.plain.contains(&place(span)) => {
                digits.parse::<i32>().ok()?;
                Some(call("$int", vec![Expr::Value(value.clone())], span))
            }
            Value::Placeholder(name) => {
                let index = match numbered(name) {
                    Some(number) => number - 1,
                    None => self.places.binary_search(&place(span)).ok()?,
                };
                self.settings.parameters.get(index).cloned()
            }
            _ => None,
        }
    }

    /// A call: its name in lower case, and what is a function only by its looks.
    fn function(&self, function: &mut Function, span: Span) -> Result<Option<Expr>, Error> {
        let Some(ObjectNamePart::Identifier(name)) = function.name.0.last_mut() else { return Ok(None) };
        lower(name);
        if let Some(WindowType::NamedWindow(window)) = &mut function.over {
            lower(window);
        }
        let at = complaints::position(name.span);
        let has_lambda = match &function.args {
            FunctionArguments::List(list) => list.args.iter().any(|argument| {
                matches!(argument, FunctionArg::Unnamed(FunctionArgExpr::Expr(Expr::Lambda(_))))
            }),
            _ => false,
        };
        let rows = matches!(&function.args, FunctionArguments::None);
        let count = match &function.args {
            FunctionArguments::List(list) => list.args.len(),
            _ => 0,
        };
        match name.value.as_str() {
            "current_date" if rows => return Ok(Some(self.now("date", span))),
            "current_timestamp" | "now" => return Ok(Some(self.now("timestamp(3) with time zone", span))),
            "localtimestamp" => return Ok(Some(self.now("timestamp(3)", span))),
            "localtime" | "current_time" => return Ok(Some(self.now("time(3)", span))),
            known if function.over.is_none() && Functions::all().is_window_only(known) => {
                let words = format!("Window function {known} requires an OVER clause");
                return Err(Error::new(Fact::Semantic, words).at(at));
            }
            "count_if" => {
                if let Some(condition) = arguments(function).and_then(|parts| parts.into_iter().next()) {
                    let one = call("$int", vec![Expr::value(Value::Number("1".to_owned(), false))], span);
                    set_argument(function, condition_of(vec![condition, one]));
                }
                function.name = ObjectName::from(vec![Ident::with_quote('"', "count")]);
                return Ok(None);
            }
            "listagg" => order_within(function),
            "avg" => {
                let inner = Expr::Function(function.clone());
                return Ok(Some(call("$avg", vec![inner], span)));
            }
            // DataFusion counts rows without a sign.
            "row_number" | "rank" | "dense_rank" | "ntile" if function.over.is_some() => {
                return Ok(Some(Expr::Cast {
                    kind: CastKind::Cast,
                    expr: Box::new(Expr::Function(function.clone())),
                    data_type: SqlType::BigInt(None),
                    array: false,
                    format: None,
                }));
            }
            "if" if !(2..=3).contains(&count) => {
                return Err(few("Invalid number of arguments for 'if' function", at));
            }
            "try" if count != 1 => return Err(few("The 'try' function must have exactly one argument", at)),
            "if" => return Ok(arguments(function).map(condition_of)),
            "at_timezone" => {
                let parts: Option<[Expr; 2]> = arguments(function).and_then(|parts| parts.try_into().ok());
                return Ok(parts.map(|[moment, zone]| at_zone(moment, zone, span)));
            }
            "try" => return Ok(arguments(function).and_then(|parts| attempt(parts, span))),
            "array_sort" if has_lambda => name.value = "$sort_by".to_owned(),
            "map" => name.value = "$map".to_owned(),
            "row" => name.value = "$row".to_owned(),
            // The n greatest or least: other functions of the same name.
            "max" | "min" if count == 2 => name.value.insert(0, '$'),
            "max_by" | "min_by" if count == 3 => name.value.insert(0, '$'),
            "ceil" => name.value = "ceiling".to_owned(),
            "pow" => name.value = "power".to_owned(),
            _ => {}
        }
        let Some(ObjectNamePart::Identifier(name)) = function.name.0.last_mut() else { return Ok(None) };
        if let Some(own) = renamed(&name.value) {
            name.value = own.to_owned();
        }
        if !Functions::all().has(&name.value) {
            let words = format!("Function '{}' not registered", name.value.trim_start_matches('$'));
            return Err(Error::new(Fact::FunctionNotFound, words).at(at));
        }
        Ok(None)
    }

    /// The moment of the query, as a value of type `kind`.
    fn now(&self, kind: &str, span: Span) -> Expr {
        let now = crate::render::timestamp(self.settings.now_ms);
        let moment = cast(text(format!("{now} UTC"), span), "timestamp(3) with time zone", span);
        if kind == "timestamp(3) with time zone" { moment } else { cast(moment, kind, span) }
    }
}

fn take(expression: &mut Expr) -> Expr {
    std::mem::replace(expression, Expr::Value(Value::Null.into()))
}

/// `if(a, b, c)` as CASE.
fn condition_of(parts: Vec<Expr>) -> Expr {
    let token = || AttachedToken(TokenWithSpan::wrap(Token::make_keyword("CASE")));
    let mut parts = parts.into_iter();
    let mut next = || parts.next().unwrap_or_else(|| Expr::Value(Value::Null.into()));
    let (condition, result) = (next(), next());
    Expr::Case {
        case_token: token(),
        end_token: token(),
        operand: None,
        conditions: vec![CaseWhen { condition, result }],
        else_result: parts.next().map(Box::new),
    }
}

/// Puts an expression in the place of the only argument.
fn set_argument(function: &mut Function, expression: Expr) {
    if let FunctionArguments::List(list) = &mut function.args {
        list.args = vec![FunctionArg::Unnamed(FunctionArgExpr::Expr(expression))];
    }
}

/// The order of WITHIN GROUP as an order within the brackets, which is where DataFusion looks for it.
fn order_within(function: &mut Function) {
    let order = std::mem::take(&mut function.within_group);
    if let (FunctionArguments::List(list), false) = (&mut function.args, order.is_empty()) {
        list.clauses.push(FunctionArgumentClause::OrderBy(order));
    }
}

/// `try(x)`: the function is of a lambda, so that it can be asked row by row.
fn attempt(parts: Vec<Expr>, span: Span) -> Option<Expr> {
    use datafusion::sql::sqlparser::ast::{
        LambdaFunction, LambdaFunctionParameter, LambdaSyntax, OneOrManyWithParens as Parameters,
    };
    let [body]: [Expr; 1] = parts.try_into().ok()?;
    let name = Ident::with_span(span, "$row");
    let lambda = Expr::Lambda(LambdaFunction {
        params: Parameters::One(LambdaFunctionParameter { name, data_type: None }),
        body: Box::new(body),
        syntax: LambdaSyntax::Arrow,
    });
    Some(call("$try", vec![lambda], span))
}

/// A moment by the clock of a zone, which the column's type tells where the zone is a literal.
fn at_zone(moment: Expr, zone: Expr, span: Span) -> Expr {
    match &zone {
        Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(name), .. }) => {
            let kind = crate::types::zoned_name(name);
            cast(cast(moment, "timestamp(3) with time zone", span), &kind, span)
        }
        _ => call("$at_timezone", vec![moment, zone], span),
    }
}

/// `a[1].b`.
fn access(root: Expr, chain: Vec<AccessExpr>, span: Span) -> Result<Expr, Error> {
    let mut expression = root;
    for access in chain {
        expression = match access {
            AccessExpr::Subscript(Subscript::Index { index }) => {
                call("$subscript", vec![expression, index], span)
            }
            AccessExpr::Subscript(Subscript::Slice { .. }) => {
                return Err(Error::new(Fact::Syntax, "slices are not SQL").at(complaints::position(span)));
            }
            AccessExpr::Dot(Expr::Identifier(name)) => {
                let name = text(name.value.to_lowercase(), span);
                call("get_field", vec![expression, name], span)
            }
            AccessExpr::Dot(other) => {
                let words = format!("mismatched input '{other}'. Expecting: <identifier>");
                return Err(Error::new(Fact::Syntax, words).at(complaints::position(span)));
            }
        };
    }
    Ok(expression)
}
