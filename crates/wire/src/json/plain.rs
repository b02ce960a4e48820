//! How far a text is plain: what stands in a JSON string as it is.

/// Bytes looked at together; so many at once become vector instructions.
const BLOCK: usize = 32;

/// Whether `byte` ends a string, begins an escape, or must be escaped.
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// How many bytes `text` begins with that need no escape and end no string.
pub fn plain_length(text: &[u8]) -> usize {
    let (blocks, _) = text.as_chunks::<BLOCK>();
    let plain = |block: &&[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | is_special(*byte));
    let start = blocks.iter().take_while(plain).count() * BLOCK;
    let rest = &text[start..];
    start + rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_the_first_special_byte_wherever_it_stands() {
        for special in [b'"', b'\\', 0, 0x1f, b'\n'] {
            for at in 0..100 {
                let mut text = vec![b'\xe9'; 100];
                text[at] = special;
                assert_eq!(plain_length(&text), at);
            }
        }
        assert_eq!(plain_length(&[b' '; 77]), 77);
        assert_eq!(plain_length(b""), 0);
    }
}
