//! From text to rule.

use cloudwatch_api::StateValue;
use kernel::Place;

use super::{Rule, RuleError, named};
use crate::limits::{RULE_CHILDREN_MAX, RULE_DEPTH_MAX, RULE_ELEMENTS_MAX};

type Result<T> = std::result::Result<T, RuleError>;

pub(super) fn parse(text: &str, place: &Place) -> Result<Rule> {
    if text.trim() != text || text.is_empty() {
        return refuse("AlarmRule must not contain leading or trailing whitespace or be null");
    }
    let mut parser = Parser { text, at: 0, place, elements: 0, depth: 0 };
    let rule = parser.either()?;
    parser.space();
    match parser.rest().chars().next() {
        Some(_) => Err(parser.unsupported()),
        None if parser.elements > RULE_ELEMENTS_MAX => refuse(format!(
            "AlarmRule must not have more than {RULE_ELEMENTS_MAX} elements; this one has {}",
            parser.elements
        )),
        None if rule.children().len() > RULE_CHILDREN_MAX => refuse(format!(
            "AlarmRule must not name more than {RULE_CHILDREN_MAX} alarms; this one names {}",
            rule.children().len()
        )),
        None => Ok(rule),
    }
}

fn refuse<T>(text: impl Into<String>) -> Result<T> {
    Err(RuleError(text.into()))
}

struct Parser<'a> {
    text: &'a str,
    /// Where it is, in bytes.
    at: usize,
    place: &'a Place,
    elements: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// The word that stands here, without taking it.
    fn word(&mut self) -> &'a str {
        self.space();
        let rest = self.rest();
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        &rest[..end.unwrap_or(rest.len())]
    }

    /// Takes `wanted`, if it is the word that stands here.
    fn take(&mut self, wanted: &str) -> bool {
        let is = self.word().eq_ignore_ascii_case(wanted);
        if is {
            self.at += wanted.len();
        }
        is
    }

    /// Takes a sign.
    fn sign(&mut self, wanted: char) -> Result<()> {
        self.space();
        if !self.rest().starts_with(wanted) {
            return Err(self.unsupported());
        }
        self.at += wanted.len_utf8();
        Ok(())
    }

    /// That what stands here is not what may.
    fn unsupported(&mut self) -> RuleError {
        let word = self.word();
        let token = match (word, self.rest().chars().next()) {
            ("", Some(sign)) => sign.to_string(),
            ("", None) => return RuleError("Error in AlarmRule [Unexpected end of rule]".to_owned()),
            (word, _) => word.to_owned(),
        };
        let at = self.text[..self.at].chars().count();
        RuleError(format!("Error in AlarmRule [Unsupported token '{token}' at char {at}]"))
    }

    fn either(&mut self) -> Result<Rule> {
        let mut parts = vec![self.both()?];
        while self.take("OR") {
            parts.push(self.both()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Rule::Or(parts) })
    }

    fn both(&mut self) -> Result<Rule> {
        let mut parts = vec![self.single()?];
        while self.take("AND") {
            parts.push(self.single()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Rule::And(parts) })
    }

    fn single(&mut self) -> Result<Rule> {
        self.depth += 1;
        if self.depth > RULE_DEPTH_MAX {
            return refuse(format!("AlarmRule is nested deeper than {RULE_DEPTH_MAX}"));
        }
        let rule = self.element();
        self.depth -= 1;
        rule
    }

    fn element(&mut self) -> Result<Rule> {
        if self.take("NOT") {
            return Ok(Rule::Not(Box::new(self.single()?)));
        }
        self.elements += 1;
        for (word, value) in [("TRUE", true), ("FALSE", false)] {
            if self.take(word) {
                return Ok(Rule::Constant(value));
            }
        }
        for state in [StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData] {
            if self.take(state.as_str()) {
                self.sign('(')?;
                let name = self.name()?;
                self.sign(')')?;
                return Ok(Rule::Is(state, named(&name, self.place)));
            }
        }
        self.sign('(')?;
        // Both parentheses count.
        self.elements += 1;
        let rule = self.either()?;
        self.sign(')')?;
        Ok(rule)
    }

    fn name(&mut self) -> Result<String> {
        self.space();
        let rest = self.rest();
        let mut name = String::new();
        if let Some(inside) = rest.strip_prefix('"') {
            let mut letters = inside.char_indices();
            while let Some((at, letter)) = letters.next() {
                match letter {
                    '"' => {
                        self.at += 1 + at + 1;
                        return if name.is_empty() { Err(self.unsupported()) } else { Ok(name) };
                    }
                    '\\' => name.extend(letters.next().map(|(_, escaped)| escaped)),
                    letter => name.push(letter),
                }
            }
            self.at = self.text.len();
            return Err(self.unsupported());
        }
        let end = rest.find(['(', ')', '"']).unwrap_or(rest.len());
        self.at += end;
        match rest[..end].trim_end() {
            "" => Err(self.unsupported()),
            name => Ok(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> std::result::Result<Rule, String> {
        parse(text, &Place::default()).map_err(|error| error.to_string())
    }

    fn is(state: StateValue, name: &str) -> Rule {
        Rule::Is(state, name.to_owned())
    }

    #[test]
    fn not_binds_closest_then_and_then_or() {
        use StateValue::{Alarm, InsufficientData, Ok};
        let expected = Rule::Or(vec![
            is(Alarm, "a"),
            Rule::And(vec![
                Rule::Not(Box::new(is(Ok, "b (c) \"d\""))),
                Rule::Or(vec![is(InsufficientData, "e"), Rule::Constant(false)]),
            ]),
        ]);
        let text = r#"ALARM(a) OR NOT OK("b (c) \"d\"") AND (INSUFFICIENT_DATA( arn:aws:cloudwatch:us-east-1:000000000000:alarm:e ) or false)"#;
        let parsed = rule(text).unwrap();
        assert_eq!(parsed, expected);
        assert_eq!(parsed.children().into_iter().collect::<Vec<_>>(), ["a", "b (c) \"d\"", "e"]);
        let states = |name: &str| if name == "b (c) \"d\"" { Some(Alarm) } else { Some(InsufficientData) };
        assert!(parsed.holds(&states));
        assert!(!parsed.holds(&|_| Some(Ok)));
        assert!(rule("TRUE").unwrap().holds(&|_| None));
        let elsewhere = "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:e";
        assert_eq!(rule(&format!("OK({elsewhere})")), std::result::Result::Ok(is(Ok, elsewhere)));
    }

    #[test]
    fn what_is_no_rule() {
        for (text, error) in [
            ("()", "Error in AlarmRule [Unsupported token ')' at char 1]"),
            ("ALARM(a) AND", "Error in AlarmRule [Unexpected end of rule]"),
            ("ALARM(a) XOR OK(b)", "Error in AlarmRule [Unsupported token 'XOR' at char 9]"),
            ("ALARM()", "Error in AlarmRule [Unsupported token ')' at char 6]"),
            ("ALARM(a", "Error in AlarmRule [Unexpected end of rule]"),
            ("(ALARM(a)", "Error in AlarmRule [Unexpected end of rule]"),
            ("OK(\"a)", "Error in AlarmRule [Unexpected end of rule]"),
            (" TRUE", "AlarmRule must not contain leading or trailing whitespace or be null"),
            ("", "AlarmRule must not contain leading or trailing whitespace or be null"),
        ] {
            assert_eq!(rule(text), Err(error.to_owned()), "{text}");
        }
        assert!(rule(&format!("{}TRUE", "NOT ".repeat(2000))).is_err());
        assert!(rule(&format!("TRUE{}", " OR TRUE".repeat(499))).is_ok());
        assert!(rule(&format!("TRUE{}", " OR TRUE".repeat(500))).is_err());
        let many: Vec<_> = (0..101).map(|number| format!("OK(a{number})")).collect();
        assert!(rule(&many[..100].join(" AND ")).is_ok());
        assert!(rule(&many.join(" AND ")).unwrap_err().contains("100 alarms"));
    }

    #[test]
    fn no_text_makes_it_panic() {
        arbtest::arbtest(|source| {
            let parts = ["ALARM", "OK", "(", ")", "\"", "\\", " ", "AND", "OR", "NOT", "TRUE", "ä", "a"];
            let mut text = String::new();
            for _ in 0..source.arbitrary_len::<u8>()? {
                text.push_str(source.choose(&parts)?);
            }
            let _ = rule(&text);
            Ok(())
        })
        .budget_ms(300);
    }
}
