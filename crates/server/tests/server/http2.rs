//! HTTP/2 without TLS, by prior knowledge: many requests at once on one connection.

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::aws::{Signer, create_stream, json_headers, records};
use crate::process::Server;

async fn connect(server: &Server) -> SendRequest<Full<Bytes>> {
    let stream = tokio::net::TcpStream::connect(server.address()).await.unwrap();
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

fn request(uri: &str, headers: &[(&str, &str)], body: String) -> Request<Full<Bytes>> {
    let mut request = Request::post(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Full::new(Bytes::from(body))).unwrap()
}

async fn text(response: Response<Incoming>) -> String {
    assert_eq!(response.status(), 200);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn many_requests_at_once() {
    let server = Server::start(&["--ephemeral", "--unlimited-shards"]);
    create_stream(server.address(), "s", 1);
    let sender = connect(&server).await;
    let mut tasks = JoinSet::new();
    for _ in 0..300 {
        let mut sender = sender.clone();
        let input = json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"}).to_string();
        let request = request(&server.endpoint(), &json_headers("Kinesis_20131202.PutRecord"), input);
        tasks.spawn(async move {
            let answer = text(sender.send_request(request).await.unwrap()).await;
            serde_json::from_str::<Value>(&answer).unwrap()["SequenceNumber"].as_str().unwrap().to_owned()
        });
    }
    let mut answered = tasks.join_all().await;
    answered.sort();
    let stored: Vec<_> = records(server.address(), "s").into_iter().map(|(_, number, _)| number).collect();
    assert_eq!(stored, answered);
}

#[tokio::test]
async fn hosts_and_signatures_count_there_too() {
    let server = Server::ephemeral();
    let mut sender = connect(&server).await;
    let form = ("content-type", "application/x-www-form-urlencoded");
    let by_host = request("http://sts.localhost/", &[form], "Action=GetCallerIdentity".to_owned());
    let answer = text(sender.send_request(by_host).await.unwrap()).await;
    assert!(answer.contains("<Account>000000000000</Account>"), "{answer}");

    // Keys of a session are verified, and HTTP/2 says the host in another place.
    let keys = request(&server.endpoint(), &[form], "Action=GetSessionToken&Version=2011-06-15".to_owned());
    let keys = text(sender.send_request(keys).await.unwrap()).await;
    let element = |name: &str| {
        let rest = keys.split_once(&format!("<{name}>")).unwrap().1;
        rest.split_once('<').unwrap().0.to_owned()
    };
    let mut signer = Signer::new(&element("AccessKeyId"), &element("SecretAccessKey"), "sts");
    signer.credentials.session_token = Some(element("SessionToken"));
    let body = "Action=GetCallerIdentity";
    for is_right in [true, false] {
        if !is_right {
            signer.credentials.secret_key.push('x');
        }
        let headers = signer.headers(server.address(), "POST /", &[form], body.as_bytes());
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let headers: Vec<_> = headers.into_iter().filter(|(name, _)| *name != "host").collect();
        let signed = request(&server.endpoint(), &headers, body.to_owned());
        let status = sender.send_request(signed).await.unwrap().status();
        assert_eq!(status, if is_right { 200 } else { 403 });
    }
}
