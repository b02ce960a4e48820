//! Pages of lists: how many items, from where, and where the next one begins.
//!
//! A marker is what the engine goes on after (a name, an ARN, a key), in base64 so that nobody takes it for
//! more than it is. It needs no state and never expires.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wire::Fault;

use crate::errors::malformed;
use crate::limits::PAGE_ITEMS_DEFAULT;

/// Most items of a page, from `MaxItems`, which the shape holds to 1 to 1000.
pub fn limit(max_items: Option<i32>) -> usize {
    max_items.and_then(|items| usize::try_from(items).ok()).unwrap_or(PAGE_ITEMS_DEFAULT)
}

/// What to go on after, from the `Marker` of an input.
pub fn after(marker: Option<&str>) -> Result<Option<String>, Fault> {
    let decode = |marker| String::from_utf8(URL_SAFE_NO_PAD.decode(marker).ok()?).ok();
    marker.map(|marker| decode(marker).ok_or_else(|| malformed("Invalid Marker."))).transpose()
}

/// `IsTruncated` and the `Marker` of an answer, from what the next page begins after.
pub fn next(after: Option<String>) -> (Option<bool>, Option<String>) {
    (Some(after.is_some()), after.map(|after| URL_SAFE_NO_PAD.encode(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_come_back_as_they_went() {
        arbtest::arbtest(|text| {
            let name: String = text.arbitrary()?;
            let (truncated, marker) = next(Some(name.clone()));
            assert_eq!(truncated, Some(true));
            assert_eq!(after(marker.as_deref()).unwrap(), Some(name));
            Ok(())
        });
        assert_eq!((next(None), after(None).unwrap()), ((Some(false), None), None));
        assert_eq!(after(Some("not a marker")).unwrap_err().message, "Invalid Marker.");
    }
}
