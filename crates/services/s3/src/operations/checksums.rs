//! Checksums as headers and members carry them: one field for each algorithm, on many shapes.

use s3_api::{ChecksumAlgorithm, ChecksumType};
use wire::Fault;

use crate::engine::checksum::{Algorithm, Checksum, Kind};
use crate::errors::{invalid, not_built};

/// What a caller says of a checksum: at most one, and its text.
pub type Given<'a> = Option<(Algorithm, &'a str)>;

/// The checksum in the fields of a shape.
macro_rules! given {
    ($shape:expr) => {
        $crate::operations::checksums::only(
            [
                (Algorithm::Crc32, $shape.checksum_crc32.as_deref()),
                (Algorithm::Crc32c, $shape.checksum_crc32_c.as_deref()),
                (Algorithm::Crc64nvme, $shape.checksum_crc64_nvme.as_deref()),
                (Algorithm::Sha1, $shape.checksum_sha1.as_deref()),
                (Algorithm::Sha256, $shape.checksum_sha256.as_deref()),
            ],
            $shape.checksum_sha512.is_some()
                || $shape.checksum_md5.is_some()
                || $shape.checksum_xxhash64.is_some()
                || $shape.checksum_xxhash3.is_some()
                || $shape.checksum_xxhash128.is_some(),
        )
    };
}

/// Sets the field of a shape that a checksum has: `show!(output, algorithm, text)`.
macro_rules! show {
    ($shape:expr, $algorithm:expr, $text:expr) => {
        *match $algorithm {
            Algorithm::Crc32 => &mut $shape.checksum_crc32,
            Algorithm::Crc32c => &mut $shape.checksum_crc32_c,
            Algorithm::Crc64nvme => &mut $shape.checksum_crc64_nvme,
            Algorithm::Sha1 => &mut $shape.checksum_sha1,
            Algorithm::Sha256 => &mut $shape.checksum_sha256,
        } = Some($text)
    };
}

/// Sets the fields of a shape that an object's checksum has.
macro_rules! show_all {
    ($shape:expr, $checksum:expr) => {
        if let Some(checksum) = $checksum {
            $shape.checksum_type = Some($crate::operations::checksums::type_of(checksum.kind));
            $crate::operations::checksums::show!($shape, checksum.algorithm, checksum.value.clone());
        }
    };
}

pub(super) use {given, show, show_all};

/// The only checksum among those that a shape may have.
pub fn only<'a>(fields: [(Algorithm, Option<&'a str>); 5], has_unknown: bool) -> Result<Given<'a>, Fault> {
    if has_unknown {
        return Err(not_built("x-amz-checksum- other than CRC32, CRC32C, CRC64NVME, SHA1, SHA256"));
    }
    let mut found = fields.into_iter().filter_map(|(algorithm, text)| Some((algorithm, text?)));
    let first = found.next();
    match found.next() {
        None => Ok(first),
        Some(_) => Err(invalid(
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
        )),
    }
}

/// The bytes of a checksum that is given as text.
pub fn bytes_of(algorithm: Algorithm, text: &str) -> Result<Vec<u8>, Fault> {
    let name = header(algorithm);
    algorithm.bytes_of(text).ok_or_else(|| invalid(format!("Value for {name} header is invalid.")))
}

/// The header that carries a checksum.
pub fn header(algorithm: Algorithm) -> String {
    format!("x-amz-checksum-{}", algorithm.as_str().to_ascii_lowercase())
}

/// The algorithm whose checksum follows a body, where `trailer` names the headers that do.
pub fn trailing(trailer: Option<&str>) -> Option<Algorithm> {
    let names = trailer?.split(',').map(str::trim);
    let mut found = names.filter_map(|name| {
        Algorithm::VALUES
            .iter()
            .filter_map(|text| Algorithm::parse(text))
            .find(|algorithm| header(*algorithm).eq_ignore_ascii_case(name))
    });
    found.next()
}

/// The engine's algorithm.
pub fn algorithm(algorithm: ChecksumAlgorithm) -> Result<Algorithm, Fault> {
    match algorithm {
        ChecksumAlgorithm::Crc32 => Ok(Algorithm::Crc32),
        ChecksumAlgorithm::Crc32c => Ok(Algorithm::Crc32c),
        ChecksumAlgorithm::Crc64nvme => Ok(Algorithm::Crc64nvme),
        ChecksumAlgorithm::Sha1 => Ok(Algorithm::Sha1),
        ChecksumAlgorithm::Sha256 => Ok(Algorithm::Sha256),
        ChecksumAlgorithm::Sha512
        | ChecksumAlgorithm::Md5
        | ChecksumAlgorithm::Xxhash64
        | ChecksumAlgorithm::Xxhash3
        | ChecksumAlgorithm::Xxhash128 => Err(not_built("a checksum algorithm other than CRC and SHA")),
    }
}

/// The algorithm as shapes name it.
pub fn shown(algorithm: Algorithm) -> ChecksumAlgorithm {
    match algorithm {
        Algorithm::Crc32 => ChecksumAlgorithm::Crc32,
        Algorithm::Crc32c => ChecksumAlgorithm::Crc32c,
        Algorithm::Crc64nvme => ChecksumAlgorithm::Crc64nvme,
        Algorithm::Sha1 => ChecksumAlgorithm::Sha1,
        Algorithm::Sha256 => ChecksumAlgorithm::Sha256,
    }
}

/// The kind as shapes name it.
pub fn type_of(kind: Kind) -> ChecksumType {
    match kind {
        Kind::FullObject => ChecksumType::FullObject,
        Kind::Composite => ChecksumType::Composite,
    }
}

/// The kind that a shape names.
pub fn kind_of(named: ChecksumType) -> Kind {
    match named {
        ChecksumType::FullObject => Kind::FullObject,
        ChecksumType::Composite => Kind::Composite,
    }
}

/// What a listing says of an object's checksum.
pub fn listed(checksum: Option<&Checksum>) -> (Option<Vec<ChecksumAlgorithm>>, Option<ChecksumType>) {
    let algorithm = checksum.map(|checksum| vec![shown(checksum.algorithm)]);
    (algorithm, checksum.map(|checksum| type_of(checksum.kind)))
}
