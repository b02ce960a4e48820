//! Regular expressions. Trino's dialect is Java's; here it is that of the `regex` crate: no look-around, no references
//! within a pattern.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringBuilder};
use regex::Regex;

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar};
use crate::error::Error;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["regexp_like(varchar, varchar) -> boolean"], |a| {
            let mut known = Known::default();
            a.booleans(|row| Ok(Some(known.get(a.str(1, row))?.is_match(a.str(0, row)))))
        }),
        scalar(
            &[
                "regexp_extract(varchar, varchar) -> varchar",
                "regexp_extract(varchar, varchar, bigint) -> varchar",
            ],
            |a| {
                let mut known = Known::default();
                a.texts(|row| {
                    let regex = known.get(a.str(1, row))?;
                    let group = group(a, row, regex)?;
                    let found = regex.captures(a.str(0, row));
                    Ok(found.and_then(|found| found.get(group).map(|found| found.as_str().to_owned())))
                })
            },
        ),
        scalar(
            &[
                "regexp_extract_all(varchar, varchar) -> array(varchar)",
                "regexp_extract_all(varchar, varchar, bigint) -> array(varchar)",
            ],
            |a| {
                let mut known = Known::default();
                texts(a, |row, push| {
                    let regex = known.get(a.str(1, row))?;
                    let group = group(a, row, regex)?;
                    for found in regex.captures_iter(a.str(0, row)) {
                        push(found.get(group).map(|found| found.as_str()));
                    }
                    Ok(())
                })
            },
        ),
        scalar(&["regexp_split(varchar, varchar) -> array(varchar)"], |a| {
            let mut known = Known::default();
            texts(a, |row, push| {
                known.get(a.str(1, row))?.split(a.str(0, row)).for_each(|part| push(Some(part)));
                Ok(())
            })
        }),
        scalar(
            &[
                "regexp_replace(varchar, varchar) -> varchar",
                "regexp_replace(varchar, varchar, varchar) -> varchar",
            ],
            |a| {
                let mut known = Known::default();
                a.texts(|row| {
                    let by = if a.count() > 2 { template(a.str(2, row)) } else { String::new() };
                    Ok(Some(known.get(a.str(1, row))?.replace_all(a.str(0, row), by.as_str()).into_owned()))
                })
            },
        ),
        scalar(&["regexp_count(varchar, varchar) -> bigint"], |a| {
            let mut known = Known::default();
            a.bigints(
                |row| Ok(i64::try_from(known.get(a.str(1, row))?.find_iter(a.str(0, row)).count()).ok()),
            )
        }),
        scalar(&["regexp_position(varchar, varchar) -> bigint"], |a| {
            let mut known = Known::default();
            a.bigints(|row| {
                let text = a.str(0, row);
                let found = known.get(a.str(1, row))?.find(text);
                let place = found
                    .map_or(Some(-1), |found| i64::try_from(text[..found.start()].chars().count() + 1).ok());
                Ok(place)
            })
        }),
    ]
}

/// The last pattern, compiled.
#[derive(Default)]
struct Known(Option<(String, Regex)>);

impl Known {
    fn get(&mut self, pattern: &str) -> Result<&Regex, Error> {
        let is_known = self.0.as_ref().is_some_and(|(known, _)| known == pattern);
        if !is_known {
            let regex = Regex::new(pattern).map_err(|error| invalid(error.to_string()))?;
            self.0 = Some((pattern.to_owned(), regex));
        }
        Ok(self.0.as_ref().map(|(_, regex)| regex).expect("invariant: it was just compiled"))
    }
}

fn group(a: &Arguments, row: usize, regex: &Regex) -> Result<usize, Error> {
    let group = if a.count() > 2 { a.long(2, row) } else { 0 };
    let most = regex.captures_len() - 1;
    if group < 0 {
        return Err(invalid("Group cannot be negative"));
    }
    usize::try_from(group)
        .ok()
        .filter(|group| *group <= most)
        .ok_or_else(|| invalid(format!("Pattern has {most} groups. Cannot access group {group}")))
}

/// Java's replacement (`$1`, `${name}`, `\$`) as this crate's.
fn template(java: &str) -> String {
    let (mut out, mut letters) = (String::new(), java.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('$') => out.push_str("$$"),
                Some(other) => out.push(other),
                None => {}
            },
            '$' if letters.peek().is_some_and(char::is_ascii_digit) => {
                out.push_str("${");
                while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                    out.push(digit);
                }
                out.push('}');
            }
            other => out.push(other),
        }
    }
    out
}

/// A column of arrays of texts.
fn texts(
    a: &Arguments,
    mut each: impl FnMut(usize, &mut dyn FnMut(Option<&str>)) -> Result<(), Error>,
) -> Out {
    let (mut items, mut count, mut places) = (StringBuilder::new(), 0_u32, Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let start = count;
        each(row, &mut |text| {
            items.append_option(text);
            count += 1;
        })?;
        places.push(Some((start..count).map(Some).collect()));
    }
    let items: ArrayRef = Arc::new(items.finish());
    a.lists(&items, places)
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn replacements_are_javas() {
        assert_eq!(template(r"$1a\$\\${n}"), r"${1}a$$\${n}");
    }
}
