//! From Rust's names to AWS's.

/// `stream_name` → `StreamName`.
pub fn pascal(snake: &str) -> String {
    snake.trim_start_matches("r#").split('_').map(capitalised).collect()
}

/// `stream_name` → `streamName`.
pub fn camel(snake: &str) -> String {
    let pascal = pascal(snake);
    let mut letters = pascal.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// `TrimHorizon` → `TRIM_HORIZON`.
pub fn screaming(pascal: &str) -> String {
    let mut text = String::new();
    for (index, letter) in pascal.chars().enumerate() {
        if index > 0 && letter.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_uppercase());
    }
    text
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
