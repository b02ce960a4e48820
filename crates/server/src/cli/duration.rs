//! Lengths of time and shares as people type them: `500ms`, `26h`, `1h30m`, `20%`.

/// Milliseconds that `text` stands for: whole numbers, each with its unit (`ms`, `s`, `m`, `h`, `d`), added up.
pub fn milliseconds(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is not a length of time such as 500ms, 90s, 5m, 26h, 7d or 1h30m");
    let mut rest = text.trim();
    let mut sum: u64 = 0;
    if rest.is_empty() {
        return Err(wrong());
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = rest.split_at(digits);
        let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (unit, behind) = behind.split_at(letters);
        let unit_ms: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(wrong()),
        };
        let number: u64 = number.parse().map_err(|_| wrong())?;
        let part = number.checked_mul(unit_ms).ok_or_else(wrong)?;
        sum = sum.checked_add(part).ok_or_else(wrong)?;
        rest = behind;
    }
    Ok(sum)
}

/// The percents that `text` stands for, with or without `%`.
pub fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim().trim_end_matches('%').parse::<f64>().ok();
    let share = number.filter(|percent| *percent > 0.0 && *percent <= 100.0);
    share.ok_or_else(|| format!("`{text}` is not a share such as 20%, above 0 and up to 100%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_shares() {
        for (text, expected) in
            [("500ms", 500), ("90s", 90_000), ("5m", 300_000), ("26h", 93_600_000), ("1h30m", 5_400_000)]
        {
            assert_eq!(milliseconds(text), Ok(expected), "{text}");
        }
        for text in
            ["", "5", "h", "5 m", "-1s", "1.5h", "99999999999999999999s", "9999999999999999999d", "1y"]
        {
            assert!(milliseconds(text).is_err(), "{text}");
        }
        assert_eq!((percent("20%"), percent("0.5")), (Ok(20.0), Ok(0.5)));
        for text in ["", "0", "101%", "x", "-1", "NaN"] {
            assert!(percent(text).is_err(), "{text}");
        }
    }
}
