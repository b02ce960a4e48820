//! A zip of one executable file, stored without compression: what `create-function` takes.

/// The zip of one file with this name, which anyone may execute.
pub fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let (length, name_length) = (content.len() as u32, name.len() as u16);
    let mut common = Vec::new(); // from "version needed" to "extra length", in both headers
    for field in [20u16, 0, 0, 0, 0x21] {
        common.extend(field.to_le_bytes()); // version 2.0, no flags, stored, midnight, 1 January 1980
    }
    for field in [crc32fast::hash(content), length, length] {
        common.extend(field.to_le_bytes());
    }
    common.extend(name_length.to_le_bytes());
    common.extend(0u16.to_le_bytes());

    let mut archive = b"PK\x03\x04".to_vec();
    archive.extend(&common);
    archive.extend(name.as_bytes());
    archive.extend(content);
    let directory = archive.len() as u32;
    archive.extend(b"PK\x01\x02");
    archive.extend((3u16 << 8 | 20).to_le_bytes()); // made on Unix
    archive.extend(&common);
    archive.extend([0; 6]); // no comment, first disk, binary
    archive.extend((0o100_755u32 << 16).to_le_bytes());
    archive.extend(0u32.to_le_bytes()); // the file's header is at the beginning
    archive.extend(name.as_bytes());
    let directory_bytes = archive.len() as u32 - directory;
    archive.extend(b"PK\x05\x06");
    for field in [0u16, 0, 1, 1] {
        archive.extend(field.to_le_bytes());
    }
    archive.extend(directory_bytes.to_le_bytes());
    archive.extend(directory.to_le_bytes());
    archive.extend(0u16.to_le_bytes());
    archive
}

#[cfg(test)]
mod tests {
    /// Offsets and lengths from the zip specification (APPNOTE 4.3.7, 4.3.12, 4.3.16).
    #[test]
    fn headers_point_at_each_other() {
        let archive = super::zip("ab", b"hello");
        let directory = 30 + 2 + 5;
        let end = directory + 46 + 2;
        assert_eq!(&archive[30..directory], b"abhello");
        assert_eq!(&archive[directory..directory + 4], b"PK\x01\x02");
        assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
        assert_eq!(archive.len(), end + 22);
        assert_eq!(archive[end + 12..end + 20], [48, 0, 0, 0, directory as u8, 0, 0, 0]);
    }
}
