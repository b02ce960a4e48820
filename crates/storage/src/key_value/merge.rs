//! One sequence of pairs from several layers, of which an upper one hides equal keys of those below.

use std::borrow::Cow;
use std::ops::ControlFlow;

use bytes::Bytes;

use super::Direction;
use crate::StorageError;

/// A key and its value, or that it has none.
pub(super) type Found<'a> = Result<(Cow<'a, [u8]>, Option<Bytes>), StorageError>;
/// Entries in key order, or all against it.
pub(super) type Layer<'a> = Box<dyn Iterator<Item = Found<'a>> + 'a>;
/// What a scan calls for each pair.
pub(super) type Visit<'a> = &'a mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>;

/// Visits the pairs of all `layers`, uppermost first, which are ordered as `direction` says.
pub(super) fn visit(
    layers: Vec<Layer<'_>>,
    direction: Direction,
    visit: Visit<'_>,
) -> Result<(), StorageError> {
    let mut layers: Vec<_> = layers.into_iter().map(|mut rest| (rest.next(), rest)).collect();
    loop {
        // The first key of any layer; of equal ones, that of the uppermost layer counts.
        let mut chosen: Option<(usize, &[u8])> = None;
        for (index, (head, _)) in layers.iter().enumerate() {
            let key = match head {
                None => continue,
                Some(Err(error)) => return Err(error.clone()),
                Some(Ok((key, _))) => key,
            };
            let sooner = chosen.is_none_or(|(_, best)| match direction {
                Direction::Forward => **key < *best,
                Direction::Reverse => **key > *best,
            });
            if sooner {
                chosen = Some((index, key));
            }
        }
        let Some((index, _)) = chosen else { return Ok(()) };
        let (head, rest) = &mut layers[index];
        let Some(Ok((key, value))) = std::mem::replace(head, rest.next()) else { return Ok(()) };
        for (head, rest) in &mut layers[index + 1..] {
            if head.as_ref().is_some_and(|head| head.as_ref().is_ok_and(|(other, _)| *other == key)) {
                *head = rest.next();
            }
        }
        if let Some(value) = value
            && visit(&key, &value).is_break()
        {
            return Ok(());
        }
    }
}
