//! Unpacks objects piece by piece, by what their names end with.

use std::io::Write;

use flate2::write::{MultiGzDecoder, ZlibDecoder};

use crate::error::{Error, Fact};
use crate::limits::LINE_BYTES_MAX;

/// What is between packed and plain bytes.
pub enum Unpack {
    /// Nothing.
    Plain,
    /// Gzip, maybe many one after another.
    Gzip(MultiGzDecoder<Vec<u8>>),
    /// Zlib, which Hadoop calls deflate.
    Deflate(ZlibDecoder<Vec<u8>>),
    /// Zstandard.
    Zstd(zstd::stream::write::Decoder<'static, Vec<u8>>),
    /// Snappy in Hadoop's frames.
    Snappy(Vec<u8>),
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Whether an object of this name is packed, and thus cannot be read from its middle.
pub fn is_packed(name: &str) -> bool {
    matches!(ending(name), "gz" | "gzip" | "zst" | "zstd" | "snappy" | "deflate" | "bz2" | "lzo" | "lz4")
}

impl Unpack {
    /// By the object's name.
    pub fn of(name: &str) -> Result<Self, Error> {
        Ok(match ending(name) {
            "gz" | "gzip" => Self::Gzip(MultiGzDecoder::new(Vec::new())),
            "deflate" => Self::Deflate(ZlibDecoder::new(Vec::new())),
            "zst" | "zstd" => Self::Zstd(zstd::stream::write::Decoder::new(Vec::new()).map_err(broken)?),
            "snappy" => Self::Snappy(Vec::new()),
            other @ ("bz2" | "lzo" | "lz4") => {
                return Err(Error::new(
                    Fact::Unsupported,
                    format!("objects packed as .{other} are not read here"),
                ));
            }
            _ => Self::Plain,
        })
    }

    /// Plain bytes from packed ones.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        match self {
            Self::Plain => out.extend_from_slice(bytes),
            Self::Gzip(decoder) => {
                decoder.write_all(bytes).map_err(broken)?;
                out.append(decoder.get_mut());
            }
            Self::Deflate(decoder) => {
                decoder.write_all(bytes).map_err(broken)?;
                out.append(decoder.get_mut());
            }
            Self::Zstd(decoder) => {
                decoder.write_all(bytes).map_err(broken)?;
                out.append(decoder.get_mut());
            }
            Self::Snappy(held) => {
                held.extend_from_slice(bytes);
                frames(held, out)?;
            }
        }
        Ok(())
    }

    /// What is left when nothing more comes; packed bytes that stop in the middle are an error.
    pub fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        match self {
            Self::Plain => {}
            Self::Gzip(decoder) => {
                decoder.try_finish().map_err(broken)?;
                out.append(decoder.get_mut());
            }
            Self::Deflate(decoder) => {
                decoder.try_finish().map_err(broken)?;
                out.append(decoder.get_mut());
            }
            Self::Zstd(decoder) => {
                decoder.flush().map_err(broken)?;
                out.append(decoder.get_mut());
            }
            Self::Snappy(held) if held.is_empty() => {}
            Self::Snappy(_) => return Err(broken("the last frame is not whole")),
        }
        Ok(())
    }
}

fn broken(error: impl ToString) -> Error {
    Error::new(Fact::BadData, format!("the object cannot be unpacked: {}", error.to_string()))
}

/// Takes whole frames: length when unpacked, then parts of packed length and bytes.
fn frames(held: &mut Vec<u8>, out: &mut Vec<u8>) -> Result<(), Error> {
    let number = |bytes: &[u8]| bytes.first_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes) as usize);
    loop {
        let Some(whole) = number(held) else { return Ok(()) };
        if whole > LINE_BYTES_MAX {
            return Err(broken("a frame is too large"));
        }
        let (mut place, mut unpacked) = (4, Vec::new());
        while unpacked.len() < whole {
            let Some(length) = held.get(place..).and_then(number) else { return Ok(()) };
            let Some(packed) = held.get(place + 4..place + 4 + length) else { return Ok(()) };
            let part = snap::raw::Decoder::new().decompress_vec(packed).map_err(broken)?;
            if part.is_empty() {
                return Err(broken("a frame is empty"));
            }
            unpacked.extend(part);
            place += 4 + length;
        }
        out.append(&mut unpacked);
        held.drain(..place);
        if held.is_empty() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpack(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let (mut unpack, mut out) = (Unpack::of(name)?, Vec::new());
        for piece in bytes.chunks(3) {
            unpack.push(piece, &mut out)?;
        }
        unpack.finish(&mut out)?;
        Ok(out)
    }

    #[test]
    fn what_was_packed_comes_out() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(b"one\ntwo").unwrap();
        let mut bytes = gzip.finish().unwrap();
        assert_eq!(unpack("a.gz", &bytes).unwrap(), b"one\ntwo");
        bytes.truncate(bytes.len() - 9);
        assert_eq!(unpack("a.gz", &bytes).unwrap_err().fact, Fact::BadData);
        let packed = snap::raw::Encoder::new().compress_vec(b"one\ntwo").unwrap();
        let mut frame = 7_u32.to_be_bytes().to_vec();
        frame.extend((packed.len() as u32).to_be_bytes());
        frame.extend(packed);
        assert_eq!(unpack("a.snappy", &frame).unwrap(), b"one\ntwo");
        assert_eq!(unpack("a.csv", b"x").unwrap(), b"x");
        assert_eq!(unpack("a.bz2", b"x").unwrap_err().fact, Fact::Unsupported);
    }
}
