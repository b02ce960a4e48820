//! Uploads in parts: begun, fed part by part, made an object or let go.
//!
//! A completed upload becomes an object whose content is the list of its parts' bytes, which stay where
//! they are. Completing it again answers the object, as long as that is the current one.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use bytes::Bytes;
use kernel::{Timestamp, from_hex, to_hex};
use md5::{Digest as _, Md5};
use storage::Transaction;
use wire::{Shape, from_json, to_json};

use super::bucket::Bucket;
use super::checksum::{Algorithm, Checksum, Kind};
use super::content::{Content, Piece, Place};
use super::object::{Object, Traits};
use super::outbox::{By, Happened};
use super::receive::Received;
use super::versions::{self, Read};
use super::write::{Condition, check_key, finish, keep};
use super::{Engine, EngineError, Result, keys, sweep};
use crate::limits::{PART_BYTES_MIN, PARTS_MAX};

/// The version of the forms below.
const FORM: i32 = 1;

/// An upload that is under way.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Upload {
    /// The version of this form.
    pub form: i32,
    /// Its id.
    pub id: String,
    /// The number of the change that began it.
    pub change: i64,
    /// When it was begun.
    pub begun: Timestamp,
    /// The account that began it.
    pub account: String,
    /// What will be said about the object.
    pub traits: Traits,
    /// The checksum that parts and object get.
    pub algorithm: Option<Algorithm>,
    /// What the object's checksum will be taken over.
    pub kind: Option<Kind>,
    /// Whether the algorithm was asked for, and is not just the usual one.
    pub is_asked: bool,
}

impl Upload {
    fn number(&self) -> u64 {
        self.change as u64
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        let upload: Self = from_json(bytes).map_err(|error| EngineError::corrupt("upload", error))?;
        match upload.form {
            FORM => Ok(upload),
            form => Err(EngineError::corrupt("upload", format!("form {form}, where {FORM} is known"))),
        }
    }
}

/// A part as it is stored.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredPart {
    /// The version of this form.
    pub form: i32,
    /// Bytes.
    pub size: i64,
    /// Its entity tag.
    pub etag: String,
    /// Its checksum.
    pub checksum: Option<Bytes>,
    /// When it was uploaded.
    pub modified: Timestamp,
    /// Its bytes, if they are few.
    pub bytes: Option<Bytes>,
    /// Its file, if they are many.
    pub file: Option<i64>,
}

impl StoredPart {
    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        let part: Self = from_json(bytes).map_err(|error| EngineError::corrupt("part", error))?;
        match part.form {
            FORM => Ok(part),
            form => Err(EngineError::corrupt("part", format!("form {form}, where {FORM} is known"))),
        }
    }

    pub(super) fn file(&self) -> Option<u64> {
        self.file.map(|file| file as u64)
    }

    fn into_piece(self, number: u16) -> Piece {
        let place = match (self.file(), self.bytes) {
            (Some(file), _) => Place::File(file),
            (None, bytes) => Place::Bytes(bytes.unwrap_or_default()),
        };
        let checksum = self.checksum.unwrap_or_default().to_vec();
        Piece { number, length: self.size as u64, checksum, place }
    }
}

/// An upload that is to be begun.
#[derive(Clone, Debug, Default)]
pub struct Begin {
    /// The bucket's name.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// The account that begins it.
    pub account: String,
    /// What will be said about the object.
    pub traits: Traits,
    /// The checksum asked for.
    pub checksum: Option<(Algorithm, Kind)>,
    /// The checksum where none is asked for.
    pub usual: Option<(Algorithm, Kind)>,
}

/// Which upload.
#[derive(Clone, Debug, Default)]
pub struct UploadOf {
    /// The bucket's name.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// The upload's id.
    pub id: String,
}

/// A part as the one who completes an upload names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its number.
    pub number: i32,
    /// Its entity tag, without quotation marks.
    pub etag: String,
    /// Its checksum.
    pub checksum: Option<(Algorithm, Vec<u8>)>,
}

/// How an upload is completed.
#[derive(Clone, Debug, Default)]
pub struct Complete {
    /// The parts, in order.
    pub parts: Vec<Claim>,
    /// What must hold.
    pub condition: Condition,
    /// The checksum that the object must have, as text.
    pub checksum: Option<(Algorithm, String)>,
    /// The size that it must have, bytes.
    pub size: Option<u64>,
    /// Who completes it.
    pub by: By,
}

fn find(store: &impl Read, bucket: &Bucket, of: &UploadOf) -> Result<Upload> {
    let missing = || EngineError::NoUpload { upload: of.id.clone() };
    let change =
        of.id.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).ok_or_else(missing)?;
    let found = store.value(&keys::upload(bucket.number(), &of.key, change))?.ok_or_else(missing)?;
    let upload = Upload::decode(&found)?;
    if upload.id == of.id { Ok(upload) } else { Err(missing()) }
}

/// The number that a part may have.
pub fn part_number(number: i32) -> Result<u16> {
    let number = u16::try_from(number).map_err(|_| EngineError::BadPartNumber)?;
    if (1..=PARTS_MAX).contains(&number) { Ok(number) } else { Err(EngineError::BadPartNumber) }
}

impl Engine {
    /// Begins an upload.
    pub async fn begin(&self, begin: Begin) -> Result<Upload> {
        check_key(&begin.key)?;
        if let Some((algorithm, kind)) = begin.checksum
            && !algorithm.has(kind)
        {
            return Err(EngineError::BadChecksumKind { algorithm });
        }
        let (begun, mut secret) = (self.clock.now(), [0; 16]);
        self.random.fill(&mut secret);
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &begin.bucket)?;
            let change = versions::next_number(store, keys::LAST_CHANGE)?;
            let checksum = begin.checksum.or(begin.usual);
            let upload = Upload {
                form: FORM,
                id: format!("{}{}", to_hex(&change.to_be_bytes()), to_hex(&secret)),
                change: change as i64,
                begun,
                account: begin.account,
                traits: begin.traits,
                algorithm: checksum.map(|(algorithm, _)| algorithm),
                kind: checksum.map(|(_, kind)| kind),
                is_asked: begin.checksum.is_some(),
            };
            store.put(keys::upload(bucket.number(), &begin.key, change), to_json(&upload));
            Ok(upload)
        };
        self.write(work).await
    }

    /// The upload `of`.
    pub fn upload(&self, of: &UploadOf) -> Result<Upload> {
        let index = &self.opened()?.index;
        find(index, &versions::bucket(index, &of.bucket)?, of)
    }

    /// Stores what was received as a part; answers its entity tag and the time.
    pub async fn put_part(
        &self,
        of: UploadOf,
        number: i32,
        mut received: Received,
    ) -> Result<(String, Timestamp)> {
        let number = part_number(number)?;
        let modified = self.clock.now();
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &of.bucket)?;
            let upload = find(store, &bucket, &of)?;
            let place = keys::part(upload.number(), number);
            if let Some(replaced) = store.get(&place)? {
                let files = StoredPart::decode(&replaced)?.file().into_iter().collect();
                sweep::discard(store, 0, files)?;
            }
            let etag = to_hex(&received.digested().md5);
            let piece = received.refer(store, number, upload.algorithm);
            let (bytes, file) = match piece.place {
                Place::Bytes(bytes) => (Some(bytes), None),
                Place::File(file) => (None, Some(file as i64)),
            };
            let checksum = Some(Bytes::from(piece.checksum)).filter(|checksum| !checksum.is_empty());
            let size = piece.length as i64;
            let part = StoredPart { form: FORM, size, etag, checksum, modified, bytes, file };
            store.put(place, to_json(&part));
            Ok((part.etag, received))
        };
        let (etag, received) = self.write(work).await?;
        received.own();
        self.sweep_soon();
        Ok((etag, modified))
    }

    /// Up to `max` parts after number `after`, and whether there are more.
    pub fn parts(&self, upload: &Upload, after: u16, max: usize) -> Result<(Vec<(u16, StoredPart)>, bool)> {
        let mut found = Vec::new();
        let (from, end) = (keys::part(upload.number(), after), keys::part(upload.number(), u16::MAX));
        let bounds = (std::ops::Bound::Excluded(&from[..]), std::ops::Bound::Included(&end[..]));
        let index = &self.opened()?.index;
        index.scan(bounds.0, bounds.1, storage::Direction::Forward, &mut |key, value| {
            found.push((part_of(key), value.clone()));
            if found.len() <= max { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        let is_more = found.len() > max;
        found.truncate(max);
        let decode = |(number, bytes): (u16, Bytes)| Ok((number, StoredPart::decode(&bytes)?));
        Ok((found.into_iter().map(decode).collect::<Result<_>>()?, is_more))
    }

    /// Lets an upload go, with all its parts.
    pub async fn abort(&self, of: UploadOf) -> Result<()> {
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &of.bucket)?;
            let upload = find(store, &bucket, &of)?;
            store.delete(&keys::upload(bucket.number(), &of.key, upload.number()));
            sweep::discard_upload(store, upload.number())
        };
        self.write(work).await?;
        self.sweep_soon();
        Ok(())
    }

    /// Makes an upload an object.
    pub async fn complete(&self, of: UploadOf, complete: Complete) -> Result<Object> {
        let now = self.clock.now();
        let work = move |store: &mut Transaction| {
            let bucket = versions::bucket(store, &of.bucket)?;
            let upload = match find(store, &bucket, &of) {
                Err(error @ EngineError::NoUpload { .. }) => {
                    let made = versions::current(store, &bucket, &of.key)?;
                    return made.filter(|object| object.upload.as_ref() == Some(&of.id)).ok_or(error);
                }
                upload => upload?,
            };
            let current = versions::current(store, &bucket, &of.key)?;
            complete.condition.check(current.as_ref(), &of.key)?;
            let stored = stored_parts(store, &upload)?;
            let mut left = stored.clone();
            let assembled = assemble(&upload, &mut left, &complete)?;
            let mut object = Object { upload: Some(of.id), ..Object::new(now, upload.traits.clone()) };
            (object.size, object.etag) = (assembled.size as i64, assembled.etag);
            (object.parts, object.checksum) = (Some(complete.parts.len() as i32), assembled.checksum);
            if object.size > 0 {
                let content = Content { references: 1, pieces: assembled.pieces };
                object.content = Some(keep(store, &content)? as i64);
            }
            stored.keys().for_each(|number| store.delete(&keys::part(upload.number(), *number)));
            sweep::discard(store, 0, left.values().filter_map(StoredPart::file).collect())?;
            store.delete(&keys::upload(bucket.number(), &of.key, upload.number()));
            let happened = Happened::CompleteMultipartUpload;
            finish(store, &bucket, &of.key, &mut object, happened, complete.by)?;
            Ok(object)
        };
        let object = self.write(work).await?;
        self.sweep_soon();
        Ok(object)
    }
}

fn part_of(key: &[u8]) -> u16 {
    key.get(9..11).map_or(0, |number| u16::from_be_bytes([number[0], number[1]]))
}

fn stored_parts(store: &Transaction, upload: &Upload) -> Result<BTreeMap<u16, StoredPart>> {
    let mut found = Vec::new();
    store.scan_prefix(&keys::numbered(keys::PART, upload.number()), &mut |key, value| {
        found.push((part_of(key), value.clone()));
        ControlFlow::Continue(())
    })?;
    found.into_iter().map(|(number, bytes)| Ok((number, StoredPart::decode(&bytes)?))).collect()
}

struct Assembled {
    size: u64,
    etag: String,
    checksum: Option<Checksum>,
    pieces: Vec<Piece>,
}

/// The parts claimed, taken from those `stored`, as one object.
fn assemble(
    upload: &Upload,
    stored: &mut BTreeMap<u16, StoredPart>,
    complete: &Complete,
) -> Result<Assembled> {
    let claims = &complete.parts;
    if claims.is_empty() {
        return Err(EngineError::NoParts);
    }
    if claims.iter().any(|claim| part_number(claim.number).is_err()) {
        return Err(EngineError::BadPartNumber);
    }
    if !claims.is_sorted_by(|one, next| one.number < next.number) {
        return Err(EngineError::BadPartOrder);
    }
    let mut parts = Vec::with_capacity(claims.len());
    for claim in claims {
        let bad = || EngineError::BadPart { upload: upload.id.clone(), number: claim.number };
        let number = part_number(claim.number)?;
        let part = stored.remove(&number).filter(|part| part.etag == claim.etag).ok_or_else(bad)?;
        if let (Some((algorithm, claimed)), Some(checksum)) = (&claim.checksum, &part.checksum)
            && (Some(*algorithm) != upload.algorithm || claimed[..] != checksum[..])
        {
            return Err(bad());
        }
        parts.push((number, part));
    }
    let (mut md5, mut size, mut pieces) = (Md5::new(), 0, Vec::with_capacity(parts.len()));
    for (at, (number, part)) in parts.into_iter().enumerate() {
        if at + 1 < claims.len() && (part.size as u64) < PART_BYTES_MIN {
            let (number, bytes) = (i32::from(number), part.size as u64);
            return Err(EngineError::PartTooSmall { number, bytes, etag: part.etag });
        }
        md5.update(from_hex(&part.etag).unwrap_or_default());
        size += part.size as u64;
        pieces.push(part.into_piece(number));
    }
    if let Some(expected) = complete.size.filter(|expected| *expected != size) {
        return Err(EngineError::BadSize { expected, found: size });
    }
    let checksum = upload.algorithm.zip(upload.kind).and_then(|(algorithm, kind)| {
        let parts: Vec<_> = pieces.iter().map(|piece| (piece.checksum.clone(), piece.length)).collect();
        Checksum::of_parts(algorithm, kind, &parts)
    });
    if let Some((algorithm, announced)) = &complete.checksum {
        let is_it = checksum.as_ref().is_some_and(|checksum| {
            let value = checksum.value.split('-').next().unwrap_or_default();
            checksum.algorithm == *algorithm && (checksum.value == *announced || value == announced)
        });
        if !is_it {
            return Err(EngineError::BadChecksum { algorithm: *algorithm });
        }
    }
    let etag = format!("{}-{}", to_hex(&md5.finalize()), claims.len());
    Ok(Assembled { size, etag, checksum, pieces })
}
