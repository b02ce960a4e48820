//! The tree that a form or an XML document stands for.

use crate::ReadError;

/// How deep names may be nested before a message is refused.
const DEPTH_MAX: usize = 32;

/// A value or the parts of one, in the order of the message.
#[derive(Debug, Default)]
pub struct Node {
    /// The text at this name.
    pub text: Option<String>,
    /// The parts, by name.
    pub parts: Vec<(String, Node)>,
}

impl Node {
    /// The tree of `pairs` of dotted names and values.
    pub fn of_pairs(pairs: Vec<(String, String)>) -> Result<Self, ReadError> {
        let mut root = Self::default();
        for (name, value) in pairs {
            if name.matches('.').count() >= DEPTH_MAX {
                return Err(ReadError::Malformed(format!("`{name}` is nested too deep")));
            }
            let mut node = &mut root;
            for step in name.split('.') {
                node = node.part_or_new(step);
            }
            node.text = Some(value);
        }
        Ok(root)
    }

    fn part_or_new(&mut self, name: &str) -> &mut Self {
        let index = match self.parts.iter().position(|(part, _)| part == name) {
            Some(index) => index,
            None => {
                self.parts.push((name.to_owned(), Self::default()));
                self.parts.len() - 1
            }
        };
        &mut self.parts[index].1
    }

    /// The first part called `name`.
    pub fn part(&self, name: &str) -> Option<&Self> {
        self.parts.iter().find(|(part, _)| part == name).map(|(_, node)| node)
    }

    /// The members of the list that this node is: numbered parts in order of their numbers (with or
    /// without a `member` between), or parts that are all called `member`.
    pub fn members(&self) -> Vec<&Self> {
        let repeated: Vec<_> =
            self.parts.iter().filter(|(name, node)| name == "member" && !node.is_numbered()).collect();
        if !repeated.is_empty() {
            return repeated.into_iter().map(|(_, node)| node).collect();
        }
        let list = self.part("member").or_else(|| self.part("entry")).unwrap_or(self);
        let mut numbered: Vec<(u32, &Self)> =
            list.parts.iter().filter_map(|(name, node)| Some((name.parse().ok()?, node))).collect();
        numbered.sort_by_key(|(number, _)| *number);
        numbered.into_iter().map(|(_, node)| node).collect()
    }

    /// The entries of the map that this node is.
    pub fn entries(&self) -> Vec<&Self> {
        let repeated: Vec<_> =
            self.parts.iter().filter(|(name, node)| name == "entry" && !node.is_numbered()).collect();
        if repeated.is_empty() {
            self.members()
        } else {
            repeated.into_iter().map(|(_, node)| node).collect()
        }
    }

    fn is_numbered(&self) -> bool {
        self.text.is_none()
            && !self.parts.is_empty()
            && self.parts.iter().all(|(name, _)| name.bytes().all(|byte| byte.is_ascii_digit()))
    }
}
