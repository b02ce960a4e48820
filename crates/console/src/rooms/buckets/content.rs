//! What the beginning of an object holds: unpacked where it is packed, and as a table, as text or as bytes.
//!
//! Reads at most [`BYTES_MAX`] bytes, packed and unpacked; shows fewer lines than that. What is cut off is said.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use maud::{Markup, html};
use serde_json::Value;

use crate::look;

/// How many bytes of an object are looked at.
pub const BYTES_MAX: usize = 256 * 1024;
/// How many rows of a table are shown.
const ROWS_MAX: usize = 100;
/// How many columns of a table are shown.
const COLUMNS_MAX: usize = 40;
/// How many bytes are shown as text.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// How many bytes are shown one by one.
const HEX_BYTES_MAX: usize = 4 * 1024;
/// How many lines must agree before text counts as a table.
const LINES_ALIKE: usize = 20;

/// A way to show content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    Table,
    Text,
    Hex,
    /// Not shown here.
    Parquet,
}

impl As {
    /// The ways that one can choose.
    pub const ALL: [Self; 3] = [Self::Table, Self::Text, Self::Hex];

    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Text => "text",
            Self::Hex => "hex",
            Self::Parquet => "parquet",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Table => "Table",
            Self::Text => "Text",
            Self::Hex => "Bytes",
            Self::Parquet => "Parquet",
        }
    }

    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.word() == word)
    }
}

/// What was seen.
pub struct Seen {
    /// How it is shown.
    pub shown: As,
    bytes: Vec<u8>,
    is_packed: bool,
    is_whole: bool,
    table: Table,
}

/// Column names, and rows of values.
#[derive(Debug, Default, PartialEq)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    /// How many rows were read, shown or not.
    count: usize,
}

/// Looks at the `beginning` of an object of `size` bytes called `key`, in the way that is `wanted`, or that suits it.
pub fn read(beginning: &[u8], size: u64, key: &str, wanted: Option<As>) -> Seen {
    let is_packed = beginning.starts_with(&[0x1f, 0x8b]);
    let mut is_whole = beginning.len() as u64 == size;
    let bytes = if is_packed {
        let mut bytes = Vec::new();
        // What comes before the place where it is cut off is shown; an error there is no news.
        let read = MultiGzDecoder::new(beginning).take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes);
        is_whole &= read.is_ok() && bytes.len() <= BYTES_MAX;
        bytes.truncate(BYTES_MAX);
        bytes
    } else {
        beginning.to_vec()
    };
    let mut seen = Seen { shown: As::Hex, bytes, is_packed, is_whole, table: Table::default() };
    if seen.bytes.starts_with(b"PAR1") {
        seen.shown = wanted.filter(|wanted| *wanted == As::Hex).unwrap_or(As::Parquet);
    } else if let Some(text) = seen.text() {
        let table = table_of_json(text, is_whole).or_else(|| table_of_lines(text, key, is_whole));
        let suits = if table.is_some() { As::Table } else { As::Text };
        let possible = |wanted: &As| *wanted != As::Table || table.is_some();
        let shown = wanted.filter(possible).unwrap_or(suits);
        seen.table = table.unwrap_or_default();
        seen.shown = shown;
    }
    seen
}

impl Seen {
    /// It as text, where it is.
    fn text(&self) -> Option<&str> {
        let text = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            // A letter may be cut in two.
            Err(error) if error.error_len().is_none() && !self.is_whole => {
                std::str::from_utf8(&self.bytes[..error.valid_up_to()]).ok()?
            }
            Err(_) => return None,
        };
        (!text.contains('\0')).then_some(text)
    }

    /// The ways in which it can be shown.
    pub fn ways(&self) -> Vec<As> {
        let is_text = self.shown != As::Parquet && !self.bytes.starts_with(b"PAR1") && self.text().is_some();
        let possible = |way: &As| match way {
            As::Table => self.table.count > 0,
            As::Text => is_text,
            As::Hex | As::Parquet => true,
        };
        As::ALL.into_iter().filter(possible).collect()
    }

    /// What is to be known about what is shown.
    pub fn remark(&self) -> String {
        let mut remarks = Vec::new();
        if self.is_packed {
            remarks.push("unpacked from gzip".to_owned());
        }
        if self.shown == As::Table && self.table.count > ROWS_MAX {
            let all = if self.is_whole {
                format!(" of {}", look::count(self.table.count as u64))
            } else {
                String::new()
            };
            remarks.push(format!("the first {ROWS_MAX} rows{all}"));
        } else if self.shown == As::Text && self.bytes.len() > TEXT_BYTES_MAX {
            remarks.push(format!("the first {}", look::bytes(TEXT_BYTES_MAX as u64)));
        } else if self.shown == As::Hex && self.bytes.len() > HEX_BYTES_MAX {
            remarks.push(format!("the first {}", look::bytes(HEX_BYTES_MAX as u64)));
        } else if !self.is_whole && self.shown != As::Parquet {
            remarks.push(format!("the first {}", look::bytes(self.bytes.len() as u64)));
        }
        remarks.join(", ")
    }

    /// The content.
    pub fn show(&self) -> Markup {
        match self.shown {
            As::Parquet => html! {},
            As::Hex => html! { pre tabindex="0" { (hex(&self.bytes)) } },
            As::Text => {
                let text = self.text().unwrap_or_default();
                let pretty = serde_json::from_str::<Value>(text)
                    .ok()
                    .filter(|value| value.is_object() || value.is_array());
                let pretty = pretty.and_then(|value| serde_json::to_string_pretty(&value).ok());
                let text = pretty.as_deref().unwrap_or(text);
                html! { pre tabindex="0" { (&text[..text.floor_char_boundary(TEXT_BYTES_MAX)]) } }
            }
            As::Table => {
                let columns: Vec<&str> = self.table.columns.iter().map(String::as_str).collect();
                let cell = |value: &String| html! { (value) };
                let rows: Vec<Vec<_>> =
                    self.table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
                look::table("Content", &columns, &rows)
            }
        }
    }
}

/// JSON values one after the other, with or without lines between them: at least two, all objects.
fn table_of_json(text: &str, is_whole: bool) -> Option<Table> {
    let mut table = Table::default();
    let mut objects = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(Value::Object(object)) => {
                table.count += 1;
                if objects.len() < ROWS_MAX {
                    objects.push(object);
                }
            }
            Err(error) if error.is_eof() && !is_whole => break,
            Ok(_) | Err(_) => return None,
        }
    }
    if table.count < 2 {
        return None;
    }
    for name in objects.iter().flat_map(|object| object.keys()) {
        if table.columns.len() < COLUMNS_MAX && !table.columns.contains(name) {
            table.columns.push(name.clone());
        }
    }
    let cell = |value: Option<&Value>| match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    let row = |object: &serde_json::Map<String, Value>| {
        table.columns.iter().map(|name| cell(object.get(name))).collect()
    };
    table.rows = objects.iter().map(row).collect();
    Some(table)
}

/// Lines of values with commas, tabs or semicolons between them: by the name of the object, or as they look.
fn table_of_lines(text: &str, key: &str, is_whole: bool) -> Option<Table> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    if !is_whole && lines.len() > 1 {
        lines.pop();
    }
    let name = key.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let named = (name.ends_with(".csv") && text.contains(',')).then_some(',');
    let named = named.or_else(|| (name.ends_with(".tsv")).then_some('\t'));
    let separator =
        named.or_else(|| [',', '\t', ';'].into_iter().find(|separator| is_table(&lines, *separator)))?;
    let mut rows: Vec<_> = lines.iter().take(ROWS_MAX + 1).map(|line| cells(line, separator)).collect();
    let is_name = |cell: &String| !cell.is_empty() && cell.parse::<f64>().is_err();
    let has_names = rows.first().is_some_and(|first| first.iter().all(is_name))
        && rows.len() > 1
        && rows[1..].iter().any(|row| row.iter().any(|cell| cell.parse::<f64>().is_ok()));
    let width = rows.iter().map(Vec::len).max()?.min(COLUMNS_MAX);
    let columns =
        if has_names { rows.remove(0) } else { (1..=width).map(|at| format!("column {at}")).collect() };
    let count = lines.len() - usize::from(has_names);
    let fit = |mut row: Vec<String>| {
        row.resize(width, String::new());
        row
    };
    rows.truncate(ROWS_MAX);
    Some(Table { columns: fit(columns), rows: rows.into_iter().map(fit).collect(), count })
}

/// Whether the first lines have the same number of values, two or more.
fn is_table(lines: &[&str], separator: char) -> bool {
    let mut widths = lines.iter().take(LINES_ALIKE).map(|line| cells(line, separator).len());
    let first = widths.next().unwrap_or_default();
    lines.len() > 1 && first > 1 && widths.all(|width| width == first)
}

/// The values of a line; a value in quotes may hold separators, and quotes twice.
fn cells(line: &str, separator: char) -> Vec<String> {
    let (mut all, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            letter if letter == separator && !is_quoted => all.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    all.push(cell);
    all
}

/// Places, bytes and letters, sixteen a line.
fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (at, line) in bytes[..bytes.len().min(HEX_BYTES_MAX)].chunks(16).enumerate() {
        let digits: Vec<_> = line.iter().map(|byte| format!("{byte:02x}")).collect();
        let letter =
            |byte: &u8| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' };
        let letters: String = line.iter().map(letter).collect();
        text.push_str(&format!("{:08x}  {:<47}  {letters}\n", at * 16, digits.join(" ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn seen(bytes: &[u8], key: &str) -> Seen {
        read(bytes, bytes.len() as u64, key, None)
    }

    #[test]
    fn json_lines_are_rows_with_or_without_line_breaks() {
        for text in
            ["{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"c\":[3]}\n", "{\"a\":1,\"b\":\"x\"}{\"a\":2,\"c\":[3]}"]
        {
            let seen = seen(text.as_bytes(), "part");
            assert_eq!(seen.shown, As::Table);
            assert_eq!(seen.table.columns, ["a", "b", "c"]);
            assert_eq!(seen.table.rows, [["1", "x", ""], ["2", "", "[3]"]]);
        }
    }

    #[test]
    fn lines_with_commas_are_rows() {
        let named = seen(b"time,\"a,b\"\n1,\"he said \"\"no\"\"\"\n2,x\n", "r.csv");
        assert_eq!(named.table.columns, ["time", "a,b"]);
        assert_eq!(named.table.rows, [["1", "he said \"no\""], ["2", "x"]]);
        let bare = seen(b"1,2\n3,4\n", "part-0");
        assert_eq!((bare.shown, bare.table.columns.len(), bare.table.count), (As::Table, 2, 2));
    }

    #[test]
    fn packed_content_is_unpacked_within_bounds() {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(&vec![b'a'; BYTES_MAX * 40]).unwrap();
        let packed = packer.finish().unwrap();
        let bomb = seen(&packed, "a.gz");
        assert_eq!((bomb.shown, bomb.bytes.len(), bomb.is_whole), (As::Text, BYTES_MAX, false));
        assert!(bomb.remark().contains("unpacked"));
        // The rest of it is missing: what came is shown.
        let cut = read(&packed[..packed.len() / 2], packed.len() as u64, "a.gz", None);
        assert!(!cut.is_whole && !cut.bytes.is_empty());
        // Not gzip but for its first bytes.
        assert_eq!(seen(&[0x1f, 0x8b, 1, 2], "a.gz").bytes, b"");
    }

    #[test]
    fn text_may_be_cut_within_a_letter_and_bytes_are_bytes() {
        let text = "Grüße".as_bytes();
        assert_eq!(read(&text[..3], 100, "a", None).shown, As::Text);
        assert_eq!(seen(&text[..3], "a").shown, As::Hex);
        assert_eq!(seen(b"a\0b", "a").shown, As::Hex);
        assert_eq!(seen(b"PAR1....", "a").shown, As::Parquet);
        assert!(hex(b"PAR1\n").starts_with("00000000  50 41 52 31 0a"));
        assert_eq!(read(b"a,b\n1,2\n", 8, "a", Some(As::Hex)).shown, As::Hex);
        assert_eq!(seen(b"PAR1....", "a").ways(), [As::Hex]);
        assert_eq!(seen(b"a,b\n1,2\n", "a").ways(), As::ALL);
        assert_eq!(read(b"word", 4, "a", Some(As::Table)).shown, As::Text);
    }

    #[test]
    fn markup_in_content_is_text() {
        let shown = seen(b"<script>alert(1)</script>", "a.html").show().into_string();
        assert!(shown.contains("&lt;script&gt;") && !shown.contains("<script"), "{shown}");
    }
}
