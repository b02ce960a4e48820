//! The MD5 digests by which clients check what was sent and received, and the hash that content-based deduplication
//! takes for an id.

use kernel::to_hex;
use md5::{Digest, Md5};

use super::Attribute;

/// Of a message's body.
pub fn digest_of_text(text: &str) -> String {
    to_hex(&Md5::digest(text.as_bytes()))
}

/// Of attributes, which are in order of name: for each its name, its type and its value, each after its length (4
/// bytes, big-endian); before the value 1 for text, 2 for bytes. None of none.
pub fn digest_of_attributes<'a>(attributes: impl IntoIterator<Item = &'a Attribute>) -> Option<String> {
    let mut digest = Md5::new();
    let mut any = false;
    for attribute in attributes {
        any = true;
        let (kind, value) = match (&attribute.bytes, &attribute.text) {
            (Some(bytes), _) => (2, bytes.as_ref()),
            (None, text) => (1, text.as_deref().unwrap_or_default().as_bytes()),
        };
        put(&mut digest, attribute.name.as_bytes());
        put(&mut digest, attribute.data_type.as_bytes());
        digest.update([kind]);
        put(&mut digest, value);
    }
    any.then(|| to_hex(&digest.finalize()))
}

/// Of the system attributes that a sender gives, of which there is one.
pub fn digest_of_system_attributes(trace_header: Option<&str>) -> Option<String> {
    let attribute = trace_header.map(|text| Attribute {
        name: "AWSTraceHeader".to_owned(),
        data_type: "String".to_owned(),
        text: Some(text.to_owned()),
        bytes: None,
    });
    digest_of_attributes(&attribute)
}

/// SHA-256 of a body, in hexadecimal.
pub fn hash_of_content(body: &str) -> String {
    to_hex(ring::digest::digest(&ring::digest::SHA256, body.as_bytes()).as_ref())
}

fn put(digest: &mut Md5, bytes: &[u8]) {
    digest.update((bytes.len() as u32).to_be_bytes());
    digest.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn text(name: &str, value: &str) -> Attribute {
        Attribute { name: name.into(), data_type: "String".into(), text: Some(value.into()), bytes: None }
    }

    /// What AWS answered for these messages.
    #[test]
    fn digests_are_those_of_aws() {
        assert_eq!(digest_of_text("test"), "098f6bcd4621d373cade4e832627b4f6");
        let greeting = [text("General", "Kenobi"), text("Hello", "There"), text("Help.Me", "Me")];
        assert_eq!(digest_of_attributes(&greeting).unwrap(), "4c360f3fdafd970e05fae2f149d997f5");
        assert_eq!(digest_of_attributes(&greeting[..2]).unwrap(), "fca026605781cb4126a1e9044df24232");
        assert_eq!(digest_of_attributes(&greeting[..0]), None);
        let bytes =
            Bytes::from_static(b"traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01");
        let binary =
            Attribute { name: "attr1".into(), data_type: "Binary".into(), text: None, bytes: Some(bytes) };
        assert_eq!(digest_of_attributes([&binary]).unwrap(), "8cbe4db156db8a94db8b801b7addb984");
    }
}
