//! Terms: what an expression is made of, up to its steps.

use serde_json::Value;

use super::{LEFT_OUT, Parser, RESERVED, Read};
use crate::formats::partition::filters::Filter;
use crate::formats::partition::functions::Function;
use crate::formats::partition::operators;
use crate::formats::partition::syntax::{Expr, Format, Step, StepKind};

impl<'a> Parser<'a> {
    pub(super) fn term(&mut self) -> Read<Expr> {
        self.blanks();
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Err(self.wrong("an expression is missing")) };
        match first {
            '.' if rest.starts_with("..") => {
                self.at += 2;
                Ok(Expr::Descend)
            }
            '.' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => self.number(),
            '.' => {
                self.at += 1;
                let name = self.name()?;
                let step = name.map(|name| Step { kind: StepKind::Index(name), optional: false });
                Ok(match step {
                    Some(step) => self.joined(step)?,
                    None => Expr::Input,
                })
            }
            '0'..='9' => self.number(),
            '"' => self.string(Format::Text),
            '@' => self.format(),
            '$' => {
                let name = self.variable()?;
                if !self.variables.contains(&name) {
                    return Err(self.wrong(format!("there is no variable `${name}`")));
                }
                Ok(Expr::Variable(name))
            }
            '-' => {
                self.at += 1;
                Ok(Expr::Negative(Box::new(self.postfix()?)))
            }
            '(' => {
                self.at += 1;
                let inner = self.pipe()?;
                self.expect(")")?;
                Ok(inner)
            }
            '[' => {
                self.at += 1;
                if self.take("]", &[]) {
                    return Ok(Expr::Array(None));
                }
                let inner = self.pipe()?;
                self.expect("]")?;
                Ok(Expr::Array(Some(Box::new(inner))))
            }
            '{' => {
                self.at += 1;
                self.object()
            }
            _ => self.named(),
        }
    }

    pub(super) fn number(&mut self) -> Read<Expr> {
        let rest = self.rest();
        let mut end =
            rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
        if rest[end..].starts_with(['e', 'E']) {
            let exponent = rest[end + 1..].strip_prefix(['+', '-']).unwrap_or(&rest[end + 1..]);
            let digits = exponent.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                end = rest.len() - exponent.len() + digits;
            }
        }
        let whole = rest[..end].parse::<i64>().ok().map(Value::from);
        let number = whole.or_else(|| Some(operators::number(rest[..end].parse().ok()?)));
        let number = number.ok_or_else(|| self.wrong("this is no number"))?;
        self.at += end;
        Ok(Expr::Constant(number))
    }

    /// A keyword's form, or a function.
    pub(super) fn named(&mut self) -> Read<Expr> {
        let name = self.word();
        if name.is_empty() || RESERVED.contains(&name) {
            return Err(self.wrong("an expression is missing"));
        }
        if LEFT_OUT.contains(&name) {
            return Err(self.wrong(format!("`{name}` is left out of queries for partition keys")));
        }
        self.at += name.len();
        match name {
            "null" => Ok(Expr::Constant(Value::Null)),
            "true" => Ok(Expr::Constant(true.into())),
            "false" => Ok(Expr::Constant(false.into())),
            "if" => self.conditional(),
            "try" => {
                let body = self.postfix()?;
                let caught = if self.take_word("catch") { Some(Box::new(self.postfix()?)) } else { None };
                Ok(Expr::Try(Box::new(body), caught))
            }
            "reduce" | "foreach" => self.fold(name == "reduce"),
            _ => self.call(name),
        }
    }

    pub(super) fn conditional(&mut self) -> Read<Expr> {
        let mut branches = Vec::new();
        loop {
            let condition = self.pipe()?;
            self.expect_word("then")?;
            branches.push((condition, self.pipe()?));
            if !self.take_word("elif") {
                break;
            }
        }
        let otherwise = if self.take_word("else") { self.pipe()? } else { Expr::Input };
        self.expect_word("end")?;
        Ok(Expr::If(branches, Box::new(otherwise)))
    }

    pub(super) fn fold(&mut self, reduce: bool) -> Read<Expr> {
        let source = self.term()?;
        let source = Box::new(self.steps(source)?);
        self.expect_word("as")?;
        let name = self.variable()?;
        self.expect("(")?;
        let start = self.pipe()?;
        self.expect(";")?;
        let (update, extract) = self.knowing(&name, |parser| {
            let update = parser.pipe()?;
            let extract = if !reduce && parser.take(";", &[]) { parser.pipe()? } else { Expr::Input };
            Ok((update, extract))
        })?;
        self.expect(")")?;
        Ok(if reduce {
            Expr::Reduce(source, name, Box::new([start, update]))
        } else {
            Expr::Foreach(source, name, Box::new([start, update, extract]))
        })
    }

    pub(super) fn call(&mut self, name: &str) -> Read<Expr> {
        let mut arguments = Vec::new();
        if self.take("(", &[]) {
            loop {
                arguments.push(self.pipe()?);
                if !self.take(";", &[]) {
                    break;
                }
            }
            self.expect(")")?;
        }
        if let Some(function) = Function::named(name, arguments.len()) {
            return Ok(Expr::Call(function, arguments));
        }
        match Filter::named(name, arguments.len()) {
            Some(filter) => Ok(Expr::Filter(filter, arguments)),
            None => Err(self.wrong(format!("the function `{name}/{}` is not known here", arguments.len()))),
        }
    }
}
