//! A client of the protocol: sends frames, reads frames.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A frame: its kind and what is in it.
pub type Frame = (u8, Vec<u8>);

pub struct Client {
    pub stream: TcpStream,
    pub settings: BTreeMap<String, String>,
    pub key: (u32, u32),
}

/// An error that was told: fields by their letters.
#[derive(Debug)]
pub struct Refusal(pub BTreeMap<char, String>);

impl Refusal {
    pub fn state(&self) -> &str {
        &self.0[&'C']
    }
}

/// What a query led to.
#[derive(Debug, Default)]
pub struct Answer {
    pub names: Vec<String>,
    pub kinds: Vec<u32>,
    pub rows: Vec<Vec<Option<Vec<u8>>>>,
    pub tags: Vec<String>,
    pub refusal: Option<Refusal>,
    pub copied: String,
    /// The kinds of all frames.
    pub kinds_of_frames: String,
    /// What the last frame says of the transaction.
    pub status: u8,
}

impl Answer {
    /// The rows, values between bars.
    pub fn lines(&self) -> Vec<String> {
        let text = |value: &Option<Vec<u8>>| match value {
            Some(bytes) => String::from_utf8(bytes.clone()).unwrap(),
            None => "NULL".to_owned(),
        };
        self.rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join("|")).collect()
    }

    fn take(&mut self, (kind, body): Frame) {
        self.kinds_of_frames.push(char::from(kind));
        let short = |at: usize| usize::from(u16::from_be_bytes([body[at], body[at + 1]]));
        match kind {
            b'T' => {
                (self.names, self.kinds) = (Vec::new(), Vec::new());
                let mut at = 2;
                for _ in 0..short(0) {
                    let end = at + body[at..].iter().position(|byte| *byte == 0).unwrap();
                    self.names.push(String::from_utf8(body[at..end].to_vec()).unwrap());
                    self.kinds.push(u32::from_be_bytes(body[end + 7..end + 11].try_into().unwrap()));
                    at = end + 19;
                }
            }
            b'D' => {
                let (mut at, mut row) = (2, Vec::new());
                for _ in 0..short(0) {
                    let length = i32::from_be_bytes(body[at..at + 4].try_into().unwrap());
                    at += 4;
                    row.push(usize::try_from(length).ok().map(|length| {
                        at += length;
                        body[at - length..at].to_vec()
                    }));
                }
                self.rows.push(row);
            }
            b'C' => self.tags.push(String::from_utf8(body[..body.len() - 1].to_vec()).unwrap()),
            b'd' => self.copied.push_str(std::str::from_utf8(&body).unwrap()),
            b'E' => self.refusal = Some(refusal(&body)),
            b'Z' => self.status = body[0],
            _ => {}
        }
    }
}

pub fn refusal(body: &[u8]) -> Refusal {
    let fields = body.split(|byte| *byte == 0).filter(|field| !field.is_empty());
    Refusal(
        fields.map(|field| (char::from(field[0]), String::from_utf8(field[1..].to_vec()).unwrap())).collect(),
    )
}

pub fn frame(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut frame = vec![kind];
    frame.extend((body.len() as u32 + 4).to_be_bytes());
    frame.extend(body);
    frame
}

impl Client {
    /// Begins a session.
    pub async fn start(address: SocketAddr, wishes: &[(&str, &str)]) -> Result<Self, Refusal> {
        let mut body = 196_608_u32.to_be_bytes().to_vec();
        for (name, value) in wishes {
            body.extend([name.as_bytes(), b"\0", value.as_bytes(), b"\0"].concat());
        }
        body.push(0);
        let stream = TcpStream::connect(address).await.unwrap();
        let mut client = Self { stream, settings: BTreeMap::new(), key: (0, 0) };
        client.send(&[&(body.len() as u32 + 4).to_be_bytes(), body.as_slice()].concat()).await;
        loop {
            let (kind, body) = client.read().await.expect("a frame");
            match kind {
                b'S' => {
                    let mut parts = body.split(|byte| *byte == 0);
                    let mut next = || String::from_utf8(parts.next().unwrap().to_vec()).unwrap();
                    client.settings.insert(next(), next());
                }
                b'K' => {
                    let number = |at: usize| u32::from_be_bytes(body[at..at + 4].try_into().unwrap());
                    client.key = (number(0), number(4));
                }
                b'E' => return Err(refusal(&body)),
                b'Z' => return Ok(client),
                _ => {}
            }
        }
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// The next frame; `None` at the end.
    pub async fn read(&mut self) -> Option<Frame> {
        let read = async {
            let kind = self.stream.read_u8().await.ok()?;
            let length = self.stream.read_u32().await.ok()? as usize;
            let mut body = vec![0; length - 4];
            self.stream.read_exact(&mut body).await.ok()?;
            Some((kind, body))
        };
        tokio::time::timeout(Duration::from_secs(120), read).await.expect("answered in time")
    }

    /// Reads up to the end of an answer.
    pub async fn answer(&mut self) -> Answer {
        let mut answer = Answer::default();
        while let Some(frame) = self.read().await {
            let is_end = frame.0 == b'Z';
            answer.take(frame);
            if is_end {
                break;
            }
        }
        answer
    }

    pub async fn query(&mut self, text: &str) -> Answer {
        self.send(&frame(b'Q', &[text.as_bytes(), b"\0"].concat())).await;
        self.answer().await
    }

    /// The answer of a success.
    pub async fn run(&mut self, text: &str) -> Answer {
        let answer = self.query(text).await;
        if let Some(refusal) = &answer.refusal {
            panic!("{text}: {refusal:?}");
        }
        answer
    }

    /// The rows of a success.
    pub async fn rows(&mut self, text: &str) -> Vec<String> {
        self.run(text).await.lines()
    }

    /// SQLSTATE and words of a refusal.
    pub async fn refused(&mut self, text: &str) -> Refusal {
        let answer = self.query(text).await;
        match answer.refusal {
            Some(refusal) => refusal,
            None => panic!("{text}: {:?}", answer.lines()),
        }
    }

    /// Asks the server to stop what another client runs.
    pub async fn cancel(address: SocketAddr, key: (u32, u32)) {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let words = [16, 80_877_102, key.0, key.1];
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        stream.write_all(&bytes).await.unwrap();
        let _ = stream.read_u8().await;
    }
}

/// Messages of the extended protocol, to be sent together.
#[derive(Default)]
pub struct Messages(pub Vec<u8>);

impl Messages {
    pub fn parse(mut self, name: &str, text: &str, kinds: &[u32]) -> Self {
        let mut body = [name.as_bytes(), b"\0", text.as_bytes(), b"\0"].concat();
        body.extend((kinds.len() as u16).to_be_bytes());
        kinds.iter().for_each(|kind| body.extend(kind.to_be_bytes()));
        self.0.extend(frame(b'P', &body));
        self
    }

    /// Values in the format `format`; answers in the format `results`.
    pub fn bind(
        mut self,
        portal: &str,
        name: &str,
        format: u16,
        values: &[Option<&[u8]>],
        results: u16,
    ) -> Self {
        let mut body = [portal.as_bytes(), b"\0", name.as_bytes(), b"\0"].concat();
        body.extend([1_u16.to_be_bytes(), format.to_be_bytes()].concat());
        body.extend((values.len() as u16).to_be_bytes());
        for value in values {
            match value {
                Some(value) => {
                    body.extend((value.len() as u32).to_be_bytes());
                    body.extend(*value);
                }
                None => body.extend((-1_i32).to_be_bytes()),
            }
        }
        body.extend([1_u16.to_be_bytes(), results.to_be_bytes()].concat());
        self.0.extend(frame(b'B', &body));
        self
    }

    pub fn describe(mut self, kind: u8, name: &str) -> Self {
        self.0.extend(frame(b'D', &[&[kind], name.as_bytes(), b"\0"].concat()));
        self
    }

    pub fn execute(mut self, portal: &str, rows_max: i32) -> Self {
        self.0.extend(frame(b'E', &[portal.as_bytes(), b"\0", &rows_max.to_be_bytes()].concat()));
        self
    }

    pub fn close(mut self, kind: u8, name: &str) -> Self {
        self.0.extend(frame(b'C', &[&[kind], name.as_bytes(), b"\0"].concat()));
        self
    }

    pub fn sync(mut self) -> Vec<u8> {
        self.0.extend(frame(b'S', b""));
        self.0
    }
}
