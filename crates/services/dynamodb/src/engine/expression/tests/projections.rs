//! Projections.

use super::super::Projection;
use super::{item, list, map, message, n, placeholders, s};

fn project(text: &str) -> Result<Projection, super::ExpressionError> {
    Projection::parse(text, &mut placeholders(&[("#a", "a"), ("#d", "x.y")], &[]))
}

#[test]
fn wrong_ones_are_refused() {
    let overlap = "Two document paths overlap with each other; must remove or rewrite one of these paths;";
    let conflict = "Two document paths conflict with each other; must remove or rewrite one of these paths;";
    for (text, want) in [
        ("", "The expression can not be empty;".to_owned()),
        ("a b", "Syntax error; token: \"b\", near: \"a b\"".to_owned()),
        ("a,", "Syntax error; token: \"<EOF>\", near: \",\"".to_owned()),
        ("!!", "Syntax error; token: \"!\", near: \"!!\"".to_owned()),
        ("a, b.name", "Attribute name is a reserved keyword; reserved keyword: name".to_owned()),
        ("a.b, #a", format!("{overlap} path one: [a, b], path two: [a]")),
        ("a, #a", format!("{overlap} path one: [a], path two: [a]")),
        ("#a.b, a[1]", format!("{conflict} path one: [a, b], path two: [a, [1]]")),
        ("a.#d, a.x.y, #a.#d", format!("{overlap} path one: [a, x.y], path two: [a, x.y]")),
    ] {
        assert_eq!(message(project(text)), format!("Invalid ProjectionExpression: {want}"), "{text}");
    }
}

#[test]
fn parts_are_picked() {
    let thing = item([
        ("a", list([n("0"), n("1"), map([("b", n("2")), ("c", n("3"))])])),
        ("m", map([("x", n("1")), ("y", map([("z", s("deep"))])), ("x.y", s("dot"))])),
        ("k", s("key")),
    ]);
    for (text, want) in [
        ("k, absent", item([("k", s("key"))])),
        ("a[2].c, #a[0], a[9]", item([("a", list([n("0"), map([("c", n("3"))])]))])),
        ("m.y.z, m.#d", item([("m", map([("y", map([("z", s("deep"))])), ("x.y", s("dot"))]))])),
        ("m.x.nothing, k.x", item([])),
        ("m.x, k", item([("m", map([("x", n("1"))])), ("k", s("key"))])),
    ] {
        assert_eq!(project(text).unwrap().apply(&thing), want, "{text}");
    }
}
