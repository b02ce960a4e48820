//! Tags.

use wire::Shape;

/// AWS's `Tag`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: Option<String>,
    #[shape(length(0..=256))]
    pub value: Option<String>,
}
