//! The console over HTTP: the map, dashboards and SQL, against a house with something in it.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::aws::{create_stream, kinesis};
use crate::directory::Directory;
use crate::http1::{Reply, ask, request, tcp};
use crate::process::Server;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn get(address: SocketAddr, path: &str) -> Reply {
    ask(address, &format!("GET /_pumphouse/{path}"), &[], b"")
}

/// The first that the map says of which `is_it` holds.
fn news(address: SocketAddr, is_it: impl Fn(&Value) -> bool) -> Value {
    let mut stream = tcp(address);
    stream.write_all(&request("GET /_pumphouse/map/live", &[], b"")).unwrap();
    for line in BufReader::new(stream).lines() {
        if let Some(data) = line.unwrap().strip_prefix("data: ") {
            let told = serde_json::from_str(data).unwrap();
            if is_it(&told) {
                return told;
            }
        }
    }
    panic!("the events ended");
}

fn part(news: &Value, list: &str, id: &str) -> Value {
    let parts = news[list].as_array().unwrap();
    parts.iter().find(|part| part["id"] == id).cloned().unwrap_or_else(|| panic!("no {id} in {news:#}"))
}

#[test]
fn an_empty_house_says_what_to_do() {
    let server = Server::ephemeral();
    let page = get(server.address(), "");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.text().contains("pumphouse deploy"), "{}", page.text());
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(get(server.address(), "nothing/of/the/kind").status, 404);
    assert_eq!(get(server.address(), "queues/%ff").status, 404);
}

#[test]
fn the_map_shows_who_writes_and_what_fails() {
    let server = Server::ephemeral();
    let address = server.address();
    create_stream(address, "orders", 1);
    let put = json!({"StreamName": "orders", "PartitionKey": "p", "Data": "aGVsbG8="});
    for _ in 0..3 {
        kinesis(address, "PutRecord", put.clone()).success();
    }
    let page = get(address, "");
    assert!(page.text().contains("data-id=\"stream/orders\""), "{}", page.text());
    // Seconds count once they are over.
    let arrow = |told: &Value| part(told, "arrows", "writers/clients>stream/orders");
    let told = news(address, |told| arrow(told)["state"] == "well");
    assert_eq!(part(&told, "nodes", "stream/orders")["said"], "1 shard");
    assert_eq!(arrow(&told)["said"], "0.3/s");
    assert!(told["troubles"].as_str().unwrap().contains("Nothing fails"), "{told}");
    // A shard takes a MiB a second: the third of these is refused.
    let large = "A".repeat(1_398_000);
    let large = json!({"StreamName": "orders", "PartitionKey": "p", "Data": large});
    let replies: Vec<u16> = (0..3).map(|_| kinesis(address, "PutRecord", large.clone()).status).collect();
    assert!(replies.contains(&400), "{replies:?}");
    let told = news(address, |told| ["ailing", "failing"].contains(&arrow(told)["state"].as_str().unwrap()));
    let troubles = told["troubles"].as_str().unwrap();
    assert!(troubles.contains("ProvisionedThroughputExceededException"), "{troubles}");
}

#[test]
fn another_region_is_another_map() {
    let server = Server::ephemeral();
    create_stream(server.address(), "orders", 1);
    let there = ask(
        server.address(),
        "GET /_pumphouse/",
        &[("cookie", "pumphouse-place=000000000000.eu-west-1")],
        b"",
    );
    assert!(!there.text().contains("stream/orders") && there.text().contains("eu-west-1"));
    let chosen =
        ask(server.address(), "POST /_pumphouse/place", &[FORM], b"account=123456789012&region=eu-west-1");
    assert_eq!(chosen.status, 303);
    assert!(chosen.header("set-cookie").unwrap().starts_with("pumphouse-place=123456789012.eu-west-1;"));
    let wrong = ask(server.address(), "POST /_pumphouse/place", &[FORM], b"account=1&region=eu-west-1");
    assert_eq!(wrong.status, 400);
}

#[test]
fn dashboards_are_brought_drawn_and_kept() {
    let directory = Directory::new();
    let mut server = Server::on(&directory.join("data"));
    let file = json!({"title": "Mine <b>", "panels": [
        {"title": "n", "sql": "SELECT kind, n FROM (VALUES ('a', 1), ('b', 2)) AS t (kind, n) ORDER BY n",
         "figure": {"data": [{"type": "bar", "x": "$kind", "y": "$n"}]}},
        {"title": "bad", "sql": "SELECT nothing", "show": "table"},
        {"title": "m", "metrics": [["AWS/Kinesis", "IncomingRecords", "StreamName", "s"]]},
    ]});
    let path = "PUT /_pumphouse/dashboards/mine";
    assert_eq!(ask(server.address(), path, &[], file.to_string().as_bytes()).status, 204);
    let refused = ask(server.address(), path, &[], b"{\"title\": \"T\", \"panels\": [{\"title\": \"a\"}]}");
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("`panels[0]`"), "{}", refused.text());
    assert_eq!(ask(server.address(), "PUT /_pumphouse/dashboards/a%2Fb", &[], b"{}").status, 400);
    server.kill();
    let server = Server::on(&directory.join("data"));
    let page = get(server.address(), "dashboards/mine");
    assert!(page.text().contains("Mine &lt;b&gt;") && !page.text().contains("Mine <b>"));
    let figure = get(server.address(), "dashboards/mine/panels/0/figure?range=1h").json();
    assert_eq!(figure["data"], json!([{"type": "bar", "x": ["a", "b"], "y": [1.0, 2.0]}]));
    let csv = get(server.address(), "dashboards/mine/panels/0/csv");
    assert_eq!(csv.text(), "\"kind\",\"n\"\r\n\"a\",\"1\"\r\n\"b\",\"2\"\r\n");
    let bad = get(server.address(), "dashboards/mine/panels/1/content");
    assert!(bad.text().contains("Column 'nothing'"), "{}", bad.text());
    assert!(get(server.address(), "dashboards/mine/panels/2/figure").json()["empty"].is_string());
    for path in ["dashboards/mine/panels/9/figure", "dashboards/mine/panels/x/csv", "dashboards/none"] {
        assert_eq!(get(server.address(), path).status, 404, "{path}");
    }
    assert_eq!(ask(server.address(), "POST /_pumphouse/dashboards/mine/delete", &[FORM], b"").status, 303);
    assert_eq!(get(server.address(), "dashboards/mine").status, 404);
}

#[test]
fn statements_run_when_they_are_sent_and_never_by_a_link() {
    let server = Server::ephemeral();
    let address = server.address();
    let page = ask(address, "POST /_pumphouse/sql", &[FORM], b"q=SELECT+1+AS+one%2C+%27%3Cb%3E%27+AS+html");
    assert!(page.text().contains("<td class=\"number\">1</td>"), "{}", page.text());
    assert!(page.text().contains("&lt;b&gt;</td>") && !page.text().contains("<b>"));
    let linked = get(address, "sql?q=CREATE+DATABASE+made");
    assert_eq!(linked.status, 200);
    assert!(linked.text().contains("CREATE DATABASE made</textarea>"), "{}", linked.text());
    let databases = ask(address, "POST /_pumphouse/sql", &[FORM], b"q=SHOW+DATABASES&as=csv");
    assert!(!databases.text().contains("made"), "{}", databases.text());
    let stranger =
        ask(address, "POST /_pumphouse/sql", &[FORM, ("origin", "http://example.com")], b"q=SELECT+1");
    assert_eq!(stranger.status, 403);
    let charted =
        ask(address, "POST /_pumphouse/sql", &[FORM], b"q=SELECT+1+AS+a%2C+2+AS+b&chart=bar&x=a&y=b");
    assert!(charted.text().contains("\"type\":\"bar\""), "{}", charted.text());
    let wrong = ask(address, "POST /_pumphouse/sql", &[FORM], b"q=SELEC");
    assert!(wrong.text().contains("role=\"alert\""), "{}", wrong.text());
}

#[test]
fn a_strangers_name_that_leads_here_is_shown_nothing() {
    let server = Server::ephemeral();
    let status = |host: &str| ask(server.address(), "GET /_pumphouse/", &[("host", host)], b"").status;
    assert_eq!([status("rebound.example.com"), status("localhost:4566")], [403, 200]);
}

#[test]
fn nothing_is_loaded_from_elsewhere_and_files_come_once() {
    let server = Server::ephemeral();
    let page = get(server.address(), "dashboards");
    assert!(!page.text().contains("http://") && !page.text().contains("https://"), "{}", page.text());
    for name in ["console.css", "console.js", "map.js", "charts.js", "sql.js", "icon.svg", "plotly.js"] {
        let path = format!("GET /_pumphouse/assets/{name}");
        let file = ask(server.address(), &path, &[("accept-encoding", "gzip")], b"");
        assert_eq!(file.status, 200, "{name}");
        let tag = file.header("etag").unwrap().to_owned();
        assert_eq!(
            ask(server.address(), &path, &[("if-none-match", &tag), ("accept-encoding", "gzip")], b"").status,
            304
        );
    }
    assert_eq!(get(server.address(), "assets/nothing.js").status, 404);
}
