//! A function's code: a zip in the request, or one that `pumphouse deploy` brought.

use bytes::Bytes;
use wire::Fault;

use super::StoredFunction;
use crate::engine::package::{self, Package, PackageError};
use crate::errors::{invalid, unavailable};
use crate::{ARTIFACTS, Lambda};

/// Where a request says that the code is.
#[derive(Clone, Debug, Default)]
pub struct CodeSource {
    /// The zip itself.
    pub zip_file: Option<Bytes>,
    /// A bucket.
    pub s3_bucket: Option<String>,
    /// An object in it.
    pub s3_key: Option<String>,
    /// A container image.
    pub image_uri: Option<String>,
}

impl Lambda {
    /// Checks the code and keeps it.
    pub(crate) async fn take_code(&self, source: CodeSource) -> Result<Package, Fault> {
        if source.image_uri.is_some() {
            return Err(invalid("Functions as container images are not built; bring a zip."));
        }
        let zip = match (source.zip_file, source.s3_bucket.as_deref(), source.s3_key) {
            (Some(_), Some(_), _) => return Err(invalid("Please provide only one of ZipFile and S3Bucket.")),
            (Some(zip), None, _) => zip,
            (None, Some(ARTIFACTS), Some(key)) => self.artifact(&key)?,
            (None, Some(bucket), Some(key)) => {
                return Err(invalid(format!(
                    "Error occurred while GetObject. S3 Error Code: NoSuchBucket. s3://{bucket}/{key} cannot be \
                     read, as there is no S3 here yet; bring the code as ZipFile or with `pumphouse deploy`."
                )));
            }
            _ => return Err(invalid("Please provide a source for function code.")),
        };
        let blobs = self.volume.blobs("lambda").map_err(unavailable)?;
        // Unpacking to check and writing to keep take the disk's time, so neither is done among the tasks.
        let work = move || {
            let package = package::check(&zip).map_err(package_fault)?;
            blobs.put(&package.sha256_hex, &zip).map_err(unavailable)?;
            Ok(package)
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Fault::internal(error.to_string()))?
    }

    fn artifact(&self, key: &str) -> Result<Bytes, Fault> {
        let found = self.volume.blobs(ARTIFACTS).and_then(|blobs| blobs.get(key)).map_err(unavailable)?;
        found.ok_or_else(|| {
            let text = "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.";
            invalid(text)
        })
    }

    /// Drops the code of a function that is gone, unless another function has the same.
    pub(crate) fn drop_code(&self, stored: &StoredFunction) -> Result<(), Fault> {
        let functions = self.functions_by_name()?.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        if functions.values().any(|function| function.stored.code == stored.code) {
            return Ok(());
        }
        drop(functions);
        let dropped = self.volume.blobs("lambda").and_then(|blobs| blobs.delete(&stored.code));
        dropped.map(drop).map_err(unavailable)
    }
}

fn package_fault(error: PackageError) -> Fault {
    match error {
        PackageError::ZipTooLarge { max, .. } => Fault::with_status(
            "RequestEntityTooLargeException",
            413,
            format!("Request must be smaller than {max} bytes for the CreateFunction operation"),
        ),
        PackageError::TooLarge { max, .. } => invalid(format!("Unzipped size must be smaller than {max} bytes")),
        PackageError::NotZip(_) => invalid("Could not unzip uploaded file. Please check your file, then try to upload again."),
        PackageError::Escapes(_) => invalid(error.to_string()),
        PackageError::Io(error) => Fault::with_status("ServiceException", 500, error.to_string()),
    }
}
