//! Reads a query. Precedence, lowest first: `|`, `,`, `//`, `or`, `and`, comparisons, `+ -`, `* / %`, paths.

mod object;
mod path;
mod term;
mod text;

use super::QueryError;
use super::syntax::{Expr, Operator};

/// How deep expressions may nest: brackets as they are read, and what is evaluated within one another.
const DEPTH_MAX: usize = 100;

/// The whole of `text` as a program.
pub(super) fn program(text: &str) -> Result<Expr, QueryError> {
    let mut parser = Parser { text, at: 0, depth: 0, variables: Vec::new() };
    let program = parser.pipe()?;
    parser.blanks();
    if parser.at < text.len() {
        return Err(parser.wrong("nothing of jq goes on like this here"));
    }
    if program.depth() > DEPTH_MAX {
        return Err(parser.wrong("expressions nest too deep"));
    }
    Ok(program)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    variables: Vec<String>,
}

type Read<T> = Result<T, QueryError>;

/// Words that end an expression or join two.
const RESERVED: [&str; 9] = ["and", "or", "then", "elif", "else", "end", "as", "catch", "__loc__"];
const LEFT_OUT: [&str; 5] = ["def", "label", "import", "include", "break"];

impl<'a> Parser<'a> {
    fn wrong(&self, problem: impl Into<String>) -> QueryError {
        QueryError { at: self.at, problem: problem.into() }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips blanks and comments.
    fn blanks(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if !self.rest().starts_with('#') {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    /// Takes `mark` if it comes next and none of `unless` does.
    fn take(&mut self, mark: &str, unless: &[&str]) -> bool {
        self.blanks();
        let there =
            self.rest().starts_with(mark) && !unless.iter().any(|longer| self.rest().starts_with(longer));
        self.at += if there { mark.len() } else { 0 };
        there
    }

    fn expect(&mut self, mark: &str) -> Read<()> {
        if self.take(mark, &[]) { Ok(()) } else { Err(self.wrong(format!("`{mark}` is missing"))) }
    }

    /// The word that comes next, without taking it.
    fn word(&mut self) -> &'a str {
        self.blanks();
        let rest = self.rest();
        let name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let end = rest.find(|letter| !name(letter)).unwrap_or(rest.len());
        if rest.starts_with(|first: char| first.is_ascii_digit()) { "" } else { &rest[..end] }
    }

    fn take_word(&mut self, word: &str) -> bool {
        let there = self.word() == word;
        self.at += if there { word.len() } else { 0 };
        there
    }

    fn expect_word(&mut self, word: &str) -> Read<()> {
        if self.take_word(word) { Ok(()) } else { Err(self.wrong(format!("`{word}` is missing"))) }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.wrong("expressions nest too deep"));
        }
        let done = read(self);
        self.depth -= 1;
        done
    }

    fn pipe(&mut self) -> Read<Expr> {
        self.deeper(|parser| {
            let mut stages = vec![parser.comma()?];
            while parser.take("|", &["|="]) {
                stages.push(parser.comma()?);
            }
            Ok(one(stages, Expr::Pipe))
        })
    }

    fn comma(&mut self) -> Read<Expr> {
        let mut parts = vec![self.alternative()?];
        while self.take(",", &[]) {
            parts.push(self.alternative()?);
        }
        Ok(one(parts, Expr::Comma))
    }

    /// Groups to the right.
    fn alternative(&mut self) -> Read<Expr> {
        let mut parts = vec![self.or()?];
        while self.take("//", &["//="]) {
            parts.push(self.or()?);
        }
        if ["=", "|=", "+=", "-=", "*=", "/=", "%=", "//="].iter().any(|mark| self.take(mark, &["=="])) {
            return Err(self.wrong("a query of partition keys changes nothing: assignments are left out"));
        }
        let last = parts.pop().expect("invariant: one part was read");
        let joined = |right, left| Expr::Alternative(Box::new(left), Box::new(right));
        Ok(parts.into_iter().rev().fold(last, joined))
    }

    fn or(&mut self) -> Read<Expr> {
        self.chain(Self::and, |parser| {
            parser.take_word("or").then_some(|left, right| Expr::Or(Box::new(left), Box::new(right)))
        })
    }

    fn and(&mut self) -> Read<Expr> {
        self.chain(Self::comparison, |parser| {
            parser.take_word("and").then_some(|left, right| Expr::And(Box::new(left), Box::new(right)))
        })
    }

    /// `next (operator next)*`, grouped to the left.
    fn chain<J: Fn(Expr, Expr) -> Expr>(
        &mut self,
        next: fn(&mut Self) -> Read<Expr>,
        operator: impl Fn(&mut Self) -> Option<J>,
    ) -> Read<Expr> {
        let mut left = next(self)?;
        while let Some(join) = operator(self) {
            left = join(left, next(self)?);
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Read<Expr> {
        let left = self.sum()?;
        let marks = [
            ("==", Operator::Equal),
            ("!=", Operator::Unequal),
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        match marks.into_iter().find(|(mark, _)| self.take(mark, &[])) {
            Some((_, operator)) => Ok(Expr::Binary(operator, Box::new(left), Box::new(self.sum()?))),
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Read<Expr> {
        self.operators(Self::product, &[("+", "+=", Operator::Add), ("-", "-=", Operator::Subtract)])
    }

    fn product(&mut self) -> Read<Expr> {
        let marks = [
            ("*", "*=", Operator::Multiply),
            ("/", "/=", Operator::Divide),
            ("%", "%=", Operator::Remainder),
        ];
        self.operators(Self::postfix, &marks)
    }

    fn operators(
        &mut self,
        next: fn(&mut Self) -> Read<Expr>,
        marks: &[(&'static str, &'static str, Operator)],
    ) -> Read<Expr> {
        self.chain(next, |parser| {
            let taken = marks.iter().find(|(mark, longer, _)| parser.take(mark, &[longer, "//"]));
            taken.map(|(_, _, operator)| {
                let operator = *operator;
                move |left, right| Expr::Binary(operator, Box::new(left), Box::new(right))
            })
        })
    }

    fn postfix(&mut self) -> Read<Expr> {
        self.deeper(|parser| {
            let term = parser.term()?;
            let term = parser.steps(term)?;
            if !parser.take_word("as") {
                return Ok(term);
            }
            let name = parser.variable()?;
            parser.expect("|")?;
            let body = parser.knowing(&name, Self::pipe)?;
            Ok(Expr::Bind(Box::new(term), name, Box::new(body)))
        })
    }

    fn knowing<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.variables.push(name.to_owned());
        let done = read(self);
        self.variables.pop();
        done
    }

    /// The name behind `$`.
    fn variable(&mut self) -> Read<String> {
        self.expect("$")?;
        let name = self.word();
        if name.is_empty() {
            return Err(self.wrong("the name of a variable is missing; patterns are left out"));
        }
        self.at += name.len();
        Ok(name.to_owned())
    }
}

/// The only one, or all of them joined.
fn one(mut parts: Vec<Expr>, joined: fn(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() == 1 { parts.remove(0) } else { joined(parts) }
}
