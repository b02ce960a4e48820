//! The guide's page of functions says what is there and what is not.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::House;

/// What the page says of each name: `there`, `different`, `missing`, `besides`.
fn page() -> BTreeMap<String, String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/sql-functions.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut all = BTreeMap::new();
    for row in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert!(["there", "different", "missing", "besides"].contains(&cells[2]), "{row}");
        assert_eq!(cells[2] == "different", !cells[3].is_empty(), "what differs is told: {row}");
        for name in cells[1].split(", ") {
            let before = all.insert(name.trim_matches('`').to_owned(), cells[2].to_owned());
            assert_eq!(before, None, "{name} is on the page twice");
        }
    }
    all
}

/// What is called by no brackets, or by words within them.
fn form(name: &str) -> Option<&'static str> {
    Some(match name {
        "current_catalog" => "current_catalog",
        "current_date" => "current_date",
        "current_schema" => "current_schema",
        "current_user" => "current_user",
        "extract" => "extract(year FROM DATE '2024-01-01')",
        "overlay" => "overlay('Txxxxas' PLACING 'hom' FROM 2 FOR 4)",
        "position" => "position('b' IN 'abc')",
        _ => return None,
    })
}

#[tokio::test]
async fn what_the_page_calls_there_is_there_and_what_it_calls_missing_is_not() {
    let house = House::new().await;
    let mut wrong = Vec::new();
    for (name, state) in page() {
        let unknown = format!("Function '{name}' not registered");
        let form = form(&name);
        let is_there = match house.ask(&format!("SELECT {}", form.unwrap_or(&format!("{name}()")))).await {
            Ok(_) => true,
            Err(error) => form.is_none() && !error.message.contains(&unknown),
        };
        if is_there == (state == "missing") {
            wrong.push(format!("{name}: {state}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    // Names that the page does not know are told from those that are there.
    assert!(house.refused("SELECT no_such_function()").await.contains("'no_such_function' not registered"));
}

#[test]
fn what_is_there_is_on_the_page() {
    let page = page();
    let known: BTreeSet<&str> =
        page.iter().filter(|(_, state)| *state != "missing").map(|(name, _)| name.as_str()).collect();
    let names = sql::functions::Functions::all().names();
    let unsaid: Vec<&str> = names.into_iter().filter(|name| !known.contains(name)).collect();
    assert!(unsaid.is_empty(), "{unsaid:?}");
}
