//! What is computed of an object's bytes as they pass: MD5, length, and the checksums asked for.

use md5::{Digest as _, Md5};
use ring::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use super::checksum::Algorithm;

/// A checksum that is being computed.
pub enum Hasher {
    /// A CRC, boxed for it is large, and how many bytes it has.
    Crc(Box<crc_fast::Digest>, usize),
    /// By ring; boxed, for it is large.
    Sha(Box<Context>),
}

impl Hasher {
    /// A checksum of nothing yet.
    pub fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Sha1 => Self::Sha(Box::new(Context::new(&SHA1_FOR_LEGACY_USE_ONLY))),
            Algorithm::Sha256 => Self::Sha(Box::new(Context::new(&SHA256))),
            Algorithm::Crc32 | Algorithm::Crc32c | Algorithm::Crc64nvme => {
                let crc = algorithm.crc().expect("invariant: these are CRCs");
                Self::Crc(Box::new(crc_fast::Digest::new(crc)), algorithm.length())
            }
        }
    }

    /// Takes in `bytes`.
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc(crc, _) => crc.update(bytes),
            Self::Sha(context) => context.update(bytes),
        }
    }

    /// The checksum's bytes.
    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Crc(crc, length) => crc.finalize().to_be_bytes()[8 - length..].to_vec(),
            Self::Sha(context) => context.finish().as_ref().to_vec(),
        }
    }
}

/// See the module.
pub struct Digest {
    md5: Md5,
    length: u64,
    hashers: Vec<(Algorithm, Hasher)>,
}

impl Digest {
    /// Of nothing yet.
    pub fn new(algorithms: &[Algorithm]) -> Self {
        let mut algorithms = algorithms.to_vec();
        algorithms.sort();
        algorithms.dedup();
        let hashers = algorithms.into_iter().map(|algorithm| (algorithm, Hasher::new(algorithm))).collect();
        Self { md5: Md5::new(), length: 0, hashers }
    }

    /// Takes in `bytes`.
    pub fn update(&mut self, bytes: &[u8]) {
        self.md5.update(bytes);
        self.hashers.iter_mut().for_each(|(_, hasher)| hasher.update(bytes));
        self.length += bytes.len() as u64;
    }

    /// What the bytes came to.
    pub fn finish(self) -> Digested {
        let checksums = self.hashers.into_iter();
        Digested {
            length: self.length,
            md5: self.md5.finalize().into(),
            checksums: checksums.map(|(algorithm, hasher)| (algorithm, hasher.finish())).collect(),
        }
    }
}

/// What bytes came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digested {
    /// How many they were.
    pub length: u64,
    /// Their MD5.
    pub md5: [u8; 16],
    /// Their checksums.
    pub checksums: Vec<(Algorithm, Vec<u8>)>,
}

impl Digested {
    /// The checksum by `algorithm`, if it was asked for.
    pub fn checksum(&self, algorithm: Algorithm) -> Option<&[u8]> {
        let mut found = self.checksums.iter().filter(|(of, _)| *of == algorithm);
        found.next().map(|(_, bytes)| &bytes[..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::checksum::{Checksum, Kind};

    const CRCS: [Algorithm; 3] = [Algorithm::Crc32, Algorithm::Crc32c, Algorithm::Crc64nvme];

    fn of(algorithm: Algorithm, pieces: &[&[u8]]) -> Vec<u8> {
        let mut hasher = Hasher::new(algorithm);
        pieces.iter().for_each(|piece| hasher.update(piece));
        hasher.finish()
    }

    /// The check values of the CRC catalogue.
    #[test]
    fn known_values() {
        let values: [&[u8]; 3] = [
            &0xCBF4_3926u32.to_be_bytes(),
            &0xE306_9283u32.to_be_bytes(),
            &0xAE8B_1486_0A79_9888u64.to_be_bytes(),
        ];
        for (algorithm, value) in CRCS.into_iter().zip(values) {
            assert_eq!(of(algorithm, &[b"123456789"]), value, "{algorithm:?}");
            assert_eq!(of(algorithm, &[b"1234", b"", b"56789"]), value, "{algorithm:?}");
        }
    }

    #[test]
    fn parts_combine_to_the_whole() {
        arbtest::arbtest(|u| {
            let (first, second): (Vec<u8>, Vec<u8>) = (u.arbitrary()?, u.arbitrary()?);
            for algorithm in CRCS {
                let parts = [&first, &second].map(|part| (of(algorithm, &[part]), part.len() as u64));
                let combined = Checksum::of_parts(algorithm, Kind::FullObject, &parts);
                let whole = Checksum::of_bytes(algorithm, &of(algorithm, &[&first, &second]));
                assert_eq!(combined, Some(whole));
            }
            Ok(())
        });
    }
}
