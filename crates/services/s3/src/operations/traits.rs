//! What requests say about an object, gathered from the headers that several operations share; and what of
//! it is not built.

use std::collections::BTreeMap;

use s3_api::{ServerSideEncryption, StorageClass};
use wire::{Fault, decode_form};

use super::tags;
use crate::errors::{not_built, with};
use crate::limits::METADATA_BYTES_MAX;

/// What an input says about its object.
macro_rules! traits {
    ($input:expr) => {{
        $crate::operations::traits::check_metadata($input.metadata.as_ref())?;
        $crate::engine::object::Traits {
            content_type: $input.content_type.clone(),
            content_encoding: $input.content_encoding.clone().filter(|encoding| !encoding.is_empty()),
            content_language: $input.content_language.clone(),
            content_disposition: $input.content_disposition.clone(),
            cache_control: $input.cache_control.clone(),
            expires: $input.expires.clone(),
            website_redirect: $input.website_redirect_location.clone(),
            storage_class: $crate::operations::traits::storage_class($input.storage_class.as_deref())?,
            metadata: $input.metadata.clone().unwrap_or_default(),
            tags: $crate::operations::traits::tags_of($input.tagging.as_deref())?,
        }
    }};
}

/// Refuses what an input asks for and we have not: access for others, keys of others, locks.
macro_rules! refuse_unbuilt {
    ($input:expr) => {{
        $crate::operations::traits::check_encryption($input.server_side_encryption)?;
        $crate::operations::traits::check_acl(
            $input.acl.map(|acl| acl.as_str()),
            $input.grant_full_control.is_some()
                || $input.grant_read.is_some()
                || $input.grant_read_acp.is_some()
                || $input.grant_write_acp.is_some(),
        )?;
        $crate::operations::traits::check_customer_key(
            $input.sse_customer_algorithm.is_some() || $input.sse_customer_key.is_some(),
        )?;
        $crate::operations::traits::check_lock(
            $input.object_lock_mode.is_some()
                || $input.object_lock_retain_until_date.is_some()
                || $input.object_lock_legal_hold_status.is_some(),
        )?;
    }};
}

pub(super) use {refuse_unbuilt, traits};

/// Bytes of user-defined metadata.
pub fn check_metadata(metadata: Option<&BTreeMap<String, String>>) -> Result<(), Fault> {
    let bytes: usize = metadata.into_iter().flatten().map(|(key, value)| key.len() + value.len()).sum();
    if bytes <= METADATA_BYTES_MAX {
        return Ok(());
    }
    let text = "Your metadata headers exceed the maximum allowed metadata size";
    let fault = with(Fault::sender("MetadataTooLarge", text), "Size", bytes);
    Err(with(fault, "MaxSizeAllowed", METADATA_BYTES_MAX))
}

/// The storage class that is kept; STANDARD is none.
pub fn storage_class(class: Option<&str>) -> Result<Option<String>, Fault> {
    let Some(class) = class else { return Ok(None) };
    let bad = || Fault::sender("InvalidStorageClass", "The storage class you specified is not valid");
    let class = StorageClass::parse(class).ok_or_else(bad)?;
    Ok((class != StorageClass::Standard).then(|| class.as_str().to_owned()))
}

/// The tags that a header has, as a query string.
pub fn tags_of(header: Option<&str>) -> Result<BTreeMap<String, String>, Fault> {
    let Some(header) = header else { return Ok(BTreeMap::new()) };
    let pairs = decode_form(header).map_err(|_| tags::bad_header())?;
    let count = pairs.len();
    let tags: BTreeMap<_, _> = pairs.into_iter().collect();
    if tags.len() != count {
        return Err(tags::bad_header());
    }
    tags::check(&tags, crate::limits::OBJECT_TAGS_MAX)?;
    Ok(tags)
}

/// Encryption by S3's own keys is what everything is said to have.
pub fn check_encryption(asked: Option<ServerSideEncryption>) -> Result<(), Fault> {
    match asked {
        None | Some(ServerSideEncryption::Aes256) => Ok(()),
        Some(_) => Err(not_built("x-amz-server-side-encryption other than AES256")),
    }
}

/// Buckets own their objects, as new ones do on AWS, where lists of others are refused in these words.
pub fn check_acl(canned: Option<&str>, has_grants: bool) -> Result<(), Fault> {
    match canned {
        None | Some("private" | "bucket-owner-full-control") if !has_grants => Ok(()),
        _ => Err(Fault::sender("AccessControlListNotSupported", "The bucket does not allow ACLs")),
    }
}

/// Keys that the customer brings.
pub fn check_customer_key(is_given: bool) -> Result<(), Fault> {
    if is_given { Err(not_built("x-amz-server-side-encryption-customer-key")) } else { Ok(()) }
}

/// Objects that cannot be deleted for a time.
pub fn check_lock(is_given: bool) -> Result<(), Fault> {
    if is_given { Err(not_built("x-amz-object-lock-mode")) } else { Ok(()) }
}
