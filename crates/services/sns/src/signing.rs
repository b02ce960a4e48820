//! Signatures of notifications, as AWS's clients check them: RSA of 2,048 bits with PKCS #1's padding, over SHA-1
//! (version 1) or SHA-256 (version 2), and the certificate that says so.
//!
//! The key is made at the first notification that is signed, kept in the store, and good for this house alone. No
//! crate of the tree signs with SHA-1, so the arithmetic is done here, on big integers; it does not take the same time
//! for every message, which a key of one machine's test notifications can bear. Each signature is checked before it
//! leaves, so a fault of arithmetic gives no hint of the key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use kernel::Random;
use num_bigint::BigUint;
use rcgen::{CertificateParams, DistinguishedName, DnType, PublicKeyData, SignatureAlgorithm, SigningKey};
use ring::digest;
use wire::{Shape, from_json, to_json};

/// The version of the stored form.
const VERSION: i32 = 1;
/// Bytes of the modulus.
const MODULUS_BYTES: usize = 256;
/// The public exponent.
const EXPONENT: u32 = 65_537;
/// Rounds of the test for primes: what is none passes with a chance of 4 to the minus 32.
const ROUNDS: usize = 32;
/// What PKCS #1 puts before a hash of SHA-1 and of SHA-256.
const INFO: [&[u8]; 2] = [
    &[0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 0x14],
    &[0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20],
];

/// The key as it is stored: JSON. `docs/formats/sns.md` states it.
#[derive(Clone, Debug, PartialEq, Shape)]
struct Stored {
    version: i32,
    first_prime: Bytes,
    second_prime: Bytes,
    certificate: String,
}

/// What notifications are signed with.
pub struct Signer {
    stored: Stored,
    modulus: BigUint,
    primes: [BigUint; 2],
    /// The private exponent, by each prime.
    exponents: [BigUint; 2],
    /// The second prime's inverse by the first.
    inverse: BigUint,
    public: Vec<u8>,
}

impl Signer {
    /// A new key; takes about a second where nothing is optimised.
    pub fn make(random: &dyn Random) -> Result<Self, String> {
        let first = prime(random);
        let second = loop {
            let second = prime(random);
            if second != first {
                break second;
            }
        };
        let bytes = |prime: &BigUint| Bytes::from(prime.to_bytes_be());
        let (first_prime, second_prime) = (bytes(&first), bytes(&second));
        let stored = Stored { version: VERSION, first_prime, second_prime, certificate: String::new() };
        let mut signer = Self::of(stored)?;
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Pumphouse notifications");
        let certificate = params.self_signed(&signer).map_err(|error| error.to_string())?;
        signer.stored.certificate = certificate.pem();
        Ok(signer)
    }

    fn of(stored: Stored) -> Result<Self, String> {
        let primes = [&stored.first_prime, &stored.second_prime].map(|bytes| BigUint::from_bytes_be(bytes));
        let one = BigUint::from(1_u32);
        let public_exponent = BigUint::from(EXPONENT);
        let damaged = || "the stored key is none".to_owned();
        if primes.iter().any(|prime| prime.bits() != 4 * MODULUS_BYTES as u64) {
            return Err(damaged());
        }
        let totients = primes.each_ref().map(|prime| prime - &one);
        let [first, second] = totients.each_ref().map(|totient| public_exponent.modinv(totient));
        let exponents = [first.ok_or_else(damaged)?, second.ok_or_else(damaged)?];
        let inverse = primes[1].modinv(&primes[0]).ok_or_else(damaged)?;
        let modulus = &primes[0] * &primes[1];
        let public =
            sequence(&[integer(&modulus.to_bytes_be()), integer(&public_exponent.to_bytes_be())].concat());
        Ok(Self { stored, modulus, primes, exponents, inverse, public })
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(&self.stored)
    }

    /// The key in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let stored: Stored = from_json(bytes).map_err(|error| error.to_string())?;
        match stored.version {
            VERSION => Self::of(stored),
            other => Err(format!("version {other}, where {VERSION} is known")),
        }
    }

    /// The certificate, as PEM.
    pub fn certificate(&self) -> &str {
        &self.stored.certificate
    }

    /// The signature of `text` in that version, in base64.
    pub fn sign_text(&self, text: &str, version: u8) -> Option<String> {
        let algorithm = if version == 2 { 1 } else { 0 };
        self.sign_hash(algorithm, text.as_bytes()).map(|bytes| STANDARD.encode(bytes))
    }

    fn sign_hash(&self, algorithm: usize, message: &[u8]) -> Option<Vec<u8>> {
        let hash = match algorithm {
            0 => digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, message),
            _ => digest::digest(&digest::SHA256, message),
        };
        let tail = [&[0], INFO[algorithm], hash.as_ref()].concat();
        let mut padded = vec![0xff; MODULUS_BYTES];
        (padded[0], padded[1]) = (0, 1);
        padded[MODULUS_BYTES - tail.len()..].copy_from_slice(&tail);
        let message = BigUint::from_bytes_be(&padded);
        let part = |which: usize| message.modpow(&self.exponents[which], &self.primes[which]);
        let (first, second) = (part(0), part(1));
        let difference = &first + &self.primes[0] - &second % &self.primes[0];
        let signature = &second + (difference * &self.inverse % &self.primes[0]) * &self.primes[1];
        if signature.modpow(&BigUint::from(EXPONENT), &self.modulus) != message {
            return None;
        }
        let bytes = signature.to_bytes_be();
        Some([vec![0; MODULUS_BYTES - bytes.len()], bytes].concat())
    }
}

impl PublicKeyData for Signer {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

impl SigningKey for Signer {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.sign_hash(1, message).ok_or(rcgen::Error::RemoteKeyError)
    }
}

/// A prime of half the modulus's bits, of which the two highest are set.
fn prime(random: &dyn Random) -> BigUint {
    let small = small_primes();
    loop {
        let mut bytes = [0; MODULUS_BYTES / 2];
        random.fill(&mut bytes);
        bytes[0] |= 0xc0;
        bytes[MODULUS_BYTES / 2 - 1] |= 1;
        let candidate = BigUint::from_bytes_be(&bytes);
        let divisible = small.iter().any(|prime| &candidate % *prime == BigUint::ZERO);
        // The public exponent, a prime, must have an inverse.
        let inverts = &candidate % EXPONENT != BigUint::from(1_u32);
        if !divisible && inverts && is_prime(&candidate, random) {
            return candidate;
        }
    }
}

/// The primes below 2,000, but 2.
fn small_primes() -> Vec<u32> {
    (3..2_000_u32)
        .step_by(2)
        .filter(|number| (3..=45).step_by(2).all(|by| by == *number || number % by != 0))
        .collect()
}

/// The test of Miller and Rabin, of an odd number.
fn is_prime(candidate: &BigUint, random: &dyn Random) -> bool {
    let (one, two) = (BigUint::from(1_u32), BigUint::from(2_u32));
    let last = candidate - &one;
    let twos = last.trailing_zeros().unwrap_or(0);
    let odd = &last >> twos;
    (0..ROUNDS).all(|_| {
        let mut bytes = [0; MODULUS_BYTES / 2];
        random.fill(&mut bytes);
        let base = BigUint::from_bytes_be(&bytes) % (&last - &two) + &two;
        let mut power = base.modpow(&odd, candidate);
        if power == one || power == last {
            return true;
        }
        for _ in 1..twos {
            power = power.modpow(&two, candidate);
            if power == last {
                return true;
            }
        }
        false
    })
}

/// DER's integer of big-endian bytes without leading zeros.
fn integer(bytes: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if bytes.first().is_some_and(|first| first & 0x80 != 0) { &[0] } else { &[] };
    tagged(2, &[sign, bytes].concat())
}

fn sequence(content: &[u8]) -> Vec<u8> {
    tagged(0x30, content)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut bytes = vec![tag];
    match length {
        0..128 => bytes.push(length as u8),
        128..256 => bytes.extend([0x81, length as u8]),
        _ => bytes.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    bytes.extend(content);
    bytes
}

#[cfg(test)]
mod tests {
    use kernel::SystemRandom;
    use ring::signature::{
        RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey,
    };

    use super::*;

    #[test]
    fn others_check_what_it_signs() {
        let signer = Signer::make(&SystemRandom::default()).unwrap();
        let again = Signer::decode(&signer.encode()).unwrap();
        assert!(signer.certificate().starts_with("-----BEGIN CERTIFICATE-----"));
        assert_eq!(again.certificate(), signer.certificate());
        for text in ["", "Message\nm\n"] {
            for (version, algorithm) in
                [(1, &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY), (2, &RSA_PKCS1_2048_8192_SHA256)]
            {
                let signature = STANDARD.decode(again.sign_text(text, version).unwrap()).unwrap();
                let key = UnparsedPublicKey::new(algorithm, &signer.public);
                assert!(key.verify(text.as_bytes(), &signature).is_ok(), "{version}");
                assert!(key.verify(b"other", &signature).is_err(), "{version}");
            }
        }
        assert!(Signer::decode(b"{}").is_err());
    }

    #[test]
    fn primes_are_told_from_others() {
        let random = SystemRandom::default();
        assert!(small_primes().starts_with(&[3, 5, 7, 11, 13]) && small_primes().len() == 302);
        let mersenne = (BigUint::from(1_u32) << 127) - 1_u32;
        assert!(is_prime(&mersenne, &random));
        assert!(!is_prime(&(&mersenne + 2_u32), &random) && !is_prime(&BigUint::from(561_u32), &random));
    }
}
