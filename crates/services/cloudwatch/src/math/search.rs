//! Patterns of SEARCH: `{AWS/EC2,InstanceId} MetricName="CPUUtilization" (a OR b) NOT c`.

use super::{Result, refuse};
use crate::engine::MetricName;
use crate::limits::EXPRESSION_DEPTH_MAX;

/// A pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// A namespace and the names of all dimensions, where they are said.
    schema: Option<(String, Vec<String>)>,
    terms: Terms,
}

#[derive(Clone, Debug, PartialEq)]
enum Terms {
    All(Vec<Terms>),
    Any(Vec<Terms>),
    Not(Box<Terms>),
    /// Of a property, or of any; the whole text, or a part of it.
    Text {
        property: Option<String>,
        text: String,
        whole: bool,
    },
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Equals,
    Word { text: String, quoted: bool },
}

impl Pattern {
    /// The pattern that `text` says.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let (schema, terms) = match text.strip_prefix('{') {
            None => (None, text),
            Some(inside) => match inside.split_once('}') {
                None => return refuse("the schema of a search is not closed by `}`"),
                Some((schema, terms)) => {
                    let mut names = schema.split(',').map(|name| name.trim().trim_matches('"').to_owned());
                    let namespace = names.next().unwrap_or_default();
                    let mut names: Vec<_> = names.collect();
                    names.sort();
                    (Some((namespace, names)), terms)
                }
            },
        };
        let mut parser = Parser { tokens: tokens(terms)?, at: 0, depth: 0 };
        let terms = parser.any()?;
        match parser.at < parser.tokens.len() {
            true => refuse("a search has a parenthesis that was not opened"),
            false => Ok(Self { schema, terms }),
        }
    }

    /// The namespace that it asks for, where it has a schema.
    pub fn namespace(&self) -> Option<&str> {
        self.schema.as_ref().map(|(namespace, _)| namespace.as_str())
    }

    /// Whether it is about `metric`.
    pub fn fits(&self, metric: &MetricName) -> bool {
        let of_schema = self.schema.as_ref().is_none_or(|(namespace, names)| {
            *namespace == metric.namespace && metric.dimensions.iter().map(|(name, _)| name).eq(names)
        });
        of_schema && self.terms.fit(metric)
    }
}

impl Terms {
    fn fit(&self, metric: &MetricName) -> bool {
        match self {
            Self::All(terms) => terms.iter().all(|terms| terms.fit(metric)),
            Self::Any(terms) => terms.iter().any(|terms| terms.fit(metric)),
            Self::Not(terms) => !terms.fit(metric),
            Self::Text { property, text, whole } => {
                let has = |found: &str| match whole {
                    true => found == text,
                    false => found.to_lowercase().contains(&text.to_lowercase()),
                };
                let dimensions = &metric.dimensions;
                match property.as_deref() {
                    Some("Namespace") => has(&metric.namespace),
                    Some("MetricName") => has(&metric.name),
                    Some(wanted) => dimensions.iter().any(|(name, value)| name == wanted && has(value)),
                    None => {
                        let of_dimensions = || dimensions.iter().any(|(name, value)| has(name) || has(value));
                        has(&metric.name) || has(&metric.namespace) || of_dimensions()
                    }
                }
            }
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '=' => (Token::Equals, 1),
            '"' => {
                let Some(end) = rest[1..].find('"') else {
                    return refuse("a quoted text of a search has no end");
                };
                (Token::Word { text: rest[1..=end].to_owned(), quoted: true }, end + 2)
            }
            _ => {
                let end = rest.find(|letter: char| letter.is_whitespace() || "()=\"".contains(letter));
                let end = end.unwrap_or(rest.len());
                (Token::Word { text: rest[..end].to_owned(), quoted: false }, end)
            }
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn is_word(&self, word: &str) -> bool {
        matches!(self.tokens.get(self.at), Some(Token::Word { text, quoted: false }) if text == word)
    }

    fn any(&mut self) -> Result<Terms> {
        self.depth += 1;
        if self.depth > EXPRESSION_DEPTH_MAX {
            return refuse("a search is nested too deep");
        }
        let mut terms = vec![self.all()?];
        while self.is_word("OR") {
            self.at += 1;
            terms.push(self.all()?);
        }
        self.depth -= 1;
        Ok(if terms.len() == 1 { terms.remove(0) } else { Terms::Any(terms) })
    }

    fn all(&mut self) -> Result<Terms> {
        let mut terms = Vec::new();
        loop {
            if self.is_word("AND") {
                self.at += 1;
                continue;
            }
            match self.tokens.get(self.at) {
                None | Some(Token::Close) => break,
                Some(_) if self.is_word("OR") => break,
                Some(_) => terms.push(self.one()?),
            }
        }
        Ok(Terms::All(terms))
    }

    fn one(&mut self) -> Result<Terms> {
        // A row of NOTs is taken in a loop, so that it does not nest.
        let mut negative = false;
        while self.is_word("NOT") {
            self.at += 1;
            negative = !negative;
        }
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        let terms = match token {
            Some(Token::Open) => self.closed()?,
            Some(Token::Word { text, .. }) if self.tokens.get(self.at) == Some(&Token::Equals) => {
                self.at += 1;
                let value = self.tokens.get(self.at).cloned();
                self.at += 1;
                match value {
                    Some(Token::Word { text: value, quoted }) => {
                        Terms::Text { property: Some(text), text: value, whole: quoted }
                    }
                    Some(Token::Open) => of_property(self.closed()?, &text),
                    _ => return refuse(format!("`{text}=` of a search has no value")),
                }
            }
            Some(Token::Word { text, quoted }) => Terms::Text { property: None, text, whole: quoted },
            Some(Token::Equals | Token::Close) | None => {
                return refuse("a search has no term where one is expected");
            }
        };
        Ok(if negative { Terms::Not(Box::new(terms)) } else { terms })
    }

    fn closed(&mut self) -> Result<Terms> {
        let terms = self.any()?;
        let is_closed = self.tokens.get(self.at) == Some(&Token::Close);
        self.at += 1;
        if is_closed { Ok(terms) } else { refuse("a parenthesis of a search is not closed") }
    }
}

/// `terms`, all of them about one property.
fn of_property(terms: Terms, name: &str) -> Terms {
    let all = |terms: Vec<Terms>| terms.into_iter().map(|terms| of_property(terms, name)).collect();
    match terms {
        Terms::All(terms) => Terms::All(all(terms)),
        Terms::Any(terms) => Terms::Any(all(terms)),
        Terms::Not(terms) => Terms::Not(Box::new(of_property(*terms, name))),
        Terms::Text { text, whole, .. } => Terms::Text { property: Some(name.to_owned()), text, whole },
    }
}
