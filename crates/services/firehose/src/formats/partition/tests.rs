//! Queries as the Firehose guide has them, the language piece by piece (expected answers are jq 1.6's), and rubbish.

use serde_json::json;

use super::*;

/// Everything that a query makes of a value; then `!` and the error if it ends with one.
fn made(query: &str, input: Value) -> String {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let mut out = Vec::new();
    let ended = Machine::new(BUDGET).run(&query.program, &input, &mut out);
    let mut texts: Vec<_> = out.iter().map(Value::to_string).collect();
    match ended {
        Ok(()) => {}
        Err(Stop::Budget) => texts.push("!budget".into()),
        Err(Stop::Error(error)) => texts.push(format!("!{}", operators::text(&error))),
    }
    texts.join(" ")
}

fn keys(query: &str, record: &str) -> Result<Vec<(String, String)>, PartitionError> {
    Ok(Query::parse(query).unwrap().evaluate(record.as_bytes())?.into_iter().collect())
}

#[test]
fn the_guides_query() {
    let query = r#"{customer_id:.customer_id,device:.type.device,year:.event_timestamp|strftime("%Y"),
                    hour:.event_timestamp|strftime("%H")}"#;
    let record = r#"{"type":{"device":"mobile","event":"clicked"},"customer_id":1234567890,"event_timestamp":1565382027}"#;
    let expected = [("customer_id", "1234567890"), ("device", "mobile"), ("hour", "20"), ("year", "2019")];
    let expected: Vec<_> =
        expected.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    assert_eq!(keys(query, record), Ok(expected));
    assert_eq!(Query::parse(query).unwrap().keys(), ["customer_id", "device", "year", "hour"]);
}

#[test]
fn records_without_keys_are_errors_of_their_own() {
    let no_value = |name: &str| Err(PartitionError::NoValue(name.into()));
    assert_eq!(keys("{a:.a}", "{}"), no_value("a"));
    assert_eq!(keys("{a:.a}", r#"{"a":""}"#), no_value("a"));
    assert_eq!(keys("{a:.a}", r#"{"a":[1]}"#), no_value("a"));
    assert_eq!(keys("{a:.a}", r#"{"a":false}"#), Ok(vec![("a".into(), "false".into())]));
    assert!(matches!(keys("{a:.a}", "{"), Err(PartitionError::NotJson(_))));
    assert_eq!(keys("{a:.a.b}", r#"{"a":7}"#), Err(PartitionError::Failed("number has no `b`".into())));
    assert_eq!(keys(".a", r#"{"a":7}"#), Err(PartitionError::NoObject));
    assert_eq!(keys("empty", "{}"), Err(PartitionError::NoObject));
    assert_eq!(keys("[range(1e9)]", "{}"), Err(PartitionError::Budget));
    assert_eq!(keys(r#"[range(51)|{key:"k\(.)",value:.}]|from_entries"#, "{}"), Err(PartitionError::TooMany));
    assert_eq!(Query::parse(".a").unwrap().keys(), Vec::<String>::new());
    assert_eq!(Query::parse("{(.a):1}").unwrap().keys(), Vec::<String>::new());
}

#[test]
fn the_language() {
    let input = || json!({"a": {"b": [1, 2, {"c": "x"}]}, "n": null, "t": "Hello", "k": "a"});
    for (query, expected) in [
        (".", r#"{"a":{"b":[1,2,{"c":"x"}]},"n":null,"t":"Hello","k":"a"}"#),
        (
            ".a.b[0], .a[\"b\"][-1].c, .\"t\", .[\"t\"], .a.b[7], .none.none",
            r#"1 "x" "Hello" "Hello" null null"#,
        ),
        (".a.b[] | numbers", "1 2"),
        (".a.b[1:], .t[1:3], .t[:-1], .t[-2:]", r#"[2,{"c":"x"}] "el" "Hell" "lo""#),
        (".[.k].b[1]", "2"),
        (".t.x?, (.t.x)?, 1", "1"),
        (".a.b[].c?", r#""x""#),
        (".a.b[].c", "!number has no `c`"),
        ("[.. | numbers]", "[1,2]"),
        ("1 + 2 * 3 - 4 / 2, 7 % 3, -(1), -.a.b[0], 1 - -1", "5 1 -1 -1 2"),
        ("1, 2 | . * 10", "10 20"),
        ("[1, (2, 3)] | length", "3"),
        ("(1, 2) + (10, 20)", "11 12 21 22"),
        (".n // \"d\", .none // .n // 3, (false, 1, 2) // 9, empty // 4", r#""d" 3 1 2 4"#),
        ("try error(\"x\") catch (\"got \" + .), (try error(\"x\")), 1", r#""got x" 1"#),
        ("try (1, error(\"x\"), 2) catch .", r#"1 "x""#),
        (
            "true and (true, false), false and error, (false or true), (null | not)",
            "true false false true true",
        ),
        ("1 < 2, \"a\" == \"a\", [1] != [1], null < false, {} > []", "true true false true true"),
        (
            "if .n then 1 elif .t == \"Hello\" then 2 else 3 end, (if false then 1 end | type)",
            r#"2 "object""#,
        ),
        ("\"\\(.t), \\(1 + 1) \\u00e9\\n\"", "\"Hello, 2 é\\n\""),
        ("\"\\(1, 2)-\\(3, 4)\"", r#""1-3" "2-3" "1-4" "2-4""#),
        (
            "@base64 \"x\\(.t)\", (.t | @base64 | ., @base64d), @json \"\\(.t)\"",
            r#""xSGVsbG8=" "SGVsbG8=" "Hello" "\"Hello\"""#,
        ),
        ("\"a b/é\" | @uri", r#""a%20b%2F%C3%A9""#),
        (
            "{t, \"n\", x: 1, \"y z\": 2, (.k): 3, \"i\\(1)\": 4}",
            r#"{"t":"Hello","n":null,"x":1,"y z":2,"a":3,"i1":4}"#,
        ),
        ("{a: (1, 2), b: 3}", r#"{"a":1,"b":3} {"a":2,"b":3}"#),
        (". as $all | .a.b[0] as $x | {$x, t: $all.t}", r#"{"x":1,"t":"Hello"}"#),
        (
            "reduce range(5) as $i (0; . + $i), [foreach (1, 2, 3) as $i (0; . + $i; [$i, .])]",
            "10 [[1,1],[2,3],[3,6]]",
        ),
        ("# a comment\n1 # another\n", "1"),
        ("1e3, 0.5, 1.5e-1, 10 / 4", "1000 0.5 0.15 2.5"),
        ("[limit(2; 1, 2, 3)], first(5, 6), [first(empty)], last(1, 2), isempty(empty)", "[1,2] 5 [] 2 true"),
        ("[1 | while(. < 9; . * 2)], (1 | until(. > 50; . * 3))", "[1,2,4,8] 81"),
        ("[range(3)], [range(1; 3)], [range(5; 0; -2)]", "[0,1,2] [1,2] [5,3,1]"),
        ("[3, 1, 2] | sort, max, add, (map(. * 2)), reverse, index(\"x\")?", "[1,2,3] 3 6 [6,2,4] [2,1,3]"),
        ("[[1, [2]], 3] | flatten, flatten(1), any(. == 3), all(. == 3)", "[1,2,3] [1,[2],3] true false"),
        (
            "[{a: 2}, {a: 1}, {a: 2}] | (group_by(.a) | length), (min_by(.a), unique_by(.a) | tojson)",
            r#"2 "{\"a\":1}" "[{\"a\":1},{\"a\":2}]""#,
        ),
        (
            ".t | length, ascii_downcase, split(\"l\"), ltrimstr(\"He\"), startswith(\"H\"), test(\"^h\"; \"i\"), index(\"l\")",
            r#"5 "hello" ["He","","o"] "llo" true true 2"#,
        ),
        (
            ".t | sub(\"l\"; \"L\"), gsub(\"(?<x>l)\"; \"<\\(.x)>\"), [scan(\"[a-z]\")], capture(\"(?<first>.)\")",
            r#""HeLlo" "He<l><l>o" ["e","l","l","o"] {"first":"H"}"#,
        ),
        ("[1, null, \"x\", true] | join(\"-\")", r#""1--x-true""#),
        ("{a: 1} | has(\"a\"), to_entries, with_entries(.value += 1)?", "!"),
    ] {
        if expected == "!" {
            assert!(Query::parse(query).is_err(), "{query}");
        } else {
            assert_eq!(made(query, input()), expected, "{query}");
        }
    }
}

#[test]
fn times() {
    for (query, expected) in [
        (
            "1565382027 | todate, gmtime, strftime(\"%Y/%m/%d %H\")",
            r#""2019-08-09T20:20:27Z" [2019,7,9,20,20,27,5,220] "2019/08/09 20""#,
        ),
        (
            "\"2019-08-09T20:20:27Z\" | fromdate, (strptime(\"%Y-%m-%dT%H:%M:%SZ\") | mktime)",
            "1565382027 1565382027",
        ),
        ("1565382027123 / 1000 | strftime(\"%Y\")", r#""2019""#),
        ("\"10/Oct/2000:13:55:36 -0700\" | strptime(\"%d/%b/%Y:%H:%M:%S %z\") | mktime", "971211336"),
        ("\"x\" | strftime(\"%Y\")", "!this string is no time"),
        ("1e300 | todate", "!this number is no time"),
    ] {
        assert_eq!(made(query, Value::Null), expected, "{query}");
    }
    assert!(made("0 | strftime(\"%!\")", Value::Null).starts_with("!the time cannot be written"));
}

#[test]
fn what_is_left_out_is_named() {
    for (query, problem) in [
        ("def f: 1; f", "`def` is left out"),
        (".a = 1", "assignments are left out"),
        (".a |= 1", "assignments are left out"),
        ("now", "the function `now/0` is not known"),
        ("input", "the function `input/0` is not known"),
        ("env.HOME", "the function `env/0` is not known"),
        ("$ENV", "there is no variable `$ENV`"),
        ("$x", "there is no variable `$x`"),
        ("@csv", "the format `@csv` is left out"),
        ("{a:", "an expression is missing"),
        ("", "an expression is missing"),
        ("(1", "`)` is missing"),
        ("\"abc", "a string is not closed"),
        (".a.", "a name is missing after `.`"),
        ("1 2", "nothing of jq goes on like this"),
        ("if 1 then 2", "`end` is missing"),
    ] {
        let error = Query::parse(query).unwrap_err().to_string();
        assert!(error.contains(problem), "{query}: {error}");
    }
    for deep in [
        "(".repeat(2000),
        "-".repeat(5000),
        "1+".repeat(2000) + "1",
        "{a:".repeat(1500),
        "\"\\(".repeat(1000),
    ] {
        assert!(Query::parse(&deep).is_err());
    }
    assert!(Query::parse(&vec![".a"; 1000].join("|")).is_ok(), "a pipe is not deep, however long");
    assert!(Query::parse(&" ".repeat(QUERY_MAX + 1)).is_err());
}

#[test]
fn what_is_as_deep_as_it_may_be_is_evaluated() {
    for (before, middle, after, times) in [
        ("[", "1", "]", 49),
        ("(1+", "1", ")", 45),
        ("", "1", "+1", 99),
        ("{a:", "1", "}", 45),
        ("try ", "error", "", 90),
    ] {
        let query = [before.repeat(times), middle.to_owned(), after.repeat(times)].concat();
        assert!(!made(&query, Value::Null).contains('!'), "{query}");
    }
}

#[test]
fn nothing_takes_forever() {
    let large = Value::Array((0..20_000).map(Value::from).collect());
    for query in [
        "[.[] as $a | .[] as $b | 1]",
        "until(false; . + [1])",
        "0 | recurse(. + 1)",
        "[.[] | tostring] | add | . * 100000 | . * 100000",
        "[limit(1000000; range(100000000))]",
        "[.[] | \"x\" * 1000000]",
        ". - . | . - .",
        "reduce .[] as $x (.; . + [$x])",
        "reduce range(100000) as $i (0; [.])",
        "0 | until(false; {a: .})",
        "[1] | recurse([.] | group_by(1))",
        ". as $all | [.[] as $x | $all | map(. + $x)]",
        "map(tostring) | join(\"aaaaaaaaaaaaaaaaaaaaaaaaa\") | [range(1000) as $i | test(\"a*a*a*a*a*a*b\")]",
    ] {
        let ended = made(query, large.clone());
        assert!(
            ended.ends_with("!budget") || ended.contains("too long"),
            "{query}: {}",
            &ended[ended.len().saturating_sub(100)..]
        );
    }
}

#[test]
fn rubbish_is_refused_or_ends() {
    let pieces = [
        ".", "a", "[", "]", "{", "}", "(", ")", "|", ",", ":", "\"", "\\(", "1", "-", "+", "//", "?", "..",
        "$x", "as", "reduce", "if", "then", "else", "end", "try", "map", "select", "range", "strftime", ";",
        "é", "@base64", "==", " ", "test", "*", "not",
    ];
    let record = json!({"a": [1, {"a": "x"}, null], "x": "é"});
    arbtest::arbtest(|bytes| {
        let text: String = (0..bytes.int_in_range(0..=20)?)
            .map(|_| bytes.choose(&pieces).copied())
            .collect::<Result<_, _>>()?;
        if let Ok(query) = Query::parse(&text) {
            let _ = Machine::new(10_000).run(&query.program, &record, &mut Vec::new());
        }
        Ok(())
    });
}
