//! Functions of texts and arrays.

use datafusion::common::ScalarValue;
use datafusion::error::Result;

use super::{Answers, Entry, Known, Said, int, items, text};

/// The longest text that is made. Ours.
const BYTES_MAX: usize = 1 << 20;

pub const ENTRIES: &[Entry] = &[
    ("upper", Answers::Text, |_, a| Ok(text(a, 0).map(|text| Said::Text(text.to_uppercase())))),
    ("lower", Answers::Text, |_, a| Ok(text(a, 0).map(|text| Said::Text(text.to_lowercase())))),
    ("length", Answers::Int, length),
    ("char_length", Answers::Int, length),
    ("character_length", Answers::Int, length),
    ("octet_length", Answers::Int, |_, a| Ok(text(a, 0).map(|text| number(text.len())))),
    ("substr", Answers::Text, substr),
    ("substring", Answers::Text, substr),
    ("left", Answers::Text, |_, a| Ok(part(a, |letters, count| (0, count.min(letters))))),
    ("right", Answers::Text, |_, a| Ok(part(a, |letters, count| (letters - count.min(letters), letters)))),
    ("btrim", Answers::Text, |_, a| Ok(trim(a, true, true))),
    ("ltrim", Answers::Text, |_, a| Ok(trim(a, true, false))),
    ("rtrim", Answers::Text, |_, a| Ok(trim(a, false, true))),
    ("replace", Answers::Text, replace),
    ("split_part", Answers::Text, split_part),
    ("strpos", Answers::Int, strpos),
    ("starts_with", Answers::Bool, |_, a| {
        Ok(text(a, 0).zip(text(a, 1)).map(|(text, start)| Said::Bool(text.starts_with(&start))))
    }),
    ("concat", Answers::Text, concat),
    ("quote_ident", Answers::Text, |_, a| Ok(text(a, 0).map(|name| Said::Text(quote(&name))))),
    ("quote_literal", Answers::Text, |_, a| {
        Ok(text(a, 0).map(|text| Said::Text(crate::lexer::quoted(&text))))
    }),
    ("array_to_string", Answers::Text, array_to_string),
    ("array_length", Answers::Int, array_length),
    ("array_upper", Answers::Int, array_length),
    ("cardinality", Answers::Int, |_, a| Ok(items(a, 0).map(|items| number(items.len())))),
    ("array_lower", Answers::Int, |_, a| {
        Ok(items(a, 0).filter(|items| !items.is_empty()).map(|_| Said::Int(1)))
    }),
    ("string_to_array", Answers::Texts, |_, a| {
        let pieces = |(text, between): (String, String)| {
            Said::Texts(text.split(between.as_str()).map(str::to_owned).collect())
        };
        Ok(text(a, 0).zip(text(a, 1)).map(pieces))
    }),
    // `LIKE … ESCAPE`
    ("$like", Answers::Bool, |_, a| {
        let Some((text, pattern)) = text(a, 0).zip(text(a, 1)) else { return Ok(None) };
        let escape = self::text(a, 2).and_then(|escape| escape.chars().next());
        Ok(Some(Said::Bool(is_like(&text, &pattern, escape))))
    }),
    // An array that is none.
    ("$none", Answers::Texts, |_, _| Ok(None)),
    // An array that is written as a text.
    ("$array", Answers::Texts, |_, a| {
        Ok(items(a, 0).map(|items| Said::Texts(items.into_iter().flatten().collect())))
    }),
    // `x = ANY(array)`
    ("$in", Answers::Bool, within),
];

fn number(count: usize) -> Said {
    Said::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

fn length(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    Ok(text(arguments, 0).map(|text| number(text.chars().count())))
}

fn substr(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let Some((text, from)) = text(arguments, 0).zip(int(arguments, 1)) else { return Ok(None) };
    let end = match arguments.get(2) {
        None => i64::MAX,
        Some(_) => match int(arguments, 2) {
            Some(count) => from.saturating_add(count.max(0)),
            None => return Ok(None),
        },
    };
    let places = (1_i64..).zip(text.chars());
    Ok(Some(Said::Text(
        places.filter(|(at, _)| (from..end).contains(at)).map(|(_, letter)| letter).collect(),
    )))
}

fn part(arguments: &[ScalarValue], range: impl Fn(usize, usize) -> (usize, usize)) -> Option<Said> {
    let (text, count) = text(arguments, 0).zip(int(arguments, 1))?;
    let letters: Vec<char> = text.chars().collect();
    // Of a count below zero, so many are left out.
    let count = match usize::try_from(count) {
        Ok(count) => count,
        Err(_) => letters.len().saturating_sub(usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX)),
    };
    let (from, to) = range(letters.len(), count);
    Some(Said::Text(letters[from..to].iter().collect()))
}

fn trim(arguments: &[ScalarValue], start: bool, end: bool) -> Option<Said> {
    let whole = text(arguments, 0)?;
    let letters = if arguments.len() > 1 { text(arguments, 1)? } else { " ".to_owned() };
    let mut trimmed = whole.as_str();
    if start {
        trimmed = trimmed.trim_start_matches(|letter| letters.contains(letter));
    }
    if end {
        trimmed = trimmed.trim_end_matches(|letter| letters.contains(letter));
    }
    Some(Said::Text(trimmed.to_owned()))
}

fn replace(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let Some((whole, from)) = text(arguments, 0).zip(text(arguments, 1)) else { return Ok(None) };
    let Some(to) = text(arguments, 2) else { return Ok(None) };
    if from.is_empty() {
        return Ok(Some(Said::Text(whole)));
    }
    bounded(whole.matches(&from).count() * to.len() + whole.len())?;
    Ok(Some(Said::Text(whole.replace(&from, &to))))
}

fn bounded(bytes: usize) -> Result<()> {
    if bytes > BYTES_MAX { Err(super::refused("the text is too long")) } else { Ok(()) }
}

fn split_part(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let Some((whole, between)) = text(arguments, 0).zip(text(arguments, 1)) else { return Ok(None) };
    let Some(place) = int(arguments, 2).and_then(|place| usize::try_from(place - 1).ok()) else {
        return Ok(None);
    };
    Ok(Some(Said::Text(whole.split(between.as_str()).nth(place).unwrap_or_default().to_owned())))
}

fn strpos(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let Some((whole, part)) = text(arguments, 0).zip(text(arguments, 1)) else { return Ok(None) };
    let place = whole.find(&part).map_or(0, |at| whole[..at].chars().count() + 1);
    Ok(Some(number(place)))
}

fn concat(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let pieces: Vec<String> = (0..arguments.len()).filter_map(|index| text(arguments, index)).collect();
    bounded(pieces.iter().map(String::len).sum())?;
    Ok(Some(Said::Text(pieces.concat())))
}

/// Whether a text is like a pattern: `%` stands for any letters, `_` for one.
fn is_like(text: &str, pattern: &str, escape: Option<char>) -> bool {
    #[derive(PartialEq)]
    enum Part {
        Any,
        One,
        Letter(char),
    }
    let mut letters = pattern.chars();
    let mut parts = Vec::new();
    while let Some(letter) = letters.next() {
        parts.push(match letter {
            letter if Some(letter) == escape => letters.next().map_or(Part::Letter(letter), Part::Letter),
            '%' => Part::Any,
            '_' => Part::One,
            letter => Part::Letter(letter),
        });
    }
    let text: Vec<char> = text.chars().collect();
    // Where the last `%` was, and how far the text was then: it may stand for more.
    let (mut at, mut part, mut back) = (0, 0, None);
    while at < text.len() {
        match parts.get(part) {
            Some(Part::Any) => {
                back = Some((part, at));
                part += 1;
            }
            Some(Part::One) => (at, part) = (at + 1, part + 1),
            Some(Part::Letter(letter)) if *letter == text[at] => (at, part) = (at + 1, part + 1),
            _ => match back {
                Some((any, from)) => {
                    back = Some((any, from + 1));
                    (at, part) = (from + 1, any + 1);
                }
                None => return false,
            },
        }
    }
    parts[part..].iter().all(|part| *part == Part::Any)
}

/// A name as it may be written: in quotes where it must.
pub fn quote(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

fn array_to_string(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let Some((items, between)) = items(arguments, 0).zip(text(arguments, 1)) else { return Ok(None) };
    let null = text(arguments, 2);
    let items: Vec<String> = items.into_iter().filter_map(|item| item.or_else(|| null.clone())).collect();
    Ok(Some(Said::Text(items.join(&between))))
}

fn array_length(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let items = items(arguments, 0).filter(|items| !items.is_empty());
    Ok(items.filter(|_| int(arguments, 1) == Some(1)).map(|items| number(items.len())))
}

fn within(_: &Known, arguments: &[ScalarValue]) -> Result<Option<Said>> {
    let Some((value, items)) = text(arguments, 0).zip(items(arguments, 1)) else { return Ok(None) };
    if items.iter().flatten().any(|item| *item == value) {
        return Ok(Some(Said::Bool(true)));
    }
    Ok(items.iter().all(Option::is_some).then_some(Said::Bool(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_escape_as_they_say() {
        for (text, pattern, is) in [
            ("pg_class", "pg/_%", true),
            ("pgxclass", "pg/_%", false),
            ("abcabd", "%abd", true),
            ("abc", "a_c", true),
            ("abc", "a_", false),
            ("", "%", true),
            ("", "_", false),
            ("100%", "100/%", true),
        ] {
            assert_eq!(is_like(text, pattern, Some('/')), is, "{text} {pattern}");
        }
    }

    #[test]
    fn names_are_quoted_where_they_must() {
        assert_eq!(
            [quote("a_1"), quote("A"), quote("1"), quote("a\"b")],
            ["a_1", "\"A\"", "\"1\"", "\"a\"\"b\""]
        );
    }
}
