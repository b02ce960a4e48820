//! What has landed in a bucket: its objects, and how many rows of Parquet they have.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::error::Error;
use crate::http::Connection;
use crate::load::refused;
use crate::parquet;
use crate::request::s3;

/// Pause between two looks at a bucket.
pub const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Bytes of a file's end that are sure to hold its footer.
const FOOTER_BYTES: u64 = 1 << 20;

/// A bucket that Parquet lands in.
pub struct Lake {
    address: String,
    bucket: String,
    connection: Connection,
    known: BTreeSet<String>,
    rows: u64,
}

impl Lake {
    /// The objects of `bucket` at `host:port`, of which none is known yet.
    pub fn new(address: &str, bucket: &str) -> Self {
        Self {
            address: address.to_owned(),
            bucket: bucket.to_owned(),
            connection: Connection::new(address),
            known: BTreeSet::new(),
            rows: 0,
        }
    }

    /// How many files there were when [`rows`](Self::rows) looked.
    pub fn files(&self) -> usize {
        self.known.len()
    }

    /// How many rows all files of the bucket have by now; each is read once, and only its end.
    pub async fn rows(&mut self) -> Result<u64, Error> {
        let path = format!("/{}?list-type=2", self.bucket);
        let answer = self.connection.call(&s3(&self.address, "GET", &path, "", 0)).await?;
        if !answer.is_success() {
            return Err(refused("ListObjectsV2", &answer));
        }
        let page = String::from_utf8_lossy(answer.body).into_owned();
        if page.contains("<IsTruncated>true<") {
            return Err(Error::Protocol("more files than a page of the list has"));
        }
        for key in page.split("<Key>").skip(1).filter_map(|rest| rest.split_once("</Key>")) {
            if self.known.insert(key.0.to_owned()) {
                self.rows += self.rows_of(key.0).await?;
            }
        }
        Ok(self.rows)
    }

    async fn rows_of(&mut self, key: &str) -> Result<u64, Error> {
        let range = format!("Range: bytes=-{FOOTER_BYTES}\r\n");
        let path = format!("/{}/{key}", self.bucket);
        let answer = self.connection.call(&s3(&self.address, "GET", &path, &range, 0)).await?;
        match parquet::rows(answer.body) {
            Some(rows) if answer.is_success() => Ok(rows),
            _ => Err(refused(key, &answer)),
        }
    }
}
