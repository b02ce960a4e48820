//! Time ranges: `15m`, `3h`, `7d`, back from now.

/// Those that pages offer.
pub const OFFERED: &[(&str, &str)] = &[
    ("15m", "15 minutes"),
    ("1h", "1 hour"),
    ("3h", "3 hours"),
    ("12h", "12 hours"),
    ("1d", "1 day"),
    ("7d", "7 days"),
];
/// The longest: CloudWatch keeps metrics for 455 days.
const DAYS_MAX: u64 = 455;

/// How long `text` is; none where it is no range.
pub fn milliseconds(text: &str) -> Option<u64> {
    let number = text.get(..text.len().checked_sub(1)?)?;
    let number: u64 = number.parse().ok().filter(|number| *number > 0)?;
    let unit = match text.as_bytes().last()? {
        b'm' => 60_000,
        b'h' => 3_600_000,
        b'd' => 86_400_000,
        _ => return None,
    };
    number.checked_mul(unit).filter(|whole| *whole <= DAYS_MAX * 86_400_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_numbers_and_units() {
        assert_eq!(milliseconds("15m"), Some(900_000));
        for bad in ["", "m", "0h", "1y", "-1h", "9999d", "1é"] {
            assert_eq!(milliseconds(bad), None, "{bad}");
        }
        assert!(OFFERED.iter().all(|(text, _)| milliseconds(text).is_some()));
    }
}
