//! Padding, trimming, repeating, wrapping, normal forms.

use super::too_large;
use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, invalid};
use crate::functions::scalar::{Definition, scalar};
use crate::limits::STRING_BYTES_MAX;

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["lpad(varchar, bigint, varchar) -> varchar"], |a| pad(a, true)),
        scalar(&["rpad(varchar, bigint, varchar) -> varchar"], |a| pad(a, false)),
        scalar(&["trim(varchar) -> varchar", "trim(varchar, varchar) -> varchar"], |a| trim(a, true, true)),
        scalar(&["ltrim(varchar) -> varchar", "ltrim(varchar, varchar) -> varchar"], |a| {
            trim(a, true, false)
        }),
        scalar(&["rtrim(varchar) -> varchar", "rtrim(varchar, varchar) -> varchar"], |a| {
            trim(a, false, true)
        }),
        scalar(&["to_utf8(varchar) -> varbinary"], |a| a.binaries(|row| Ok(Some(a.str(0, row).as_bytes())))),
        scalar(&["from_utf8(varbinary) -> varchar"], |a| {
            a.texts(|row| Ok(Some(String::from_utf8_lossy(a.bytes(0, row)))))
        }),
        scalar(&["soundex(varchar) -> varchar"], soundex),
    ]
}

fn pad(a: &Arguments, is_left: bool) -> Out {
    a.texts(|row| {
        let (text, size, fill) = (a.str(0, row), a.long(1, row), a.str(2, row));
        if !(0..=i64::from(i32::MAX)).contains(&size) {
            return Err(invalid(format!("Target length must be in the range [0..{}]", i32::MAX)));
        }
        if fill.is_empty() {
            return Err(invalid("Padding string must not be empty"));
        }
        let size = size as usize;
        let length = text.chars().count();
        if length >= size {
            return Ok(Some(text.chars().take(size).collect()));
        }
        if size > STRING_BYTES_MAX {
            return Err(too_large());
        }
        let filling: String = fill.chars().cycle().take(size - length).collect();
        Ok::<_, Error>(Some(if is_left { filling + text } else { text.to_owned() + &filling }))
    })
}

fn trim(a: &Arguments, left: bool, right: bool) -> Out {
    a.texts(|row| {
        let letters: Option<Vec<char>> = (a.count() > 1).then(|| a.str(1, row).chars().collect());
        let goes = |letter: char| match &letters {
            Some(letters) => letters.contains(&letter),
            None => letter.is_whitespace(),
        };
        let mut text = a.str(0, row);
        if left {
            text = text.trim_start_matches(goes);
        }
        if right {
            text = text.trim_end_matches(goes);
        }
        Ok(Some(text.to_owned()))
    })
}

fn soundex(a: &Arguments) -> Out {
    a.texts(|row| {
        let text: Vec<char> = a.str(0, row).chars().filter(char::is_ascii_alphabetic).collect();
        let Some(first) = text.first() else { return Ok(Some(String::new())) };
        let code = |letter: char| match letter.to_ascii_lowercase() {
            'b' | 'f' | 'p' | 'v' => '1',
            'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => '2',
            'd' | 't' => '3',
            'l' => '4',
            'm' | 'n' => '5',
            'r' => '6',
            'h' | 'w' => '-',
            _ => '0',
        };
        let mut out = first.to_ascii_uppercase().to_string();
        let mut last = code(*first);
        for letter in &text[1..] {
            let digit = code(*letter);
            if digit == '-' {
                continue;
            }
            if digit != '0' && digit != last {
                out.push(digit);
            }
            last = digit;
            if out.len() == 4 {
                break;
            }
        }
        Ok(Some(format!("{out:0<4}")))
    })
}
