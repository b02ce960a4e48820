//! The form of actions: `service:Operation`, or `*`.

use super::malformed::Malformed;

/// Checks the form of one action of an identity policy.
pub(super) fn check(action: &str) -> Result<(), Malformed> {
    if action == "*" {
        return Ok(());
    }
    let (vendor, name) = action.split_once(':').ok_or(Malformed::ActionWithoutVendor)?;
    if name.contains(':') {
        return Err(Malformed::ActionColons);
    }
    let sound = |character: char| character.is_ascii_alphanumeric() || character == '-' || character == '.';
    if vendor == "*" || vendor.chars().all(sound) {
        return Ok(());
    }
    Err(Malformed::Vendor(vendor.to_owned()))
}
