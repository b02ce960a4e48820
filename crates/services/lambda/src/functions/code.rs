//! A function's code: a zip in the request, one in a bucket, or one that `pumphouse deploy` brought.

use bytes::Bytes;
use dispatch::Call;
use s3_api::{GetObject, GetObjectInput};
use wire::Fault;

use crate::engine::Engine;
use crate::engine::limits::{PACKAGE_UNZIPPED_BYTES_MAX, PACKAGE_ZIPPED_BYTES_MAX};
use crate::engine::package::{self, EMPTY, Package, PackageError};
use crate::errors::{failed, fault, invalid, unavailable};
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
    /// A version of the object, where it is not the newest.
    pub s3_version: Option<String>,
    /// A container image.
    pub image_uri: Option<String>,
}

impl Lambda {
    /// The code, and what it is if it is sound. Nothing is kept yet.
    pub(crate) async fn check_code(
        &self,
        call: &Call,
        source: CodeSource,
    ) -> Result<(Bytes, Package), Fault> {
        let is_in_request = source.zip_file.is_some();
        let zip = self.zip_of(call, source).await?;
        blocking(move || {
            // From a bucket it may be as large as what it holds.
            let max = if is_in_request { PACKAGE_ZIPPED_BYTES_MAX } else { PACKAGE_UNZIPPED_BYTES_MAX };
            let package = package::check(&zip, max).map_err(package_fault)?;
            Ok((zip, package))
        })
        .await
    }

    /// Keeps code until a function is stored that has it.
    pub(crate) async fn keep_code(&self, zip: Bytes, package: &Package) -> Result<(), Fault> {
        let blobs = self.volume.blobs("lambda").map_err(unavailable)?;
        let name = package.sha256_hex.clone();
        blocking(move || blobs.put(&name, &zip).map_err(unavailable)).await
    }

    async fn zip_of(&self, call: &Call, source: CodeSource) -> Result<Bytes, Fault> {
        if source.image_uri.is_some() {
            return Err(invalid("Functions as container images are not built; bring a zip."));
        }
        match (source.zip_file, source.s3_bucket.as_deref(), source.s3_key) {
            (Some(_), Some(_), _) => {
                Err(invalid("Please do not provide other FunctionCode parameters when providing a ZipFile."))
            }
            (Some(zip), None, _) => Ok(zip),
            (None, Some(ARTIFACTS), Some(key)) => self.artifact(&key),
            (None, Some(bucket), Some(key)) => {
                let (bucket, version_id) = (bucket.to_owned(), source.s3_version);
                self.object(call, GetObjectInput { bucket, key, version_id, ..GetObjectInput::default() })
                    .await
            }
            _ => Err(invalid("Please provide a source for function code.")),
        }
    }

    /// An object, read with the rights of whoever makes the function of it.
    async fn object(&self, call: &Call, input: GetObjectInput) -> Result<Bytes, Fault> {
        let id = call.request_id.clone();
        let call = Call::inside("lambda", call.principal.clone(), call.place.clone(), id);
        let refused = |fault: Fault| match fault.is_sender() {
            true => invalid(format!(
                "Error occurred while GetObject. S3 Error Code: {}. S3 Error Message: {}",
                fault.code, fault.message
            )),
            false => fault,
        };
        let output = self.dispatch.call::<GetObject>(&call, input).await.map_err(refused)?;
        let body = output.body.unwrap_or_default();
        let max = PACKAGE_UNZIPPED_BYTES_MAX;
        if body.length().is_some_and(|bytes| bytes > max) {
            return Err(invalid(format!("Unzipped size must be smaller than {max} bytes")));
        }
        body.collect(max as usize).await.map_err(refused)
    }

    fn artifact(&self, key: &str) -> Result<Bytes, Fault> {
        let found = self.volume.blobs(ARTIFACTS).and_then(|blobs| blobs.get(key)).map_err(unavailable)?;
        found.ok_or_else(|| {
            let text = "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.";
            invalid(text)
        })
    }

    /// Drops code, unless a function has it. Code that cannot be dropped now only takes room.
    pub(super) async fn drop_code(&self, code: &str) {
        if self.has_code(code) {
            return;
        }
        self.drop_unpacked(code).await;
        let Ok(blobs) = self.volume.blobs("lambda") else { return };
        let code = code.to_owned();
        let _ = blocking(move || blobs.delete(&code).map_err(unavailable)).await;
    }

    /// Drops what code was unpacked to, now or when nothing runs in it any more.
    pub(super) async fn drop_unpacked(&self, code: &str) {
        let (engine, scratch, code) =
            (self.engine.get().cloned(), self.config.scratch.clone(), code.to_owned());
        let dropped = blocking(move || {
            match engine {
                Some(engine) => engine.drop_code(&code),
                None => Engine::drop_kept_code(&scratch, &code),
            }
            Ok(())
        });
        // It only takes room.
        let _ = dropped.await;
    }
}

/// Does what takes the disk's or the processor's time, away from the tasks.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Fault::internal(error.to_string()))?
}

fn package_fault(error: PackageError) -> Fault {
    match error {
        PackageError::ZipTooLarge { max, .. } => {
            let text = format!("Request must be smaller than {max} bytes for the CreateFunction operation");
            fault("RequestEntityTooLargeException", 413, text)
        }
        PackageError::TooLarge { max, .. } => {
            invalid(format!("Unzipped size must be smaller than {max} bytes"))
        }
        PackageError::NotZip(reason) if reason == EMPTY => invalid("Uploaded file must be a non-empty zip"),
        PackageError::NotZip(_) => {
            invalid("Could not unzip uploaded file. Please check your file, then try to upload again.")
        }
        PackageError::Damaged | PackageError::Escapes(_) => invalid(error.to_string()),
        PackageError::Io(error) => failed(error.to_string()),
    }
}
