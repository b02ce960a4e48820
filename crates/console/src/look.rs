//! The pieces that pages are put together from: tables, figures, marks of state, what is said where nothing is.

use kernel::Timestamp;
use maud::{Markup, Render, html};

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing happens.
    Idle,
    /// It works.
    Well,
    /// Some of it fails, or it is late.
    Ailing,
    /// It fails.
    Failing,
}

impl State {
    /// The class of what is in this state.
    pub fn class(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Well => "well",
            Self::Ailing => "ailing",
            Self::Failing => "failing",
        }
    }

    /// For AWS's words of state.
    pub fn of_word(word: &str) -> Self {
        let word = word.to_ascii_uppercase();
        match word.as_str() {
            "ACTIVE" | "ENABLED" | "OK" | "SUCCEEDED" | "READY" | "CREATE_COMPLETE" | "UPDATE_COMPLETE" => {
                Self::Well
            }
            "ALARM" | "FAILED" | "PROBLEM" => Self::Failing,
            _ if word.contains("FAIL") || word.contains("ROLLBACK") => Self::Failing,
            _ if word.ends_with("ING") || word.ends_with("IN_PROGRESS") => Self::Ailing,
            _ => Self::Idle,
        }
    }
}

/// A word with the colour of its state.
pub fn tag(state: State, word: &str) -> Markup {
    html! { span.tag.(state.class()) { (word) } }
}

/// AWS's word of a state, coloured.
pub fn state(word: &str) -> Markup {
    tag(State::of_word(word), word)
}

/// One figure and what it is.
pub fn figure(name: &str, value: impl Render) -> Markup {
    html! { div.figure { dt { (name) } dd { (value) } } }
}

/// A row of figures.
pub fn figures(all: &[(&str, Markup)]) -> Markup {
    html! { dl.figures { @for (name, value) in all { (figure(name, value)) } } }
}

/// A table; it scrolls by itself where it is wider than the page. What it is of is said by `caption`.
pub fn table(caption: &str, columns: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.table tabindex="0" role="region" aria-label=(caption) {
            table {
                caption.unseen { (caption) }
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            }
        }
    }
}

/// What is said where there is nothing yet, and the command that changes that.
pub fn nothing(text: &str, command: &str) -> Markup {
    html! {
        div.nothing {
            p { (text) }
            @if !command.is_empty() { pre { code { (command) } } }
        }
    }
}

/// What went wrong while a part of a page was made.
pub fn fault(fault: &wire::Fault) -> Markup {
    html! { p.fault role="alert" { strong { (fault.code) } " " (fault.message) } }
}

/// A moment, short for eyes and whole for those who ask.
pub fn moment(at: Timestamp) -> Markup {
    let text = at.iso8601();
    let short = text.replace('T', " ");
    html! { time datetime=(text) title=(text) { (short.trim_end_matches('Z')) } }
}

/// A whole number with thousands apart.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes in the unit that suits it.
pub fn bytes(number: u64) -> String {
    let mut value = number as f64;
    for unit in ["B", "KiB", "MiB", "GiB"] {
        if value < 1024.0 {
            return match unit {
                "B" => format!("{number} B"),
                _ => format!("{value:.1} {unit}"),
            };
        }
        value /= 1024.0;
    }
    format!("{value:.1} TiB")
}

/// A span of milliseconds in the unit that suits it.
pub fn span(milliseconds: u64) -> String {
    match milliseconds {
        0..1_000 => format!("{milliseconds} ms"),
        1_000..60_000 => format!("{:.1} s", milliseconds as f64 / 1000.0),
        60_000..3_600_000 => format!("{} min {} s", milliseconds / 60_000, milliseconds / 1000 % 60),
        _ => format!("{} h {} min", milliseconds / 3_600_000, milliseconds / 60_000 % 60),
    }
}

/// A rate by the second, as short as its size allows.
pub fn rate(amount: u64, seconds: u64) -> String {
    let value = amount as f64 / seconds.max(1) as f64;
    match value {
        value if value >= 1_000_000.0 => format!("{:.1} M/s", value / 1_000_000.0),
        value if value >= 10_000.0 => format!("{:.0} k/s", value / 1000.0),
        value if value >= 1_000.0 => format!("{:.1} k/s", value / 1000.0),
        value if value >= 10.0 => format!("{value:.0}/s"),
        value => format!("{value:.1}/s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_eyes() {
        assert_eq!(count(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(count(12), "12");
        assert_eq!((bytes(12).as_str(), bytes(1536).as_str()), ("12 B", "1.5 KiB"));
        assert_eq!((span(12).as_str(), span(61_000).as_str()), ("12 ms", "1 min 1 s"));
        assert_eq!((rate(50, 10).as_str(), rate(12_000, 10).as_str()), ("5.0/s", "1.2 k/s"));
    }

    #[test]
    fn words_of_state_have_colours() {
        assert_eq!(State::of_word("ACTIVE"), State::Well);
        assert_eq!(State::of_word("Creating"), State::Ailing);
        assert_eq!(State::of_word("UPDATE_ROLLBACK_COMPLETE"), State::Failing);
        assert_eq!(State::of_word("DISABLED"), State::Idle);
    }
}
