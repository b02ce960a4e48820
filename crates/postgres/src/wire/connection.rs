//! A connection: frames in, bytes out.
//!
//! What comes in is held until a whole frame is there, and a frame's length is bounded. What goes out is gathered, and
//! whoever writes waits for the client to take it.

use bytes::{Buf, Bytes, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use crate::limits::{AHEAD_BYTES_MAX, MESSAGE_BYTES_MAX, STARTUP_BYTES_MAX, WRITE_BYTES};
use crate::wire::Answers;

/// Why nothing more comes.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The client is gone.
    #[error("the connection is closed")]
    Closed,
    /// The network failed.
    #[error("the connection failed: {0}")]
    Io(#[from] std::io::Error),
    /// A frame that is no frame, or longer than any may be.
    #[error("invalid message length; messages have up to {MESSAGE_BYTES_MAX} bytes")]
    Length,
    /// A frame with something else in it than its kind has.
    #[error("invalid message format")]
    Format,
}

/// A connection.
pub struct Connection {
    read: OwnedReadHalf,
    write: OwnedWriteHalf,
    inbox: BytesMut,
    /// What is to be sent.
    pub out: Answers,
}

impl Connection {
    /// Nothing read and nothing said.
    pub fn new(stream: TcpStream) -> Self {
        // Answers are gathered here already; the rest must not wait.
        let _ = stream.set_nodelay(true);
        let (read, write) = stream.into_split();
        Self { read, write, inbox: BytesMut::new(), out: Answers::default() }
    }

    /// The first frame, which has no kind.
    pub async fn first(&mut self) -> Result<Bytes, Broken> {
        self.fill(4).await?;
        let length = length(&self.inbox, STARTUP_BYTES_MAX)?;
        self.fill(length).await?;
        let mut frame = self.take(length);
        frame.advance(4);
        Ok(frame)
    }

    /// The next frame: its kind and what is in it. May be dropped and asked again.
    pub async fn next(&mut self) -> Result<(u8, Bytes), Broken> {
        self.fill(5).await?;
        let length = length(&self.inbox[1..], MESSAGE_BYTES_MAX)?;
        self.fill(length + 1).await?;
        let mut frame = self.take(length + 1);
        let kind = frame.get_u8();
        frame.advance(4);
        Ok((kind, frame))
    }

    fn take(&mut self, length: usize) -> Bytes {
        let frame = self.inbox.split_to(length).freeze();
        // A connection that does nothing holds no memory.
        if self.inbox.is_empty() {
            self.inbox = BytesMut::new();
        }
        frame
    }

    /// Reads until so many bytes are there.
    async fn fill(&mut self, length: usize) -> Result<(), Broken> {
        while self.inbox.len() < length {
            self.read.readable().await?;
            if self.inbox.capacity() < length.max(512) {
                self.inbox.reserve(length.max(512) - self.inbox.len());
            }
            if self.read.read_buf(&mut self.inbox).await? == 0 {
                return Err(Broken::Closed);
            }
        }
        Ok(())
    }

    /// Returns when the client is gone. What it sends meanwhile is kept, within bounds.
    pub async fn gone(&mut self) {
        while self.inbox.len() < AHEAD_BYTES_MAX {
            match self.read.read_buf(&mut self.inbox).await {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
        }
        std::future::pending().await
    }

    /// Sends all that is gathered.
    pub async fn flush(&mut self) -> Result<(), Broken> {
        let bytes = self.out.take();
        if !bytes.is_empty() {
            self.write.write_all(&bytes).await?;
        }
        Ok(())
    }

    /// Sends what is gathered where it is much.
    pub async fn ease(&mut self) -> Result<(), Broken> {
        if self.out.len() >= WRITE_BYTES { self.flush().await } else { Ok(()) }
    }

    /// Answers a question that has no form of its own yet.
    pub async fn say(&mut self, byte: u8) -> Result<(), Broken> {
        self.write.write_all(&[byte]).await?;
        Ok(())
    }
}

/// The length that a frame states, which counts itself.
fn length(bytes: &[u8], max: usize) -> Result<usize, Broken> {
    let length = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let length = usize::try_from(length).map_err(|_| Broken::Length)?;
    if (4..=max).contains(&length) { Ok(length) } else { Err(Broken::Length) }
}
