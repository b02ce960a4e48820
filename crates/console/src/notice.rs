//! What became of a form, said on the page that it leads to; and what a page is where the thing that it is about is
//! not there.

use maud::{Markup, html};
use wire::{Answer, Fault};

use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{answer, look};

/// Back to `path`, which may have parameters, with what became of it.
pub fn back(path: &str, result: Result<String, Fault>) -> Answer {
    let (name, text) = match result {
        Ok(text) => ("said", text),
        Err(fault) => ("told", format!("{}: {}", fault.code, fault.message)),
    };
    let mark = if path.contains('?') { '&' } else { '?' };
    answer::see_other(&format!("{path}{mark}{name}={}", percent_encoded(&text)))
}

/// What became of the form that led here, if one did.
pub fn shown(visit: &Visit) -> Markup {
    html! {
        @if let Some(told) = visit.parameter("told") { p.fault role="alert" { (told) } }
        @if let Some(said) = visit.parameter("said") { p.said role="status" { (said) } }
    }
}

/// The status of a page about something that could not be had.
pub fn status(fault: &Fault) -> u16 {
    match fault.status {
        _ if fault.code.contains("NotFound") || fault.code.starts_with("NoSuch") => 404,
        404 => 404,
        500.. => 502,
        _ => 400,
    }
}

/// The page of something that could not be had.
pub fn refusal(page: &Page<'_>, visit: &Visit, way: Markup, fault: &Fault) -> Answer {
    let content = html! {
        (way)
        div.head { h1 { (page.title) } }
        (look::fault(fault))
    };
    page.refuse(visit, status(fault), content)
}

/// A fault of whoever asked, in the console's own words.
pub fn wrong(message: impl Into<String>) -> Fault {
    Fault::sender("ValidationException", message)
}

/// The number that a parameter says, within bounds; `usual` where it says none.
pub fn number(
    visit: &Visit,
    name: &str,
    usual: u32,
    bounds: std::ops::RangeInclusive<u32>,
) -> Result<u32, Fault> {
    let Some(text) = visit.parameter(name) else { return Ok(usual) };
    let number = text.trim().parse().ok().filter(|number| bounds.contains(number));
    let (least, most) = (bounds.start(), bounds.end());
    number.ok_or_else(|| wrong(format!("{name} must be a number from {least} to {most}, and is `{text}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_form_goes_with_the_address() {
        let answer = back("/_pumphouse/streams/a?shard=1", Err(Fault::sender("Bad", "a & b")));
        assert_eq!(answer.headers["location"], "/_pumphouse/streams/a?shard=1&told=Bad%3A%20a%20%26%20b");
        assert_eq!(back("/x", Ok("done".into())).headers["location"], "/x?said=done");
    }

    #[test]
    fn faults_have_the_status_of_a_page() {
        let of = |code: &'static str, status_code| status(&Fault::with_status(code, status_code, ""));
        assert_eq!(of("ResourceNotFoundException", 400), 404);
        assert_eq!(of("NoSuchKey", 404), 404);
        assert_eq!(of("ValidationException", 400), 400);
        assert_eq!(of("InternalFailure", 500), 502);
    }
}
