//! What grok patterns make of lines.

use super::*;

fn columns(pattern: &Pattern) -> String {
    pattern
        .columns()
        .iter()
        .map(|field| format!("{}:{}", field.name, field.kind))
        .collect::<Vec<_>>()
        .join(",")
}

fn built_in_for(lines: &str) -> Option<&'static str> {
    built_in()
        .into_iter()
        .find(|(_, _, pattern)| pattern.try_on(lines.as_bytes(), false).is_some())
        .map(|one| one.0)
}

const COMBINED: &str = concat!(
    r#"83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a/b.png?x=1 HTTP/1.1" 200 203023 "http://e.com/" "Mozilla/5.0 (X11)""#,
    "\n",
    r#"::1 - frank [17/May/2015:10:05:43 +0000] "POST /x HTTP/1.1" 304 - "-" "-""#,
    "\n"
);

#[test]
fn every_pattern_of_the_library_is_right() {
    for name in
        ["URI", "PATH", "MAC", "LOGLEVEL", "COMMONAPACHELOG_DATATYPED", "MESSAGESLOG", "DATESTAMP_EVENTLOG"]
    {
        Pattern::read(&format!("%{{{name}}}"), "").unwrap();
    }
    for (pattern, text) in [
        ("IPV6", "2001:db8::1"),
        ("IPV4", "10.0.0.255"),
        ("URI", "https://user:pw@host.example:8080/p/a?x=1&y=[2]"),
        ("TIMESTAMP_ISO8601", "2015-05-17T10:05:03.123+02:00"),
        ("TIMESTAMP_ISO8601", "2015-05-17 10:05:03"),
        ("QUOTEDSTRING", r#""a \"b\"""#),
        ("DATESTAMP_RFC2822", "Mon, 15 Aug 2005 15:52:01 +0000"),
        ("WINPATH", r"C:\a\b.txt"),
        ("UUID", "01234567-89ab-cdef-0123-456789abcdef"),
        ("LOGLEVEL", "Warning"),
        ("NUMBER", "-1.5"),
        ("COMMONMAC", "00:1a:2b:3c:4d:5e"),
    ] {
        let whole = Pattern::of_lines(&format!("%{{{pattern}}}"));
        assert!(whole.try_on(text.as_bytes(), false).is_some(), "{pattern} {text}");
        assert!(whole.try_on(b"\x01", false).is_none(), "{pattern}");
    }
}

#[test]
fn logs_are_told_apart() {
    assert_eq!(built_in_for(COMBINED), Some("combined_apache"));
    assert_eq!(
        built_in_for("127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326\n"),
        Some("apache")
    );
    assert_eq!(
        built_in_for(
            "Jun  4 15:16:01 combo sshd(pam_unix)[19939]: authentication failure\r\nJun 14 15:16:02 combo kernel: ok"
        ),
        Some("linux_kernel")
    );
    assert_eq!(built_in_for("something else\n"), None);
    assert_eq!(built_in_for(""), None);
}

#[test]
fn patterns_name_columns() {
    let (_, _, combined) = &built_in()[0];
    assert_eq!(
        combined.columns().iter().map(|field| field.name.as_str()).collect::<Vec<_>>(),
        [
            "clientip",
            "ident",
            "auth",
            "timestamp",
            "verb",
            "request",
            "httpversion",
            "rawrequest",
            "response",
            "bytes",
            "referrer",
            "agent"
        ]
    );
    let (_, _, syslog) = &built_in()[2];
    assert_eq!(
        columns(syslog),
        "timestamp:string,facility:string,priority:string,logsource:string,program:string,pid:string,message:string"
    );
    let typed = Pattern::read(r"%{NUMBER:num:int} (?<Rest>[a-z]+) %{WORD:w;long}", "").unwrap();
    assert_eq!(columns(&typed), "num:int,rest:string,w:bigint");
}

#[test]
fn a_torn_line_is_passed_over() {
    let torn = format!("{}\"unclosed\n", COMBINED.repeat(10));
    let (_, _, combined) = &built_in()[0];
    let records = combined.try_on(torn.as_bytes(), false).unwrap();
    assert_eq!(records, Records { count: 21, bytes: torn.len() as u64 });
    assert!(combined.try_on(format!("{COMBINED}no\nno\n").as_bytes(), false).is_none());
    // The last line of what is cut is not counted.
    assert_eq!(combined.try_on(format!("{COMBINED}12.").as_bytes(), true).unwrap().count, 2);
}

#[test]
fn custom_patterns_are_used() {
    let custom = "CRAWLERLOGLEVEL (BENCHMARK|ERROR|INFO)\nMESSAGEPREFIX .*-.*-.*\n";
    let pattern = Pattern::read(
        r"%{TIMESTAMP_ISO8601:timestamp} \[%{MESSAGEPREFIX:message_prefix}\] %{CRAWLERLOGLEVEL:loglevel} : %{GREEDYDATA:message}",
        custom,
    )
    .unwrap();
    assert_eq!(columns(&pattern), "timestamp:string,message_prefix:string,loglevel:string,message:string");
    assert!(pattern.try_on(b"2020-01-01 10:00:00 [a-b-c] INFO : done\n", false).is_some());
    assert!(pattern.try_on(b"2020-01-01 10:00:00 [a-b-c] OTHER : done\n", false).is_none());
}

#[test]
fn what_is_no_pattern_is_refused() {
    let refused = |pattern: &str, custom: &str| Pattern::read(pattern, custom).unwrap_err();
    assert_eq!(refused("%{NOWHERE:x}", ""), GrokError::NoPattern("NOWHERE".into()));
    assert_eq!(refused("%{WORD", ""), GrokError::Open);
    assert_eq!(refused("a(?!b)", ""), GrokError::LookAround("(?!".into()));
    assert_eq!(refused("%{WORD:x:date}", ""), GrokError::NoType("date".into()));
    assert_eq!(refused("%{A}", "A %{B}\nB %{A}"), GrokError::TooLong);
    let doubling: String = (1..40).map(|n| format!("P{n} %{{P{}}}%{{P{}}}\n", n - 1, n - 1)).collect();
    assert_eq!(refused("%{P20}", &format!("P0 abcdefgh\n{doubling}")), GrokError::TooLong);
    assert!(matches!(refused("(", ""), GrokError::Regex(_)));
    // Within a class these are characters.
    assert!(Pattern::read(r"[(?!%{]+ [^]]x \(?!", "").is_ok());
}
