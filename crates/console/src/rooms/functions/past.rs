//! Past invocations: the event, the answer, the log, and running it again with the event as it was or is edited.

use bytes::Bytes;
use lambda_api::{InvocationType, Invoke, InvokeInput, LogType};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::{page as frame, path, result, took, way};
use crate::ask::Ask;
use crate::backstage::{Invocation, Part};
use crate::decoded::{decode, laid_out};
use crate::notice::{self, wrong};
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

/// Invocations that the page of a function shows.
const SHOWN_MAX: usize = 100;
/// Characters of an event in the list.
const BRIEF_MAX: usize = 80;

/// The last invocations.
pub fn section(console: &Console, ask: &Ask, name: &str) -> Markup {
    let past = console.backstage.invocations(&ask.place, name);
    let row = |one: &Invocation| {
        let link = format!("{}/invocations/{}", path(name), percent_encoded(&one.id));
        vec![
            html! { a href=(link) { (look::moment(one.ended)) } },
            result(one),
            took(one),
            html! { (one.memory_mb) " MiB" },
            html! { code.brief { (brief(&one.event)) } },
            html! { code.brief { (brief(&one.answer)) } },
        ]
    };
    let rows: Vec<_> = past.iter().take(SHOWN_MAX).map(row).collect();
    html! {
        h2 { "Past invocations" }
        @if rows.is_empty() {
            (look::nothing(
                "It has not been invoked since the server started.",
                &format!("aws lambda invoke --function-name {name} --cli-binary-format raw-in-base64-out --payload '{{}}' /dev/stdout"),
            ))
        } @else {
            div.tall { (look::table("Past invocations", &["Ended", "Result", "Took", "Memory", "Event", "Answer"], &rows)) }
        }
    }
}

/// The beginning of a part, on one line.
fn brief(part: &Part) -> String {
    let text = String::from_utf8_lossy(part.bytes.get(..4 * BRIEF_MAX).unwrap_or(&part.bytes[..]));
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(BRIEF_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The form that invokes a function with `event`.
pub fn form(name: &str, title: &str, event: &str) -> Markup {
    html! {
        section.card {
            h2 { (title) }
            form method="post" action=(format!("{}/invoke", path(name))) {
                label { "Event" textarea.code name="event" rows="8" spellcheck="false" { (event) } }
                div.fields {
                    label { "How"
                        select name="how" {
                            option value="RequestResponse" { "wait for the answer" }
                            option value="Event" { "asynchronously" }
                        }
                    }
                    button.main { "Invoke" }
                }
            }
        }
    }
}

/// One invocation.
pub async fn page(console: &Console, ask: &Ask, visit: &Visit, name: &str, id: &str) -> Answer {
    let page = frame(name);
    let past = console.backstage.invocations(&ask.place, name);
    let Some(one) = past.iter().find(|one| one.id == id) else {
        let gone =
            "this invocation is not remembered; the last hundred of a function are, until the server ends";
        return notice::refusal(&page, visit, way(Some(name)), &Fault::with_status("NotFound", 404, gone));
    };
    // It is JSON, or it would not have been taken.
    let event = laid_out(&String::from_utf8_lossy(&one.event.bytes));
    let is_whole = one.event.bytes.len() == one.event.whole;
    page.show(
        visit,
        html! {
            (way(Some(name)))
            div.head { h1 { "An invocation of " (name) } }
            (notice::shown(visit))
            (look::figures(&[
                ("Result", result(one)),
                ("Took", took(one)),
                ("Memory", html! { (one.memory_mb) " MiB" }),
                ("Ended", look::moment(one.ended)),
            ]))
            p.soft { "Request " code { (one.id) } }
            div.grid {
                section.card { h2 { @if one.error.is_some() { "Error" } @else { "Answer" } } (shown(&one.answer)) }
                section.card {
                    h2 { "Log" }
                    @if one.log.is_empty() { p.soft { "Nothing was printed." } }
                    @else { pre.wrapped tabindex="0" { (String::from_utf8_lossy(&one.log)) } }
                }
            }
            @if is_whole {
                (form(name, "Run again", &event))
            } @else {
                section.card {
                    h2 { "Event" }
                    (shown(&one.event))
                    p.soft { "It is too large to be remembered whole, so it cannot be run again from here." }
                }
            }
        },
    )
}

fn shown(part: &Part) -> Markup {
    let kept = part.bytes.len();
    html! {
        pre tabindex="0" { (decode(&part.bytes).text) }
        @if kept < part.whole {
            p.soft { "The first " (look::bytes(kept as u64)) " of " (look::bytes(part.whole as u64)) "." }
        }
    }
}

pub async fn invoke(console: &Console, ask: &Ask, visit: &Visit, name: &str) -> Answer {
    match run(console, ask, visit, name).await {
        Ok(Ran::Remembered(id)) => {
            answer::see_other(&format!("{}/invocations/{}", path(name), percent_encoded(&id)))
        }
        Ok(Ran::Said(text)) => notice::back(&path(name), Ok(text)),
        Err(fault) => notice::back(&path(name), Err(fault)),
    }
}

/// What came of invoking.
enum Ran {
    /// The id of what is remembered of it.
    Remembered(String),
    /// All that is known.
    Said(String),
}

/// Invokes, and finds what is remembered of it.
async fn run(console: &Console, ask: &Ask, visit: &Visit, name: &str) -> Result<Ran, Fault> {
    let how = match visit.parameter("how").unwrap_or("RequestResponse") {
        "RequestResponse" => InvocationType::RequestResponse,
        "Event" => InvocationType::Event,
        other => return Err(wrong(format!("a function is not invoked by `{other}`"))),
    };
    let event = Bytes::from(visit.parameter("event").unwrap_or("{}").to_owned());
    let before: Vec<String> = ids(console, ask, name);
    let input = InvokeInput {
        function_name: name.to_owned(),
        invocation_type: Some(how),
        log_type: Some(LogType::None),
        client_context: None,
        durable_execution_name: None,
        payload: Some(event.clone()),
        qualifier: None,
        tenant_id: None,
    };
    let output = ask.of::<Invoke>(input).await?;
    if how == InvocationType::Event {
        return Ok(Ran::Said("The event was taken; what comes of it appears below.".to_owned()));
    }
    let past = console.backstage.invocations(&ask.place, name);
    // Others may have invoked it meanwhile; ours is new and has our event and answer.
    let is_ours = |one: &&Invocation| {
        !before.contains(&one.id) && event.starts_with(&one.event.bytes) && one.event.whole == event.len()
    };
    match past.iter().find(is_ours) {
        Some(one) => Ok(Ran::Remembered(one.id.clone())),
        None => {
            let answer = String::from_utf8_lossy(output.payload.as_deref().unwrap_or_default())
                .chars()
                .take(500)
                .collect::<String>();
            match output.function_error {
                Some(error) => Err(Fault::sender(error, answer)),
                // A function that lives elsewhere is not remembered here.
                None => Ok(Ran::Said(format!("It answered {answer}"))),
            }
        }
    }
}

fn ids(console: &Console, ask: &Ask, name: &str) -> Vec<String> {
    console.backstage.invocations(&ask.place, name).into_iter().map(|one| one.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brief_is_one_short_line() {
        let part = |text: &str| Part { bytes: Bytes::from(text.to_owned()), whole: text.len() };
        assert_eq!(brief(&part("{\n  \"a\": 1\n}")), "{ \"a\": 1 }");
        assert_eq!(brief(&part(&"x ".repeat(500))).chars().count(), BRIEF_MAX + 1);
    }
}
