//! Times as alarms write them.

use kernel::Timestamp;

const DAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2022-07-22T15:57:45.394+0000`.
pub fn offset(time: Timestamp) -> String {
    let (year, month, day, hour, minute, second, milli) = time.civil();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}+0000")
}

/// `Friday 22 July, 2022 15:57:45 UTC`.
pub fn spoken(time: Timestamp) -> String {
    let (year, month, day, hour, minute, second, _) = time.civil();
    let weekday = DAYS[(time.0 / 86_400_000 % 7) as usize];
    let month = MONTHS[usize::from(month) - 1];
    format!("{weekday} {day:02} {month}, {year} {hour:02}:{minute:02}:{second:02} UTC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_aws_writes_them() {
        let time = Timestamp(1_658_505_465_394);
        assert_eq!(offset(time), "2022-07-22T15:57:45.394+0000");
        assert_eq!(spoken(time), "Friday 22 July, 2022 15:57:45 UTC");
    }
}
