//! `api/faults`: `GET` lists, `POST` adds, `DELETE` removes all, `DELETE api/faults/ID` one.

use dispatch::{FaultEffect, FaultReport, FaultRule};
use http::{Method, StatusCode};
use kernel::Timestamp;
use serde_json::{Value, json};
use wire::Answer;

use super::Request;
use super::reply::{Refusal, Reply, bad, no_method, number_of, refusal, text_of, value};
use crate::door::Door;

const MEMBERS: [&str; 13] = [
    "operation",
    "effect",
    "delayMs",
    "jitterMs",
    "code",
    "status",
    "message",
    "percent",
    "nth",
    "count",
    "forMs",
    "resource",
    "principal",
];

/// Answers a request about faults.
pub fn answer(door: &Door, request: &Request<'_>) -> Reply {
    let (faults, now) = (door.dispatch.faults(), door.dispatch.clock().now());
    match (request.method, request.rest) {
        (&Method::GET, "") => {
            let all = faults.list(now).iter().map(report).collect::<Vec<_>>();
            Ok(value(&json!({"faults": all})))
        }
        (&Method::POST, "") => {
            let rule = rule(&request.object(&MEMBERS)?, now)?;
            let id = faults.add(rule.clone()).map_err(bad)?;
            let added = report(&FaultReport { id, rule, calls: 0, hits: 0 });
            Ok(Answer { status: StatusCode::CREATED, ..value(&added) })
        }
        (&Method::DELETE, "") => Ok(value(&json!({"removed": faults.clear()}))),
        (&Method::DELETE, id) => match id.parse().is_ok_and(|id| faults.remove(id)) {
            true => Ok(value(&json!({"removed": 1}))),
            false => Err(refusal(StatusCode::NOT_FOUND, format!("there is no fault `{id}`"))),
        },
        _ => Err(no_method("GET, POST and DELETE /_pumphouse/api/faults, DELETE /_pumphouse/api/faults/ID")),
    }
}

/// The rule that a JSON object describes.
fn rule(object: &Value, now: Timestamp) -> Result<FaultRule, Refusal> {
    let operation = text_of(object, "operation")?.ok_or_else(|| bad("`operation` is missing"))?;
    let percent = match &object["percent"] {
        Value::Null => 100.0,
        number => number.as_f64().ok_or_else(|| bad("`percent` is not a number"))?,
    };
    let lasts = number_of(object, "forMs")?;
    Ok(FaultRule {
        percent,
        nth: number_of(object, "nth")?,
        count: number_of(object, "count")?,
        until: lasts.map(|lasts| Timestamp(now.0.saturating_add(lasts))),
        resource: text_of(object, "resource")?,
        principal: text_of(object, "principal")?,
        ..FaultRule::new(operation, effect(object)?)
    })
}

fn effect(object: &Value) -> Result<FaultEffect, Refusal> {
    let said = text_of(object, "effect")?.unwrap_or_default();
    Ok(match said.as_str() {
        "throttle" => FaultEffect::Throttle,
        "internal" => FaultEffect::Internal,
        "drop" => FaultEffect::Drop,
        "lose-answer" => FaultEffect::LoseAnswer,
        "crash" => FaultEffect::Crash,
        "lose-function" => FaultEffect::LoseFunction,
        "delay" => FaultEffect::Delay {
            delay_ms: number_of(object, "delayMs")?.unwrap_or_default(),
            jitter_ms: number_of(object, "jitterMs")?.unwrap_or_default(),
        },
        "error" => FaultEffect::Error {
            code: text_of(object, "code")?.ok_or_else(|| bad("`code` is missing"))?,
            status: number_of(object, "status")?.map_or(400, |status| status.try_into().unwrap_or(u16::MAX)),
            message: text_of(object, "message")?,
        },
        _ => {
            return Err(bad(format!(
                "`{said}` is not an `effect`; there are throttle, delay, error, internal, drop, lose-answer, crash \
                 and lose-function"
            )));
        }
    })
}

/// A rule and what it did, as JSON.
fn report(report: &FaultReport) -> Value {
    let rule = &report.rule;
    let mut object = json!({
        "id": report.id,
        "operation": rule.operation,
        "effect": "",
        "percent": rule.percent,
        "calls": report.calls,
        "hits": report.hits,
    });
    object["effect"] = match &rule.effect {
        FaultEffect::Throttle => "throttle",
        FaultEffect::Internal => "internal",
        FaultEffect::Drop => "drop",
        FaultEffect::LoseAnswer => "lose-answer",
        FaultEffect::Crash => "crash",
        FaultEffect::LoseFunction => "lose-function",
        FaultEffect::Delay { delay_ms, jitter_ms } => {
            (object["delayMs"], object["jitterMs"]) = (json!(delay_ms), json!(jitter_ms));
            "delay"
        }
        FaultEffect::Error { code, status, message } => {
            (object["code"], object["status"]) = (json!(code), json!(status));
            object["message"] = json!(message);
            "error"
        }
    }
    .into();
    let further = [
        ("nth", rule.nth.map(Value::from)),
        ("count", rule.count.map(Value::from)),
        ("until", rule.until.map(|until| until.iso8601().into())),
        ("resource", rule.resource.clone().map(Value::from)),
        ("principal", rule.principal.clone().map(Value::from)),
    ];
    for (name, member) in further {
        if let Some(member) = member {
            object[name] = member;
        }
    }
    object
}
