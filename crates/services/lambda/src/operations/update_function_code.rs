//! `UpdateFunctionCode`.

use dispatch::{Call, Handle};
use lambda_api::{FunctionConfiguration, UpdateFunctionCode, UpdateFunctionCodeInput};
use wire::Fault;

use super::revision;
use crate::Lambda;
use crate::errors::not_built;
use crate::functions::{CodeSource, FunctionName, StoredFunction, describe};

impl Handle<UpdateFunctionCode> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateFunctionCodeInput,
    ) -> Result<FunctionConfiguration, Fault> {
        if input.publish == Some(true) || input.publish_to.is_some() {
            return Err(not_built("publishing a version"));
        }
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let source = CodeSource {
            zip_file: input.zip_file,
            s3_bucket: input.s3_bucket,
            s3_key: input.s3_key,
            s3_version: input.s3_object_version,
            image_uri: input.image_uri,
        };
        let changing = self.changing_functions().await;
        let function = self.function(&name)?;
        revision::check(&function.stored, input.revision_id.as_deref())?;
        let (zip, code) = self.check_code(call, source).await?;
        let architecture = input.architectures.map(|asked| super::settings::architecture(Some(asked)));
        let stored = StoredFunction {
            code_sha256: code.code_sha256.clone(),
            code_size: code.code_size as i64,
            code: code.sha256_hex.clone(),
            architecture: architecture.unwrap_or_else(|| function.stored.architecture.clone()),
            modified: self.dispatch.clock().now(),
            revision: self.dispatch.random().uuid(),
            ..function.stored.clone()
        };
        if input.dry_run == Some(true) {
            return Ok(describe(&stored));
        }
        self.keep_code(zip, &code).await?;
        let changed = self.keep_function(changing, stored).await?;
        Ok(revision::in_progress(&changed.stored))
    }
}
