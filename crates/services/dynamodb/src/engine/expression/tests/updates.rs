//! Updates: what is refused, and what becomes of items.

use dynamodb_api::{AttributeValue, Item};

use super::super::{ExpressionError, Update};
use super::{item, list, map, message, n, ns, placeholders, s, ss};
use crate::engine::key::{KeyAttribute, KeySchema, ScalarType};

fn values() -> Vec<(&'static str, AttributeValue)> {
    vec![
        (":s", s("a")),
        (":n", n("1")),
        (":b", super::b(&[0x61])),
        (":t", AttributeValue::Bool(true)),
        (":nul", AttributeValue::Null),
        (":ss", ss(&["a"])),
        (":ns", ns(&["1"])),
        (":m", map([])),
        (":l", list([s("x")])),
        (":big", n("9e125")),
    ]
}

fn parse(text: &str) -> Result<Update, ExpressionError> {
    Update::parse(text, &mut placeholders(&[("#c", "c"), ("#d", "[3]"), ("#1", "1")], &values()))
}

fn refused(text: &str, want: &str) {
    assert_eq!(message(parse(text)), format!("Invalid UpdateExpression: {want}"), "{text}");
}

#[test]
fn syntax_errors_are_quoted() {
    for (text, token, near) in [
        ("INVALID SYNTAX HERE", "INVALID", "INVALID SYNTAX"),
        ("ADD hits : incr", ":", "hits : incr"),
        ("SET", "<EOF>", "SET"),
        ("set a", "<EOF>", "a"),
        ("SET a = :s,", "<EOF>", ","),
        ("SET a = b +", "<EOF>", "+"),
        ("set a = b / c", "/", "b / c"),
        ("set a = b + c + d", "+", "c + d"),
        ("set a=set", "set", "=set"),
        ("add a = b", "=", "a = b"),
        ("delete a b", "b", "a b"),
        ("remove :a", ":a", "remove :a"),
        ("set (a = b)", "(", "set (a"),
        ("SET a = (b.c).d + e", ".", ").d"),
        ("setx a", "setx", "setx a"),
        ("SET a = :s WHERE b", "WHERE", ":s WHERE b"),
    ] {
        refused(text, &format!("Syntax error; token: \"{token}\", near: \"{near}\""));
    }
    refused("", "The expression can not be empty;");
    refused("set a = ((b))", "The expression has redundant parentheses;");
    for text in ["set a = (:n + :n)", "set a = ((b.c) + (d))", "SET a=b remove c ADD d :n DELETE e :ss"] {
        assert_eq!(message(parse(text)), "accepted", "{text}");
    }
}

#[test]
fn misuse_is_refused() {
    let overlap = "Two document paths overlap with each other; must remove or rewrite one of these paths;";
    let conflict = "Two document paths conflict with each other; must remove or rewrite one of these paths;";
    let count = "Incorrect number of operands for operator or function; operator or function:";
    let path = "Operator or function requires a document path; operator or function:";
    let once =
        |keyword: &str| format!("The \"{keyword}\" section can only be used once in an update expression;");
    for (text, want) in [
        (
            "set #z = :c set abOrt = a",
            "Attribute name is a reserved keyword; reserved keyword: abOrt".to_owned(),
        ),
        ("remove Absolute", "Attribute name is a reserved keyword; reserved keyword: Absolute".to_owned()),
        ("set a = if_not_exist(b, c)", "Invalid function name; function: if_not_exist".to_owned()),
        ("set a = size(b)", "The function is not allowed in an update expression; function: size".to_owned()),
        ("set a = b set c = :d", once("SET")),
        ("remove d set a = b remove e", once("REMOVE")),
        ("add d :ns set a = b add e :f", once("ADD")),
        (
            "SET #z = :zz",
            "An expression attribute name used in the document path is not defined; attribute name: #z"
                .to_owned(),
        ),
        ("SET a = if_not_exists(:zz)", format!("{count} if_not_exists, number of operands: 1")),
        (
            "SET a = if_not_exists(b, :zz)",
            "An expression attribute value used in expression is not defined; attribute value: :zz"
                .to_owned(),
        ),
        ("set a = list_append(c)", format!("{count} list_append, number of operands: 1")),
        ("set a = if_not_exists(:n, c)", format!("{path} if_not_exists")),
        ("set a = if_not_exists(if_not_exists(a, b), c)", format!("{path} if_not_exists")),
        ("set c[1].a = a, #c = b", format!("{overlap} path one: [c, [1], a], path two: [c]")),
        ("set #c[3].#d = a, #c[3] = a", format!("{overlap} path one: [c, [3], [3]], path two: [c, [3]]")),
        ("SET a = :n, a.b = :n", format!("{overlap} path one: [a], path two: [a, b]")),
        (
            "set #c[3].#d = a, #c.#d[3] = b",
            format!("{conflict} path one: [c, [3], [3]], path two: [c, [3], [3]]"),
        ),
        ("remove a.#c set a[1] = #d", format!("{conflict} path one: [a, c], path two: [a, [1]]")),
    ] {
        refused(text, &want);
    }
}

#[test]
fn operand_types_are_checked() {
    let wrong = "Incorrect operand type for operator or function; operator";
    for (text, operator, kind) in [
        ("set a = list_append(:s, a)", "list_append", "S"),
        ("set a = list_append(a, :n)", "list_append", "N"),
        ("set a = a + :s", "+", "S"),
        ("set a = :b + a", "+", "B"),
        ("set a = a - :l", "-", "L"),
        ("set a = a - :nul", "-", "NULL"),
    ] {
        refused(text, &format!("{wrong} or function: {operator}, operand type: {kind}"));
    }
    for (text, operator, kind) in [
        ("add a.b :s", "ADD", "STRING"),
        ("add a.b :m", "ADD", "MAP"),
        ("add a.b :t", "ADD", "BOOL"),
        ("delete a.b :n", "DELETE", "NUMBER"),
        ("delete a.b :l", "DELETE", "LIST"),
    ] {
        refused(
            text,
            &format!("{wrong}: {operator}, operand type: {kind}, typeSet: ALLOWED_FOR_ADD_OPERAND"),
        );
    }
}

#[test]
fn keys_are_left_alone() {
    let schema = KeySchema {
        partition: KeyAttribute::new("a", ScalarType::S),
        sort: Some(KeyAttribute::new("b", ScalarType::S)),
    };
    let part = |name: &str| {
        format!(
            "One or more parameter values were invalid: Cannot update attribute {name}. This attribute is part of \
             the key"
        )
    };
    for (text, want) in [
        ("remove d set c = :n, a = :n", part("a")),
        ("set d[1] = :n add b.b :n", part("b")),
        ("set c = a, d = b", "accepted".to_owned()),
        (
            "set c = a.x",
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: a"
                .to_owned(),
        ),
    ] {
        assert_eq!(message(parse(text).unwrap().check_keys(&schema, &[])), want, "{text}");
    }
}

fn before() -> Item {
    item([
        ("num", n("5")),
        ("str", s("five")),
        ("tags", ss(&["a", "b"])),
        ("nums", ns(&["1", "2"])),
        ("seq", list([n("0"), n("1"), map([("x", n("2"))])])),
        ("doc", map([("in", map([("x", n("1"))])), ("gone", s("bye"))])),
    ])
}

/// The attributes that differ afterwards; `Null` stands for a removed one.
fn changed(text: &str) -> Item {
    let mut given = values();
    given.push((":ns2", ns(&["1", "2", "3"])));
    let update = Update::parse(text, &mut placeholders(&[("#in", "in")], &given)).unwrap();
    let mut after = update.apply(before()).unwrap();
    let removed = before().into_keys().filter(|name| !after.contains_key(name));
    let removed: Vec<_> = removed.map(|name| (name, AttributeValue::Null)).collect();
    after.retain(|name, value| before().get(name) != Some(value));
    after.extend(removed);
    after
}

#[test]
fn items_change() {
    let null = || AttributeValue::Null;
    for (text, want) in [
        ("SET num = num + :n, w = num - :n", item([("num", n("6")), ("w", n("4"))])),
        ("SET w = str, str = num", item([("w", s("five")), ("str", n("5"))])),
        ("SET num = if_not_exists(num, :s), w = if_not_exists(w, :s)", item([("w", s("a"))])),
        ("SET w = if_not_exists(w, num) + :n", item([("w", n("6"))])),
        ("SET w = list_append(seq, :l)", item([("w", list([n("0"), n("1"), map([("x", n("2"))]), s("x")]))])),
        ("SET w = list_append(if_not_exists(w, :l), :l)", item([("w", list([s("x"), s("x")]))])),
        (
            "SET doc.#in.y = :s REMOVE doc.gone",
            item([("doc", map([("in", map([("x", n("1")), ("y", s("a"))]))]))]),
        ),
        (
            "SET seq[9] = :s, seq[4] = :t, seq[0] = :n",
            item([("seq", list([n("1"), n("1"), map([("x", n("2"))]), AttributeValue::Bool(true), s("a")]))]),
        ),
        (
            "REMOVE seq[0], seq[1], seq[7], absent SET seq[5] = :s",
            item([("seq", list([map([("x", n("2"))]), s("a")]))]),
        ),
        ("REMOVE seq[0], seq[2].x", item([("seq", list([n("1"), map([])]))])),
        ("REMOVE str, num", item([("str", null()), ("num", null())])),
        ("ADD num :n, w :n, tags :ss, nums :ns", item([("num", n("6")), ("w", n("1"))])),
        (
            "ADD z :ss, doc.#in.x :n",
            item([("z", ss(&["a"])), ("doc", map([("in", map([("x", n("2"))])), ("gone", s("bye"))]))]),
        ),
        ("DELETE tags :ss, nothing :ss", item([("tags", ss(&["b"]))])),
        ("DELETE nums :ns2", item([("nums", null())])),
    ] {
        assert_eq!(changed(text), want, "{text}");
    }
}

#[test]
fn impossible_changes_are_refused() {
    const TYPE: &str = "An operand in the update expression has an incorrect data type";
    const PLACE: &str = "The document path provided in the update expression is invalid for update";
    const MISSING: &str = "The provided expression refers to an attribute that does not exist in the item";
    for (text, want) in [
        ("delete nums :ss", TYPE),
        ("delete num :ns", TYPE),
        ("add nums :n", TYPE),
        ("add str :n", TYPE),
        ("set e = str + :n", TYPE),
        ("set e = nothing + str", TYPE),
        ("set e = list_append(num, if_not_exists(f, :l))", TYPE),
        ("set e = nothing", MISSING),
        ("set e = list_append(nothing, nothing2)", MISSING),
        ("set str.a = :s", PLACE),
        ("set nothing.a = :s", PLACE),
        ("set doc[0] = :s", PLACE),
        ("set seq.#1 = :s", PLACE),
        ("remove nothing.a set #1 = :s", PLACE),
        ("add nothing[1] :ss", PLACE),
        ("delete seq.#1 :ss", PLACE),
        (
            "set e = :big + :big",
            "Number overflow. Attempting to store a number with magnitude larger than supported range",
        ),
        ("set e = :big + :n", "Attempting to store more than 38 significant digits in a Number"),
    ] {
        assert_eq!(message(parse(text).unwrap().apply(before())), want, "{text}");
    }
}

#[test]
fn touched_parts_are_answered() {
    let update = parse("SET num = num + :n, seq[1] = :s REMOVE doc.gone ADD w :n").unwrap();
    let old = before();
    let new = update.apply(old.clone()).unwrap();
    assert_eq!(
        update.touched(&old),
        item([("num", n("5")), ("seq", list([n("1")])), ("doc", map([("gone", s("bye"))]))])
    );
    assert_eq!(update.touched(&new), item([("num", n("6")), ("seq", list([s("a")])), ("w", n("1"))]));
}
