//! Fields set apart by spaces: `[ip, user, ..., status = 4* && status != 404, bytes > 1000]`.
//!
//! What stands between `[ ]` or `" "` in a message is one field. A message has as many fields as the pattern, or as
//! many more as `...` stands for. `a=!b` is `a!=b`, as older pages of the guide write it. A condition asks about the
//! field it stands in; another field's name in it asks about that one.

use super::comparison::{Comparison, Limits, Operand, Sign};
use super::expression::delimited;
use super::lexer::until_quote;
use super::{PatternError, wrong};

/// Longer signs first, so that `<=` is not `<`.
const SIGNS: [&str; 6] = ["!=", "<=", ">=", "=", "<", ">"];

/// What a message's fields must be.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Those before `...`, or all.
    first: Vec<Field>,
    /// Those after it, if it is there.
    last: Option<Vec<Field>>,
}

/// One field.
#[derive(Clone, Debug)]
struct Field {
    /// Without a name it is called after its place.
    name: Option<String>,
    condition: Option<Condition>,
}

#[derive(Clone, Debug)]
enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Test(String, Comparison),
}

impl Fields {
    /// The fields that `text`, from `[` to `]`, lists.
    pub(super) fn parse(text: &str, limits: &mut Limits) -> Result<Self, PatternError> {
        let mut rest = text[1..].trim_start();
        let (mut fields, mut first) = (Vec::new(), None);
        loop {
            if let Some(after) = rest.strip_prefix("...").or_else(|| rest.strip_prefix('…')) {
                if first.replace(std::mem::take(&mut fields)).is_some() {
                    return Err(wrong("there may be one ..."));
                }
                rest = after.trim_start();
            } else {
                let mut parser = Parser { rest, name: None, limits };
                let condition = parser.field()?;
                rest = parser.rest;
                fields.push(Field { name: parser.name, condition });
            }
            if let Some(after) = rest.strip_prefix(',') {
                rest = after.trim_start();
            } else if let Some(after) = rest.strip_prefix(']') {
                if !after.is_empty() {
                    return Err(wrong("something follows the last ]"));
                }
                break;
            } else {
                return Err(wrong("fields are set apart by commas and end with ]"));
            }
        }
        let fields = match first {
            Some(first) => Self { first, last: Some(fields) },
            None => Self { first: fields, last: None },
        };
        let names: Vec<_> = fields.all().filter_map(|field| field.name.as_deref()).collect();
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                return Err(wrong(&format!("two fields are called `{name}`")));
            }
        }
        for condition in fields.all().filter_map(|field| field.condition.as_ref()) {
            if let Some(name) = condition.names_other(&names) {
                return Err(wrong(&format!("`{name}` is not a field")));
            }
        }
        Ok(fields)
    }

    fn all(&self) -> impl Iterator<Item = &Field> {
        self.first.iter().chain(self.last.iter().flatten())
    }

    /// The fields of `message` by name and place, if they are as they must be.
    pub(super) fn read<'m>(&self, message: &'m str) -> Option<Vec<(String, &'m str)>> {
        let values = split(message);
        let tail = self.last.as_ref().map_or(0, Vec::len);
        let least = self.first.len() + tail;
        let fits = if self.last.is_some() { values.len() >= least } else { values.len() == least };
        if !fits {
            return None;
        }
        let skipped = values.len() - least;
        let field_at = |index: usize| match index.checked_sub(self.first.len()) {
            None => self.first.get(index),
            Some(after) => self.last.as_ref()?.get(after.checked_sub(skipped)?),
        };
        let named = values.into_iter().enumerate().map(|(index, value)| {
            let name = field_at(index).and_then(|field| field.name.as_deref());
            (name.map_or_else(|| format!("${}", index + 1), |name| format!("${name}")), value)
        });
        let named: Vec<_> = named.collect();
        let value_of = |wanted: &str| {
            named.iter().find(|(name, _)| name.get(1..) == Some(wanted)).map_or("", |(_, value)| value)
        };
        let holds = self.all().filter_map(|field| field.condition.as_ref()).all(|part| part.holds(&value_of));
        holds.then_some(named)
    }

    /// Whether a field is called so.
    pub(super) fn knows(&self, reference: &str) -> bool {
        let Some(name) = reference.strip_prefix('$') else { return false };
        self.all().any(|field| field.name.as_deref() == Some(name))
            || name.parse::<usize>().is_ok_and(|place| place > 0)
    }

    /// Whether a regular expression is part of it.
    pub(super) fn has_expression(&self) -> bool {
        self.all().filter_map(|field| field.condition.as_ref()).any(Condition::has_expression)
    }
}

impl Condition {
    fn holds<'v>(&self, value_of: &impl Fn(&str) -> &'v str) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(value_of)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(value_of)),
            Self::Test(name, comparison) => comparison.holds_for_text(value_of(name)),
        }
    }

    fn has_expression(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::has_expression),
            Self::Test(_, comparison) => comparison.is_expression(),
        }
    }

    /// A name that is none of `names`.
    fn names_other(&self, names: &[&str]) -> Option<&str> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().find_map(|part| part.names_other(names)),
            Self::Test(name, _) => (!names.contains(&name.as_str())).then_some(name),
        }
    }
}

/// The fields of a message.
fn split(message: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut rest = message.trim();
    while let Some(letter) = rest.chars().next() {
        let closing = match letter {
            '[' => rest[1..].find(']'),
            '"' => rest[1..].find('"'),
            _ => None,
        };
        let (field, following) = match closing {
            Some(end) => (&rest[1..=end], &rest[end + 2..]),
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        fields.push(field);
        rest = following.trim_start();
    }
    fields
}

struct Parser<'t, 'l> {
    rest: &'t str,
    /// Of the field, which the first test in it has.
    name: Option<String>,
    limits: &'l mut Limits,
}

impl Parser<'_, '_> {
    fn takes(&mut self, sign: &str) -> bool {
        let after = self.rest.strip_prefix(sign);
        if let Some(after) = after {
            self.rest = after.trim_start();
        }
        after.is_some()
    }

    /// A name alone, a condition, or nothing.
    fn field(&mut self) -> Result<Option<Condition>, PatternError> {
        if self.rest.starts_with([',', ']']) {
            return Ok(None);
        }
        let before = self.rest;
        if !before.starts_with('(') {
            let name = self.name()?;
            if self.rest.starts_with([',', ']']) {
                self.name = Some(name);
                return Ok(None);
            }
            self.rest = before;
        }
        self.any().map(Some)
    }

    fn any(&mut self) -> Result<Condition, PatternError> {
        let mut parts = vec![self.all()?];
        while self.takes("||") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) })
    }

    fn all(&mut self) -> Result<Condition, PatternError> {
        let mut parts = vec![self.one()?];
        while self.takes("&&") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
    }

    fn one(&mut self) -> Result<Condition, PatternError> {
        if self.takes("(") {
            self.limits.deeper()?;
            let inner = self.any()?;
            self.limits.shallower();
            return if self.takes(")") { Ok(inner) } else { Err(wrong("a `)` is missing")) };
        }
        let name = self.name()?;
        let Some(sign) = SIGNS.into_iter().find(|sign| self.takes(sign)) else {
            return Err(wrong(&format!("`{name}` is not followed by a comparison, a comma or ]")));
        };
        let mut sign = Sign::parse(sign).ok_or_else(|| wrong("a comparison is wrong"))?;
        if sign == Sign::Equal && self.takes("!") {
            sign = Sign::Unequal;
        }
        let operand = self.operand()?;
        let comparison = Comparison::new(sign, operand, self.limits)?;
        self.name.get_or_insert_with(|| name.clone());
        Ok(Condition::Test(name, comparison))
    }

    fn name(&mut self) -> Result<String, PatternError> {
        let end = self.rest.find(|letter: char| !(letter.is_alphanumeric() || "_-.".contains(letter)));
        let (name, after) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if name.is_empty() || name.starts_with('.') {
            return Err(wrong("a field has a name of letters, digits and _"));
        }
        self.rest = after.trim_start();
        Ok(name.to_owned())
    }

    fn operand(&mut self) -> Result<Operand, PatternError> {
        if let Some(inner) = self.rest.strip_prefix('"') {
            let (text, after) = until_quote(inner, '"')?;
            self.rest = after.trim_start();
            return Ok(Operand::Quoted(text));
        }
        if let Some(inner) = self.rest.strip_prefix('%') {
            let (text, after) = delimited(inner)?;
            self.rest = after.trim_start();
            return Ok(Operand::Expression(text.to_owned()));
        }
        let end = self.rest.find(|letter: char| letter.is_whitespace() || ",]&|=!<>\"()".contains(letter));
        let (text, after) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if text.is_empty() {
            return Err(wrong("a comparison ends with a text, a number or a regular expression"));
        }
        self.rest = after.trim_start();
        Ok(Operand::Bare(text.to_owned()))
    }
}
