//! The file format of dashboards: JSON around plotly's figures. docs/formats/dashboard.md states it for people.
//!
//! A file that does not hold to it is refused with the path of what is wrong, before anything is kept.

use serde_json::{Map, Value};

/// The largest file.
pub const BYTES_MAX: usize = 256 * 1024;
/// The most panels.
pub const PANELS_MAX: usize = 50;
/// How often panels are made anew where the file does not say.
const REFRESH_SECONDS: u64 = 10;
/// How often at most.
const REFRESH_SECONDS_MIN: u64 = 2;

/// A dashboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Dashboard {
    /// What it is called.
    pub title: String,
    /// A sentence on it.
    pub about: String,
    /// How often panels are made anew.
    pub refresh_seconds: u64,
    /// The time range that is shown at first: `1h`.
    pub range: String,
    /// What it shows, in order.
    pub panels: Vec<Panel>,
}

/// One picture, table or number.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What it is called.
    pub title: String,
    /// A sentence on it.
    pub note: String,
    /// How many of twelve columns it takes.
    pub width: u8,
    /// Where its rows come from.
    pub source: Source,
    /// How they are shown.
    pub shows: Shows,
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A query.
    Sql {
        /// One statement that answers rows; `$from` and `$to` are the ends of the time range, `$year` the year in
        /// which Firehose delivers now.
        text: String,
        /// The database of names without one.
        database: String,
    },
    /// Metrics.
    Metrics(Metrics),
    /// None: words, as they are.
    Words(String),
}

/// Metrics, as widgets of CloudWatch's dashboards name them.
#[derive(Clone, Debug, PartialEq)]
pub struct Metrics {
    /// The `metrics` array: `["AWS/Kinesis", "IncomingRecords", "StreamName", "orders", {"stat": "Sum"}]`, or
    /// `[{"expression": "m1 / m2", "label": "…"}]`.
    pub metrics: Vec<Value>,
    /// Seconds of one point.
    pub period: u32,
    /// The statistic where a metric says none.
    pub stat: String,
}

/// How rows are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Shows {
    /// As a chart: a plotly figure, in which a text `$name` stands for the values of the column `name`.
    Figure(Value),
    /// As lines over time, one for each column after the first.
    Lines {
        /// Areas on top of each other instead.
        stacked: bool,
    },
    /// As a table.
    Table,
    /// As the last row's values, large.
    Numbers,
}

impl Dashboard {
    /// Reads a file.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > BYTES_MAX {
            return Err(format!("a dashboard has at most {BYTES_MAX} bytes"));
        }
        let value: Value = serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))?;
        let file = Part { value: object(&value, "the file")?, path: String::new() };
        file.only(&["title", "about", "refresh", "range", "panels"])?;
        let panels = match file.value.get("panels") {
            Some(Value::Array(panels)) if (1..=PANELS_MAX).contains(&panels.len()) => panels,
            _ => return Err(format!("`panels` is to be a list of 1 to {PANELS_MAX} panels")),
        };
        let panels = panels.iter().enumerate().map(|(number, panel)| {
            let path = format!("panels[{number}]");
            Panel::read(&Part { value: object(panel, &path)?, path: format!("{path}.") })
        });
        let range = file.text("range")?.unwrap_or("1h").to_owned();
        super::range::milliseconds(&range).ok_or("`range` is to be a number and a unit: 15m, 3h, 7d")?;
        Ok(Self {
            title: file.text("title")?.ok_or("`title` is missing")?.to_owned(),
            about: file.text("about")?.unwrap_or_default().to_owned(),
            refresh_seconds: file.number("refresh")?.unwrap_or(REFRESH_SECONDS).max(REFRESH_SECONDS_MIN),
            range,
            panels: panels.collect::<Result<_, _>>()?,
        })
    }
}

impl Panel {
    fn read(part: &Part<'_>) -> Result<Self, String> {
        part.only(&[
            "title", "note", "width", "sql", "database", "metrics", "period", "stat", "text", "figure",
            "show",
        ])?;
        let width = part.number("width")?.unwrap_or(6);
        let width = u8::try_from(width).ok().filter(|width| (1..=12).contains(width));
        let source = part.source()?;
        Ok(Self {
            title: part.text("title")?.ok_or_else(|| format!("`{}title` is missing", part.path))?.to_owned(),
            note: part.text("note")?.unwrap_or_default().to_owned(),
            width: width.ok_or_else(|| format!("`{}width` is to be 1 to 12", part.path))?,
            shows: part.shows(&source)?,
            source,
        })
    }
}

/// An object of the file, and where it stands.
struct Part<'a> {
    value: &'a Map<String, Value>,
    path: String,
}

impl<'a> Part<'a> {
    fn only(&self, known: &[&str]) -> Result<(), String> {
        match self.value.keys().find(|key| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(format!("`{}{key}` is not known; there are {}", self.path, known.join(", "))),
        }
    }

    fn text(&self, key: &str) -> Result<Option<&'a str>, String> {
        match self.value.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("`{}{key}` is to be a text", self.path)),
        }
    }

    fn number(&self, key: &str) -> Result<Option<u64>, String> {
        match self.value.get(key) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .map(Some)
                .ok_or_else(|| format!("`{}{key}` is to be a whole number", self.path)),
        }
    }

    fn source(&self) -> Result<Source, String> {
        let of = ["sql", "metrics", "text"].map(|key| self.value.get(key).is_some());
        match of {
            [true, false, false] => Ok(Source::Sql {
                text: self.sql()?,
                database: self.text("database")?.unwrap_or("default").to_owned(),
            }),
            [false, true, false] => Ok(Source::Metrics(Metrics {
                metrics: match self.value.get("metrics") {
                    Some(Value::Array(metrics)) if !metrics.is_empty() => metrics.clone(),
                    _ => {
                        return Err(format!(
                            "`{}metrics` is to be a list as CloudWatch's widgets have it",
                            self.path
                        ));
                    }
                },
                period: self.number("period")?.and_then(|period| u32::try_from(period).ok()).unwrap_or(60),
                stat: self.text("stat")?.unwrap_or("Sum").to_owned(),
            })),
            [false, false, true] => Ok(Source::Words(self.text("text")?.unwrap_or_default().to_owned())),
            _ => Err(format!(
                "`{}` has to have one of `sql`, `metrics` and `text`",
                self.path.trim_end_matches('.')
            )),
        }
    }

    /// The statement: a text, or a list of lines, as JSON knows no texts of several.
    fn sql(&self) -> Result<String, String> {
        match self.value.get("sql") {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Array(lines)) if lines.iter().all(Value::is_string) => {
                Ok(lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"))
            }
            _ => Err(format!("`{}sql` is to be a text, or a list of lines", self.path)),
        }
    }

    fn shows(&self, source: &Source) -> Result<Shows, String> {
        let figure = self.value.get("figure");
        match (self.text("show")?, figure, source) {
            (None, Some(figure), _) if figure["data"].is_array() => Ok(Shows::Figure(figure.clone())),
            (None | Some("figure"), Some(_), _) => {
                Err(format!("`{}figure.data` is to be a list of traces", self.path))
            }
            (Some("table"), None, _) => Ok(Shows::Table),
            (Some("number"), None, _) => Ok(Shows::Numbers),
            (Some("stacked"), None, _) => Ok(Shows::Lines { stacked: true }),
            (Some("lines"), None, _) | (None, None, Source::Metrics(_)) => {
                Ok(Shows::Lines { stacked: false })
            }
            (None, None, _) => Ok(Shows::Table),
            (Some(_), ..) => Err(format!("`{}show` is to be table, number, lines or stacked", self.path)),
        }
    }
}

fn object<'a>(value: &'a Value, path: &str) -> Result<&'a Map<String, Value>, String> {
    value.as_object().ok_or_else(|| format!("`{path}` is to be an object"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read() {
        let read = Dashboard::parse(
            r#"{"title": "T", "panels": [
                {"title": "a", "sql": ["SELECT 1", "AS n"], "show": "number", "width": 3},
                {"title": "b", "metrics": [["AWS/Kinesis", "IncomingRecords", "StreamName", "s"]]},
                {"title": "c", "sql": "SELECT 1 AS n", "figure": {"data": [{"type": "bar", "y": "$n"}]}},
                {"title": "d", "text": "words"}]}"#,
        )
        .unwrap();
        assert_eq!((read.title.as_str(), read.refresh_seconds, read.range.as_str()), ("T", 10, "1h"));
        assert_eq!(
            read.panels[0].source,
            Source::Sql { text: "SELECT 1\nAS n".into(), database: "default".into() }
        );
        assert_eq!(read.panels[1].shows, Shows::Lines { stacked: false });
        assert!(matches!(read.panels[2].shows, Shows::Figure(_)));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, expected) in [
            ("{", "this is no JSON"),
            ("[]", "`the file` is to be an object"),
            (r#"{"title": "T", "panels": []}"#, "`panels`"),
            (r#"{"title": "T", "panel": 1, "panels": [{}]}"#, "`panel` is not known"),
            (r#"{"title": "T", "panels": [{"title": "a"}]}"#, "`panels[0]` has to have one of"),
            (r#"{"title": "T", "panels": [{"title": "a", "sql": 1}]}"#, "`panels[0].sql`"),
            (r#"{"title": "T", "panels": [{"title": "a", "sql": "x", "width": 13}]}"#, "`panels[0].width`"),
            (
                r#"{"title": "T", "panels": [{"title": "a", "sql": "x", "figure": {}}]}"#,
                "`panels[0].figure.data`",
            ),
            (r#"{"title": "T", "range": "soon", "panels": [{"title": "a", "sql": "x"}]}"#, "`range`"),
        ] {
            let error = Dashboard::parse(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
