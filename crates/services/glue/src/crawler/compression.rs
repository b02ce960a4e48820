//! Whole objects that are packed: by which format, and the beginning of what is in them.
//!
//! Known: gzip, zstd, snappy (its framing format, snappy-java's streams, Hadoop's blocks). bzip2, LZ4 and ZIP are
//! named but not unpacked, so what is in them is not known.
//! Invariant: however small it comes, at most [`UNPACKED_BYTES_MAX`] are unpacked.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::limits::UNPACKED_BYTES_MAX;

/// How an object is packed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compression {
    #[default]
    None,
    Gzip,
    Zstd,
    Snappy,
    Bzip2,
    Lz4,
    Zip,
}

impl Compression {
    /// As a table's `compressionType` has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Snappy => "snappy",
            Self::Bzip2 => "bzip2",
            Self::Lz4 => "lz4",
            Self::Zip => "zip",
        }
    }
}

/// What a head is when it is unpacked.
pub struct Unpacked<'a> {
    /// How it was packed.
    pub compression: Compression,
    /// What was in it; nothing where that cannot be unpacked.
    pub plain: Option<Cow<'a, [u8]>>,
    /// Whether there is more than `plain`.
    pub cut: bool,
}

/// How snappy-java's streams begin, but for its versions.
const SNAPPY_JAVA: &[u8] = b"\x82SNAPPY\0";
/// The length of that beginning with the versions.
const SNAPPY_JAVA_HEAD: usize = 16;

/// Unpacks `head`, the beginning of the object `key`; `cut` says that the object goes on after it.
pub fn unpack<'a>(key: &str, head: &'a [u8], cut: bool) -> Unpacked<'a> {
    let (compression, plain) = if head.starts_with(&[0x1f, 0x8b, 8]) {
        (Compression::Gzip, Some(drain(MultiGzDecoder::new(head))))
    } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let decoder = ruzstd::decoding::StreamingDecoder::new(head).ok();
        (Compression::Zstd, decoder.map(drain))
    } else if head.starts_with(b"\xff\x06\x00\x00sNaPpY") {
        (Compression::Snappy, Some(drain(snap::read::FrameDecoder::new(head))))
    } else if head.starts_with(SNAPPY_JAVA) && head.len() >= SNAPPY_JAVA_HEAD {
        (Compression::Snappy, Some(blocks(&head[SNAPPY_JAVA_HEAD..], false)))
    } else if head.starts_with(b"BZh") {
        (Compression::Bzip2, None)
    } else if head.starts_with(&[0x04, 0x22, 0x4d, 0x18]) {
        (Compression::Lz4, None)
    } else if head.starts_with(b"PK\x03\x04") {
        (Compression::Zip, None)
    } else if key.ends_with(".snappy") {
        // Hadoop's blocks begin with no word of their own.
        (Compression::Snappy, Some(blocks(head, true)))
    } else {
        return Unpacked { compression: Compression::None, plain: Some(Cow::Borrowed(head)), cut };
    };
    let Some((plain, whole)) = plain else { return Unpacked { compression, plain: None, cut: true } };
    Unpacked { compression, plain: Some(Cow::Owned(plain)), cut: cut || !whole }
}

/// What comes out, up to the bound or to where the packed bytes end; and whether that is all.
fn drain(mut reader: impl Read) -> (Vec<u8>, bool) {
    let mut plain = Vec::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return (plain, true),
            Ok(_) if plain.len() >= UNPACKED_BYTES_MAX => return (plain, false),
            Ok(length) => plain.extend_from_slice(&piece[..length.min(UNPACKED_BYTES_MAX - plain.len())]),
            Err(_) => return (plain, false),
        }
    }
}

/// Blocks behind their packed lengths, with Hadoop behind that of the plain block as well.
fn blocks(mut packed: &[u8], with_plain_length: bool) -> (Vec<u8>, bool) {
    let mut plain = Vec::new();
    while !packed.is_empty() {
        if with_plain_length {
            let Some((_, rest)) = packed.split_first_chunk::<4>() else { return (plain, false) };
            packed = rest;
        }
        let Some((length, rest)) = packed.split_first_chunk::<4>() else { return (plain, false) };
        let length = u32::from_be_bytes(*length) as usize;
        let Some((block, rest)) = rest.split_at_checked(length) else { return (plain, false) };
        packed = rest;
        let room = UNPACKED_BYTES_MAX.saturating_sub(plain.len());
        match snap::raw::decompress_len(block) {
            Ok(unpacked) if unpacked <= room => {}
            _ => return (plain, false),
        }
        match snap::raw::Decoder::new().decompress_vec(block) {
            Ok(block) => plain.extend(block),
            Err(_) => return (plain, false),
        }
    }
    (plain, true)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const TEXT: &[u8] = b"a,b\n1,2\n3,4\n";

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    fn block(plain: &[u8]) -> Vec<u8> {
        let packed = snap::raw::Encoder::new().compress_vec(plain).unwrap();
        [&(packed.len() as u32).to_be_bytes()[..], &packed].concat()
    }

    #[test]
    fn what_was_packed_comes_out() {
        let mut framed = snap::write::FrameEncoder::new(Vec::new());
        framed.write_all(TEXT).unwrap();
        let java = [SNAPPY_JAVA, &[0, 0, 0, 1, 0, 0, 0, 1], &block(TEXT)].concat();
        let hadoop = [&(TEXT.len() as u32).to_be_bytes()[..], &block(TEXT)].concat();
        let zstd = ruzstd::encoding::compress_to_vec(TEXT, ruzstd::encoding::CompressionLevel::Fastest);
        for (key, packed, compression) in [
            ("x", TEXT.to_vec(), Compression::None),
            ("x.gz", gzip(TEXT), Compression::Gzip),
            ("x", [gzip(&TEXT[..4]), gzip(&TEXT[4..])].concat(), Compression::Gzip),
            ("x", framed.into_inner().unwrap(), Compression::Snappy),
            ("x", java, Compression::Snappy),
            ("x.snappy", hadoop, Compression::Snappy),
            ("x", zstd, Compression::Zstd),
        ] {
            let unpacked = unpack(key, &packed, false);
            assert_eq!(unpacked.compression, compression);
            assert_eq!(unpacked.plain.unwrap(), TEXT);
            assert!(!unpacked.cut);
        }
    }

    #[test]
    fn what_is_cut_comes_out_as_far_as_it_goes() {
        let plain: Vec<u8> =
            (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let packed = gzip(&plain);
        let unpacked = unpack("x.gz", &packed[..packed.len() / 2], true);
        let head = unpacked.plain.unwrap();
        assert!(unpacked.cut && head.len() > plain.len() / 4 && plain.starts_with(&head));
    }

    #[test]
    fn a_bomb_is_bounded() {
        let bomb = gzip(&vec![0; 64 << 20]);
        let unpacked = unpack("x.gz", &bomb, false);
        assert_eq!(unpacked.plain.unwrap().len(), UNPACKED_BYTES_MAX);
        assert!(unpacked.cut);
    }

    #[test]
    fn what_cannot_be_unpacked_is_named() {
        let unpacked = unpack("x.bz2", b"BZh91AY", false);
        assert_eq!(unpacked.compression.name(), "bzip2");
        assert!(unpacked.plain.is_none());
    }

    #[test]
    fn no_bytes_make_it_panic() {
        arbtest::arbtest(|u| {
            let starts: [&[u8]; 5] =
                [b"", &[0x1f, 0x8b, 8], &[0x28, 0xb5, 0x2f, 0xfd], SNAPPY_JAVA, b"\xff\x06\x00\x00sNaPpY"];
            let start = *u.choose(&starts)?;
            let rest: Vec<u8> = u.arbitrary()?;
            let key = *u.choose(&["x", "x.snappy"])?;
            unpack(key, &[start, &rest].concat(), u.arbitrary()?);
            Ok(())
        });
    }
}
