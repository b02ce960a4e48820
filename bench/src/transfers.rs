//! Objects over the machine's own loopback: what is put is thrown away, what is asked for lies ready.
//!
//! The load of `objects` beside a stand-in for its server, which keeps nothing: what passing the bytes on costs
//! alone. The stand-in is one thread, as the generator is; a server with more may be ahead of it by a little.

use clap::Args;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Target;
use crate::error::Error;
use crate::http::find;
use crate::loopback::serve;
use crate::objects::Objects;
use crate::outcome::Outcome;

/// Bytes that are received at a time.
const RECEIVE_BYTES: usize = 1 << 20;

/// The load.
#[derive(Args)]
pub struct Transfers {
    #[command(flatten)]
    objects: Objects,
}

impl Transfers {
    /// Serves it and loads that. Outcomes are called as those of `objects`.
    pub async fn run(&self, target: &Target) -> Result<Vec<Outcome>, Error> {
        let (size, block) = (self.objects.sizes.size, self.objects.sizes.block());
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n");
        let first = [head.as_bytes(), &block].concat();
        let object = Ready { first, block, size };
        let endpoint = format!("http://{}", serve(move |stream| answer(stream, object.clone()))?);
        self.objects.run(&Target { endpoint, pid: None, ..target.clone() }).await
    }
}

/// An object that lies ready.
#[derive(Clone)]
struct Ready {
    /// The answer's head and the first block.
    first: Vec<u8>,
    /// What its content repeats.
    block: Vec<u8>,
    /// Its bytes.
    size: u64,
}

/// Answers every request on `stream`: a GET with the object, all else with nothing.
async fn answer(mut stream: TcpStream, object: Ready) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::with_capacity(RECEIVE_BYTES);
    loop {
        received.clear();
        let body = loop {
            if let Some(end) = find(&received, b"\r\n\r\n") {
                break end + 4;
            }
            if stream.read_buf(&mut received).await? == 0 {
                return Ok(());
            }
        };
        let (is_get, mut left) = (received.starts_with(b"GET "), length(&received[..body]));
        left = left.saturating_sub((received.len() - body) as u64);
        while left > 0 {
            received.clear();
            match stream.read_buf(&mut received).await? {
                0 => return Ok(()),
                bytes => left = left.saturating_sub(bytes as u64),
            }
        }
        if !is_get {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await?;
            continue;
        }
        stream.write_all(&object.first).await?;
        let mut left = object.size - object.block.len() as u64;
        while left > 0 {
            let bytes = left.min(object.block.len() as u64);
            stream.write_all(&object.block[..bytes as usize]).await?;
            left -= bytes;
        }
    }
}

/// The length of the body, as this program's own requests write it.
fn length(head: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(head);
    let value = text.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}
