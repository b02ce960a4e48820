//! What is computed of an object's bytes as they pass: MD5, length, and the checksums asked for.

use md5::{Digest as _, Md5};
use ring::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use super::checksum::Algorithm;
use super::crc::Crc;

/// A checksum that is being computed.
pub enum Hasher {
    /// By `crc32fast`.
    Crc32(crc32fast::Hasher),
    /// By our own tables.
    Crc(Crc, usize),
    /// By ring; boxed, for it is large.
    Sha(Box<Context>),
}

impl Hasher {
    /// A checksum of nothing yet.
    pub fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Crc32 => Self::Crc32(crc32fast::Hasher::new()),
            Algorithm::Crc32c => Self::Crc(Crc::crc32c(), algorithm.length()),
            Algorithm::Crc64nvme => Self::Crc(Crc::crc64nvme(), algorithm.length()),
            Algorithm::Sha1 => Self::Sha(Box::new(Context::new(&SHA1_FOR_LEGACY_USE_ONLY))),
            Algorithm::Sha256 => Self::Sha(Box::new(Context::new(&SHA256))),
        }
    }

    /// Takes in `bytes`.
    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(hasher) => hasher.update(bytes),
            Self::Crc(crc, _) => crc.update(bytes),
            Self::Sha(context) => context.update(bytes),
        }
    }

    /// The checksum's bytes.
    pub fn finish(self) -> Vec<u8> {
        match self {
            Self::Crc32(hasher) => hasher.finalize().to_be_bytes().to_vec(),
            Self::Crc(crc, length) => crc.value().to_be_bytes()[8 - length..].to_vec(),
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
