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
        if let Some(failure) = flow.failure.as_ref().filter(|failure| minute.errors > 0 && is_later(failure)) {
            sum.failure = Some(failure.clone());
            sum.failing_operation = flow.operation;
        }
    }
    let mut troubles = Vec::new();
    let arrows = scene.arrows.iter().map(|(ends, arrow)| {
        let nothing = Passing::default();
        let passing = passing.get(ends).unwrap_or(&nothing);
        let id = format!("{}>{}", ends.0, ends.1);
        let (state, said, why) = judge(passing, arrow.complaint.as_deref());
        let what = format!("{} → {} ({})", name(scene, &ends.0), name(scene, &ends.1), arrow.what);
        if state >= State::Ailing {
            let shown = [&ends.0, &ends.1].into_iter().filter_map(|id| scene.nodes.get(id));
            let page = shown.filter_map(|node| node.kind.page(&node.name)).last();
            troubles.push(Trouble { state, what: what.clone(), why: why.clone(), page });
        }
        let why = if why.is_empty() { what } else { format!("{what}: {why}") };
        Shown { id, state, said, why }
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
        let why = if node.why.is_empty() { format!("{} {}", node.kind.title(), node.name) } else { node.why.clone() };
        Shown { id: id.clone(), state, said: node.said.clone(), why }
    });
    let nodes = nodes.collect();
    troubles.sort_by(|one, other| other.state.cmp(&one.state));
    Status { nodes, arrows, troubles }
}

/// The state of an arrow, what stands on it, and why.
fn judge(passing: &Passing, complaint: Option<&str>) -> (State, String, String) {
    let errors = passing.minute.errors;
    let flowing = if passing.rate.amount > 0 { look::rate(passing.rate.amount, RATE_SECONDS) } else { String::new() };
    if errors > 0 {
        let share = errors as f64 / passing.minute.calls.max(1) as f64;
        let failure = passing.failure.as_ref();
        let told = failure.map(|failure| format!("{} {}", failure.code, failure.message)).unwrap_or_default();
        let why = format!(
            "{} of {} calls failed in the last minute, last {}: {}",
            look::count(errors),
            look::count(passing.minute.calls),
            passing.failing_operation,
            told.trim()
        );
        let recent = passing.rate.errors as f64 / passing.rate.calls.max(1) as f64;
        let state = if share.max(recent) >= FAILING_SHARE { State::Failing } else { State::Ailing };
        let said = format!("{} · {} failed", if flowing.is_empty() { "0/s" } else { &flowing }, look::count(errors));
        return (state, said, why);
    }
    if let Some(complaint) = complaint {
        let state = if complaint.contains("disabled") { State::Ailing } else { State::Failing };
        return (state, if flowing.is_empty() { "stands still".to_owned() } else { flowing }, complaint.to_owned());
    }
    let state = if passing.rate.amount > 0 { State::Well } else { State::Idle };
    match passing.late_ms {
        late if late >= LATE_MS => {
            let text = format!("{} late", look::span(late));
            (State::Ailing, join(&flowing, &text), format!("it is {} behind", look::span(late)))
        }
        late if late >= 1000 => (state, join(&flowing, &format!("{} late", look::span(late))), String::new()),
        _ => (state, flowing, String::new()),
    }
}

fn join(one: &str, other: &str) -> String {
    if one.is_empty() { other.to_owned() } else { format!("{one} · {other}") }
}

/// `Lambda function orders`.
fn name(scene: &Scene, id: &str) -> String {
    match scene.nodes.get(id) {
        Some(node) if matches!(node.kind, Kind::Writers | Kind::Readers | Kind::Athena) => node.kind.title().to_owned(),
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
        assert_eq!(judge(&passing(0, 0, 0), None).0, State::Idle);
        let (state, said, _) = judge(&passing(10, 0, 500), None);
        assert_eq!((state, said.as_str()), (State::Well, "50/s"));
        assert_eq!(judge(&passing(10, 1, 500), None).0, State::Ailing);
        assert_eq!(judge(&passing(10, 9, 50), None).0, State::Failing);
    }

    #[test]
    fn lag_and_complaints_show() {
        let late = Passing { late_ms: 90_000, ..passing(5, 0, 5) };
        let (state, said, _) = judge(&late, None);
        assert_eq!((state, said.as_str()), (State::Ailing, "0.5/s · 1 min 30 s late"));
        let (state, _, why) = judge(&passing(0, 0, 0), Some("PROBLEM: Function call failed"));
        assert_eq!((state, why.as_str()), (State::Failing, "PROBLEM: Function call failed"));
    }
}
