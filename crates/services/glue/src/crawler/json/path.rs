//! Paths of custom JSON classifiers: `$`, `.name`, `['name']`, `[0]`, `[*]`, `.*` (Guide: writing JSON custom
//! classifiers).

/// A path.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonPath {
    text: String,
    steps: Vec<Step>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Name(String),
    Place(usize),
    All,
}

/// Why a path was refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq)]
pub enum PathError {
    /// It does not begin with the root.
    #[error("a json path begins with `$`")]
    NoRoot,
    /// This is none of the steps there are.
    #[error("`{0}` is no step of a json path: use `.name`, `['name']`, `[0]` or `[*]`")]
    BadStep(String),
}

impl JsonPath {
    /// Reads a path.
    pub fn read(text: &str) -> Result<Self, PathError> {
        let mut rest = text.trim().strip_prefix('$').ok_or(PathError::NoRoot)?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let bad = || PathError::BadStep(rest.to_owned());
            if let Some(after) = rest.strip_prefix('.') {
                let end = after.find(['.', '[']).unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                match name {
                    "" => return Err(bad()),
                    "*" => steps.push(Step::All),
                    name => steps.push(Step::Name(name.to_owned())),
                }
                rest = after;
            } else if let Some(after) = rest.strip_prefix('[') {
                let (inner, after) = after.split_once(']').ok_or_else(bad)?;
                steps.push(bracketed(inner.trim()).ok_or_else(bad)?);
                rest = after;
            } else {
                return Err(bad());
            }
        }
        Ok(Self { text: text.trim().to_owned(), steps })
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn bracketed(inner: &str) -> Option<Step> {
    if inner == "*" {
        return Some(Step::All);
    }
    for quote in ['\'', '"'] {
        if let Some(name) = inner.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return (!name.is_empty()).then(|| Step::Name(name.to_owned()));
        }
    }
    inner.parse().ok().map(Step::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_notations_are_read() {
        let path = JsonPath::read("$.results[*]['name'][2].*").unwrap();
        let name = |name: &str| Step::Name(name.to_owned());
        assert_eq!(path.steps(), [name("results"), Step::All, name("name"), Step::Place(2), Step::All]);
        assert_eq!(JsonPath::read("$").unwrap().steps(), []);
    }

    #[test]
    fn what_is_no_path_is_refused() {
        assert_eq!(JsonPath::read("records"), Err(PathError::NoRoot));
        for text in ["$..a", "$[", "$[?(@.a)]", "$['']", "$a", "$.a["] {
            assert!(matches!(JsonPath::read(text), Err(PathError::BadStep(_))), "{text}");
        }
    }
}
