//! Rust source as far as the checks understand it: which bytes are code, which of it is for tests, `//!`.
//!
//! A scanner, not a parser: it knows comments, strings, raw strings and character literals, and finds the end
//! of an item by its braces.

/// The source with what comments and literals hold blanked out; lines stay where they are.
pub fn code(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut kept = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = at + literal(&bytes[at..], at > 0 && is_word(bytes[at - 1]));
        if end == at {
            kept.push(bytes[at]);
            at += 1;
        } else {
            kept.extend(bytes[at..end].iter().map(|byte| if *byte == b'\n' { b'\n' } else { b' ' }));
            at = end;
        }
    }
    String::from_utf8_lossy(&kept).into_owned()
}

/// [`code`] without the items that are compiled for tests only.
pub fn code_outside_tests(text: &str) -> String {
    let mut code = code(text).into_bytes();
    let mut from = 0;
    while let Some(start) = find_test_attribute(&code, from) {
        let end = start + item_length(&code[start..]);
        for byte in &mut code[start..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        from = end;
    }
    String::from_utf8_lossy(&code).into_owned()
}

/// Whether this source includes the module for tests only.
pub fn is_test_module(text: &str, name: &str) -> bool {
    let line = format!("mod {name};");
    code(text).contains(&line) && !code_outside_tests(text).contains(&line)
}

/// The `//!` lines at a file's beginning, without their marks.
pub fn card(text: &str) -> Vec<&str> {
    text.lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end())
        .collect()
}

/// The line number, from one, of a byte of the text.
pub fn line_number(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// How long the comment or literal is that begins here; zero where none does.
fn literal(rest: &[u8], inside_word: bool) -> usize {
    if rest.starts_with(b"//") {
        return rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return block_comment(rest);
    }
    if !inside_word {
        let prefix = rest.iter().take_while(|byte| matches!(byte, b'b' | b'c' | b'r')).count();
        let hashes = rest[prefix..].iter().take_while(|byte| **byte == b'#').count();
        let raw = prefix > 0 && rest[..prefix].contains(&b'r') && rest.get(prefix + hashes) == Some(&b'"');
        if raw {
            let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
            let body = &rest[prefix + hashes + 1..];
            let end = body.windows(close.len()).position(|window| window == close).unwrap_or(body.len());
            return (prefix + hashes + 1 + end + close.len()).min(rest.len());
        }
    }
    match rest {
        [b'"', ..] => quoted(rest, b'"'),
        // A lifetime is no literal: `'a` is one only if a quote follows the letter.
        [b'\'', b'\\', ..] => quoted(rest, b'\''),
        [b'\'', first, ..] => {
            let width = match first {
                0xf0.. => 4,
                0xe0.. => 3,
                0xc0.. => 2,
                _ => 1,
            };
            if rest.get(width + 1) == Some(&b'\'') { width + 2 } else { 0 }
        }
        _ => 0,
    }
}

fn quoted(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn find_test_attribute(code: &[u8], from: usize) -> Option<usize> {
    let found =
        |attribute: &[u8]| code[from..].windows(attribute.len()).position(|window| window == attribute);
    [found(b"#[cfg(test)]"), found(b"#[cfg(all(test,"), found(b"#[test]")]
        .into_iter()
        .flatten()
        .min()
        .map(|at| from + at)
}

/// How long the item is that begins here: to its `;`, or to the brace that closes its first.
fn item_length(code: &[u8]) -> usize {
    let (mut braces, mut others) = (0, 0);
    for (at, byte) in code.iter().enumerate() {
        match byte {
            b'{' => braces += 1,
            b'}' => {
                braces -= 1;
                if braces <= 0 {
                    return at + 1;
                }
            }
            b'(' | b'[' => others += 1,
            b')' | b']' => others -= 1,
            b';' if braces == 0 && others == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_not_code() {
        let text = "a // x.unwrap()\nb /* /* x */ y */ c \"q \\\" z\" r#\"w \" v\"# 'u' '\\'' &'life d \"t\" r\"s\\\" e";
        let words: Vec<_> = code(text).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["a", "b", "c", "&'life", "d", "e"]);
        assert_eq!(code("'é' x '…' y").split_whitespace().collect::<Vec<_>>(), ["x", "y"]);
    }

    #[test]
    fn lines_stay_where_they_are() {
        let text = "\"one\ntwo\"\n/* three\nfour */ five";
        assert_eq!(code(text).lines().count(), text.lines().count());
        assert_eq!(line_number("a\nb\nc", 4), 3);
    }

    #[test]
    fn items_for_tests_are_not_outside_them() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { if c {} }\n}\n#[cfg(test)]\nuse d::[e; 3];\nfn f() {}";
        let outside = code_outside_tests(text);
        assert!(outside.contains("fn a") && outside.contains("fn f"));
        assert!(!outside.contains("fn b") && !outside.contains("use d"));
    }

    #[test]
    fn a_card_ends_with_its_block() {
        assert_eq!(card("//! One.\n//!\n//! Two.\nuse x;\n//! no"), ["One.", "", "Two."]);
    }

    #[test]
    fn modules_of_tests() {
        assert!(is_test_module("#[cfg(test)]\nmod sample;", "sample"));
        assert!(!is_test_module("mod sample;", "sample"));
    }
}
