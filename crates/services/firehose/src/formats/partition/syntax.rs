//! What a query is once it is read.

use serde_json::Value;

use super::filters::Filter;
use super::functions::Function;

/// A filter: of one value it makes any number of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// `.`
    Input,
    /// `..`
    Descend,
    Constant(Value),
    /// `$name`
    Variable(String),
    /// A string with `\(…)` in it; what is put in is written by the format.
    Text(Format, Vec<Piece>),
    /// `@base64` alone.
    Format(Format),
    /// `.a[0].b?`
    Path(Box<Expr>, Vec<Step>),
    /// `[…]`
    Array(Option<Box<Expr>>),
    /// `{…}`
    Object(Vec<(Expr, Expr)>),
    Negative(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    /// `a // b`
    Alternative(Box<Expr>, Box<Expr>),
    /// `a, b`
    Comma(Vec<Expr>),
    /// `a | b`
    Pipe(Vec<Expr>),
    /// `if … then … elif … then … else … end`
    If(Vec<(Expr, Expr)>, Box<Expr>),
    /// `try … catch …`
    Try(Box<Expr>, Option<Box<Expr>>),
    /// `source as $name | body`
    Bind(Box<Expr>, String, Box<Expr>),
    /// `reduce source as $name (start; update)`
    Reduce(Box<Expr>, String, Box<[Expr; 2]>),
    /// `foreach source as $name (start; update; extract)`
    Foreach(Box<Expr>, String, Box<[Expr; 3]>),
    /// A function of its input and of values.
    Call(Function, Vec<Expr>),
    /// A function of filters.
    Filter(Filter, Vec<Expr>),
}

impl Expr {
    /// How many expressions are evaluated within one another at most.
    pub fn depth(&self) -> usize {
        1 + self.inner().into_iter().map(Self::depth).max().unwrap_or(0)
    }

    /// The expressions directly within.
    fn inner(&self) -> Vec<&Self> {
        match self {
            Self::Input | Self::Descend | Self::Constant(_) | Self::Variable(_) | Self::Format(_) => {
                Vec::new()
            }
            Self::Text(_, pieces) => pieces.iter().filter_map(Piece::inserted).collect(),
            Self::Path(base, steps) => {
                [&**base].into_iter().chain(steps.iter().flat_map(Step::inner)).collect()
            }
            Self::Array(inner) => inner.iter().map(|inner| &**inner).collect(),
            Self::Object(members) => members.iter().flat_map(|(key, value)| [key, value]).collect(),
            Self::Negative(inner) => vec![inner],
            Self::Binary(_, left, right)
            | Self::And(left, right)
            | Self::Or(left, right)
            | Self::Alternative(left, right)
            | Self::Bind(left, _, right) => vec![left, right],
            Self::Comma(all) | Self::Pipe(all) | Self::Call(_, all) | Self::Filter(_, all) => {
                all.iter().collect()
            }
            Self::If(branches, otherwise) => branches
                .iter()
                .flat_map(|(condition, then)| [condition, then])
                .chain([&**otherwise])
                .collect(),
            Self::Try(body, caught) => [&**body].into_iter().chain(caught.as_deref()).collect(),
            Self::Reduce(source, _, inner) => [&**source].into_iter().chain(inner.iter()).collect(),
            Self::Foreach(source, _, inner) => [&**source].into_iter().chain(inner.iter()).collect(),
        }
    }
}

/// A piece of a string.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    Inserted(Expr),
}

impl Piece {
    fn inserted(&self) -> Option<&Expr> {
        match self {
            Self::Literal(_) => None,
            Self::Inserted(inner) => Some(inner),
        }
    }
}

/// One step of a path, and whether `?` ignores that it fails.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub kind: StepKind,
    pub optional: bool,
}

impl Step {
    fn inner(&self) -> Vec<&Expr> {
        match &self.kind {
            StepKind::Index(index) => vec![index],
            StepKind::Slice(from, to) => from.iter().chain(to).collect(),
            StepKind::Each => Vec::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum StepKind {
    /// `.name`, `[index]`
    Index(Expr),
    /// `[from:to]`
    Slice(Option<Expr>, Option<Expr>),
    /// `[]`
    Each,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// How `@name` writes a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Format {
    Text,
    Json,
    Uri,
    Base64,
    Base64Decode,
}

impl Format {
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "json" => Self::Json,
            "uri" => Self::Uri,
            "base64" => Self::Base64,
            "base64d" => Self::Base64Decode,
            _ => return None,
        })
    }
}
