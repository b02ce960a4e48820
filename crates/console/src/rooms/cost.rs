//! The bill: what AWS would have charged for what ran here since the server's start, and what would have been cheaper.

use maud::{Markup, html};
use wire::Answer;

use crate::Console;
use crate::backstage::Bill;
use crate::look;
use crate::page::Page;
use crate::visit::Visit;

/// Answers the paths of this room.
pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    if visit.method != http::Method::GET || !path.is_empty() {
        return None;
    }
    let content = match console.backstage.bill(&visit.place).await {
        Ok(bill) => shown(&bill),
        Err(error) => html! { p.fault role="alert" { (error) } },
    };
    let page = Page { title: "Cost", room: "cost", has_charts: false, module: None };
    Some(page.show(
        visit,
        html! {
            div.head { h1 { "Cost" } p.aside { code { "pumphouse cost" } } }
            (content)
        },
    ))
}

fn shown(bill: &Bill) -> Markup {
    let row = |line: &crate::backstage::BillLine| {
        vec![
            html! { (line.service) },
            html! { (line.resource) },
            html! { (line.quantity) },
            html! { (line.unit) },
            html! { (line.amount) },
        ]
    };
    let rows: Vec<_> = bill.lines.iter().map(row).collect();
    html! {
        p { (bill.about) }
        (look::figures(&[("AWS would have charged", html! { (bill.total) })]))
        @if bill.lines.is_empty() {
            (look::nothing("Nothing has been used that AWS charges for.", ""))
        } @else {
            (look::table("Lines of the bill", &["Service", "What", "How much", "Of", "Dollars"], &rows))
        }
        @if !bill.advice.is_empty() {
            h2 { "What would have been cheaper" }
            ul { @for advice in &bill.advice { li { (advice) } } }
        }
    }
}
