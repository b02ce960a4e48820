//! Conditions: what is refused, in which words, and what holds.

use super::super::{Condition, ExpressionKind, Placeholders};
use super::{b, item, list, map, message, n, ns, placeholders, s, ss};
use dynamodb_api::AttributeValue;

fn parse(text: &str, placeholders: &mut Placeholders) -> String {
    message(Condition::parse(ExpressionKind::Filter, text, placeholders))
}

fn refused(text: &str, values: &[(&str, AttributeValue)], want: &str) {
    let got = parse(text, &mut placeholders(&[("#a", "a")], values));
    assert_eq!(got, format!("Invalid FilterExpression: {want}"), "{text}");
}

#[test]
fn syntax_errors_quote_the_token_and_its_neighbours() {
    for (text, token, near) in [
        ("foo", "<EOF>", "foo"),
        ("   ", "<EOF>", "   "),
        ("  1abc = :v", "1", "  1abc"),
        ("n = :v AND  ", "<EOF>", "AND  "),
        ("a-b", "-", "a-b"),
        ("!!", "!", "!!"),
        ("contains(themes, :theme", "<EOF>", ":theme"),
        ("attribute_not_exists(", "<EOF>", "("),
        ("a > 4", "4", "> 4"),
        ("a = b AND", "<EOF>", "AND"),
        ("NOT #a", "<EOF>", "#a"),
        ("a AND b = c", "AND", "a AND b"),
        ("ü > a", "ü", "ü >"),
        ("_id = :v", "_", "_id"),
        ("a in b, c", "b", "in b,"),
        ("a in (b,c,)", ")", ",)"),
        ("a = b)", ")", "b)"),
        ("(a = b", "<EOF>", "b"),
        ("(a = b) = c", "=", ") = c"),
        ("size(a)[0] > a", "[", ")[0"),
        ("#$.b > a", "#", "#$"),
        ("b[#_] > a", "#_", "[#_]"),
        ("f()", ")", "()"),
        ("a BETWEEN b AND", "<EOF>", "AND"),
        ("a = b c", "c", "b c"),
        ("l[01] = :v", "1", "01]"),
        ("tenantAgent:abc123-x", ":abc123", "tenantAgent:abc123-"),
    ] {
        refused(text, &[], &format!("Syntax error; token: \"{token}\", near: \"{near}\""));
    }
    for text in
        ["things are not gonna be ok", "attribute_exists(\"a\")", "a..b = c", "(a)between(b.(c.d))and(c)"]
    {
        let got = parse(text, &mut Placeholders::default());
        assert!(got.starts_with("Invalid FilterExpression: Syntax error; token: "), "{text}: {got}");
    }
    refused("", &[], "The expression can not be empty;");
    let long = format!("a{} = b", " ".repeat(4092));
    refused(&long, &[], "Expression size has exceeded the maximum allowed size;");
    let fits = format!("a{} = b", " ".repeat(4091));
    assert_eq!(parse(&fits, &mut Placeholders::default()), "accepted");
}

#[test]
fn redundant_parentheses_are_refused() {
    for text in [
        "a=b and a > ((views))",
        "(a)between(((b.c)).d)and(c)",
        "a > whatever((:things), ((a)))",
        "a=b AND ((a=c AND a=d)) AND a=e",
        "((a=b))",
        "((attribute_exists(a)))",
    ] {
        refused(text, &[], "The expression has redundant parentheses;");
    }
    for text in [
        "(a=b)",
        "((a)=b)",
        "((a=b) OR (a=c))",
        "(attribute_exists(a)) AND (NOT (b = c))",
        "NOT NOT a = b",
        "(size(a)) > b",
        "(a) BETWEEN (b) AND (c)",
    ] {
        assert_eq!(parse(text, &mut Placeholders::default()), "accepted", "{text}");
    }
}

#[test]
fn functions_stand_where_they_belong() {
    for (text, function) in
        [("a=b and whatever((:t)) > a", "whatever"), ("attRIbute_exists((v), #a)", "attRIbute_exists")]
    {
        refused(text, &[], &format!("Invalid function name; function: {function}"));
    }
    for (text, function) in [
        ("a=b and attribute_exists((c), (#a)) > b", "attribute_exists"),
        ("begins_with(things, a) > b", "begins_with"),
        ("size(contains(a, b)) > a", "contains"),
        ("size(things)", "size"),
        ("a between b and attribute_exists(things)", "attribute_exists"),
    ] {
        let rule = "The function is not allowed to be used this way in an expression; function:";
        refused(text, &[], &format!("{rule} {function}"));
    }
    refused(
        "a = if_not_exists(b, c)",
        &[],
        "The function is not allowed in a condition expression; function: if_not_exists",
    );
    for (text, function, count) in [
        ("attribute_exists(things, a) and a=b", "attribute_exists", 2),
        ("attribute_type(things)", "attribute_type", 1),
        ("begins_with(things, size(a), b)", "begins_with", 3),
        ("size(things, a) > b", "size", 2),
    ] {
        refused(
            text,
            &[],
            &format!(
                "Incorrect number of operands for operator or function; operator or function: {function}, \
                 number of operands: {count}"
            ),
        );
    }
}

#[test]
fn names_and_values_have_to_be_known() {
    refused("attribute_exists(views)", &[], "Attribute name is a reserved keyword; reserved keyword: views");
    refused(":a < abOrT", &[], "Attribute name is a reserved keyword; reserved keyword: abOrT");
    refused(
        "#a > :b AND begins_with(c.#RearView, :b)",
        &[(":b", s("x"))],
        "An expression attribute name used in the document path is not defined; attribute name: #RearView",
    );
    refused(
        ":x < :b",
        &[(":b", s("x"))],
        "An expression attribute value used in expression is not defined; attribute value: :x",
    );
    refused("a[2147483648] = b", &[], "List index is not within the allowable range; index: [2147483648]");
    let deep = format!("a{} = :v", ".b".repeat(32));
    refused(&deep, &[], "The document path has too many nesting levels; nesting levels: 33");
    let mut given = placeholders(&[("#a", "a"), ("#b", "b")], &[(":x", s("x"))]);
    assert_eq!(parse("#a = c", &mut given), "accepted");
    assert_eq!(
        message(given.finish()),
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}"
    );
    let names = [("#a", "x"), ("#b", "y"), ("#c", "z")];
    assert_eq!(
        message(placeholders(&names, &[]).finish()),
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#c, #a, #b}"
    );
    let mut given = placeholders(&[], &[(":x", s("x")), (":y", s("x"))]);
    assert_eq!(
        message(given.finish()),
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:x, :y}"
    );
    assert_eq!(parse("a = :x AND b = :y", &mut given), "accepted");
    assert_eq!(message(given.finish()), "accepted");
}

#[test]
fn placeholder_maps_are_checked() {
    let names =
        |key: &str, name: &str| Placeholders::new(Some([(key.to_owned(), name.to_owned())].into()), None);
    assert_eq!(
        message(names("a", "a")),
        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\""
    );
    assert_eq!(
        message(names("#a", "")),
        "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a"
    );
    assert!(message(names(&format!("#{}", "a".repeat(255)), "a")).ends_with("too long; size of key: 256"));
    assert_eq!(
        message(Placeholders::new(Some([].into()), None)),
        "ExpressionAttributeNames must not be empty"
    );
    assert_eq!(
        message(Placeholders::new(None, Some([].into()))),
        "ExpressionAttributeValues must not be empty"
    );
    assert_eq!(
        message(Placeholders::new(None, Some([("b".to_owned(), s("a"))].into()))),
        "ExpressionAttributeValues contains invalid key: Syntax error; key: \"b\""
    );
}

#[test]
fn operands_have_to_fit() {
    let boolean = AttributeValue::Bool(true);
    for (text, operator, value, kind) in [
        ("attribute_type(a, :a)", "attribute_type", n("1"), "N"),
        ("attribute_type(a, size(a)) and a=:a", "attribute_type", n("1"), "N"),
        ("begins_with(a, :a)", "begins_with", n("1"), "N"),
        ("begins_with(:a, a)", "begins_with", list([]), "L"),
        ("size(:a) > a", "size", boolean.clone(), "BOOL"),
        ("attribute_not_exists(size(:a))", "size", n("1"), "N"),
        ("a < :a", "<", boolean.clone(), "BOOL"),
        (":a >= a", ">=", boolean.clone(), "BOOL"),
        ("a BETWEEN :a AND :a", "BETWEEN", boolean, "BOOL"),
    ] {
        let want = format!(
            "Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}"
        );
        refused(text, &[(":a", value)], &want);
    }
    refused(
        "attribute_type(a, :a)",
        &[(":a", s("1"))],
        "Invalid attribute type name found; type: 1, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}",
    );
    let needs_path = "Operator or function requires a document path; operator or function: attribute_exists";
    refused("attribute_exists(:a) and a=b", &[(":a", s("1"))], needs_path);
    for (text, operator, path) in [
        ("#a <> a", "<>", "[a]"),
        ("contains(ab.bc[1].a, ab.bc[1].#a)", "contains", "[ab, bc, [1], a]"),
        ("a IN (b, #a)", "IN", "[a]"),
        ("a BETWEEN b AND a", "BETWEEN", "[a]"),
    ] {
        let rule =
            "The first operand must be distinct from the remaining operands for this operator or function;";
        refused(text, &[], &format!("{rule} operator: {operator}, first operand: {path}"));
    }
    let values = [(":a", s("a")), (":b", s("b")), (":n", n("1"))];
    refused(
        "a between :b and :a",
        &values,
        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; \
         lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}",
    );
    refused(
        "a between :n and :a",
        &values,
        "The BETWEEN operator requires same data type for lower and upper bounds; \
         lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}",
    );
    let many = format!("a IN ({})", vec![":a"; 101].join(","));
    refused(&many, &values, "The IN operator is provided with too many operands; number of operands: 101");
    let operators = |count: usize| vec!["a=:a"; count].join(" OR ");
    assert_eq!(parse(&operators(150), &mut placeholders(&[], &values)), "accepted");
    refused(&operators(151), &values, "The expression contains too many operators; operator count: 301");
}

#[test]
fn conditions_hold() {
    let thing = item([
        ("str", s("hello")),
        ("num", n("10.0")),
        ("bin", b(&[1, 2, 3])),
        ("nil", AttributeValue::Null),
        ("yes", AttributeValue::Bool(true)),
        ("tags", ss(&["red", "blue"])),
        ("nums", ns(&["1", "2"])),
        ("doc", map([("deep", list([n("1"), s("two"), map([("x", n("3"))])]))])),
    ]);
    let values = [
        (":ten", n("10")),
        (":nine", n("9")),
        (":a", s("a")),
        (":z", s("z")),
        (":he", s("he")),
        (":red", s("red")),
        (":three", n("3")),
        (":one", n("1")),
        (":two", s("two")),
        (":set", ss(&["blue", "red"])),
        (":bin", b(&[2, 3])),
        (":type", s("SS")),
        (":null", AttributeValue::Null),
    ];
    for (text, want) in [
        ("num = :ten", true),
        ("num > :nine AND num >= :ten AND NOT num < :ten", true),
        ("num = :a OR str > :a", true),
        ("num > :a", false),
        ("num <> :a", true),
        ("absent = :a", false),
        ("absent <> :a", true),
        ("absent < :a", false),
        ("NOT absent = :a", true),
        ("str BETWEEN :a AND :z", true),
        ("str BETWEEN :z AND :z", false),
        ("num BETWEEN :a AND :z", false),
        ("num IN (:a, :ten)", true),
        ("absent IN (:a)", false),
        ("begins_with(str, :he)", true),
        ("begins_with(num, :he)", false),
        ("contains(str, :he)", true),
        ("contains(tags, :red)", true),
        ("contains(nums, :one)", true),
        ("contains(doc.deep, :two)", true),
        ("contains(bin, :bin)", true),
        ("contains(doc, :two)", false),
        ("contains(absent, :two)", false),
        ("tags = :set", true),
        ("nil = :null", true),
        ("attribute_exists(doc.deep[2].x) AND doc.deep[2].x = :three", true),
        ("attribute_exists(doc.deep[3])", false),
        ("attribute_not_exists(str[0]) AND attribute_not_exists(absent)", true),
        ("attribute_type(tags, :type)", true),
        ("attribute_type(str, :type)", false),
        ("size(doc.deep) = :three AND size(bin) = :three", true),
        ("size(num) = :three", false),
        ("size(str) < :nine", true),
        ("num = :a AND num = :ten OR num = :ten", true),
        ("num = :a AND (num = :ten OR num = :ten)", false),
        ("NOT num = :a AND num = :ten", true),
        ("NOT (num = :a OR num = :ten)", false),
    ] {
        let condition =
            Condition::parse(ExpressionKind::Condition, text, &mut placeholders(&[], &values)).unwrap();
        assert_eq!(condition.holds(&thing), want, "{text}");
    }
}
