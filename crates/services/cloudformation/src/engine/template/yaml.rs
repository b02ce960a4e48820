//! YAML templates: parser events into a tree, one stack of open collections, no recursion.
//!
//! CloudFormation reads YAML 1.1 without aliases, merges and exotic tags; so does this. Short tags
//! become long-form intrinsics on the way ([`super::yaml_tags`]).

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};
use serde_json::{Map, Value};

use super::text::DEPTH_MAX;
use super::{TemplateError, yaml_scalar, yaml_tags};

enum Open {
    List(Vec<Value>),
    Map { members: Map<String, Value>, key: Option<String> },
}

struct Frame {
    open: Open,
    tag: Option<Tag>,
}

impl Frame {
    fn takes_key(&self) -> bool {
        matches!(&self.open, Open::Map { key: None, .. })
    }

    fn segment(&self) -> String {
        match &self.open {
            Open::List(items) => items.len().to_string(),
            Open::Map { key, .. } => key.clone().unwrap_or_default(),
        }
    }
}

/// Parses the one document in `text`; an empty text is null.
pub(super) fn parse(text: &str) -> Result<Value, TemplateError> {
    let mut builder = Builder { frames: Vec::new(), root: None };
    let mut documents = 0;
    let mut parser = Parser::new_from_str(text);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| ill_formed(error.marker()))?;
        match event {
            Event::DocumentStart(_) => documents += 1,
            Event::Alias(_) => {
                return Err(TemplateError::format(
                    "YAML aliases are not allowed in CloudFormation templates",
                ));
            }
            Event::Scalar(text, style, _, tag) => {
                builder.scalar(&text, style == ScalarStyle::Plain, tag.as_deref(), &span.start)?;
            }
            Event::SequenceStart(_, tag) => {
                builder.open(Open::List(Vec::new()), tag.map(|tag| tag.into_owned()), &span.start)?;
            }
            Event::MappingStart(_, tag) => {
                let open = Open::Map { members: Map::new(), key: None };
                builder.open(open, tag.map(|tag| tag.into_owned()), &span.start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(&span.start)?,
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Nothing => {}
        }
        if documents > 1 {
            return Err(ill_formed(&span.start));
        }
    }
    Ok(builder.root.unwrap_or(Value::Null))
}

/// The parser counts columns from 0, people from 1.
fn ill_formed(at: &Marker) -> TemplateError {
    let (line, column) = (at.line(), at.col() + 1);
    TemplateError::format(format!("YAML not well-formed. (line {line}, column {column})"))
}

struct Builder {
    frames: Vec<Frame>,
    root: Option<Value>,
}

impl Builder {
    fn path(&self) -> String {
        let open = self.frames.len().saturating_sub(1);
        self.frames[..open].iter().map(|frame| format!("/{}", frame.segment())).collect()
    }

    fn open(&mut self, open: Open, tag: Option<Tag>, at: &Marker) -> Result<(), TemplateError> {
        if self.frames.last().is_some_and(Frame::takes_key) {
            return Err(self.key_error("a map"));
        }
        if self.frames.len() >= DEPTH_MAX {
            return Err(TemplateError::format(format!(
                "YAML nests deeper than {DEPTH_MAX} levels. (line {})",
                at.line()
            )));
        }
        self.frames.push(Frame { open, tag });
        Ok(())
    }

    fn close(&mut self, at: &Marker) -> Result<(), TemplateError> {
        let frame = self.frames.pop().expect("invariant: the parser closes only what it opened");
        let value = match frame.open {
            Open::List(items) => Value::Array(items),
            Open::Map { members, .. } => Value::Object(members),
        };
        let value = match &frame.tag {
            Some(tag) => yaml_tags::collection(tag, value, at.line())?,
            None => value,
        };
        self.put(value)
    }

    fn scalar(
        &mut self,
        text: &str,
        plain: bool,
        tag: Option<&Tag>,
        at: &Marker,
    ) -> Result<(), TemplateError> {
        if self.frames.last().is_some_and(Frame::takes_key) {
            return self.key(text, plain && tag.is_none(), at);
        }
        let value = match tag {
            Some(tag) => yaml_tags::scalar(tag, text, at.line())?,
            None if plain => yaml_scalar::resolve(text),
            None => Value::from(text),
        };
        self.put(value)
    }

    fn key(&mut self, text: &str, plain: bool, at: &Marker) -> Result<(), TemplateError> {
        if plain && yaml_scalar::resolve(text).is_number() {
            return Err(self.key_error(&format!("numeric [{text}]")));
        }
        let Some(Frame { open: Open::Map { members, key }, .. }) = self.frames.last_mut() else {
            return Ok(());
        };
        if members.contains_key(text) {
            return Err(ill_formed(at));
        }
        *key = Some(text.to_owned());
        Ok(())
    }

    fn key_error(&self, received: &str) -> TemplateError {
        let path = self.path();
        let instead = if received.starts_with("numeric") { "" } else { " instead" };
        TemplateError::format(format!("[{path}] map keys must be strings; received {received}{instead}"))
    }

    fn put(&mut self, value: Value) -> Result<(), TemplateError> {
        match self.frames.last_mut().map(|frame| &mut frame.open) {
            None => self.root = Some(value),
            Some(Open::List(items)) => items.push(value),
            Some(Open::Map { members, key }) => {
                let key = key.take().expect("invariant: a value of a map follows its key");
                members.insert(key, value);
            }
        }
        Ok(())
    }
}
