//! Paths with labels: `/functions/{FunctionName}/invocations`.

use crate::query::{decode_text, encode_text};

/// A path pattern of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UriPattern(pub &'static str);

/// The labels of `path` under `pattern`, decoded; `None` where it does not match. A label `{Name+}` takes
/// the rest of the path.
pub(crate) fn matches(pattern: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let mut labels = Vec::new();
    let mut steps = path.trim_end_matches('/').split('/');
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

    /// The path with `label` giving the value of each label.
    pub fn fill(self, label: impl Fn(&str) -> String) -> String {
        self.0
            .split('/')
            .map(|step| match step.strip_prefix('{').and_then(|step| step.strip_suffix('}')) {
                None => step.to_owned(),
                Some(name) => encode_text(&label(name.trim_end_matches('+'))),
            })
            .collect::<Vec<_>>()
            .join("/")
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
    }
}
