//! When a delivery that failed is tried again: by AWS's own policies, and for HTTP endpoints by the topic's or the
//! subscription's.

use serde_json::{Map, Value, json};

use crate::limits::{DELAY_S_MAX, RETRIES_MAX};

/// What decides when a delivery is tried again.
#[derive(Clone, Debug, PartialEq)]
pub enum Schedule {
    /// For what AWS runs: 100,015 tries in 23 days (guide, "message delivery retries").
    Managed,
    /// For mail: 50 tries in six hours (the same page).
    Customer,
    /// For HTTP endpoints.
    Http(HealthyRetry),
}

/// How HTTP endpoints are tried, as a delivery policy says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeliveryPolicy {
    /// When they are tried again.
    pub retry: Option<HealthyRetry>,
    /// How many messages an endpoint takes a second.
    pub per_second: Option<u32>,
    /// What notifications say that their bodies are.
    pub content_type: Option<String>,
    /// Of a topic's policy: whether subscriptions' own do not count.
    pub overrides: bool,
}

/// Retries in four phases.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HealthyRetry {
    /// The shortest delay, seconds.
    pub min_s: u64,
    /// The longest delay, seconds.
    pub max_s: u64,
    /// Retries in all.
    pub retries: u64,
    /// Those at once.
    pub no_delay: u64,
    /// Those after the shortest delay.
    pub min_delay: u64,
    /// Those after the longest delay, at the end.
    pub max_delay: u64,
    /// How delays grow in between.
    pub backoff: Backoff,
}

/// How delays grow from the shortest to the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backoff {
    /// By the same step.
    Linear,
    /// By steps that grow.
    Arithmetic,
    /// By the same factor.
    Geometric,
    /// By twos.
    Exponential,
}

impl Default for HealthyRetry {
    fn default() -> Self {
        let (retries, backoff) = (3, Backoff::Linear);
        Self { min_s: 20, max_s: 20, retries, no_delay: 0, min_delay: 0, max_delay: 0, backoff }
    }
}

impl HealthyRetry {
    /// The delay before the retry after `failures` failures, milliseconds; none where it is given up.
    fn delay_ms(&self, failures: u64) -> Option<u64> {
        let (min, max) = (self.min_s * 1000, self.max_s * 1000);
        let index = failures.checked_sub(1)?;
        if index >= self.retries {
            return None;
        }
        if index < self.no_delay {
            return Some(0);
        }
        if index < self.no_delay + self.min_delay {
            return Some(min);
        }
        let grows = self.retries.saturating_sub(self.no_delay + self.min_delay + self.max_delay);
        let step = index - self.no_delay - self.min_delay;
        if step >= grows {
            return Some(max);
        }
        let part = if grows < 2 { 0.0 } else { step as f64 / (grows - 1) as f64 };
        let (low, high) = (min as f64, max as f64);
        let delay = match self.backoff {
            Backoff::Linear => low + (high - low) * part,
            Backoff::Arithmetic => low + (high - low) * part * (1.0 + part) / 2.0,
            Backoff::Geometric => low.max(1.0) * (high.max(1.0) / low.max(1.0)).powf(part),
            Backoff::Exponential => low.max(1.0) * 2_f64.powi(step.min(40) as i32),
        };
        Some((delay as u64).clamp(min, max))
    }
}

impl Schedule {
    /// The delay before the retry after `failures` failures, milliseconds; none where it is given up.
    pub fn delay_ms(&self, failures: u32) -> Option<u64> {
        let phases = |immediate: u32, before_ms: u64, from_ms: u64, to_ms: u64, after: u32| {
            let backoff = immediate + 2;
            match failures.saturating_sub(1) {
                step if step < immediate => Some(0),
                step if step < backoff => Some(before_ms),
                step if step < backoff + 10 => Some((from_ms << (step - backoff)).min(to_ms)),
                step if step < backoff + 10 + after => Some(to_ms),
                _ => None,
            }
        };
        match self {
            Self::Managed => phases(3, 1_000, 1_000, 20_000, 100_000),
            Self::Customer => phases(0, 10_000, 10_000, 600_000, 38),
            Self::Http(retry) => retry.delay_ms(u64::from(failures)),
        }
    }
}

/// What a topic's `DeliveryPolicy` says; an error says why it makes no sense.
pub fn topic_delivery_policy(text: &str) -> Result<DeliveryPolicy, String> {
    let policy = object(text)?;
    let http = match policy.get("http") {
        None => return Ok(DeliveryPolicy::default()),
        Some(http) => http.as_object().ok_or("http must be an object")?,
    };
    let names = ["defaultHealthyRetryPolicy", "defaultThrottlePolicy", "defaultRequestPolicy"];
    let mut found = parts(http, names)?;
    found.overrides = http.get("disableSubscriptionOverrides").and_then(Value::as_bool).unwrap_or(false);
    Ok(found)
}

/// What a subscription's `DeliveryPolicy` says.
pub fn subscription_delivery_policy(text: &str) -> Result<DeliveryPolicy, String> {
    parts(&object(text)?, ["healthyRetryPolicy", "throttlePolicy", "requestPolicy"])
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(policy)) => Ok(policy),
        _ => Err("failed to parse JSON.".to_owned()),
    }
}

fn parts(policy: &Map<String, Value>, names: [&str; 3]) -> Result<DeliveryPolicy, String> {
    let part = |name: &str| match policy.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(part)) => Ok(Some(part)),
        Some(_) => Err(format!("{name} must be an object")),
    };
    let retry = part(names[0])?.map(healthy_retry).transpose()?;
    let per_second = part(names[1])?.and_then(|part| part.get("maxReceivesPerSecond"));
    let per_second = match per_second {
        None | Some(Value::Null) => None,
        Some(value) => {
            let count = value.as_u64().and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0);
            Some(count.ok_or("maxReceivesPerSecond must be a positive integer")?)
        }
    };
    let content_type = part(names[2])?.and_then(|part| part.get("headerContentType"));
    let content_type = match content_type {
        None | Some(Value::Null) => None,
        Some(value) => {
            let sound =
                |text: &&str| !text.is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            let text = value.as_str().filter(sound);
            Some(text.ok_or("headerContentType must be a media type")?.to_owned())
        }
    };
    Ok(DeliveryPolicy { retry, per_second, content_type, overrides: false })
}

fn healthy_retry(policy: &Map<String, Value>) -> Result<HealthyRetry, String> {
    let plain = HealthyRetry::default();
    let number = |name: &str, default: u64, most: u64| match policy.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => value
            .as_u64()
            .filter(|number| *number <= most)
            .ok_or_else(|| format!("{name} must be an integer from 0 to {most}")),
    };
    let backoff = match policy.get("backoffFunction").map(|value| value.as_str().unwrap_or_default()) {
        None | Some("linear") => Backoff::Linear,
        Some("arithmetic") => Backoff::Arithmetic,
        Some("geometric") => Backoff::Geometric,
        Some("exponential") => Backoff::Exponential,
        Some(_) => {
            return Err(
                "backoffFunction must be one of linear, arithmetic, geometric, exponential".to_owned()
            );
        }
    };
    let retry = HealthyRetry {
        min_s: number("minDelayTarget", plain.min_s, DELAY_S_MAX)?,
        max_s: number("maxDelayTarget", plain.max_s, DELAY_S_MAX)?,
        retries: number("numRetries", plain.retries, RETRIES_MAX)?,
        no_delay: number("numNoDelayRetries", 0, RETRIES_MAX)?,
        min_delay: number("numMinDelayRetries", 0, RETRIES_MAX)?,
        max_delay: number("numMaxDelayRetries", 0, RETRIES_MAX)?,
        backoff,
    };
    if retry.min_s < 1 || retry.max_s < retry.min_s {
        return Err("minDelayTarget must be at least 1 and maxDelayTarget not less".to_owned());
    }
    if retry.no_delay + retry.min_delay + retry.max_delay > retry.retries {
        return Err("numRetries must be at least the sum of the retries of its phases".to_owned());
    }
    let whole: u64 = (1..=retry.retries).filter_map(|failures| retry.delay_ms(failures)).sum();
    if whole > DELAY_S_MAX * 1000 {
        return Err(format!("the retries must not take more than {DELAY_S_MAX} seconds in all"));
    }
    Ok(retry)
}

/// What `EffectiveDeliveryPolicy` says where nothing was set.
pub fn default_delivery_policy() -> Value {
    json!({ "http": {
        "defaultHealthyRetryPolicy": {
            "minDelayTarget": 20, "maxDelayTarget": 20, "numRetries": 3, "numMaxDelayRetries": 0,
            "numNoDelayRetries": 0, "numMinDelayRetries": 0, "backoffFunction": "linear",
        },
        "disableSubscriptionOverrides": false,
        "defaultRequestPolicy": { "headerContentType": "text/plain; charset=UTF-8" },
    } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_aws_runs_is_tried_100_015_times() {
        let delays: Vec<_> = (1..).map_while(|failures| Schedule::Managed.delay_ms(failures)).collect();
        assert_eq!(delays.len(), 100_015);
        assert_eq!(delays[..8], [0, 0, 0, 1_000, 1_000, 1_000, 2_000, 4_000]);
        assert_eq!(*delays.last().unwrap(), 20_000);
        let mail: Vec<_> = (1..).map_while(|failures| Schedule::Customer.delay_ms(failures)).collect();
        assert_eq!((mail.len(), mail[0], mail[49]), (50, 10_000, 600_000));
    }

    #[test]
    fn http_endpoints_are_tried_by_their_policy() {
        let delays = |text: &str| {
            let policy = subscription_delivery_policy(text).unwrap();
            let schedule = Schedule::Http(policy.retry.unwrap_or_default());
            (1..).map_while(|failures| schedule.delay_ms(failures)).collect::<Vec<_>>()
        };
        assert_eq!(delays("{}"), [20_000, 20_000, 20_000]);
        let phases = r#"{"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":5,"numRetries":7,"numNoDelayRetries":1,"numMinDelayRetries":1,"numMaxDelayRetries":2,"backoffFunction":"linear"}}"#;
        assert_eq!(delays(phases), [0, 1_000, 1_000, 3_000, 5_000, 5_000, 5_000]);
        let doubled = phases.replace("linear", "exponential");
        assert_eq!(delays(&doubled), [0, 1_000, 1_000, 2_000, 4_000, 5_000, 5_000]);
    }

    #[test]
    fn a_policy_that_makes_no_sense_is_refused() {
        for text in [
            "[]",
            r#"{"healthyRetryPolicy":1}"#,
            r#"{"healthyRetryPolicy":{"numRetries":101}}"#,
            r#"{"healthyRetryPolicy":{"minDelayTarget":30,"maxDelayTarget":20}}"#,
            r#"{"healthyRetryPolicy":{"numRetries":1,"numNoDelayRetries":2}}"#,
            r#"{"healthyRetryPolicy":{"minDelayTarget":3000,"maxDelayTarget":3000,"numRetries":2}}"#,
            r#"{"throttlePolicy":{"maxReceivesPerSecond":0}}"#,
            r#"{"healthyRetryPolicy":{"backoffFunction":"odd"}}"#,
        ] {
            assert!(subscription_delivery_policy(text).is_err(), "{text}");
        }
        let own = topic_delivery_policy(&default_delivery_policy().to_string()).unwrap();
        assert_eq!(own.retry, Some(HealthyRetry::default()));
        assert!(!own.overrides);
    }
}
