//! A small HTTP server on loopback that answers what the test says.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// First line and headers, in lower case.
    pub head: String,
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

pub struct Server {
    pub url: String,
    pub requests: watch::Sender<Vec<Request>>,
    /// Connections that are never answered.
    hanging: Mutex<Vec<TcpStream>>,
}

/// The status of an answer that does not come.
pub const NONE: u16 = 0;

impl Server {
    /// A server that answers each request, of which it is told how many came before, with status and body;
    /// [`NONE`] of both where it says so.
    pub async fn start(
        answering: impl Fn(&Request, usize) -> (u16, Value) + Send + Sync + 'static,
    ) -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server =
            Arc::new(Self { url, requests: watch::Sender::new(Vec::new()), hanging: Mutex::default() });
        let serving = Arc::clone(&server);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                serving.serve(stream, &answering).await;
            }
        });
        server
    }

    async fn serve(&self, mut stream: TcpStream, answering: &impl Fn(&Request, usize) -> (u16, Value)) {
        let mut bytes = Vec::new();
        let head_end = loop {
            if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0);
        };
        let head = String::from_utf8(bytes[..head_end].to_vec()).unwrap().to_lowercase();
        let mut request = Request { head, body: bytes.split_off(head_end) };
        let length: usize = request.header("content-length").unwrap().parse().unwrap();
        while request.body.len() < length {
            stream.read_buf(&mut request.body).await.unwrap();
        }
        let before = self.requests.borrow().len();
        let (status, body) = answering(&request, before);
        if status == NONE {
            self.hanging.lock().unwrap().push(stream);
        } else {
            let body = body.to_string();
            let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        self.requests.send_modify(|requests| requests.push(request));
    }
}
