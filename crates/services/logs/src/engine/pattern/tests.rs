//! Patterns by table: what matches, what is taken out, what is refused.

use super::Pattern;

fn holds(pattern: &str, message: &str) -> bool {
    Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")).matches(message)
}

fn refused(wrong: &[&str]) {
    for pattern in wrong {
        assert!(Pattern::parse(pattern).is_err(), "{pattern}");
    }
}

#[test]
fn terms() {
    for (pattern, message, matches) in [
        ("", "anything", true),
        ("  ", "anything", true),
        (r#""""#, "anything", true),
        ("ERROR", "[ERROR 400] BAD", true),
        ("ERROR", "an error", false),
        ("ERR", "ERROR", true),
        ("ERROR ARGUMENTS", "ERROR: no ARGUMENTS", true),
        ("ERROR ARGUMENTS", "ERROR", false),
        ("?ERROR ?WARN", "WARN", true),
        ("?ERROR ?WARN", "INFO", false),
        ("ERROR -EXITING", "ERROR EXITING", false),
        ("ERROR -EXITING", "ERROR", true),
        ("-ERROR", "INFO", true),
        ("?WARN ERROR", "ERROR", true),
        ("?WARN ERROR", "WARN", false),
        (r#""INTERNAL SERVER ERROR""#, "an INTERNAL SERVER ERROR.", true),
        (r#""INTERNAL SERVER ERROR""#, "INTERNAL ERROR", false),
        (r#""a \"b\"" -"x: y""#, r#"a "b" x y"#, true),
        (r#"-"x: y" ?"q""#, "x: y", false),
        ("Grüße", "viele Grüße", true),
    ] {
        assert_eq!(holds(pattern, message), matches, "{pattern} on {message}");
    }
    refused(&["a:b", "a -", "?", r#""open"#, r#"a"b""#, "a %b%", "-%b%"]);
}

#[test]
fn expressions() {
    for (pattern, message, matches) in [
        ("%ERROR%", "an ERROR here", true),
        ("%^ERROR%", "an ERROR here", false),
        ("%here$%", "an ERROR here", true),
        ("%gr[ae]y|blue%", "gray", true),
        ("%colou?r%", "color", true),
        (r"%10\.10\.0\.1%", "from 10.10.0.1", true),
        (r"%10\.10\.0\.1%", "from 10x10.0.1", false),
        (r"%5\d{2}%", "status 503", true),
        (r"%[a-z]{3,5}=\w+%", "abc=d", true),
        (r"%\x28ok\x29%", "(ok)", true),
        (r"%100\%%", "at 100%", true),
        ("%a b%", "a b", true),
    ] {
        assert_eq!(holds(pattern, message), matches, "{pattern} on {message}");
    }
    refused(&["%a", "%%", "%a% b", "%a!%", "%(a)%", "%é%", r"%\q%", "%[%", "%a{9999999}%", r"%\x2%"]);
}

const JSON: &str = r#"{"level":"ERROR","ms":120.5,"ok":true,"none":null,"user":{"id":7,"e.mail":"a@b"},
    "tags":[{"k":"x"},{"k":"y"}],"ip":"10.0.0.7","grid":[[0,1],[2,3]],"seven":"7"}"#;

#[test]
fn json() {
    for (pattern, matches) in [
        (r#"{ $.level = "ERROR" }"#, true),
        (r#"{$.level="ERR*"}"#, true),
        ("{ $.level = *R }", true),
        ("{ $.level = E*X* }", false),
        (r#"{ $.level != "ERROR" }"#, false),
        (r#"{ $.absent != "ERROR" }"#, false),
        ("{ $.tags = 1 }", false),
        ("{ $.tags != 1 }", false),
        ("{ $.ms > 120 && $.ms <= 120.5 }", true),
        ("{ $.ms < 1e2 }", false),
        ("{ $.ms > +100 }", true),
        ("{ $.ms = 12* }", true),
        ("{ $.ms = * }", true),
        (r#"{ $.ms = "*" }"#, true),
        ("{ $.ok = * }", true),
        ("{ $.none = * }", false),
        ("{ $.absent = * }", false),
        ("{ $.user.id = 7 }", true),
        ("{ $.seven = 7 }", false),
        (r#"{ $.user.id = "7" }"#, false),
        (r#"{ $.user.['e.mail'] = "a@b" }"#, true),
        (r#"{ $.tags[1].k = "y" && $.tags[*].k = "x" }"#, true),
        (r#"{ $.tags[2].k = "y" }"#, false),
        ("{ $.grid[1][0] = 2 }", true),
        ("{ $.user.* = 7 }", true),
        ("{ $.* = ERROR }", true),
        ("{ $.ok IS TRUE && $.none IS NULL && $.absent NOT EXISTS }", true),
        ("{ $.ok IS FALSE || $.none NOT EXISTS }", false),
        ("{ $.ip = 10.0.* }", true),
        (r"{ $.ip = %^10\.\d+\.% }", true),
        (r"{ $.ip != %^10\.% }", false),
        ("{ $.ms = %^12% }", true),
        (r#"{ $.level = "X" || $.ms > 1 && $.user.id = 7 }"#, true),
        (r#"{ ($.level = "X" || $.ms > 1) && $.user.id = 8 }"#, false),
    ] {
        assert_eq!(holds(pattern, JSON), matches, "{pattern}");
    }
    assert!(!holds("{ $.a NOT EXISTS }", "no JSON"));
    let deep = format!("{{ {} $.a = 1 }}", "(".repeat(200));
    refused(&[
        "{",
        "{}",
        "{ $.a }",
        "{ $.a = }",
        "{ $.a = 1",
        "{ $ = 1 }",
        "{ $.a > \"b\" }",
        "{ a = 1 }",
        "{ $.a = 1 } x",
        "{ $.a > %x% }",
        "{ $.a = %x% && $.b = %x% && $.c = %x% }",
        "{ $.a[ = 1 }",
        "{ $.a[x] = 1 }",
        "{ $.a IS 1 }",
        "{ $.a = 1 & $.b = 2 }",
        "{ $.a[*].b[*] = 1 }",
        "{ $.a[*] = 1 || $.b[*] = 1 || $.c[*] = 1 || $.d[*] = 1 }",
        &deep,
    ]);
}

const LINE: &str =
    r#"127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /products/index.html HTTP/1.0" 404 1534"#;

#[test]
fn fields() {
    for (pattern, message, matches) in [
        ("[ip, user, name, time, request, status, bytes]", LINE, true),
        ("[ip, user, name, time, request, status]", LINE, false),
        ("[ip, ..., bytes > 1000]", LINE, true),
        ("[ip, ..., bytes > 2000]", LINE, false),
        ("[..., request = *.html*, status = 4*,]", LINE, true),
        ("[..., status = 4* && status != 404, bytes]", LINE, false),
        ("[..., status = 404 && bytes > 1000, bytes]", LINE, true),
        ("[ip = 127.0.0.1 || ip = \"::1\", ...]", LINE, true),
        (r"[ip = %^127\.%, ...]", LINE, true),
        ("[(ip = 1* && ip != 10*) || ip = x, ...]", LINE, true),
        ("[w1=ERROR, w2]", "ERROR message", true),
        ("[w1=ERROR, w2]", "ERROR WARN message", false),
        ("[w1=!ERROR&&w1=!WARN, w2]", "INFO message", true),
        ("[w1=!ERROR&&w1=!WARN, w2]", "WARN message", false),
        ("[]", "one", true),
        ("[]", "", false),
        ("[...]", "", true),
        ("[a, b]", "[open x", true),
        ("[a]", "\"öffnen sie\"", true),
    ] {
        assert_eq!(holds(pattern, message), matches, "{pattern} on {message}");
    }
    refused(&[
        "[a",
        "[a b]",
        "[a, ..., b, ...]",
        "[a =]",
        "[a = 1 &&]",
        "[a, b = 1 && c = 2]",
        "[a, a]",
        "[a] b",
        "[a > x]",
        "[(a = 1]",
        "[%x%]",
        "[a = %x% || a = %y% || a = %z%]",
    ]);
}

fn taken(pattern: &str, message: &str) -> Vec<(String, String)> {
    let pattern = Pattern::parse(pattern).unwrap();
    pattern.extract(&pattern.read(message).unwrap())
}

#[test]
fn values_are_taken_out() {
    let taken_line = taken("[..., request=*.html*, status_code=4*,]", LINE);
    let expected = [
        ("$1", "127.0.0.1"),
        ("$2", "-"),
        ("$3", "frank"),
        ("$4", "10/Oct/2000:13:25:15 -0700"),
        ("$request", "GET /products/index.html HTTP/1.0"),
        ("$status_code", "404"),
        ("$7", "1534"),
    ];
    assert_eq!(taken_line, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let taken_json = taken("{ $.ms > 1 && $.tags[1].k = y && $.absent NOT EXISTS }", JSON);
    let expected = [("$.ms", "120.5"), ("$.tags[1].k", "y")];
    assert_eq!(taken_json, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert!(taken("ERROR", "ERROR").is_empty());
    let pattern = Pattern::parse("{ $.ms > 1 }").unwrap();
    let reading = pattern.read(JSON).unwrap();
    assert_eq!(reading.value("$.user.id").as_deref(), Some("7"));
    assert_eq!(reading.value("$.user"), None);
    assert!(pattern.knows("$.x") && !pattern.knows("$x") && !pattern.knows("x"));
    let pattern = Pattern::parse("[a, ...]").unwrap();
    assert!(pattern.knows("$a") && pattern.knows("$2") && !pattern.knows("$b"));
    assert_eq!(pattern.read("x y").unwrap().value("$2").as_deref(), Some("y"));
}

#[test]
fn any_text_is_parsed_or_refused() {
    arbtest::arbtest(|random| {
        let (pattern, message): (&str, &str) = (random.arbitrary()?, random.arbitrary()?);
        if let Ok(pattern) = Pattern::parse(pattern) {
            pattern.matches(message);
        }
        let pieces = [
            "{", "}", "$.a", "=", "\"b*\"", "&&", "||", "(", ")", "1", "IS", "NULL", "$", "[0]", "\"", "*",
            "[", "]", ",", "...", "a", "%", "%b%", "!", ">",
        ];
        for (open, close) in [("{", "}"), ("[", "]")] {
            let mut text = String::from(open);
            for _ in 0..random.int_in_range(0..=8)? {
                text += random.choose(&pieces)?;
                text.push(' ');
            }
            if let Ok(pattern) = Pattern::parse(&(text + close)) {
                for message in [r#"{"a":"bc"}"#, "a \"b c\" [d]", message] {
                    pattern.read(message).map(|reading| pattern.extract(&reading));
                }
            }
        }
        Ok(())
    });
}
