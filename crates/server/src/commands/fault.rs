//! `pumphouse fault`: adds, shows and removes the faults of a running server.

use anyhow::{Context, bail};
use http::Method;
use serde_json::{Value, json};

use crate::cli::{Effect, Fault, FaultAction, FaultAdd};
use crate::client::Client;

const PATH: &str = "faults";

/// Asks the server.
pub async fn run(options: Fault) -> anyhow::Result<()> {
    match options.action {
        FaultAction::Add(options) => add(&options).await,
        FaultAction::List(options) => {
            let faults = all(&Client::new(&options.target)?).await?;
            if options.json {
                println!("{}", Value::Array(faults));
                return Ok(());
            }
            if faults.is_empty() {
                println!("No faults. `pumphouse fault add dynamodb:PutItem --throttle 20%` adds one.");
            }
            faults.iter().for_each(|fault| println!("{}", line(fault)));
            Ok(())
        }
        FaultAction::Remove { id, target } => {
            Client::new(&target)?.own(Method::DELETE, &format!("{PATH}/{id}"), None).await?;
            println!("Fault {id} is removed.");
            Ok(())
        }
        FaultAction::Clear { target } => {
            let answer = Client::new(&target)?.own(Method::DELETE, PATH, None).await?;
            println!("{} removed.", answer["removed"]);
            Ok(())
        }
    }
}

/// The faults of a server, in the order they were added.
pub async fn all(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut answer = client.own(Method::GET, PATH, None).await?;
    match answer["faults"].take() {
        Value::Array(faults) => Ok(faults),
        _ => anyhow::bail!("the server's answer lists no faults"),
    }
}

async fn add(options: &FaultAdd) -> anyhow::Result<()> {
    let fault = Client::new(&options.target)?.own(Method::POST, PATH, Some(&rule(options)?)).await?;
    if options.json {
        println!("{fault}");
    } else {
        println!("{}", line(&fault));
        println!("Remove it with:  pumphouse fault remove {}", fault["id"]);
    }
    Ok(())
}

/// What the server is asked to add.
fn rule(options: &FaultAdd) -> anyhow::Result<Value> {
    // The argument parser asks for no more where flags exclude each other.
    if options.jitter.is_some() && options.effect.delay.is_none() {
        bail!("`--jitter` goes with `--delay`");
    }
    if options.message.is_some() && options.effect.error.is_none() {
        bail!("`--message` goes with `--error`");
    }
    let mut rule = effect(&options.effect)?;
    rule["operation"] = options.operation.clone().into();
    let members = [
        ("jitterMs", options.jitter.map(Value::from)),
        ("message", options.message.clone().map(Value::from)),
        ("percent", options.percent.map(Value::from)),
        ("nth", options.nth.map(Value::from)),
        ("count", options.count.map(Value::from)),
        ("forMs", options.lasts.map(Value::from)),
        ("resource", options.resource.clone().map(Value::from)),
        ("principal", options.principal.clone().map(Value::from)),
    ];
    for (name, member) in members {
        if let Some(member) = member {
            rule[name] = member;
        }
    }
    Ok(rule)
}

fn effect(effect: &Effect) -> anyhow::Result<Value> {
    if let Some(percent) = effect.throttle {
        return Ok(json!({"effect": "throttle", "percent": percent}));
    }
    if let Some(delay) = effect.delay {
        return Ok(json!({"effect": "delay", "delayMs": delay}));
    }
    if let Some(error) = &effect.error {
        if error == "internal" {
            return Ok(json!({"effect": "internal"}));
        }
        let (code, status) = error.split_once(':').unwrap_or((error, "400"));
        let status: u16 = status.parse().with_context(|| {
            format!("`--error {error}` is not CODE or CODE:STATUS such as ValidationException:400")
        })?;
        return Ok(json!({"effect": "error", "code": code, "status": status}));
    }
    let flags = [
        ("drop", effect.drop),
        ("lose-answer", effect.lose_answer),
        ("crash", effect.crash),
        ("lose-function", effect.lose_function),
    ];
    let set = flags.into_iter().find(|(_, is_set)| *is_set).context("invariant: an effect is required")?;
    Ok(json!({"effect": set.0}))
}

/// One fault for people.
pub fn line(fault: &Value) -> String {
    let operation = fault["operation"].as_str().unwrap_or_default();
    format!("{:<3} {operation}  {}", fault["id"].to_string(), words(fault))
}

/// What a fault does and did.
pub fn words(fault: &Value) -> String {
    let said = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
    let effect = match said("effect").as_str() {
        "delay" => match fault["jitterMs"].as_u64() {
            Some(jitter) if jitter > 0 => format!("delay {} to {} ms", fault["delayMs"], {
                fault["delayMs"].as_u64().unwrap_or_default() + jitter
            }),
            _ => format!("delay {} ms", fault["delayMs"]),
        },
        "error" => format!("error {}:{}", said("code"), fault["status"]),
        other => other.to_owned(),
    };
    let mut text = effect;
    match fault["nth"].as_u64() {
        Some(nth) => text.push_str(&format!(", call {nth} alone")),
        None => text.push_str(&format!(", {} %", fault["percent"].as_f64().unwrap_or(100.0))),
    }
    if let Some(count) = fault["count"].as_u64() {
        text.push_str(&format!(", {count} times"));
    }
    for (name, words) in [("until", "until"), ("resource", "of"), ("principal", "by")] {
        if fault[name].is_string() {
            text.push_str(&format!(", {words} {}", said(name)));
        }
    }
    text.push_str(&format!(": struck {} of {} calls", fault["hits"], fault["calls"]));
    text
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    fn parsed(arguments: &str) -> Result<Value, String> {
        let words = ["pumphouse", "fault", "add"].into_iter().chain(arguments.split(' '));
        match Cli::try_parse_from(words).map_err(|error| error.to_string())?.command {
            Command::Fault(Fault { action: FaultAction::Add(options) }) => {
                rule(&options).map_err(|error| error.to_string())
            }
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn flags_make_rules() {
        let throttle = json!({"operation": "dynamodb:PutItem", "effect": "throttle", "percent": 20.0});
        assert_eq!(parsed("dynamodb:PutItem --throttle 20%"), Ok(throttle));
        let delay =
            json!({"operation": "s3:*", "effect": "delay", "delayMs": 500, "jitterMs": 100, "count": 3});
        assert_eq!(parsed("s3:* --delay 500ms --jitter 100ms --count 3"), Ok(delay));
        let error =
            json!({"operation": "sqs:*", "effect": "error", "code": "Odd", "status": 403, "forMs": 300_000});
        assert_eq!(parsed("sqs:* --error Odd:403 --for 5m"), Ok(error));
        let crash = json!({"operation": "*", "effect": "crash", "nth": 7});
        assert_eq!(parsed("* --crash --nth 7"), Ok(crash));
        for wrong in [
            "s3:*",
            "s3:* --drop --crash",
            "s3:* --throttle 0%",
            "s3:* --drop --jitter 5ms",
            "s3:* --crash --nth 0",
            "s3:* --error Odd:x",
            "s3:* --drop --nth 3 --percent 5",
        ] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }
}
