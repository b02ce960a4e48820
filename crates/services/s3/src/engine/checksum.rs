//! Checksums of objects and parts: which there are, and how those of parts become an object's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc_fast::CrcAlgorithm;
use wire::Shape;

/// How a checksum is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Shape)]
pub enum Algorithm {
    /// CRC32 of IEEE 802.3.
    #[shape(name = "CRC32")]
    Crc32,
    /// CRC32 of Castagnoli.
    #[shape(name = "CRC32C")]
    Crc32c,
    /// CRC64 of NVM Express.
    #[shape(name = "CRC64NVME")]
    Crc64nvme,
    /// SHA-1.
    #[shape(name = "SHA1")]
    Sha1,
    /// SHA-256.
    #[shape(name = "SHA256")]
    Sha256,
}

impl Algorithm {
    /// Bytes of a checksum.
    pub fn length(self) -> usize {
        match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64nvme => 8,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// Which CRC it is, if it is one.
    pub(super) fn crc(self) -> Option<CrcAlgorithm> {
        match self {
            Self::Crc32 => Some(CrcAlgorithm::Crc32IsoHdlc),
            Self::Crc32c => Some(CrcAlgorithm::Crc32Iscsi),
            Self::Crc64nvme => Some(CrcAlgorithm::Crc64Nvme),
            Self::Sha1 | Self::Sha256 => None,
        }
    }

    /// Whether checksums of `kind` exist: SHA does not combine, and CRC64NVME is never composite.
    pub fn has(self, kind: Kind) -> bool {
        match kind {
            Kind::FullObject => self.crc().is_some(),
            Kind::Composite => self != Self::Crc64nvme,
        }
    }

    /// The kind that an upload in parts has where none is asked for.
    pub fn usual(self) -> Kind {
        if self == Self::Crc64nvme { Kind::FullObject } else { Kind::Composite }
    }

    /// The bytes in base64, if they are as many as a checksum has.
    pub fn bytes_of(self, text: &str) -> Option<Vec<u8>> {
        STANDARD.decode(text).ok().filter(|bytes| bytes.len() == self.length())
    }
}

/// What an object's checksum is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Kind {
    /// Its bytes.
    FullObject,
    /// The checksums of its parts.
    Composite,
}

/// The checksum of an object or a part.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Checksum {
    /// How it was computed.
    pub algorithm: Algorithm,
    /// What it was taken over.
    pub kind: Kind,
    /// Base64; of a composite one, `-` and the number of parts follow.
    pub value: String,
}

impl Checksum {
    /// The checksum `bytes` over the bytes themselves.
    pub fn of_bytes(algorithm: Algorithm, bytes: &[u8]) -> Self {
        Self { algorithm, kind: Kind::FullObject, value: STANDARD.encode(bytes) }
    }

    /// The checksum of the object whose parts have the given checksums and sizes in bytes; `None` if it
    /// cannot be had from them.
    pub fn of_parts(algorithm: Algorithm, kind: Kind, parts: &[(Vec<u8>, u64)]) -> Option<Self> {
        match kind {
            Kind::Composite => {
                let mut digest = super::digest::Hasher::new(algorithm);
                parts.iter().for_each(|(checksum, _)| digest.update(checksum));
                let value = format!("{}-{}", STANDARD.encode(digest.finish()), parts.len());
                Some(Self { algorithm, kind, value })
            }
            Kind::FullObject => {
                let crc = algorithm.crc()?;
                // The CRC of nothing is 0 and changes nothing.
                let mut sum = 0;
                for (checksum, bytes) in parts {
                    sum = crc_fast::checksum_combine(crc, sum, number(checksum), *bytes);
                }
                Some(Self::of_bytes(algorithm, &sum.to_be_bytes()[8 - algorithm.length()..]))
            }
        }
    }
}

fn number(checksum: &[u8]) -> u64 {
    checksum.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
