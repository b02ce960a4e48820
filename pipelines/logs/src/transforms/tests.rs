//! Lines of the two logs, those of the RFCs among them; torn lines and rubbish.

use kernel::Timestamp;

use super::*;
use crate::simulator::{Log, Simulator};

type Transform = fn(&[u8]) -> Transformed;

const ALL: [Transform; 4] = [apache_to_json, apache_to_csv, syslog_to_json, syslog_to_csv];
/// The example of Apache's documentation.
const COMBINED: &str = concat!(
    "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326 ",
    "\"http://www.example.com/start.html\" \"Mozilla/4.08 [en] (Win98; I ;Nav)\""
);

fn ok(transform: Transform, line: &str) -> String {
    match transform(line.as_bytes()) {
        Transformed::Ok(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{line}: {other:?}"),
    }
}

fn fails(transform: Transform, line: &str) -> bool {
    matches!(transform(line.as_bytes()), Transformed::Failed(_))
}

#[test]
fn access_log_to_json() {
    assert_eq!(
        ok(apache_to_json, COMBINED),
        concat!(
            r#"{"host":"127.0.0.1","ident":"-","authuser":"frank","request":"GET /apache_pb.gif HTTP/1.0","#,
            r#""response":200,"bytes":2326,"verb":"GET","@timestamp":"2000-10-10T13:55:36.000Z","#,
            r#""timezone":"-0700","@timestamp_utc":"2000-10-10T20:55:36.000Z","#,
            r#""referrer":"http://www.example.com/start.html","agent":"Mozilla/4.08 [en] (Win98; I ;Nav)"}"#,
            "\n"
        )
    );
    let common = ok(apache_to_json, "h.example - - [01/Jan/2020:00:00:00 +0000] \"-\" 408 -\r\n");
    assert_eq!(
        common,
        concat!(
            r#"{"host":"h.example","ident":"-","authuser":"-","request":"-","response":408,"bytes":0,"#,
            r#""@timestamp":"2020-01-01T00:00:00.000Z","timezone":"+0000","#,
            r#""@timestamp_utc":"2020-01-01T00:00:00.000Z"}"#,
            "\n"
        )
    );
}

#[test]
fn access_log_to_csv() {
    assert_eq!(
        ok(apache_to_csv, COMBINED),
        "127.0.0.1,-,frank,10/Oct/2000:13:55:36 -0700,GET /apache_pb.gif HTTP/1.0,200,2326\n"
    );
    let line = r#"1.2.3.4 - a b [10/Oct/2000:13:55:36 -0700] "GET /?q=\"x,y\"\\ HTTP/1.0" 200 -"#;
    assert_eq!(
        ok(apache_to_csv, line),
        "1.2.3.4,-,a b,10/Oct/2000:13:55:36 -0700,\"GET /?q=\"\"x,y\"\"\\ HTTP/1.0\",200,0\n"
    );
}

#[test]
fn syslog_of_both_kinds_to_json() {
    assert_eq!(
        ok(syslog_to_json, "<34>Oct 11 22:14:15 mymachine su[7]: 'su root' failed for lonvick on /dev/pts/8"),
        concat!(
            r#"{"timestamp":"Oct 11 22:14:15","hostname":"mymachine","program":"su","processid":"7","#,
            r#""message":"'su root' failed for lonvick on /dev/pts/8","priority":34}"#,
            "\n"
        )
    );
    assert_eq!(
        ok(syslog_to_json, "Jul  3 04:08:03 combo syslogd 1.4.1: restart."),
        "{\"timestamp\":\"Jul  3 04:08:03\",\"hostname\":\"combo\",\"program\":\"syslogd 1.4.1\",\"message\":\"restart.\"}\n"
    );
    let structured = concat!(
        "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 ",
        "[exampleSDID@32473 iut=\"3\" eventSource=\"App]\\\"\"][b@1] \u{feff}An event"
    );
    assert_eq!(
        ok(syslog_to_json, structured),
        concat!(
            r#"{"timestamp":"2003-10-11T22:14:15.003Z","hostname":"mymachine.example.com","program":"evntslog","#,
            r#""message":"An event","priority":165,"messageid":"ID47","#,
            r#""structureddata":"[exampleSDID@32473 iut=\"3\" eventSource=\"App]\\\"\"][b@1]"}"#,
            "\n"
        )
    );
    assert_eq!(
        ok(syslog_to_json, "<0>1 - - - - - -"),
        "{\"timestamp\":\"-\",\"hostname\":\"-\",\"program\":\"-\",\"message\":\"\",\"priority\":0}\n"
    );
}

#[test]
fn syslog_to_csv_quotes_what_it_must() {
    assert_eq!(
        ok(syslog_to_csv, "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: failure; a=\"b\", uid=0 \n"),
        "Jun 14 15:16:01,combo,sshd(pam_unix),19939,\"failure; a=\"\"b\"\", uid=0 \"\n"
    );
    assert_eq!(ok(syslog_to_csv, "Jun 14 15:16:01 combo kernel: up"), "Jun 14 15:16:01,combo,kernel,,up\n");
}

#[test]
fn what_is_no_line_fails() {
    for line in [
        "",
        "hello",
        "two\nlines",
        "127.0.0.1 - frank [10/Okt/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1",
        "127.0.0.1 - frank [10/Oct/2000:13:55:36] \"GET / HTTP/1.0\" 200 1",
        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 20x 1",
        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"-\"",
        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"-\" \"torn",
        "Jun 14 15:16:01 combo",
        "Jun 14 15:16:01 combo sshd[12",
        "Jun 14 25:16:01 combo sshd: x",
        "Jnu 14 15:16:01 combo sshd: x",
        "<192>Jun 14 15:16:01 combo sshd: x",
        "<1>1 yesterday h p - - - x",
        "<1>1 - h p - - [open x",
        "<1>1 - h p - -",
    ] {
        assert!(ALL.iter().all(|transform| fails(*transform, line)), "{line}");
    }
}

#[test]
fn all_that_the_simulator_writes_is_read_but_torn_lines() {
    let started = Timestamp::parse_iso8601("2026-11-20T14:52:05Z").unwrap();
    for (log, transforms) in [(Log::Access, &ALL[..2]), (Log::Syslog, &ALL[2..])] {
        for line in Simulator::new(log, 7, started, Some(10)).take(200) {
            for transform in transforms {
                assert_eq!(fails(*transform, &line.text), line.is_torn, "{}", line.text);
            }
        }
    }
}

#[test]
fn rubbish_fails_or_is_one_line() {
    let pieces = [
        "<34>",
        "1 ",
        "Oct 11 22:14:15",
        " ",
        "host",
        "p[1]",
        ": ",
        "[",
        "]",
        "\"",
        "\\",
        "-",
        "200",
        "\n",
        "é",
        "10/Oct/2000:13:55:36 -0700",
        "[a b=\"c\"]",
        "2003-10-11T22:14:15Z",
    ];
    arbtest::arbtest(|bytes| {
        let text: String = (0..bytes.int_in_range(0..=16)?)
            .map(|_| bytes.choose(&pieces).copied())
            .collect::<Result<_, _>>()?;
        for transform in ALL {
            if let Transformed::Ok(made) = transform(text.as_bytes()) {
                assert_eq!(made.iter().filter(|byte| **byte == b'\n').count(), 1, "{text}");
            }
        }
        Ok(())
    });
}
