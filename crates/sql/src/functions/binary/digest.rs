//! Hashes and seals.

use md5::{Digest, Md5};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA512};
use ring::hmac;

use super::murmur::murmur3;
use crate::functions::arguments::{Arguments, Out};
use crate::functions::scalar::{Definition, scalar};

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["md5(varbinary) -> varbinary"], |a| hashed(a, |bytes| Md5::digest(bytes).to_vec())),
        scalar(&["sha1(varbinary) -> varbinary"], |a| {
            hashed(a, |bytes| sha(&SHA1_FOR_LEGACY_USE_ONLY, bytes))
        }),
        scalar(&["sha256(varbinary) -> varbinary"], |a| hashed(a, |bytes| sha(&SHA256, bytes))),
        scalar(&["sha512(varbinary) -> varbinary"], |a| hashed(a, |bytes| sha(&SHA512, bytes))),
        scalar(&["murmur3(varbinary) -> varbinary"], |a| hashed(a, |bytes| murmur3(bytes).to_vec())),
        scalar(&["xxhash64(varbinary) -> varbinary"], |a| {
            hashed(a, |bytes| twox_hash::XxHash64::oneshot(0, bytes).to_be_bytes().to_vec())
        }),
        scalar(&["crc32(varbinary) -> bigint"], |a| {
            a.bigints(|row| Ok(Some(i64::from(crc32fast::hash(a.bytes(0, row))))))
        }),
        scalar(&["hmac_md5(varbinary, varbinary) -> varbinary"], |a| {
            a.binaries(|row| Ok(Some(hmac_md5(a.bytes(0, row), a.bytes(1, row)))))
        }),
        scalar(&["hmac_sha1(varbinary, varbinary) -> varbinary"], |a| {
            sealed(a, hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY)
        }),
        scalar(&["hmac_sha256(varbinary, varbinary) -> varbinary"], |a| sealed(a, hmac::HMAC_SHA256)),
        scalar(&["hmac_sha512(varbinary, varbinary) -> varbinary"], |a| sealed(a, hmac::HMAC_SHA512)),
    ]
}

fn hashed(a: &Arguments, hash: fn(&[u8]) -> Vec<u8>) -> Out {
    a.binaries(|row| Ok(Some(hash(a.bytes(0, row)))))
}

fn sha(algorithm: &'static ring::digest::Algorithm, bytes: &[u8]) -> Vec<u8> {
    ring::digest::digest(algorithm, bytes).as_ref().to_vec()
}

fn sealed(a: &Arguments, algorithm: hmac::Algorithm) -> Out {
    a.binaries(|row| {
        let key = hmac::Key::new(algorithm, a.bytes(1, row));
        Ok(Some(hmac::sign(&key, a.bytes(0, row)).as_ref().to_vec()))
    })
}

/// RFC 2104 over MD5, which ring does not have.
fn hmac_md5(bytes: &[u8], key: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    if key.len() > block.len() {
        block[..16].copy_from_slice(&Md5::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let padded = |with: u8| block.map(|byte| byte ^ with);
    let inner = Md5::new().chain_update(padded(0x36)).chain_update(bytes).finalize();
    Md5::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}
