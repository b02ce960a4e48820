//! Whatever text comes, parsing answers: it neither panics nor runs on.

use std::collections::BTreeMap;

use arbtest::arbtest;
use cloudformation_service::engine::template::{PseudoParameters, TEMPLATE_BODY_BYTES_MAX, Template};

const SEEDS: [&str; 3] = [
    include_str!("golden/templates/intrinsics.yaml"),
    include_str!("golden/templates/sensors.yaml"),
    include_str!("golden/templates/json.json"),
];

/// Pieces that mean something to a parser.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "!Ref ",
    "!Sub ",
    "!If ",
    "!GetAtt ",
    "&a ",
    "*a",
    "${",
    "|",
    ">",
    "\"",
    "'",
    "#",
    "%TAG ! x\n",
    "---\n",
    "Fn::Join: ",
];

#[test]
fn damaged_templates_are_refused_or_read() {
    let pseudo = PseudoParameters {
        place: kernel::Place::default(),
        stack_name: "s".into(),
        stack_id: "arn:s".into(),
        notification_arns: Vec::new(),
    };
    arbtest(|random| {
        let mut text = (*random.choose(&SEEDS)?).to_owned();
        for _ in 0..random.int_in_range(1..=6)? {
            let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let from = *random.choose(&boundaries)?;
            let to = *random.choose(&boundaries)?;
            let piece = random.choose(&PIECES)?;
            match random.int_in_range(0..=2)? {
                0 => text.insert_str(from, piece),
                1 => text.replace_range(from.min(to)..(from.min(to) + 40).min(from.max(to)), piece),
                _ => {
                    let copy = text[from.min(to)..from.max(to)].to_owned();
                    text.insert_str(from, &copy);
                }
            }
            if text.is_empty() || text.len() > TEMPLATE_BODY_BYTES_MAX {
                break;
            }
        }
        if let Ok(template) = Template::parse(&text, TEMPLATE_BODY_BYTES_MAX)
            && let Ok(parameters) = template.values(&BTreeMap::new())
        {
            let _ = template.plan(&parameters, &pseudo);
        }
        Ok(())
    })
    .budget_ms(500);
}
