//! Paths with labels: `/functions/{FunctionName}/invocations`.

use crate::query::{decode_text, encode_text};

/// A path pattern of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UriPattern(pub &'static str);

/// The labels of `path` under `pattern`, decoded; `None` where it does not match. A label `{Name+}` takes
/// the rest of the path.
pub(crate) fn matches(pattern: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut labels = Vec::new();
    let pattern = pattern.split('?').next().unwrap_or_default();
    // A label that takes the rest takes slashes at the end too.
    let path = if pattern.ends_with("+}") { path } else { path.trim_end_matches('/') };
    let mut steps = path.split('/');
    let mut wanted = pattern.trim_end_matches('/').split('/');
    loop {
        match (wanted.next(), steps.next()) {
            (None, None) => return Some(labels),
            (Some(want), Some(step)) => {
                match want.strip_prefix('{').and_then(|want| want.strip_suffix('}')) {
                    None if want == step => {}
                    None => return None,
                    Some(greedy) if greedy.ends_with('+') => {
                        let rest = steps.fold(step.to_owned(), |rest, step| rest + "/" + step);
                        if rest.is_empty() {
                            return None;
                        }
                        labels.push((greedy.trim_end_matches('+'), decode_text(&rest)?));
                        return Some(labels);
                    }
                    Some(name) if !step.is_empty() => labels.push((name, decode_text(step)?)),
                    Some(_) => return None,
                }
            }
            _ => return None,
        }
    }
}

impl UriPattern {
    /// The labels of `path`, decoded; `None` where the pattern does not match it.
    pub fn labels(self, path: &str) -> Option<Vec<(&'static str, String)>> {
        matches(self.0, path)
    }

    /// The parameters that the pattern names, with their values where those tell.
    pub fn parameters(self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let query = self.0.split_once('?').map_or("", |(_, query)| query);
        query.split('&').filter(|name| !name.is_empty()).map(|pair| match pair.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (pair, None),
        })
    }

    /// The path with `label` giving the value of each label, without parameters.
    pub fn fill(self, label: impl Fn(&str) -> String) -> String {
        let path = self.0.split('?').next().unwrap_or_default();
        let step = |step: &str| match step.strip_prefix('{').and_then(|step| step.strip_suffix('}')) {
            None => step.to_owned(),
            Some(name) => match name.strip_suffix('+') {
                Some(name) => label(name).split('/').map(encode_text).collect::<Vec<_>>().join("/"),
                None => encode_text(&label(name)),
            },
        };
        path.split('/').map(step).collect::<Vec<_>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_and_filled() {
        let pattern = UriPattern("/2015-03-31/functions/{FunctionName}/policy/{Id+}");
        let labels = pattern.labels("/2015-03-31/functions/arn%3Aaws/policy/a/b").unwrap();
        assert_eq!(labels, [("FunctionName", "arn:aws".to_owned()), ("Id", "a/b".to_owned())]);
        assert_eq!(pattern.labels("/2015-03-31/functions//policy/a"), None);
        assert_eq!(UriPattern("/a/{B}").fill(|_| "x:y".into()), "/a/x%3Ay");
        let object = UriPattern("/{Bucket}/{Key+}?uploads");
        assert_eq!(object.labels("/b/a%20b//c/").unwrap()[1], ("Key", "a b//c/".to_owned()));
        assert_eq!(object.labels("/b/"), None);
        assert_eq!(object.fill(|_| "a b/c".into()), "/a%20b%2Fc/a%20b/c");
        assert!(object.parameters().eq([("uploads", None)]));
    }
}
