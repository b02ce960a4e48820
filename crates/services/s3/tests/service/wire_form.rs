//! Raw requests and answers: the form on the wire.

use crate::house::*;

#[tokio::test]
async fn an_object_there_and_back() {
    let house = House::with_bucket().await;
    let headers = [("content-type", "text/plain"), ("x-amz-meta-who", "me")];
    let (status, headers, body) = house.ask("PUT /lake/a%20b/c", &headers, "hello").await;
    assert_eq!((status, body.as_str()), (200, ""));
    assert_eq!(headers["etag"], "\"5d41402abc4b2a76b9719d911017c592\"");
    assert_eq!(headers["x-amz-checksum-type"], "FULL_OBJECT");
    let (status, headers, body) = house.ask("GET /lake/a%20b/c", &[], "").await;
    assert_eq!((status, body.as_str()), (200, "hello"));
    assert_eq!(
        (&headers["content-type"], &headers["x-amz-meta-who"]),
        (&"text/plain".parse().unwrap(), &"me".parse().unwrap())
    );
    assert_eq!(headers["last-modified"], "Fri, 15 Jan 2027 08:00:00 GMT");
    let (status, headers, body) = house.ask("GET /lake/a%20b/c", &[("range", "bytes=1-2")], "").await;
    assert_eq!((status, body.as_str()), (206, "el"));
    assert_eq!(headers["content-range"], "bytes 1-2/5");
    let etag = [("if-none-match", "\"5d41402abc4b2a76b9719d911017c592\"")];
    let (status, _, body) = house.ask("GET /lake/a%20b/c", &etag, "").await;
    assert_eq!((status, body.as_str()), (304, ""));
    let (status, headers, _) = house.ask("HEAD /lake/a%20b/c", &[], "").await;
    assert_eq!((status, &headers["content-length"]), (200, &"5".parse().unwrap()));
}

#[tokio::test]
async fn errors_are_elements() {
    let house = House::with_bucket().await;
    let (status, _, body) = house.ask("GET /lake/none", &[], "").await;
    assert_eq!((status, element(&body, "Code"), element(&body, "Key")), (404, "NoSuchKey", "none"));
    assert_eq!(element(&body, "Message"), "The specified key does not exist.");
    let (status, _, body) = house.ask("GET /nobody/k", &[], "").await;
    assert_eq!(
        (status, element(&body, "Code"), element(&body, "BucketName")),
        (404, "NoSuchBucket", "nobody")
    );
}

#[tokio::test]
async fn a_delete_marker_is_told_by_headers() {
    let house = House::with_bucket().await;
    let enabled = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    house.ask("PUT /lake?versioning", &[], enabled).await;
    let (_, deleted, _) = house.ask("DELETE /lake/k", &[], "").await;
    assert_eq!(deleted["x-amz-delete-marker"], "true");
    let version = &deleted["x-amz-version-id"];
    let (status, headers, body) = house.ask("GET /lake/k", &[], "").await;
    assert_eq!((status, element(&body, "Code")), (404, "NoSuchKey"));
    assert_eq!(
        (headers["x-amz-delete-marker"].as_bytes(), &headers["x-amz-version-id"]),
        (&b"true"[..], version)
    );
    let line = format!("GET /lake/k?versionId={}", version.to_str().unwrap());
    let (status, headers, _) = house.ask(&line, &[], "").await;
    assert_eq!((status, headers["allow"].as_bytes()), (405, &b"DELETE"[..]));
}

#[tokio::test]
async fn lists_and_deletions() {
    let house = House::with_bucket().await;
    for key in ["a", "d/1"] {
        house.put(key, "x").await.unwrap();
    }
    let (_, _, body) = house.ask("GET /lake?list-type=2&delimiter=%2F", &[], "").await;
    assert!(body.contains("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"), "{body}");
    assert!(body.contains("<Contents><Key>a</Key><LastModified>2027-01-15T08:00:00"), "{body}");
    assert!(body.contains("<CommonPrefixes><Prefix>d/</Prefix></CommonPrefixes>"), "{body}");
    assert!(body.contains("<KeyCount>2</KeyCount>") && body.contains("<Prefix></Prefix>"), "{body}");
    let request = "<Delete><Object><Key>a</Key></Object><Object><Key>d/1</Key></Object></Delete>";
    let (status, _, body) = house.ask("POST /lake?delete", &[], request).await;
    assert_eq!(status, 200);
    assert!(body.contains("<Deleted><Key>a</Key></Deleted><Deleted><Key>d/1</Key></Deleted>"), "{body}");
    let (status, _, body) = house.ask("POST /lake?delete", &[], "<Delete>").await;
    assert_eq!((status, element(&body, "Code")), (400, "MalformedXML"));
    let (status, _, _) = house.ask("DELETE /lake", &[], "").await;
    assert_eq!(status, 204);
}

#[tokio::test]
async fn an_upload_in_parts() {
    let house = House::with_bucket().await;
    let (_, _, body) = house.ask("POST /lake/k?uploads", &[], "").await;
    assert!(body.contains("<InitiateMultipartUploadResult"), "{body}");
    let id = element(&body, "UploadId").to_owned();
    let (_, headers, _) = house.ask(&format!("PUT /lake/k?partNumber=1&uploadId={id}"), &[], "hello").await;
    let etag = headers["etag"].to_str().unwrap();
    let request = format!(
        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{}</ETag></Part></CompleteMultipartUpload>",
        etag.replace('"', "&quot;")
    );
    let (status, _, body) = house.ask(&format!("POST /lake/k?uploadId={id}"), &[], &request).await;
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("<CompleteMultipartUploadResult"), "{body}");
    assert_eq!(house.get("k").await.unwrap(), "hello");
}

#[tokio::test]
async fn notifications_are_read_as_clients_write_them() {
    let house = House::with_bucket().await;
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    house.lambda.open.lock().unwrap().insert(arn.into());
    let request = format!(
        "<NotificationConfiguration><CloudFunctionConfiguration><CloudFunction>{arn}</CloudFunction>\
         <Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>suffix</Name><Value>.csv</Value>\
         </FilterRule></S3Key></Filter></CloudFunctionConfiguration></NotificationConfiguration>"
    );
    let (status, _, body) = house.ask("PUT /lake?notification", &[], &request).await;
    assert_eq!(status, 200, "{body}");
    let (_, _, body) = house.ask("GET /lake?notification", &[], "").await;
    assert_eq!((element(&body, "CloudFunction"), element(&body, "Value")), (arn, ".csv"));
}
