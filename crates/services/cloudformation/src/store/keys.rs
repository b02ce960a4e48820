//! The keys of the store, as `docs/formats/cloudformation.md` states them.

use kernel::{Arn, Place};

use crate::engine::names::{StackId, StackName};

/// What the keys of one stack, or of all stacks of a place, have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope(String);

impl Scope {
    /// The stack called `id`; `None` if that is no stack's ARN.
    pub(super) fn stack(id: &StackId) -> Option<Self> {
        let arn = Arn::parse(id.as_str()).ok()?;
        let (_, uuid) = arn.name_of("stack")?.split_once('/')?;
        (arn.service() == "cloudformation")
            .then(|| Self(format!("{}/{}/{uuid}", arn.account(), arn.region())))
    }

    /// All stacks of `place`.
    pub(super) fn place(place: &Place) -> Self {
        Self(format!("{}/{}/", place.account, place.region))
    }

    /// All stacks.
    pub(super) fn all() -> Self {
        Self(String::new())
    }

    /// The head of the stack; what heads begin with.
    pub(super) fn head(&self) -> Vec<u8> {
        format!("head/{}", self.0).into_bytes()
    }

    /// The template of the stack.
    pub(super) fn template(&self) -> Vec<u8> {
        format!("template/{}", self.0).into_bytes()
    }

    /// What the stack's resources begin with.
    pub(super) fn resources(&self) -> Vec<u8> {
        format!("resource/{}/", self.0).into_bytes()
    }

    /// The resource at `index`.
    pub(super) fn resource(&self, index: usize) -> Vec<u8> {
        format!("resource/{}/{index:05}", self.0).into_bytes()
    }

    /// What the stack's events begin with.
    pub(super) fn events(&self) -> Vec<u8> {
        format!("event/{}/", self.0).into_bytes()
    }

    /// The first key after all events of the stack: `0` follows `/`.
    pub(super) fn events_end(&self) -> Vec<u8> {
        format!("event/{}0", self.0).into_bytes()
    }

    /// The event numbered `number`, from 0.
    pub(super) fn event(&self, number: u64) -> Vec<u8> {
        format!("event/{}/{number:010}", self.0).into_bytes()
    }
}

/// Under which the id of the live stack `name` is kept.
pub(super) fn name(place: &Place, name: &StackName) -> Vec<u8> {
    format!("name/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// What the change sets of `place` begin with.
pub(super) fn change_sets(place: &Place) -> Vec<u8> {
    format!("changeset/{}/{}/", place.account, place.region).into_bytes()
}

/// The change set of this ARN; `None` if that is no change set's.
pub(super) fn change_set(id: &str) -> Option<Vec<u8>> {
    let arn = Arn::parse(id).ok()?;
    let (_, uuid) = arn.name_of("changeSet")?.split_once('/')?;
    (arn.service() == "cloudformation")
        .then(|| format!("changeset/{}/{}/{uuid}", arn.account(), arn.region()).into_bytes())
}

/// The number in the key of an event.
pub(super) fn event_number(key: &[u8]) -> Option<u64> {
    let digits = key.rsplit(|byte| *byte == b'/').next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_pinned() {
        let id = StackId::from("arn:aws:cloudformation:us-east-1:000000000000:stack/s/u");
        let scope = Scope::stack(&id).unwrap();
        let text = |key: Vec<u8>| String::from_utf8(key).unwrap();
        assert_eq!(text(scope.head()), "head/000000000000/us-east-1/u");
        assert_eq!(text(scope.template()), "template/000000000000/us-east-1/u");
        assert_eq!(text(scope.resource(7)), "resource/000000000000/us-east-1/u/00007");
        assert_eq!(text(scope.event(12)), "event/000000000000/us-east-1/u/0000000012");
        assert_eq!(event_number(&scope.event(12)), Some(12));
        assert!(scope.event(u64::from(u32::MAX)) < scope.events_end());
        let place = Place::default();
        assert_eq!(text(name(&place, &"s".into())), "name/000000000000/us-east-1/s");
        assert!(scope.head().starts_with(&Scope::place(&place).head()));
        let key = change_set("arn:aws:cloudformation:us-east-1:000000000000:changeSet/c/v").unwrap();
        assert!(key.starts_with(&change_sets(&place)));
        assert_eq!(text(key), "changeset/000000000000/us-east-1/v");
        assert_eq!(change_set(id.as_str()), None);
        for odd in ["s", "arn:aws:kinesis:us-east-1:000000000000:stream/s", "arn:aws:s3:::stack/s/u"] {
            assert_eq!(Scope::stack(&odd.into()), None);
        }
    }
}
