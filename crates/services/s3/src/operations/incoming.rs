//! Bodies on their way in: taken piece by piece, held to what was announced of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wire::{Fault, Stream};

use super::checksums::{Given, bytes_of, header};
use crate::S3;
use crate::engine::checksum::Algorithm;
use crate::engine::receive::Received;
use crate::errors::{invalid, too_large};
use crate::limits::PUT_BYTES_MAX;

/// The MD5 and the checksums that a body must have.
type Expected = (Option<[u8; 16]>, Vec<(Algorithm, Vec<u8>)>);

/// What is announced of a body.
pub struct Announced<'a> {
    /// Bytes.
    pub length: Option<i64>,
    /// `Content-MD5`.
    pub md5: Option<&'a str>,
    /// The checksum before the body.
    pub checksum: Given<'a>,
    /// The checksum after the body.
    pub trailing: Option<Algorithm>,
}

impl Announced<'_> {
    /// The algorithm of the checksum that comes before or after the body.
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.checksum.map(|(algorithm, _)| algorithm).or(self.trailing)
    }

    /// What is announced before the body.
    fn parse(&self) -> Result<Expected, Fault> {
        if self.length.is_some_and(|length| length as u64 > PUT_BYTES_MAX) {
            return Err(too_large(PUT_BYTES_MAX));
        }
        let checksum =
            self.checksum.map(|(algorithm, text)| Ok::<_, Fault>((algorithm, bytes_of(algorithm, text)?)));
        let checksum = checksum.transpose()?;
        Ok((self.md5.map(md5_of).transpose()?, checksum.into_iter().collect()))
    }
}

impl S3 {
    /// Receives `body`, and computes its checksum by each of `algorithms`.
    pub(super) async fn receive(
        &self,
        body: Option<Stream>,
        algorithms: &[Algorithm],
        announced: &Announced<'_>,
    ) -> Result<Received, Fault> {
        let (md5, mut expected) = announced.parse()?;
        let mut wanted = algorithms.to_vec();
        wanted.extend(announced.checksum.map(|(algorithm, _)| algorithm));
        wanted.extend(announced.trailing);
        let mut receiver = self.engine.receive(&wanted)?;
        if let Some(mut body) = body {
            while let Some(piece) = body.next().await.transpose()? {
                receiver.append(piece).await?;
                if receiver.length() > PUT_BYTES_MAX {
                    return Err(too_large(PUT_BYTES_MAX));
                }
            }
            if let Some(algorithm) = announced.trailing {
                let text = body.trailers().get(header(algorithm)).and_then(|value| value.to_str().ok());
                let text =
                    text.ok_or_else(|| invalid("The trailing checksum that was announced did not come."))?;
                expected.push((algorithm, bytes_of(algorithm, text)?));
            }
        }
        if announced.length.is_some_and(|length| length as u64 > receiver.length()) {
            let text = "You did not provide the number of bytes specified by the Content-Length HTTP header";
            return Err(Fault::sender("IncompleteBody", text));
        }
        let received = receiver.finish().await?;
        received.check(md5, &expected)?;
        Ok(received)
    }
}

fn md5_of(text: &str) -> Result<[u8; 16], Fault> {
    let bytes = STANDARD.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| Fault::sender("InvalidDigest", "The Content-MD5 you specified was invalid."))
}
