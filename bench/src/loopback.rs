//! The machine's own loopback: requests of the size of GetItem's, answered with bytes that lie ready.
//!
//! No server that speaks HTTP here can do better beside this generator, whatever it does inside.

use std::time::Duration;

use clap::Args;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::error::Error;
use crate::http::find;
use crate::load::Load;
use crate::outcome::Outcome;
use crate::request::DYNAMODB;

/// What every request is answered with.
const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 2\r\n\r\n{}";

/// The load.
#[derive(Args)]
pub struct Loopback {
    /// Connections at once; several, with commas, are measured one after another.
    #[arg(long, value_delimiter = ',', default_value = "1,64")]
    connections: Vec<usize>,
    /// Seconds to measure each number of connections.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
}

impl Loopback {
    /// Serves on a thread of its own and loads it. Named as the operations that it is the limit of.
    pub async fn run(&self) -> Result<Vec<Outcome>, Error> {
        let address = serve(answer)?;
        let request =
            DYNAMODB.request(&address, "GetItem", r#"{"TableName":"loopback","Key":{"id":{"S":"1"}}}"#);
        let mut outcomes = Vec::new();
        for &connections in &self.connections {
            let load = Load {
                address: &address,
                requests: vec![request.clone()],
                connections,
                measured: Duration::from_secs_f64(self.seconds),
                operation: "loopback",
            };
            let mut taken = load.run(|answer| answer.is_success()).await?;
            for operation in ["PutItem", "GetItem"] {
                let outcome = Outcome::new(format!("{operation}-c{connections}"));
                outcomes.push(outcome.with("ops_per_s", taken.rate()).with_latencies(&mut taken.latencies));
            }
        }
        Ok(outcomes)
    }
}

/// Serves on a thread of its own, each connection with `answer`; answers its `host:port`.
pub fn serve<A>(answer: impl Fn(TcpStream) -> A + Send + 'static) -> Result<String, Error>
where
    A: Future<Output = std::io::Result<()>> + Send + 'static,
{
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?.to_string();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener)?;
            loop {
                let (stream, _) = listener.accept().await?;
                tokio::spawn(answer(stream));
            }
            #[allow(unreachable_code, reason = "it serves until the program ends")]
            Ok::<(), std::io::Error>(())
        })
    });
    Ok(address)
}

/// Answers every request on `stream`; each is known by its head's end, as its body is sent along with it.
async fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = vec![0; 4096];
    loop {
        let bytes = stream.read(&mut received).await?;
        if bytes == 0 {
            return Ok(());
        }
        if find(&received[..bytes], b"\r\n\r\n").is_some() {
            stream.write_all(ANSWER).await?;
        }
    }
}
