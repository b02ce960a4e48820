//! Parts of strings: substrings, positions, splits.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray};

use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, Places, invalid};
use crate::functions::scalar::{Definition, scalar};

pub fn functions() -> Vec<Definition> {
    let substring = |name| match name {
        "substr" => ["substr(varchar, bigint) -> varchar", "substr(varchar, bigint, bigint) -> varchar"],
        _ => ["substring(varchar, bigint) -> varchar", "substring(varchar, bigint, bigint) -> varchar"],
    };
    vec![
        scalar(&substring("substr"), substr),
        scalar(&substring("substring"), substr),
        scalar(&["strpos(varchar, varchar) -> bigint", "strpos(varchar, varchar, bigint) -> bigint"], strpos),
        scalar(
            &[
                "split(varchar, varchar) -> array(varchar)",
                "split(varchar, varchar, bigint) -> array(varchar)",
            ],
            split,
        ),
        scalar(&["split_part(varchar, varchar, bigint) -> varchar"], split_part),
        scalar(&["split_to_map(varchar, varchar, varchar) -> map(varchar, varchar)"], split_to_map),
    ]
}

/// The part of a text from a place, counted from 1 or, if negative, from the end.
pub fn part(text: &str, start: i64, length: Option<i64>) -> &str {
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let from = match start {
        0 => return "",
        start if start > 0 => start - 1,
        start => count + start,
    };
    if from < 0 || from >= count || length.is_some_and(|length| length <= 0) {
        return "";
    }
    let place = |index: i64| {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        text.char_indices().nth(index).map_or(text.len(), |(place, _)| place)
    };
    let end = length.map_or(text.len(), |length| place(from.saturating_add(length)));
    &text[place(from)..end]
}

fn substr(a: &Arguments) -> Out {
    a.texts(|row| Ok(Some(part(a.str(0, row), a.long(1, row), (a.count() > 2).then(|| a.long(2, row))))))
}

fn strpos(a: &Arguments) -> Out {
    a.bigints(|row| {
        let (text, wanted) = (a.str(0, row), a.str(1, row));
        let instance = if a.count() > 2 { a.long(2, row) } else { 1 };
        if instance == 0 {
            return Err(invalid("'instance' must be a positive or negative number."));
        }
        if wanted.is_empty() {
            return Ok(Some(1));
        }
        let nth = usize::try_from(instance.unsigned_abs() - 1).unwrap_or(usize::MAX);
        let starts = text.char_indices().map(|(place, _)| place);
        let mut places = starts.filter(|place| text[*place..].starts_with(wanted)).collect::<Vec<_>>();
        if instance < 0 {
            places.reverse();
        }
        let found = places.get(nth).map_or(0, |place| text[..*place].chars().count() + 1);
        Ok(i64::try_from(found).ok())
    })
}

/// Texts gathered, and which of them belong to which row.
fn gather<'a>(
    a: &'a Arguments,
    mut each: impl FnMut(usize) -> Result<Vec<&'a str>, Error>,
) -> Result<(ArrayRef, Places), Error> {
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let start = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        texts.extend(each(row)?);
        places.push(Some((start..u32::try_from(texts.len()).unwrap_or(u32::MAX)).map(Some).collect()));
    }
    Ok((Arc::new(StringArray::from(texts)), places))
}

fn split(a: &Arguments) -> Out {
    let (texts, places) = gather(a, |row| {
        let (text, by) = (a.str(0, row), a.str(1, row));
        if by.is_empty() {
            return Err(invalid("The delimiter may not be the empty string"));
        }
        if a.count() == 2 {
            return Ok(text.split(by).collect());
        }
        match usize::try_from(a.long(2, row)) {
            Ok(limit) if limit > 0 => Ok(text.splitn(limit, by).collect()),
            _ => Err(invalid("Limit must be positive")),
        }
    })?;
    a.lists(&texts, places)
}

fn split_part(a: &Arguments) -> Out {
    a.texts(|row| {
        let (text, by, index) = (a.str(0, row), a.str(1, row), a.long(2, row));
        if index <= 0 {
            return Err(invalid("Index must be greater than zero"));
        }
        let index = usize::try_from(index - 1).unwrap_or(usize::MAX);
        if by.is_empty() {
            return Ok(text
                .char_indices()
                .nth(index)
                .map(|(place, letter)| &text[place..place + letter.len_utf8()]));
        }
        Ok(text.split(by).nth(index))
    })
}

fn split_to_map(a: &Arguments) -> Out {
    let (mut keys, mut values, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let (text, entry, pair) = (a.str(0, row), a.str(1, row), a.str(2, row));
        if entry.is_empty() || pair.is_empty() || entry == pair {
            return Err(invalid("entryDelimiter and keyValueDelimiter must not be the same or empty"));
        }
        let start = keys.len();
        for part in text.split(entry).filter(|part| !part.is_empty()) {
            let parts = part.split_once(pair).ok_or_else(|| {
                invalid(format!(
                    "Key-value delimiter must appear exactly once in each entry. Bad input: '{part}'"
                ))
            })?;
            if keys[start..].contains(&parts.0) {
                return Err(invalid(format!("Duplicate keys ({}) are not allowed", parts.0)));
            }
            keys.push(parts.0);
            values.push(parts.1);
        }
        let range = start..keys.len();
        places.push(Some(range.map(|index| (index as u32, Some(index as u32))).collect()));
    }
    let (keys, values): (ArrayRef, ArrayRef) =
        (Arc::new(StringArray::from(keys)), Arc::new(StringArray::from(values)));
    a.maps(&keys, &values, places)
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn parts_count_characters_from_either_end() {
        assert_eq!(part("Übung", 2, Some(3)), "bun");
        assert_eq!(part("Übung", -2, None), "ng");
        assert_eq!(part("Übung", 0, None), "");
        assert_eq!(part("Übung", 9, None), "");
        assert_eq!(part("Übung", -9, None), "");
        assert_eq!(part("abc", 2, Some(i64::MAX)), "bc");
    }
}
