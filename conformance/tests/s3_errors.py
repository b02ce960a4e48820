"""What S3 refuses, with its words: code, HTTP status and text; and bodies that no SDK would send."""

import xml.etree.ElementTree as ET

from botocore.credentials import Credentials

from harness.clients import bare, client
from harness.expect import ANY, refused, same, text

BUCKET = "errors-bucket"
NO_BUCKET = ("NoSuchBucket", "The specified bucket does not exist", 404)
NO_KEY = ("NoSuchKey", "The specified key does not exist.", 404)
MALFORMED = ("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", 400)
BAD_NAME = ("InvalidBucketName", "The specified bucket is not valid.", 400)


def run(report, server, options):
    s3 = client(server, "s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="there", Body=b"there")
    for name, operation, arguments, expected in table():
        with report.case(f"{operation} refused: {name}"):
            refused(lambda: getattr(s3, operation)(**arguments), *expected)
    naming(report, s3, server)
    rubbish(report, server)
    with report.case("nothing that was refused left a trace"):
        same([bucket["Name"] for bucket in s3.list_buckets()["Buckets"]], [BUCKET])
        same([(entry["Key"], entry["Size"]) for entry in s3.list_objects_v2(Bucket=BUCKET)["Contents"]], [("there", 5)])
        same(s3.get_object_tagging(Bucket=BUCKET, Key="there")["TagSet"], [])


def tag_set(*pairs):
    return {"TagSet": [{"Key": key, "Value": value} for key, value in pairs]}


def table():
    """(name, operation, arguments, (code, message, status))"""
    there, nosuch, nowhere = ({"Bucket": b, "Key": k} for b, k in ((BUCKET, "there"), (BUCKET, "nosuch"), ("nosuch-bucket", "x")))
    bucket = {"Bucket": "nosuch-bucket"}
    put = lambda **more: {**there, "Body": b"x", **more}  # noqa: E731
    return [
        ("no bucket", "get_object", nowhere, NO_BUCKET),
        ("no bucket", "put_object", {**nowhere, "Body": b"x"}, NO_BUCKET),
        ("no bucket", "delete_object", nowhere, NO_BUCKET),
        ("no bucket", "list_objects_v2", bucket, NO_BUCKET),
        ("no bucket", "list_object_versions", bucket, NO_BUCKET),
        ("no bucket", "delete_bucket", bucket, NO_BUCKET),
        ("no bucket", "get_bucket_location", bucket, NO_BUCKET),
        ("no bucket", "get_bucket_notification_configuration", bucket, NO_BUCKET),
        ("no bucket, and HEAD has no body", "head_bucket", bucket, ("404", "Not Found", 404)),
        ("no key", "get_object", nosuch, NO_KEY),
        ("no key", "get_object_tagging", nosuch, NO_KEY),
        ("no key, and HEAD has no body", "head_object", nosuch, ("404", "Not Found", 404)),
        ("no key to copy", "copy_object", {**there, "CopySource": f"{BUCKET}/nosuch"}, NO_KEY),
        ("no bucket to copy from", "copy_object", {**there, "CopySource": "nosuch-bucket/x"}, NO_BUCKET),
        ("a key of 1025 bytes", "put_object", put(Key="k" * 1025), ("KeyTooLongError", "Your key is too long", 400)),
        ("an MD5 of other bytes", "put_object", put(ContentMD5="CY9rzUYh03PK3k6DJie09g=="),
         ("BadDigest", "The Content-MD5 you specified did not match what we received.", 400)),
        ("an MD5 that is none", "put_object", put(ContentMD5="rubbish"), ("InvalidDigest", "The Content-MD5 you specified was invalid.", 400)),
        ("a checksum of other bytes", "put_object", put(ChecksumSHA256="pmWkWSBCL51Bfkhn79xPuKBKHz//H6B+mY6G9/eieuM="),
         ("BadDigest", "The SHA256 you specified did not match the calculated checksum.", 400)),
        ("a checksum that is none", "put_object", put(ChecksumSHA256="rubbish"),
         ("InvalidRequest", text(r"Value for x-amz-checksum-sha256 header is invalid\."), 400)),
        ("a tag twice", "put_object_tagging", {**there, "Tagging": tag_set(("a", "1"), ("a", "2"))},
         ("InvalidTag", "Cannot provide multiple Tags with the same key", 400)),
        ("eleven tags", "put_object_tagging", {**there, "Tagging": tag_set(*((f"t{i}", "") for i in range(11)))},
         ("BadRequest", "Object tags cannot be greater than 10", 400)),
        ("a tag's key of 129 characters", "put_object_tagging", {**there, "Tagging": tag_set(("k" * 129, ""))},
         ("InvalidTag", "The TagKey you have provided is invalid", 400)),
        ("a tag's value of 257 characters", "put_object_tagging", {**there, "Tagging": tag_set(("k", "v" * 257))},
         ("InvalidTag", "The TagValue you have provided is invalid", 400)),
        ("eleven tags with the object", "put_object", put(Tagging="&".join(f"t{i}=" for i in range(11))),
         ("BadRequest", text(r"Object tags cannot be greater than 10|.*tags.*10.*"), 400)),
        ("a wrong token", "list_objects_v2", {"Bucket": BUCKET, "ContinuationToken": "rubbish"},
         ("InvalidArgument", "The continuation token provided is incorrect", 400)),
        ("a page of less than none", "list_objects_v2", {"Bucket": BUCKET, "MaxKeys": -1}, ("InvalidArgument", ANY, 400)),
        ("deleting nothing", "delete_objects", {"Bucket": BUCKET, "Delete": {"Objects": []}}, MALFORMED),
        ("deleting 1001", "delete_objects", {"Bucket": BUCKET, "Delete": {"Objects": [{"Key": str(i)} for i in range(1001)]}}, MALFORMED),
        ("no policy", "get_bucket_policy", {"Bucket": BUCKET}, ("NoSuchBucketPolicy", "The bucket policy does not exist", 404)),
        ("no cors", "get_bucket_cors", {"Bucket": BUCKET}, ("NoSuchCORSConfiguration", "The CORS configuration does not exist", 404)),
        ("no lifecycle", "get_bucket_lifecycle_configuration", {"Bucket": BUCKET},
         ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)),
        ("no website", "get_bucket_website", {"Bucket": BUCKET},
         ("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration", 404)),
        ("access for everybody", "put_object", put(ACL="public-read"), ("AccessControlListNotSupported", "The bucket does not allow ACLs", 400)),
        ("what is not built, by its name", "put_object", put(ServerSideEncryption="aws:kms"),
         ("NotImplemented", text(r".*x-amz-server-side-encryption.*"), 501)),
        ("no storage class of that name", "put_object", put(StorageClass="CUPBOARD"),
         ("InvalidStorageClass", "The storage class you specified is not valid", 400)),
    ]  # fmt: skip


def naming(report, s3, server):
    for name in ("Upper-case", "under_score", "ab", "-dash", "dot..dot", "192.168.5.4", "a" * 64, "xn--punycode"):
        with report.case(f"a bucket cannot be named {name[:20]}"):
            refused(lambda: s3.create_bucket(Bucket=name), *BAD_NAME)
    with report.case("a bucket that is ours already: 409 in every region but us-east-1"):
        far = {"CreateBucketConfiguration": {"LocationConstraint": "eu-central-1"}}
        s3.create_bucket(Bucket="twice-bucket", **far)
        refused(
            lambda: s3.create_bucket(Bucket="twice-bucket", **far), "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.", 409,
        )  # fmt: skip
        s3.delete_bucket(Bucket="twice-bucket")
    with report.case("a bucket of another account: its name is taken, and nothing in it is for us"):
        other = client(server, "s3", credentials=Credentials("111122223333", "x"))
        refused(
            lambda: other.create_bucket(Bucket=BUCKET), "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a "
            "different name and try again.", 409,
        )  # fmt: skip
        refused(lambda: other.get_object(Bucket=BUCKET, Key="there"), "AccessDenied", "Access Denied", 403)
        refused(lambda: other.put_object(Bucket=BUCKET, Key="there", Body=b"x"), "AccessDenied", "Access Denied", 403)
        same(other.list_buckets()["Buckets"], [])
    with report.case("a browser's form upload is refused clearly"):
        form = "--x\r\nContent-Disposition: form-data; name=key\r\n\r\nk\r\n--x--\r\n"
        reply = bare(server, "s3", "POST", f"/{BUCKET}", form, Content_Type="multipart/form-data; boundary=x")
        code, message = error(reply)
        assert reply.status in (400, 405, 501) and code and len(message) > 10, (reply.status, reply.body)


def error(reply):
    """(code, message) of an XML error, which must be whole."""
    tree = ET.fromstring(reply.body)
    same(tree.tag, "Error")
    same(bool(tree.findtext("RequestId")), True, at="RequestId")
    return tree.findtext("Code"), tree.findtext("Message")


def rubbish(report, server):
    def send(method, path, data=b"", **headers):
        return bare(server, "s3", method, f"/{BUCKET}{path}", data, **headers)

    with report.case("rubbish: an error is XML, with resource and ids"):
        reply = send("GET", "/nosuch")
        tree = ET.fromstring(reply.body)
        same((reply.status, reply.headers.get("Content-Type"), tree.findtext("Key")), (404, "application/xml", "nosuch"))
        same(tree.findtext("RequestId"), reply.headers.get("x-amz-request-id"))
    for name, data in (
        ("a word", b"rubbish"), ("cut short", b"<Tagging><TagSet>"), ("another document", b"<Tea/>"), ("not UTF-8", b"<Tagging>\xff</Tagging>"),
        ("an entity bomb", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Tagging><TagSet><Tag><Key>&b;</Key></Tag></TagSet></Tagging>'),
        ("deep nesting", b"<Tagging>" * 50_000),
    ):  # fmt: skip
        with report.case(f"rubbish: XML that is {name} is malformed"):
            reply = send("PUT", "/there?tagging", data)
            same((reply.status, error(reply)[0]), (400, "MalformedXML"))
    with report.case("rubbish: a body other than its signed hash"):
        reply = send("PUT", "/hashed", b"x", X_Amz_Content_Sha256="0" * 64)
        same((reply.status, error(reply)), (400, ("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")))
    with report.case("rubbish: a range, a part and a copy source that are none"):
        assert send("GET", "/there", Range="bytes=9-2").status in (200, 416)
        same(send("PUT", "/there?partNumber=x&uploadId=y", b"x").status, 400)
        same(send("PUT", "/there", X_Amz_Copy_Source="rubbish").status, 400)
    with report.case("rubbish: what is not built says so, 501"):
        reply = send("PUT", "?accelerate", b"<AccelerateConfiguration/>")
        same((reply.status, error(reply)[0]), (501, "NotImplemented"))
    with report.case("rubbish: a method that S3 has not"):
        reply = send("PATCH", "/there", b"x")
        assert 400 <= reply.status < 502, reply.status
