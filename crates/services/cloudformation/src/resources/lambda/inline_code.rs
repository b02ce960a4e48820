//! Code written in a template (`ZipFile`): one file, zipped as Lambda takes it.

use std::io::{Cursor, Write};

use bytes::Bytes;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::limits::ZIP_FILE_BYTES_MAX;
use crate::resources::calls::Done;
use crate::resources::properties::invalid;

/// The zip of `code` for a function of `runtime`. The same code gives the same bytes.
pub(super) fn zip(runtime: Option<&str>, code: &str) -> Done<Bytes> {
    let name = match runtime {
        Some(runtime) if runtime.starts_with("nodejs") => "index.js",
        Some(runtime) if runtime.starts_with("python") => "index.py",
        _ => {
            return Err(invalid(
                "ZipFile can only be used when Runtime is set to a version of nodejs or python",
            ));
        }
    };
    if code.len() > ZIP_FILE_BYTES_MAX {
        return Err(invalid(format!("ZipFile can have at most {ZIP_FILE_BYTES_MAX} bytes")));
    }
    pack(name, code).map_err(|error| invalid(format!("the inline code cannot be zipped: {error}")))
}

fn pack(name: &str, code: &str) -> Result<Bytes, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().last_modified_time(zip::DateTime::default()).unix_permissions(0o644);
    writer.start_file(name, options)?;
    writer.write_all(code.as_bytes())?;
    Ok(Bytes::from(writer.finish()?.into_inner()))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn code_comes_back_out_of_the_zip() {
        for (runtime, name) in [("nodejs20.x", "index.js"), ("python3.12", "index.py")] {
            let zip = zip(Some(runtime), "a = 1\n").unwrap();
            assert_eq!(zip, super::zip(Some(runtime), "a = 1\n").unwrap());
            let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!((text.as_str(), archive.len()), ("a = 1\n", 1));
        }
        assert!(zip(Some("provided.al2023"), "").is_err() && zip(None, "").is_err());
        assert!(zip(Some("python3.12"), &" ".repeat(ZIP_FILE_BYTES_MAX + 1)).is_err());
    }
}
