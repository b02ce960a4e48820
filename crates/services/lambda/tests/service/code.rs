//! Code from a bucket, read with the rights of whoever makes the function of it.

use bytes::Bytes;
use dispatch::{Call, Handle, Principal, Routes};
use http::Method;
use s3_api::{GetObject, GetObjectInput, GetObjectOutput};
use serde_json::json;
use std::sync::{Arc, Mutex};
use wire::Fault;

use crate::house::House;
use crate::oracle::{asking, zip_of};

/// One bucket, `lake`, with objects of two versions.
#[derive(Default)]
pub struct Lake {
    objects: Mutex<Vec<(&'static str, Option<&'static str>, Bytes)>>,
    asked_as: Mutex<Option<Principal>>,
}

impl Lake {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&s3_api::SERVICE, self.clone()).with::<GetObject>()
    }
}

impl Handle<GetObject> for Lake {
    async fn handle(&self, call: &Call, input: GetObjectInput) -> Result<GetObjectOutput, Fault> {
        *self.asked_as.lock().unwrap() = Some(call.principal.clone());
        if input.bucket != "lake" {
            return Err(Fault::with_status("NoSuchBucket", 404, "The specified bucket does not exist"));
        }
        let objects = self.objects.lock().unwrap();
        let found = objects
            .iter()
            .find(|(key, version, _)| *key == input.key && *version == input.version_id.as_deref());
        let (.., bytes) =
            found.ok_or_else(|| Fault::with_status("NoSuchKey", 404, "The specified key does not exist."))?;
        Ok(GetObjectOutput { body: Some(bytes.clone().into()), ..GetObjectOutput::default() })
    }
}

#[tokio::test]
async fn code_comes_from_a_bucket() {
    let house = House::new();
    let (new, old) = (asking(), zip_of("def handler(event, context): return 1\n"));
    house.lake.objects.lock().unwrap().extend([
        ("f.zip", None, new.clone()),
        ("f.zip", Some("1"), old.clone()),
        ("no.zip", None, Bytes::from_static(b"no zip")),
    ]);
    let code = |key: &str| json!({"Code": {"S3Bucket": "lake", "S3Key": key}});
    let (status, made) = house.try_create("f", code("f.zip")).await;
    assert_eq!((status, &made["CodeSize"]), (201, &json!(new.len())), "{made}");
    let caller = house.lake.asked_as.lock().unwrap().clone();
    assert!(matches!(caller, Some(Principal::Account(_))));
    let change = json!({"S3Bucket": "lake", "S3Key": "f.zip", "S3ObjectVersion": "1"});
    let (status, changed) = house.ask(Method::PUT, "/functions/f/code", change).await;
    assert_eq!((status, &changed["CodeSize"]), (200, &json!(old.len())));
    for (change, text) in [
        (
            code("gone"),
            "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not \
             exist.",
        ),
        (
            json!({"Code": {"S3Bucket": "sea", "S3Key": "f.zip"}}),
            "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does \
             not exist",
        ),
        (code("no.zip"), "Could not unzip uploaded file. Please check your file, then try to upload again."),
    ] {
        let (status, body) = house.try_create("g", change).await;
        assert_eq!((status, &body["message"]), (400, &json!(text)));
    }
}
