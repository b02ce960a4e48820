//! Objects compressed as a destination asks, and gzip undone as subscriptions of CloudWatch Logs send it.
//!
//! Which of the formats called snappy is which, the extensions, encodings and the name within a ZIP are what others
//! found in objects that AWS delivered (github.com/floci-io/floci, issue 2328); AWS's guide is silent, and says
//! `.hsnappy` where the service does not.
//!
//! Invariant: what is unpacked is at most [`UNPACKED_MAX`], however small it came.

use std::io::{Cursor, Read, Write};

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use md5::{Digest, Md5};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The most that [`decompress`] makes of one record, in bytes. Ours: the records of a subscription are at most 1 MiB
/// packed, and log events pack about tenfold.
pub const UNPACKED_MAX: usize = 64 << 20;
/// What both snappy formats pack at once, in bytes: the block of snappy-java, with which Firehose packs.
const SNAPPY_BLOCK: usize = 32 << 10;
/// How snappy-java's streams begin: its magic, version 1, readable since version 1.
const SNAPPY_JAVA: [u8; 16] = *b"\x82SNAPPY\0\0\0\0\x01\0\0\0\x01";

/// How an object is packed (`CompressionFormat`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// As it is.
    #[default]
    Uncompressed,
    /// One gzip member.
    Gzip,
    /// An archive of one deflated file, whose name is a UUID.
    Zip,
    /// Snappy in the stream format of snappy-java: its magic, then blocks behind their packed lengths.
    Snappy,
    /// Snappy in the blocks that Hadoop's codec reads: behind the lengths of the plain and of the packed block.
    HadoopSnappy,
}

impl Compression {
    /// What object names end in, unless the stream says otherwise.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Uncompressed => "",
            Self::Gzip => ".gz",
            Self::Zip => ".zip",
            Self::Snappy | Self::HadoopSnappy => ".snappy",
        }
    }

    /// The `Content-Encoding` that objects have.
    pub fn content_encoding(self) -> Option<&'static str> {
        match self {
            Self::Uncompressed => None,
            Self::Gzip => Some("gzip"),
            Self::Zip => Some("zip"),
            Self::Snappy => Some("snappy-java"),
            Self::HadoopSnappy => Some("hadoop-snappy"),
        }
    }
}

/// Records one after the other (nothing between; a delimiter is part of them), packed.
pub fn compress(compression: Compression, records: Vec<Bytes>) -> Vec<u8> {
    let into_memory = "invariant: writing to memory does not fail";
    match compression {
        Compression::Uncompressed => records.concat(),
        Compression::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
            records.iter().try_for_each(|record| encoder.write_all(record)).expect(into_memory);
            encoder.finish().expect(into_memory)
        }
        Compression::Zip => {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            let large = records.iter().map(Bytes::len).sum::<usize>() >= u32::MAX as usize;
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .large_file(large);
            archive.start_file(name(&records), options).expect("invariant: the first file has a fresh name");
            records.iter().try_for_each(|record| archive.write_all(record)).expect(into_memory);
            archive.finish().expect(into_memory).into_inner()
        }
        Compression::Snappy => blocks(SNAPPY_JAVA.to_vec(), &records.concat(), false),
        Compression::HadoopSnappy => blocks(Vec::new(), &records.concat(), true),
    }
}

/// A UUID by the records themselves, so that the same records are the same archive.
fn name(records: &[Bytes]) -> String {
    let mut digest = Md5::new();
    records.iter().for_each(|record| digest.update(record));
    let hex = kernel::to_hex(&digest.finalize());
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Packed blocks behind `head`: each behind its length and, for Hadoop, behind that of the plain block before.
fn blocks(head: Vec<u8>, plain: &[u8], with_plain_length: bool) -> Vec<u8> {
    let mut packed = head;
    let mut encoder = snap::raw::Encoder::new();
    for block in plain.chunks(SNAPPY_BLOCK) {
        let inner = encoder.compress_vec(block).expect("invariant: a block is far below snappy's 4 GiB");
        if with_plain_length {
            packed.extend((block.len() as u32).to_be_bytes());
        }
        packed.extend((inner.len() as u32).to_be_bytes());
        packed.extend(inner);
    }
    packed
}

/// Why a record was not unpacked.
#[derive(Debug, thiserror::Error)]
pub enum DecompressError {
    /// It is no gzip, or a damaged one.
    #[error("the record is no whole gzip: {0}")]
    Damaged(std::io::Error),
    /// It holds more than [`UNPACKED_MAX`].
    #[error("the record unpacks to more than {UNPACKED_MAX} bytes")]
    TooLarge,
}

/// Undoes gzip, of one member or several.
pub fn decompress(record: &[u8]) -> Result<Vec<u8>, DecompressError> {
    unpack(record, UNPACKED_MAX)
}

fn unpack(record: &[u8], most: usize) -> Result<Vec<u8>, DecompressError> {
    let mut plain = Vec::new();
    let mut decoder = MultiGzDecoder::new(record).take(most as u64 + 1);
    decoder.read_to_end(&mut plain).map_err(DecompressError::Damaged)?;
    if plain.len() > most { Err(DecompressError::TooLarge) } else { Ok(plain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Compression; 5] = [
        Compression::Uncompressed,
        Compression::Gzip,
        Compression::Zip,
        Compression::Snappy,
        Compression::HadoopSnappy,
    ];

    /// What a reader of the format makes of it.
    fn undone(compression: Compression, packed: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        match compression {
            Compression::Uncompressed => plain.extend(packed),
            Compression::Gzip => plain = decompress(packed).unwrap(),
            Compression::Zip => {
                let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
                assert_eq!(archive.len(), 1);
                archive.by_index(0).unwrap().read_to_end(&mut plain).unwrap();
            }
            Compression::Snappy => {
                assert_eq!(packed[..8], *b"\x82SNAPPY\0");
                let mut rest = &packed[16..];
                while let Some(length) = rest.split_off(..4) {
                    let length = u32::from_be_bytes(length.try_into().unwrap()) as usize;
                    let block = rest.split_off(..length).unwrap();
                    plain.extend(snap::raw::Decoder::new().decompress_vec(block).unwrap());
                }
                assert!(rest.is_empty());
            }
            Compression::HadoopSnappy => {
                let mut rest = packed;
                while let Some(lengths) = rest.split_off(..8) {
                    let [whole, inner] = [&lengths[..4], &lengths[4..]]
                        .map(|four| u32::from_be_bytes(four.try_into().unwrap()) as usize);
                    let block = rest.split_off(..inner).unwrap();
                    let block = snap::raw::Decoder::new().decompress_vec(block).unwrap();
                    assert_eq!(block.len(), whole);
                    plain.extend(block);
                }
                assert!(rest.is_empty());
            }
        }
        plain
    }

    #[test]
    fn every_format_is_read_back() {
        for compression in ALL {
            for count in [0, 1, 3, 40_000] {
                let records: Vec<_> = (0..count).map(|n| Bytes::from(format!("{{\"n\":{n}}}\n"))).collect();
                let packed = compress(compression, records.clone());
                assert_eq!(undone(compression, &packed), records.concat(), "{compression:?} {count}");
            }
        }
    }

    #[test]
    fn the_bytes_of_both_snappies_are_these() {
        let records = vec![Bytes::from_static(b"ab"), Bytes::from_static(b"c\n")];
        let packed = compress(Compression::Snappy, records);
        assert_eq!(packed, b"\x82SNAPPY\0\0\0\0\x01\0\0\0\x01\0\0\0\x06\x04\x0cabc\n");
        let packed =
            compress(Compression::HadoopSnappy, vec![Bytes::from_static(b"ab"), Bytes::from_static(b"c\n")]);
        assert_eq!(packed, b"\0\0\0\x04\0\0\0\x06\x04\x0cabc\n");
    }

    #[test]
    fn two_members_are_one_text_and_damage_is_refused() {
        let one = compress(Compression::Gzip, vec![Bytes::from_static(b"one")]);
        let two = [one.clone(), compress(Compression::Gzip, vec![Bytes::from_static(b"two")])].concat();
        assert_eq!(decompress(&two).unwrap(), b"onetwo");
        assert!(decompress(b"plain text").is_err());
        assert!(decompress(&one[..one.len() - 1]).is_err());
        arbtest::arbtest(|bytes| {
            let mut damaged = one.clone();
            let at = bytes.choose_index(damaged.len())?;
            damaged[at] ^= bytes.arbitrary::<u8>()?;
            let _ = decompress(&damaged);
            Ok(())
        });
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = compress(Compression::Gzip, vec![Bytes::from(vec![0; 1001])]);
        assert_eq!(unpack(&bomb, 1001).unwrap().len(), 1001);
        assert!(matches!(unpack(&bomb, 1000), Err(DecompressError::TooLarge)));
    }
}
