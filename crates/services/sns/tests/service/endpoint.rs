//! An HTTP endpoint of the test's own: answers as it is told and gives out what it was sent.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// What was posted.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The head, as it came.
    pub head: String,
    /// The body.
    pub body: String,
}

pub struct Endpoint {
    /// Its URL.
    pub url: String,
    posted: mpsc::Receiver<Posted>,
    statuses: Arc<Mutex<Vec<u16>>>,
}

impl Endpoint {
    /// One that answers these statuses one after the other, and then 200.
    pub async fn new(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let statuses = Arc::new(Mutex::new(statuses.to_vec()));
        let (sender, posted) = mpsc::channel(100);
        let answers = statuses.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mut answers = answers.lock().unwrap();
                let status = if answers.is_empty() { 200 } else { answers.remove(0) };
                drop(answers);
                tokio::spawn(serve(stream, status, sender.clone()));
            }
        });
        Self { url, posted, statuses }
    }

    /// What is posted next.
    pub async fn next(&mut self) -> Posted {
        self.posted.recv().await.unwrap()
    }

    /// Answers this next.
    pub fn answer(&self, status: u16) {
        self.statuses.lock().unwrap().push(status);
    }

    /// Whether nothing was posted that nobody looked at.
    pub fn is_quiet(&mut self) -> bool {
        self.posted.try_recv().is_err()
    }
}

async fn serve(stream: TcpStream, status: u16, sender: mpsc::Sender<Posted>) {
    let mut stream = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.unwrap();
    let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).await.unwrap();
    sender.send(Posted { head, body: String::from_utf8(body).unwrap() }).await.unwrap();
}
