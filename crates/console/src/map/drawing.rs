//! The map as SVG: boxes that are links, arrows with words. Drawn twice, for wide screens and for phones; the style
//! shows one.

use maud::{Markup, html};

use super::layout::{self, Measures, TALL, WIDE};
use super::scene::Scene;
use super::status::Status;

/// How many letters of a name fit into a box.
const NAME_LETTERS: usize = 17;
/// The longer side of an arrow's head.
const HEAD: f64 = 9.0;

/// Both drawings of `scene`, as it is by `status`.
pub fn draw(scene: &Scene, status: &Status) -> Markup {
    html! {
        (one(scene, status, &WIDE, "wide"))
        (one(scene, status, &TALL, "tall"))
    }
}

fn one(scene: &Scene, status: &Status, measures: &Measures, class: &str) -> Markup {
    let ids: Vec<&String> = scene.nodes.keys().collect();
    let number = |id: &String| ids.binary_search(&id).unwrap_or_default();
    let ways: Vec<(usize, usize)> =
        scene.arrows.keys().map(|(from, to)| (number(from), number(to))).collect();
    let picture = layout::draw(ids.len(), &ways, measures);
    let size = format!("0 0 {:.0} {:.0}", picture.width, picture.height);
    // A small picture is not blown up beyond what its words need.
    let width = format!("{:.0}", picture.width * 1.12);
    html! {
        svg.(class) viewBox=(size) width=(width) role="group" aria-label="Map of the pipeline" {
            @for (line, shown) in picture.arrows.iter().zip(&status.arrows) {
                g data-id=(shown.id) class=(format!("arrow {}", shown.state.class())) {
                    title { (shown.why) }
                    path d=(line.path) {}
                    polygon.head points=(head(line.tip, line.direction)) {}
                    text.said x=(format!("{:.1}", line.label.0)) y=(format!("{:.1}", line.label.1)) { (shown.said) }
                    text.also x=(format!("{:.1}", line.label.0)) y=(format!("{:.1}", line.label.1 + 14.0)) { (shown.also) }
                }
            }
            @for ((place, node), shown) in picture.parts.iter().zip(scene.nodes.values()).zip(&status.nodes) {
                g data-id=(shown.id) class=(format!("node {}", shown.state.class()))
                    transform=(format!("translate({:.1} {:.1})", place.0, place.1)) {
                    title { (shown.why) }
                    @if let Some(page) = node.kind.page(&node.name) {
                        a href=(page) { (inside(node.kind.title(), &node.name, &shown.said, measures)) }
                    } @else {
                        (inside(node.kind.title(), &node.name, &shown.said, measures))
                    }
                }
            }
        }
    }
}

fn inside(kind: &str, name: &str, said: &str, measures: &Measures) -> Markup {
    html! {
        rect.box width=(measures.width) height=(measures.height) rx="9" {}
        rect.bar x="0" y="10" width="4" height=(measures.height - 20.0) rx="2" {}
        text.kind x="13" y="18" { (kind) }
        text.name x="13" y="34" { (shortened(name)) }
        text.said x="13" y="50" { (said) }
    }
}

/// `name` with its middle left out where it is too long: beginnings and ends tell names apart.
fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= NAME_LETTERS {
        return name.to_owned();
    }
    let (begin, end) = (NAME_LETTERS - 9, 8);
    letters[..begin].iter().chain(['…'].iter()).chain(&letters[letters.len() - end..]).collect()
}

fn head((x, y): (f64, f64), (right, down): (f64, f64)) -> String {
    let (back, half) = (HEAD, HEAD / 2.0);
    let tip = (x + right * 5.0, y + down * 5.0);
    let base = (tip.0 - right * back, tip.1 - down * back);
    format!(
        "{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
        tip.0,
        tip.1,
        base.0 - down * half,
        base.1 + right * half,
        base.0 + down * half,
        base.1 - right * half
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_keep_both_ends() {
        assert_eq!(shortened("orders"), "orders");
        let long = shortened("bigdataprojectcsvtodynamodb");
        assert!(
            long.starts_with("bigdata") && long.ends_with("dynamodb") && long.chars().count() == NAME_LETTERS
        );
    }
}
