//! How everything on the map is at this moment: rates, lag, errors, and in plain words what is wrong.

use std::collections::BTreeMap;

use dispatch::{Failure, Flow, Tally};
use maud::{Markup, html};

use super::flows::{Direction, ends};
use super::scene::{Kind, Scene};
use crate::look::{self, State};

/// Seconds over which rates are taken.
pub const RATE_SECONDS: u64 = 10;
/// Seconds over which errors are counted.
pub const ERROR_SECONDS: u64 = 59;
/// From this share of failing calls on, an arrow fails; below it, it ails.
const FAILING_SHARE: f64 = 0.5;
/// From this lag on, an arrow ails.
const LATE_MS: u64 = 60_000;
/// How many troubles are told.
const TROUBLES_MAX: usize = 12;

/// All of it, in the order of the scene.
pub struct Status {
    /// Of the parts.
    pub nodes: Vec<Shown>,
    /// Of the arrows.
    pub arrows: Vec<Shown>,
    /// What is wrong, the worst first.
    pub troubles: Vec<Trouble>,
}

/// How one part or arrow is shown.
pub struct Shown {
    /// Which.
    pub id: String,
    /// How it is.
    pub state: State,
    /// A few words on it.
    pub said: String,
    /// What stands below them: what fails, how late it is.
    pub also: String,
    /// What one reads who asks.
    pub why: String,
}

/// Something that is wrong.
#[derive(Debug)]
pub struct Trouble {
    /// How bad it is.
    pub state: State,
    /// What, in one sentence.
    pub what: String,
    /// Why, as far as is known.
    pub why: String,
    /// Where to look.
    pub page: Option<String>,
}

/// What passes over one arrow.
#[derive(Default)]
struct Passing {
    rate: Tally,
    minute: Tally,
    failure: Option<Failure>,
    failing_operation: &'static str,
    late_ms: u64,
}

/// What is shown of `scene`, given what passes: each flow with what it did in the last [`RATE_SECONDS`] and
/// [`ERROR_SECONDS`].
pub fn status(scene: &Scene, flows: &[(Flow, Tally, Tally)]) -> Status {
    let mut passing: BTreeMap<(String, String), Passing> = BTreeMap::new();
    for (flow, rate, minute) in flows {
        let Some((from, to, direction)) = ends(flow, scene) else { continue };
        let key = (from.clone(), to.clone());
        // What is no data (a shard iterator, a description) belongs to an arrow between the two, if it fails.
        let key = match direction {
            Direction::Beside if minute.errors == 0 => continue,
            Direction::Beside if !scene.arrows.contains_key(&key) => (to, from),
            _ => key,
        };
        if !scene.arrows.contains_key(&key) {
            continue;
        }
        let sum = passing.entry(key).or_default();
        sum.minute += *minute;
        if direction != Direction::Beside {
            sum.rate += *rate;
            sum.late_ms = sum.late_ms.max(flow.late_ms);
        }
        let is_later = |failure: &Failure| sum.failure.as_ref().is_none_or(|known| known.at <= failure.at);
        if let Some(failure) = flow.failure.as_ref().filter(|failure| minute.errors > 0 && is_later(failure))
        {
            sum.failure = Some(failure.clone());
            sum.failing_operation = flow.operation;
        }
    }
    let mut troubles = Vec::new();
    let arrows = scene.arrows.iter().map(|(ends, arrow)| {
        let nothing = Passing::default();
        let passing = passing.get(ends).unwrap_or(&nothing);
        // By a metric only while it goes on: what was late once is over when all is read.
        let by_metric = arrow.late_ms.filter(|_| passing.rate.amount > 0).unwrap_or_default();
        let late_ms = passing.late_ms.max(by_metric);
        let id = format!("{}>{}", ends.0, ends.1);
        let Judgement { state, said, also, why } =
            judge(passing, late_ms, arrow.complaint.as_deref(), unit(&ends.1));
        let what = format!("{} → {} ({})", name(scene, &ends.0), name(scene, &ends.1), arrow.what);
        if state >= State::Ailing {
            let shown = [&ends.0, &ends.1].into_iter().filter_map(|id| scene.nodes.get(id));
            let page = shown.rev().find_map(|node| node.kind.page(&node.name));
            troubles.push(Trouble { state, what: what.clone(), why: why.clone(), page });
        }
        let why = if why.is_empty() { what } else { format!("{what}: {why}") };
        Shown { id, state, said, also, why }
    });
    let arrows: Vec<Shown> = arrows.collect();
    let nodes = scene.nodes.iter().map(|(id, node)| {
        if node.state >= State::Ailing && !node.why.is_empty() {
            let page = node.kind.page(&node.name);
            troubles.push(Trouble { state: node.state, what: name(scene, id), why: node.why.clone(), page });
        }
        let is_busy = passing.iter().any(|((from, to), sum)| (from == id || to == id) && sum.rate.amount > 0);
        let state = match node.state {
            State::Well if !is_busy => State::Idle,
            state => state,
        };
        let why = if node.why.is_empty() {
            format!("{} {}", node.kind.title(), node.name)
        } else {
            node.why.clone()
        };
        Shown { id: id.clone(), state, said: node.said.clone(), also: String::new(), why }
    });
    let nodes = nodes.collect();
    troubles.sort_by_key(|trouble| std::cmp::Reverse(trouble.state));
    Status { nodes, arrows, troubles }
}

/// How an arrow is.
struct Judgement {
    state: State,
    said: String,
    also: String,
    why: String,
}

/// What is counted on the way to `to`, where that is not records.
fn unit(to: &str) -> &'static str {
    if to.starts_with("bucket/") { " obj" } else { "" }
}

fn judge(passing: &Passing, late_ms: u64, complaint: Option<&str>, unit: &str) -> Judgement {
    let flows = passing.rate.amount > 0;
    let mut judgement = Judgement {
        state: if flows { State::Well } else { State::Idle },
        said: String::new(),
        also: String::new(),
        why: String::new(),
    };
    if flows {
        let rate = look::rate(passing.rate.amount, RATE_SECONDS);
        judgement.said = rate.replace("/s", &format!("{unit}/s"));
    }
    if passing.minute.errors > 0 {
        let (errors, calls) = (passing.minute.errors, passing.minute.calls.max(1));
        judgement.state = if is_failing(passing) { State::Failing } else { State::Ailing };
        judgement.also = format!("{} failed", look::count(errors));
        judgement.why = format!(
            "{} of {} calls failed in the last minute. {}",
            look::count(errors),
            look::count(calls),
            passing
                .failure
                .as_ref()
                .map(|failure| told_of(passing.failing_operation, failure))
                .unwrap_or_default()
        );
    } else if let Some(complaint) = complaint {
        judgement.state = if complaint.contains("disabled") { State::Ailing } else { State::Failing };
        judgement.also = "stands still".to_owned();
        complaint.clone_into(&mut judgement.why);
    } else if late_ms >= 1000 {
        judgement.also = format!("{} late", look::span(late_ms));
        if late_ms >= LATE_MS {
            judgement.state = State::Ailing;
            judgement.why = format!("the reader is {} behind the newest record", look::span(late_ms));
        }
    }
    judgement
}

/// Whether most calls fail: by now, or over the minute.
fn is_failing(passing: &Passing) -> bool {
    let share = |tally: Tally| tally.errors as f64 / tally.calls.max(1) as f64;
    share(passing.minute).max(share(passing.rate)) >= FAILING_SHARE
}

/// What was said of the last failure, and what it means.
fn told_of(operation: &str, failure: &Failure) -> String {
    let message = failure.message.trim();
    let colon = if message.is_empty() { "." } else { ": " };
    format!("The last: {operation} answered {}{colon}{message}{}", failure.code, meaning(&failure.code))
}

/// What codes mean that people meet first.
fn meaning(code: &str) -> &'static str {
    match code {
        "ProvisionedThroughputExceededException" => {
            " More comes than was provisioned; callers try again, and nothing is lost."
        }
        "ThrottlingException" | "TooManyRequestsException" | "SlowDown" | "RequestLimitExceeded" => {
            " Callers are told to slow down, and try again."
        }
        "AccessDenied" | "AccessDeniedException" => " No policy of the caller's role allows it.",
        "ConditionalCheckFailedException" => " A condition of a write did not hold.",
        "Unhandled" => " The function ended with an error; its log says which.",
        "UnprocessedItems" => " A part of the batch was not carried out; the caller has to send it again.",
        _ => "",
    }
}

/// `Lambda function orders`.
fn name(scene: &Scene, id: &str) -> String {
    match scene.nodes.get(id) {
        Some(node) if matches!(node.kind, Kind::Writers | Kind::Readers | Kind::Athena | Kind::Alarms) => {
            node.kind.title().to_owned()
        }
        Some(node) => format!("{} {}", node.kind.title(), node.name),
        None => id.to_owned(),
    }
}

/// The troubles as the page has them.
pub fn told(status: &Status, scene: &Scene) -> Markup {
    html! {
        @for text in &scene.unseen { p.fault { (text) } }
        @if status.troubles.is_empty() && scene.unseen.is_empty() && !scene.nodes.is_empty() {
            p.calm { "Nothing fails." }
        }
        @if !status.troubles.is_empty() {
            ul.troubles {
                @for trouble in status.troubles.iter().take(TROUBLES_MAX) {
                    li.(trouble.state.class()) {
                        strong {
                            @if let Some(page) = &trouble.page { a href=(page) { (trouble.what) } } @else { (trouble.what) }
                        }
                        (trouble.why)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passing(calls: u64, errors: u64, amount: u64) -> Passing {
        let tally = Tally { calls, errors, amount };
        Passing { rate: tally, minute: tally, ..Passing::default() }
    }

    #[test]
    fn an_arrow_is_as_its_calls_are() {
        assert_eq!(judge(&passing(0, 0, 0), 0, None, "").state, State::Idle);
        let well = judge(&passing(10, 0, 500), 0, None, " objects");
        assert_eq!((well.state, well.said.as_str()), (State::Well, "50 objects/s"));
        let ailing = judge(&passing(10, 1, 500), 0, None, "");
        assert_eq!((ailing.state, ailing.also.as_str()), (State::Ailing, "1 failed"));
        assert_eq!(judge(&passing(10, 9, 50), 0, None, "").state, State::Failing);
    }

    #[test]
    fn an_arrow_that_began_to_fail_fails_though_its_minute_was_good() {
        let mut begun = passing(1000, 20, 5);
        begun.rate = Tally { calls: 20, errors: 20, amount: 0 };
        assert_eq!(judge(&begun, 0, None, "").state, State::Failing);
    }

    #[test]
    fn lag_and_complaints_show() {
        let late = judge(&passing(5, 0, 5), 90_000, None, "");
        assert_eq!((late.state, late.also.as_str()), (State::Ailing, "1 min 30 s late"));
        let stuck = judge(&passing(0, 0, 0), 0, Some("PROBLEM: Function call failed"), "");
        assert_eq!((stuck.state, stuck.why.as_str()), (State::Failing, "PROBLEM: Function call failed"));
    }
}
