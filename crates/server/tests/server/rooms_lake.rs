//! The console's rooms about buckets, the catalog, logs and metrics, over HTTP against a house with things in it.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::aws::{IAM_VERSION, Signer, json_headers, query};
use crate::http1::{Reply, ask};
use crate::process::Server;

const HOSTILE: &str = "<script>alert(1)</script>/a b/Größe & \"more\".json";

/// `text` as one part of a path or a query.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let letter = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(letter).collect()
}

fn call(address: SocketAddr, target: &str, input: &Value) {
    let reply = ask(address, "POST /", &json_headers(target), input.to_string().as_bytes());
    assert_eq!(reply.status, 200, "{target}: {reply:?}");
}

fn put(address: SocketAddr, path: &str, body: &[u8]) {
    let reply = Signer::new("test", "test", "s3").ask(address, &format!("PUT {path}"), &[], body);
    assert_eq!(reply.status, 200, "{reply:?}");
}

pub fn get(address: SocketAddr, path: &str) -> Reply {
    ask(address, &format!("GET /_pumphouse/{path}"), &[], b"")
}

/// The page at `path`, which has all of `words` and no element out of a name.
pub fn page(address: SocketAddr, path: &str, words: &[&str]) -> String {
    let reply = get(address, path);
    assert_eq!(reply.status, 200, "{path}: {reply:?}");
    let text = reply.text().to_owned();
    for word in words {
        assert!(text.contains(word), "no `{word}` at {path}: {text}");
    }
    assert!(!text.contains("<script>alert"), "{path}: {text}");
    text
}

/// What is refused at `path` in words, under `status`.
pub fn refused(address: SocketAddr, path: &str, status: u16, words: &str) {
    let reply = get(address, path);
    assert_eq!(reply.status, status, "{path}: {reply:?}");
    assert!(reply.text().contains(words), "no `{words}` at {path}: {reply:?}");
    assert!(!reply.text().contains("<script>alert"), "{path}: {reply:?}");
}

/// Posts a form, and follows to the page that it leads to.
pub fn post(address: SocketAddr, path: &str, form: &str) -> String {
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let reply = ask(address, &format!("POST /_pumphouse/{path}"), &[kind], form.as_bytes());
    assert_eq!(reply.status, 303, "{path}: {reply:?}");
    let next = reply.header("location").unwrap().trim_start_matches("/_pumphouse/").to_owned();
    page(address, &next, &[])
}

#[test]
fn empty_rooms_say_what_fills_them() {
    let server = Server::ephemeral();
    let address = server.address();
    page(address, "buckets", &["There are no buckets yet", "aws s3 mb"]);
    page(address, "catalog", &["aws glue create-database", "aws glue create-crawler"]);
    page(address, "logs", &["aws logs create-log-group"]);
    page(address, "graphs", &["aws cloudwatch put-metric-data"]);
}

#[test]
fn buckets_are_looked_into() {
    let server = Server::ephemeral();
    let address = server.address();
    put(address, "/lake", b"");
    put(
        address,
        "/lake/readings/day=1/part-0.json",
        b"{\"motor\":\"m1\",\"t\":71.5}\n{\"motor\":\"m2\",\"t\":80}\n",
    );
    put(address, "/lake/plain.html", b"<script>alert(1)</script>");
    put(
        address,
        &format!("/lake/{}", HOSTILE.split('/').map(encoded).collect::<Vec<_>>().join("/")),
        b"{\"a\":1}",
    );
    for number in 0..101 {
        put(address, &format!("/lake/many/{number:03}"), b"");
    }
    page(address, "buckets", &["href=\"/_pumphouse/buckets/lake\""]);
    let folders =
        ["?prefix=readings%2F\">readings/</a>", "plain.html", "&lt;script&gt;alert(1)&lt;/", "25 B"];
    page(address, "buckets/lake", &folders);
    page(
        address,
        "buckets/lake?prefix=readings/day%3D1/",
        &["part-0.json", "?prefix=readings%2F\">readings</a>"],
    );
    // Pages: a hundred, and the rest.
    let first = page(address, "buckets/lake?prefix=many/", &["099", ">More</a>"]);
    assert!(!first.contains(">100</a>"));
    let next =
        first.split("href=\"").find(|text| text.contains("after=")).unwrap().split('"').next().unwrap();
    let next = next.replace("&amp;", "&");
    let rest = page(address, next.trim_start_matches("/_pumphouse/"), &[">100</a>"]);
    assert!(!rest.contains(">099</a>"));
    // One object, as a table and otherwise.
    let object = "buckets/lake?key=readings/day%3D1/part-0.json";
    page(
        address,
        object,
        &["<th scope=\"col\">motor</th>", "<td>71.5</td>", "s3://lake/readings/day=1/part-0.json"],
    );
    page(address, &format!("{object}&as=hex"), &["00000000  7b 22 6d"]);
    page(address, "buckets/lake?key=plain.html", &["&lt;script&gt;alert(1)"]);
    page(address, &format!("buckets/lake?key={}", encoded(HOSTILE)), &["&quot;a&quot;: 1", "Größe &amp; "]);
    let file = get(address, "buckets/lake/download?key=plain.html");
    assert_eq!((file.status, file.text()), (200, "<script>alert(1)</script>"));
    assert_eq!(file.header("content-type"), Some("application/octet-stream"));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename*=UTF-8''plain.html"));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    // What is put is there.
    post(address, "buckets/lake/put", "key=new%2Fone.txt&type=text%2Fplain&content=words");
    page(address, "buckets/lake?key=new/one.txt", &["words", "text/plain"]);
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let told = ask(address, "POST /_pumphouse/buckets/lake/put", &kind, b"key=&content=x");
    assert!(told.header("location").unwrap().starts_with("/_pumphouse/buckets/lake?told="), "{told:?}");
}

#[test]
fn what_is_not_in_a_bucket_is_said_to_be_missing() {
    let server = Server::ephemeral();
    let address = server.address();
    put(address, "/lake", b"");
    refused(address, "buckets/nothing-here", 404, "NoSuchBucket");
    refused(address, "buckets/lake?key=none", 404, "NoSuchKey");
    refused(address, "buckets/lake/download?key=none", 404, "NoSuchKey");
    refused(address, "buckets/lake/download", 400, "its key");
    refused(address, "buckets/lake?after=rubbish", 400, "continuation token");
    refused(address, "buckets/%3Cscript%3Ealert", 404, "&lt;script&gt;alert");
    page(address, "buckets/lake?prefix=none/", &["No object's key begins so", "aws s3 cp"]);
}

fn glue(address: SocketAddr, operation: &str, input: &Value) {
    call(address, &format!("AWSGlue.{operation}"), input);
}

#[test]
fn the_catalog_is_looked_into() {
    let server = Server::ephemeral();
    let address = server.address();
    glue(
        address,
        "CreateDatabase",
        &json!({"DatabaseInput": {"Name": "lake", "Description": "<script>alert(2)</script>"}}),
    );
    let columns = json!([{"Name": "motor", "Type": "string"}, {"Name": "t", "Type": "double", "Comment": "in <b>°C</b>"}]);
    let storage = json!({"Columns": columns, "Location": "s3://lake/readings/", "InputFormat": "text"});
    let keys = json!([{"Name": "day", "Type": "int"}]);
    let table = json!({"Name": "readings", "StorageDescriptor": storage, "PartitionKeys": keys, "Parameters": {"classification": "json"}});
    glue(address, "CreateTable", &json!({"DatabaseName": "lake", "TableInput": table}));
    let odd = json!({"Name": "<script>alert(3)</script>", "StorageDescriptor": storage});
    glue(address, "CreateTable", &json!({"DatabaseName": "lake", "TableInput": odd}));
    let place = json!({"Location": "s3://lake/readings/day=7/", "Columns": columns});
    let partition = json!({"Values": ["7"], "StorageDescriptor": place});
    glue(
        address,
        "CreatePartition",
        &json!({"DatabaseName": "lake", "TableName": "readings", "PartitionInput": partition}),
    );
    page(
        address,
        "catalog",
        &[
            "catalog/databases/lake/readings\">readings</a>",
            "&lt;script&gt;alert(3)",
            "buckets/lake?prefix=readings%2F",
        ],
    );
    page(
        address,
        "catalog/databases/lake",
        &["readings", "sql?q=SELECT%20%2A%20FROM%20lake.readings%20LIMIT%2010"],
    );
    let words = [
        "<code>motor</code>",
        "in &lt;b&gt;°C",
        "partition key",
        "<td>7</td>",
        "day=7/</a>",
        "classification",
        "no statistics",
    ];
    page(address, "catalog/databases/lake/readings", &words);
    let long = json!({"MinimumValue": 1, "MaximumValue": 9, "NumberOfNulls": 2, "NumberOfDistinctValues": 4});
    let known = json!({"ColumnName": "t", "ColumnType": "double", "AnalyzedTime": 0, "StatisticsData": {"Type": "LONG", "LongColumnStatisticsData": long}});
    let known = json!({"DatabaseName": "lake", "TableName": "readings", "ColumnStatisticsList": [known]});
    glue(address, "UpdateColumnStatisticsForTable", &known);
    page(address, "catalog/databases/lake/readings", &["4 different, 2 null, 1 to 9"]);
    page(
        address,
        &format!("catalog/databases/lake/{}", encoded("<script>alert(3)</script>")),
        &["sql?q=SELECT%20%2A%20FROM%20lake.%22%3Cscript"],
    );
    put(address, "/lake", b"");
    put(address, "/lake/readings/day%3D7/part.parquet", b"PAR1....PAR1");
    let words =
        ["part of the table <a href=\"/_pumphouse/catalog/databases/lake/readings\">", "SQL reads it"];
    page(address, "buckets/lake?key=readings/day%3D7/part.parquet", &words);
    refused(address, "catalog/databases/none", 400, "EntityNotFoundException");
    refused(address, "catalog/databases/lake/none", 400, "EntityNotFoundException");
    refused(address, "catalog/databases/lake?after=rubbish", 400, "Exception");
    refused(address, "catalog/crawlers/none", 400, "EntityNotFoundException");
    let service = json!({"Service": "glue.amazonaws.com"});
    let statement = json!([{"Effect": "Allow", "Principal": service, "Action": "sts:AssumeRole"}]);
    let trust = json!({"Version": "2012-10-17", "Statement": statement}).to_string();
    let role = [("RoleName", "finder"), ("AssumeRolePolicyDocument", trust.as_str())];
    assert_eq!(query(address, IAM_VERSION, "CreateRole", &role).status, 200);
    let target = json!({"S3Targets": [{"Path": "s3://lake/"}]});
    glue(
        address,
        "CreateCrawler",
        &json!({"Name": "finder", "Role": "arn:aws:iam::000000000000:role/finder", "DatabaseName": "lake", "Targets": target}),
    );
    page(address, "catalog", &["catalog/crawlers/finder\">finder</a>", "never ran"]);
    page(address, "catalog/crawlers/finder", &["aws glue start-crawler --name finder", "Run now", "READY"]);
    post(address, "catalog/crawlers/finder/run", "");
    page(address, "catalog/crawlers/finder", &["Began"]);
    let told = post(address, "catalog/crawlers/finder/stop", "");
    assert!(told.contains("Exception") || told.contains("STOPPING"), "{told}");
    refused(address, "catalog/crawlers/none/now", 400, "EntityNotFoundException");
}

fn logs(address: SocketAddr, operation: &str, input: &Value) {
    call(address, &format!("Logs_20140328.{operation}"), input);
}

#[test]
fn logs_are_searched() {
    let server = Server::ephemeral();
    let address = server.address();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as u64;
    logs(address, "CreateLogGroup", &json!({"logGroupName": "/aws/lambda/orders"}));
    page(address, "logs", &["logs/%2Faws%2Flambda%2Forders\">/aws/lambda/orders</a>", "for ever"]);
    let group = "logs/%2Faws%2Flambda%2Forders";
    page(address, group, &["no streams yet", "aws logs put-log-events"]);
    for stream in ["one", "2026/[$LATEST]two<b>"] {
        logs(
            address,
            "CreateLogStream",
            &json!({"logGroupName": "/aws/lambda/orders", "logStreamName": stream}),
        );
        let events: Vec<_> = (0..250_u64)
            .map(|number| {
                let message = match number {
                    7 => "{\"level\":\"error\",\"cause\":\"<script>alert(1)</script>\"}".to_owned(),
                    8 => "<script>alert(2)</script>".to_owned(),
                    _ => format!("line {number} of {stream}"),
                };
                json!({"timestamp": now - 600_000 + number, "message": message})
            })
            .collect();
        logs(
            address,
            "PutLogEvents",
            &json!({"logGroupName": "/aws/lambda/orders", "logStreamName": stream, "logEvents": events}),
        );
    }
    page(
        address,
        group,
        &["500 lines match; the newest 200 are shown", "line 249 of one", "Earlier lines", "two&lt;b&gt;"],
    );
    page(address, &format!("{group}?last=5m"), &["No line matches in this range"]);
    let found = page(
        address,
        &format!("{group}?pattern={}", encoded("{ $.level = \"error\" }")),
        &["2 lines match", "<details>", "&quot;cause&quot;: &quot;&lt;script&gt;"],
    );
    assert!(!found.contains("line 249"));
    page(
        address,
        &format!("{group}/found?pattern=%22line+42%22&live=on"),
        &["2 lines match", "line 42 of one"],
    );
    page(
        address,
        &format!("{group}?live=on"),
        &["data-renew=\"/_pumphouse/logs/%2Faws%2Flambda%2Forders/found?pattern=&amp;last=1h&amp;live=on\""],
    );
    // One stream, page by page.
    let stream = format!("{group}/streams/{}", encoded("2026/[$LATEST]two<b>"));
    let newest = page(address, &stream, &["line 249 of 2026/[$LATEST]two&lt;b&gt;", ">Earlier</a>"]);
    assert!(!newest.contains("line 49 of"));
    let earlier =
        newest.split("href=\"").find(|text| text.contains("?at=")).unwrap().split('"').next().unwrap();
    let before = page(
        address,
        earlier.trim_start_matches("/_pumphouse/"),
        &["line 49 of", "&lt;script&gt;alert(2)", ">Newest</a>"],
    );
    assert!(!before.contains("line 50 of"));
    refused(address, "logs/none", 400, "ResourceNotFoundException");
    refused(address, &format!("{group}/streams/none"), 400, "ResourceNotFoundException");
    refused(address, &format!("{stream}?at=rubbish"), 400, "InvalidParameterException");
    refused(address, &format!("{group}?last=%3Cscript%3Ealert(1)"), 400, "There is no range");
    refused(address, &format!("{group}?last=custom&from=yesterday"), 400, "is no time");
    page(address, &format!("{group}?pattern=%7B"), &["InvalidParameterException"]);
    refused(address, "logs/%3Cscript%3Ealert(1)", 400, "Exception");
}

#[test]
fn metrics_are_found_and_drawn() {
    let server = Server::ephemeral();
    let address = server.address();
    let hostile = "<script>alert('m')</script>";
    let datum = |name: &str, motor: &str, value: f64| json!({"MetricName": name, "Value": value, "Dimensions": [{"Name": "Motor", "Value": motor}]});
    let data = json!([
        datum("Temperature", "m1", 71.5),
        datum("Temperature", "m1", 72.5),
        datum("Speed", hostile, 3.0)
    ]);
    let input = json!({"Namespace": "Plant", "MetricData": data});
    let target = "GraniteServiceVersion20100801.PutMetricData";
    let kind = [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target)];
    let reply = ask(address, "POST /", &kind, input.to_string().as_bytes());
    assert_eq!(reply.status, 200, "{reply:?}");
    page(address, "graphs", &["graphs?namespace=Plant\">Plant</a>"]);
    page(address, "graphs?namespace=Plant", &["Temperature", "Motor m1", "&lt;script&gt;alert('m')"]);
    let found = page(address, "graphs?q=plant+TEMP", &["Temperature"]);
    assert!(!found.contains("Speed"));
    page(address, "graphs?q=nothing-of-this", &["No metric has these words"]);
    let metric = encoded("[\"Plant\",\"Temperature\",\"Motor\",\"m1\"]");
    let words = [
        "class=\"chart\" data-figure=\"/_pumphouse/graphs/data?m=",
        "Average by the minute",
        "<td>72</td>",
        "aws cloudwatch get-metric-data",
        "&quot;Stat&quot;:&quot;Average&quot;",
    ];
    page(address, &format!("graphs/view?m={metric}"), &words);
    let speed = encoded(&format!("[\"Plant\",\"Speed\",\"Motor\",\"{hostile}\"]"));
    page(
        address,
        &format!("graphs/view?m={metric}&m={speed}&stat=Maximum&last=1h"),
        &["2 metrics", "<td>72.5</td>", "<td>3</td>", r"alert('\''m'\'')"],
    );
    let figure = get(address, &format!("graphs/data?m={metric}&stat=SampleCount&period=300")).success();
    assert_eq!((&figure["data"][0]["y"], &figure["data"][0]["type"]), (&json!([2.0]), &json!("scatter")));
    for (query, words) in [
        ("", "Choose a metric"),
        ("?m=%3Cscript%3Ealert(1)", "A metric is written like"),
        (&*format!("?m={metric}&period=7"), "A period is one of"),
        (&*format!("?m={metric}&last=year"), "There is no range"),
        (&*format!("?m={metric}&stat=Middle"), "Middle"),
    ] {
        refused(address, &format!("graphs/view{query}"), 400, words);
        refused(address, &format!("graphs/data{query}"), 400, words);
    }
}
