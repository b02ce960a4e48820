//! `pumphouse clock`: shows and moves the clock of a running server.

use http::Method;
use serde_json::{Value, json};

use crate::cli::{Clock, ClockAction};
use crate::client::Client;

/// Asks the server.
pub async fn run(options: Clock) -> anyhow::Result<()> {
    let wish = match options.action {
        None => None,
        Some(ClockAction::Advance { by }) => Some(json!({"advanceMs": by})),
        Some(ClockAction::Set { to }) => Some(json!({"set": to})),
        Some(ClockAction::Freeze) => Some(json!({"frozen": true})),
        Some(ClockAction::Resume) => Some(json!({"frozen": false})),
    };
    let method = if wish.is_some() { Method::POST } else { Method::GET };
    let reading = Client::new(&options.target)?.own(method, "clock", wish.as_ref()).await?;
    match options.json {
        true => println!("{reading}"),
        false => println!("{}", line(&reading)),
    }
    Ok(())
}

/// What the clock says, for people.
pub fn line(reading: &Value) -> String {
    let now = reading["now"].as_str().unwrap_or_default();
    let shift_s = (reading["shiftMs"].as_i64().unwrap_or_default() as f64 / 1000.0).round() as i64;
    let side = if shift_s < 0 { "behind" } else { "ahead of" };
    let apart = match shift_s.unsigned_abs() {
        0 => String::new(),
        apart => format!(", {} {side} the machine's clock", length(apart)),
    };
    let stands = if reading["frozen"] == true { ", and stands still" } else { "" };
    format!("{now}{apart}{stands}")
}

/// So many seconds as people write them.
fn length(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let said =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, unit)| format!("{number} {unit}"));
    said.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_told() {
        let reading = json!({"now": "2026-12-01T00:00:00Z", "shiftMs": 93_604_999, "frozen": true});
        let expected = "2026-12-01T00:00:00Z, 1 d 2 h 5 s ahead of the machine's clock, and stands still";
        assert_eq!(line(&reading), expected);
        assert_eq!(line(&json!({"now": "x", "shiftMs": -499, "frozen": false})), "x");
    }
}
