//! Arrays of one dimension: `{1,NULL,"a b"}`, and the same in binary.

use arrow::array::{Array, ArrayRef};
use bytes::{BufMut, BytesMut};

use super::{binary, is_null, text};
use crate::errors::Problem;

/// Writes the items as text.
pub fn write_text(items: &ArrayRef, out: &mut BytesMut) -> Result<(), Problem> {
    out.put_u8(b'{');
    let mut item = BytesMut::new();
    for row in 0..items.len() {
        if row > 0 {
            out.put_u8(b',');
        }
        if is_null(items, row) {
            out.put_slice(b"NULL");
            continue;
        }
        item.clear();
        text::write(items, row, &mut item)?;
        if is_plain(&item) {
            out.put_slice(&item);
            continue;
        }
        out.put_u8(b'"');
        for byte in &item {
            if matches!(byte, b'"' | b'\\') {
                out.put_u8(b'\\');
            }
            out.put_u8(*byte);
        }
        out.put_u8(b'"');
    }
    out.put_u8(b'}');
    Ok(())
}

/// Whether an item needs no quotes.
fn is_plain(item: &[u8]) -> bool {
    let is_odd = |byte: &u8| matches!(byte, b'{' | b'}' | b',' | b'"' | b'\\') || byte.is_ascii_whitespace();
    !item.is_empty() && !item.iter().any(is_odd) && !item.eq_ignore_ascii_case(b"null")
}

/// Writes the items, of type `kind`, in binary.
pub fn write_binary(items: &ArrayRef, kind: u32, out: &mut BytesMut) -> Result<(), Problem> {
    let count = i32::try_from(items.len()).map_err(|_| Problem::new("54000", "the array is too long"))?;
    let has_nulls = (0..items.len()).any(|row| is_null(items, row));
    out.put_i32(i32::from(count > 0));
    out.put_i32(i32::from(has_nulls));
    out.put_u32(kind);
    if count == 0 {
        return Ok(());
    }
    out.put_i32(count);
    out.put_i32(1);
    for row in 0..items.len() {
        let at = out.len();
        out.put_i32(-1);
        if !is_null(items, row) {
            binary::write(items, row, out)?;
            let length = u32::try_from(out.len() - at - 4).unwrap_or(u32::MAX);
            out[at..at + 4].copy_from_slice(&length.to_be_bytes());
        }
    }
    Ok(())
}

/// The items of `{…}`; `None` where the text is no array of one dimension.
pub fn read_text(text: &str) -> Option<Vec<Option<String>>> {
    let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut items = Vec::new();
    let mut letters = inner.chars().peekable();
    while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
    if letters.peek().is_none() {
        return Some(items);
    }
    loop {
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        let mut item = String::new();
        let is_quoted = letters.next_if_eq(&'"').is_some();
        loop {
            match letters.peek().copied() {
                Some('\\') => {
                    letters.next();
                    item.push(letters.next()?);
                }
                Some('"') if is_quoted => {
                    letters.next();
                    break;
                }
                Some(',' | '{' | '}' | '"') if !is_quoted => break,
                Some(letter) => {
                    letters.next();
                    item.push(letter);
                }
                None if is_quoted => return None,
                None => break,
            }
        }
        while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
        let item = if is_quoted { item } else { item.trim_end().to_owned() };
        items.push((is_quoted || !item.eq_ignore_ascii_case("null")).then_some(item));
        match letters.next() {
            None => return Some(items),
            Some(',') => {}
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{Int32Array, StringArray};

    use super::*;

    #[test]
    fn items_are_quoted_where_they_must_be() {
        let items: ArrayRef = Arc::new(StringArray::from(vec![
            Some("a b"),
            Some("x"),
            None,
            Some("null"),
            Some("\"\\"),
            Some(""),
        ]));
        let mut out = BytesMut::new();
        write_text(&items, &mut out).unwrap();
        let text = String::from_utf8(out.to_vec()).unwrap();
        assert_eq!(text, r#"{"a b",x,NULL,"null","\"\\",""}"#);
        let read = read_text(&text).unwrap();
        let meant = [Some("a b"), Some("x"), None, Some("null"), Some("\"\\"), Some("")];
        assert_eq!(read, meant.map(|item| item.map(str::to_owned)));
        for text in ["", "{", "{{1}}", "{\"a}", "{a}b"] {
            assert_eq!(read_text(text), None, "{text}");
        }
        assert_eq!(read_text("{ }").unwrap().len(), 0);
    }

    #[test]
    fn binary_arrays_have_one_dimension_or_none() {
        let mut out = BytesMut::new();
        write_binary(&(Arc::new(Int32Array::from(vec![Some(7), None])) as ArrayRef), 23, &mut out).unwrap();
        let meant = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 23, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 7];
        assert_eq!(out[..28], meant);
        assert_eq!(out[28..], [255; 4]);
        let mut out = BytesMut::new();
        write_binary(&(Arc::new(Int32Array::from(Vec::<i32>::new())) as ArrayRef), 23, &mut out).unwrap();
        assert_eq!(out.as_ref(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 23]);
    }
}
