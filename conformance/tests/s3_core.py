"""S3 by boto3: buckets, objects and what they carry, ranges, conditions, copies, tags, listings."""

import datetime
import hashlib
import http.client
import random
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import ParamValidationError

from harness.clients import ACCOUNT, REGION, bare, client
from harness.expect import ANY, body, refused, same, text

BUCKET = "core-bucket"
HOUR = datetime.timedelta(hours=1)
PRECONDITION = "At least one of the pre-conditions you specified did not hold"


def run(report, server, options):
    s3 = client(server, "s3")
    buckets(report, s3, server)
    objects(report, s3)
    metadata(report, s3, server)
    ranges(report, s3)
    conditions(report, s3)
    copies(report, s3)
    tags(report, s3)
    listing(report, s3)
    deletion(report, s3)


def md5(data):
    return f'"{hashlib.md5(data).hexdigest()}"'


def put(s3, key, data=b"x", **more):
    return s3.put_object(Bucket=BUCKET, Key=key, Body=data, **more)


def get(s3, key, **more):
    answer = s3.get_object(Bucket=BUCKET, Key=key, **more)
    return answer, answer["Body"].read()


def buckets(report, s3, server):
    with report.case("create-bucket answers its location; head, location and list find it"):
        same(s3.create_bucket(Bucket=BUCKET)["Location"], f"/{BUCKET}")
        same(s3.head_bucket(Bucket=BUCKET)["BucketRegion"], REGION)
        same(s3.get_bucket_location(Bucket=BUCKET).get("LocationConstraint"), None)
        listed = s3.list_buckets()
        same([b["Name"] for b in listed["Buckets"]], [BUCKET])
        assert listed["Buckets"][0]["CreationDate"].tzinfo and listed["Owner"]["ID"], body(listed)
    with report.case("a bucket of another region says where it is"):
        s3.create_bucket(Bucket="far-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        same(s3.get_bucket_location(Bucket="far-bucket")["LocationConstraint"], "eu-west-1")
        same([b["Name"] for b in s3.list_buckets(Prefix="far")["Buckets"]], ["far-bucket"])
        s3.delete_bucket(Bucket="far-bucket")
    with report.case("bucket tags: put, get, delete"):
        s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": [{"Key": "team", "Value": "lake"}]})
        same(s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"], [{"Key": "team", "Value": "lake"}])
        s3.delete_bucket_tagging(Bucket=BUCKET)
        refused(lambda: s3.get_bucket_tagging(Bucket=BUCKET), "NoSuchTagSet", "The TagSet does not exist", 404)
    with report.case("every answer has a request id and says that it is XML"):
        reply = bare(server, "s3", "GET", f"/{BUCKET}")
        same((reply.status, reply.headers.get("x-amz-request-id"), reply.headers.get("Content-Type")), (200, text(r"\S{16,}"), "application/xml"))


def objects(report, s3):
    with report.case("put-object and get-object: bytes, length, type, entity tag, time"):
        data = bytes(range(256)) * 1000
        answer = put(s3, "bytes", data, ContentType="application/x-bytes")
        same(answer["ETag"], md5(data))
        got, came = get(s3, "bytes")
        assert came == data, f"{len(came)} bytes came back, and others"
        same((got["ContentLength"], got["ContentType"], got["ETag"], got["AcceptRanges"]), (len(data), "application/x-bytes", md5(data), "bytes"))
        age = datetime.datetime.now(datetime.timezone.utc) - got["LastModified"]
        assert abs(age) < HOUR / 60, got["LastModified"]
    with report.case("no type given is binary/octet-stream; an empty object is one"):
        put(s3, "empty", b"")
        got, came = get(s3, "empty")
        same((came, got["ContentLength"], got["ContentType"], got["ETag"]), (b"", 0, "binary/octet-stream", md5(b"")))
    with report.case("head-object says what get-object says"):
        seen = s3.head_object(Bucket=BUCKET, Key="bytes")
        same((seen["ContentLength"], seen["ETag"], seen["ContentType"]), (256_000, md5(data), "application/x-bytes"))
    with report.case("put-object replaces whole"):
        put(s3, "replaced", b"first", Metadata={"a": "1"}, CacheControl="no-cache")
        put(s3, "replaced", b"second")
        got, came = get(s3, "replaced")
        same((came, got["Metadata"], "CacheControl" in got), (b"second", {}, False))
    with report.case("odd keys: blanks, plus, per cent, slashes, dots, unicode, what XML must escape"):
        keys = ["a b", "a+b", "a%2Bb", "a//b", "dir/", "./x", "a/../b", "ключ/✓", "<&>\"'", "q?x=1&y#z", "~!@$^*()", "k" * 1024]
        for key in keys:
            put(s3, "odd/" + key if len(key) < 1000 else key, key.encode())
        for key in keys:
            same(get(s3, "odd/" + key if len(key) < 1000 else key)[1], key.encode(), at=key)
        listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET, Prefix="odd/")["Contents"]]
        same(listed, sorted(("odd/" + key for key in keys[:-1]), key=str.encode))
    with report.case("get-object-attributes: size, entity tag, checksum"):
        put(s3, "attributes", b"123", ChecksumAlgorithm="SHA256")
        seen = s3.get_object_attributes(Bucket=BUCKET, Key="attributes", ObjectAttributes=["ETag", "ObjectSize", "Checksum", "StorageClass"])
        same((seen["ETag"], seen["ObjectSize"], seen["StorageClass"]), (md5(b"123").strip('"'), 3, "STANDARD"))
        same(seen["Checksum"]["ChecksumSHA256"], "pmWkWSBCL51Bfkhn79xPuKBKHz//H6B+mY6G9/eieuM=")


def metadata(report, s3, server):
    with report.case("metadata and every header that an object may carry come back"):
        expires = datetime.datetime(2030, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
        carried = {
            "CacheControl": "max-age=60", "ContentDisposition": 'attachment; filename="a.txt"', "ContentEncoding": "gzip",
            "ContentLanguage": "de", "ContentType": "text/plain; charset=utf-8", "Metadata": {"colour": "deep blue", "empty": ""},
        }  # fmt: skip
        put(s3, "carried", b"x", Expires=expires, **carried)
        got = s3.head_object(Bucket=BUCKET, Key="carried")
        same({name: got.get(name) for name in carried}, carried)
        same(got["ExpiresString"], "Wed, 02 Jan 2030 03:04:05 GMT")
    with report.case("response-… parameters override the headers"):
        got, _ = get(s3, "carried", ResponseContentType="text/csv", ResponseCacheControl="none", ResponseContentDisposition="inline")
        same((got["ContentType"], got["CacheControl"], got["ContentDisposition"]), ("text/csv", "none", "inline"))
    with report.case("metadata keys are one whatever their case; values keep theirs"):
        put(s3, "case", b"x", Metadata={"MixedCase": "VaLuE"})
        same(s3.head_object(Bucket=BUCKET, Key="case")["Metadata"], {"mixedcase": "VaLuE"})
    with report.case("metadata in unicode: boto3 refuses it; sent bare it comes back encoded by RFC 2047"):
        try:
            put(s3, "unicode", b"x", Metadata={"name": "Zürich"})
            raise AssertionError("boto3 took it")
        except ParamValidationError as error:
            assert "Non ascii characters" in str(error), error
        same(raw_put(server, "unicode", b"x-amz-meta-name", "Zürich".encode()), 200)
        same(s3.head_object(Bucket=BUCKET, Key="unicode")["Metadata"]["name"], text(r"=\?UTF-8\?(B\?WsO8cmljaA==|Q\?Z=C3=BCrich)\?="))
    with report.case("metadata of 2 KB is taken, of more refused"):
        put(s3, "brimful", b"x", Metadata={"k": "v" * 2047})
        refused(
            lambda: put(s3, "too-much", b"x", Metadata={"k": "v" * 2048}), "MetadataTooLarge",
            "Your metadata headers exceed the maximum allowed metadata size",
        )  # fmt: skip


def raw_put(server, key, header, value):
    """The status of a PUT with a header that no SDK sends, unsigned."""
    link = http.client.HTTPConnection(server.url.split("//")[1], timeout=10)
    link.putrequest("PUT", f"/{BUCKET}/{key}")
    link.putheader("Content-Length", "1")
    link.putheader(header, value)
    link.putheader("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=" + "0" * 64)
    link.putheader("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
    link.putheader("x-amz-date", datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ"))
    link.endheaders(b"x")
    status = link.getresponse().status
    link.close()
    return status


def ranges(report, s3):
    data = random.Random(3).randbytes(100_000)
    put(s3, "range", data)
    for span, start, end in (("0-0", 0, 0), ("10-19", 10, 19), ("99990-", 99_990, 99_999), ("-7", 99_993, 99_999), ("99999-200000", 99_999, 99_999)):
        with report.case(f"range {span}"):
            got, came = get(s3, "range", Range=f"bytes={span}")
            same((came == data[start : end + 1], got["ContentRange"], got["ContentLength"]), (True, f"bytes {start}-{end}/100000", end + 1 - start))
            same((got["ResponseMetadata"]["HTTPStatusCode"], got["ETag"]), (206, md5(data)))
    with report.case("a range past the end is 416, InvalidRange"):
        refused(lambda: get(s3, "range", Range="bytes=100000-"), "InvalidRange", "The requested range is not satisfiable", 416)
    with report.case("a range that is none is ignored"):
        got, came = get(s3, "range", Range="lines=1-2")
        same((got["ResponseMetadata"]["HTTPStatusCode"], len(came)), (200, 100_000))


def conditions(report, s3):
    tag = put(s3, "condition", b"one")["ETag"]
    when = s3.head_object(Bucket=BUCKET, Key="condition")["LastModified"]
    for named, more in (
        ("If-Match of it", {"IfMatch": tag}), ("If-None-Match of another", {"IfNoneMatch": '"other"'}),
        ("If-Modified-Since before", {"IfModifiedSince": when - HOUR}), ("If-Unmodified-Since its time", {"IfUnmodifiedSince": when}),
        ("If-Match of it though modified since", {"IfMatch": tag, "IfUnmodifiedSince": when - HOUR}),
    ):  # fmt: skip
        with report.case(f"get-object {named} answers it"):
            same(get(s3, "condition", **more)[1], b"one")
    for named, more in (("If-Match of another", {"IfMatch": '"other"'}), ("If-Unmodified-Since before", {"IfUnmodifiedSince": when - HOUR})):
        with report.case(f"get-object {named} is 412"):
            refused(lambda: get(s3, "condition", **more), "PreconditionFailed", PRECONDITION, 412)
    for named, more in (
        ("If-None-Match of it", {"IfNoneMatch": tag}), ("If-Modified-Since its time", {"IfModifiedSince": when}),
        ("If-None-Match of it though modified", {"IfNoneMatch": tag, "IfModifiedSince": when - HOUR}),
    ):  # fmt: skip
        with report.case(f"get-object {named} is 304"):
            refused(lambda: get(s3, "condition", **more), "304", "Not Modified", 304)
    with report.case("put-object If-None-Match * puts where nothing is, and only there"):
        put(s3, "once", b"first", IfNoneMatch="*")
        refused(lambda: put(s3, "once", b"second", IfNoneMatch="*"), "PreconditionFailed", PRECONDITION, 412)
        same(get(s3, "once")[1], b"first")
    with report.case("put-object If-Match replaces what is known, refuses what has changed, and what is not there"):
        second = put(s3, "once", b"second", IfMatch=md5(b"first"))["ETag"]
        refused(lambda: put(s3, "once", b"third", IfMatch=md5(b"first")), "PreconditionFailed", PRECONDITION, 412)
        same(get(s3, "once")[0]["ETag"], second)
        refused(lambda: put(s3, "never", b"x", IfMatch=second), "NoSuchKey", ANY, 404)
    with report.case("of twenty conditional puts at once exactly one wins"):
        def attempt(index):
            try:
                put(s3, "raced", b"%d" % index, IfNoneMatch="*")
                return index
            except Exception as error:  # told apart below
                return str(error)

        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(attempt, range(20)))
        won = [outcome for outcome in outcomes if isinstance(outcome, int)]
        same(len(won), 1, at=repr(outcomes))
        lost = [outcome for outcome in outcomes if not isinstance(outcome, int)]
        assert all("PreconditionFailed" in told or "ConditionalRequestConflict" in told for told in lost), lost
        same(get(s3, "raced")[1], b"%d" % won[0])


def copies(report, s3):
    put(s3, "from here", b"copied", Metadata={"a": "1"}, ContentType="text/a", Tagging="t=1")
    source = {"Bucket": BUCKET, "Key": "from here"}
    with report.case("copy-object takes metadata and tags along"):
        copied = s3.copy_object(Bucket=BUCKET, Key="copy", CopySource=source)
        same((copied["CopyObjectResult"]["ETag"], copied["CopyObjectResult"]["LastModified"]), (md5(b"copied"), ANY))
        got, came = get(s3, "copy")
        same((came, got["Metadata"], got["ContentType"], got["TagCount"]), (b"copied", {"a": "1"}, "text/a", 1))
    with report.case("copy-object REPLACE gives it others"):
        s3.copy_object(
            Bucket=BUCKET, Key="copy", CopySource=source, MetadataDirective="REPLACE", Metadata={"b": "2"}, ContentType="text/b",
            TaggingDirective="REPLACE", Tagging="u=2&v=3",
        )  # fmt: skip
        got, _ = get(s3, "copy")
        same((got["Metadata"], got["ContentType"], got["TagCount"]), ({"b": "2"}, "text/b", 2))
    with report.case("copy-object onto itself needs a change"):
        refused(
            lambda: s3.copy_object(Bucket=BUCKET, Key="copy", CopySource={"Bucket": BUCKET, "Key": "copy"}), "InvalidRequest",
            text("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                 "storage class, website redirect location or encryption attributes.*"),
        )  # fmt: skip
        s3.copy_object(Bucket=BUCKET, Key="copy", CopySource={"Bucket": BUCKET, "Key": "copy"}, MetadataDirective="REPLACE", Metadata={"c": "3"})
        same(get(s3, "copy")[0]["Metadata"], {"c": "3"})
    with report.case("copy-object's conditions on its source"):
        copy = lambda **more: s3.copy_object(Bucket=BUCKET, Key="conditional", CopySource=source, **more)  # noqa: E731
        copy(CopySourceIfMatch=md5(b"copied"))
        refused(lambda: copy(CopySourceIfMatch=md5(b"other")), "PreconditionFailed", PRECONDITION, 412)
        refused(lambda: copy(CopySourceIfNoneMatch=md5(b"copied")), "PreconditionFailed", PRECONDITION, 412)


def tags(report, s3):
    with report.case("tags: with the object, put, get, count, delete"):
        put(s3, "tagged", b"x", Tagging="a=1&b=two%20words")
        at = {"Bucket": BUCKET, "Key": "tagged"}
        same(s3.get_object_tagging(**at)["TagSet"], [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "two words"}])
        same(s3.head_object(**at).get("TagCount"), 2)
        s3.put_object_tagging(**at, Tagging={"TagSet": [{"Key": "only", "Value": ""}]})
        same(s3.get_object_tagging(**at)["TagSet"], [{"Key": "only", "Value": ""}])
        same(s3.delete_object_tagging(**at)["ResponseMetadata"]["HTTPStatusCode"], 204)
        same(s3.get_object_tagging(**at)["TagSet"], [])


def listing(report, s3):
    keys = sorted(f"many/{group:02}/{index:03}" for group in range(12) for index in range(100)) + [f"many/loose-{index:04}" for index in range(1300)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda key: put(s3, key, b""), keys))
    with report.case(f"list-objects-v2 walks {len(keys)} keys in pages of 1000, in order, once each"):
        pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="many/"))
        same([page["KeyCount"] for page in pages], [1000, 1000, 500])
        same([page["IsTruncated"] for page in pages], [True, True, False])
        assert [entry["Key"] for page in pages for entry in page["Contents"]] == keys, "keys are missing, doubled or out of order"
        same(pages[0]["Contents"][0], {"Key": keys[0], "LastModified": ANY, "ETag": md5(b""), "Size": 0, "StorageClass": "STANDARD"},
             ["ChecksumAlgorithm", "ChecksumType"])  # fmt: skip
    with report.case("list-objects-v2 with a delimiter: folders once, and they count as keys"):
        pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="many/", Delimiter="/", PaginationConfig={"PageSize": 7}))
        folders = [entry["Prefix"] for page in pages for entry in page.get("CommonPrefixes", [])]
        same(folders, [f"many/{group:02}/" for group in range(12)])
        same([entry["Key"] for page in pages for entry in page.get("Contents", [])], keys[1200:])
        assert all(page["KeyCount"] == 7 for page in pages[:-1]), [page["KeyCount"] for page in pages]
    with report.case("list-objects-v2 StartAfter, FetchOwner, MaxKeys 0"):
        page = s3.list_objects_v2(Bucket=BUCKET, Prefix="many/", StartAfter=keys[1198], MaxKeys=2, FetchOwner=True)
        same([(entry["Key"], "Owner" in entry) for entry in page["Contents"]], [(keys[1199], True), (keys[1200], True)])
        page = s3.list_objects_v2(Bucket=BUCKET, MaxKeys=0)
        same((page["KeyCount"], page["IsTruncated"], "Contents" in page), (0, False, False))
    with report.case("list-objects, the first version: Marker and NextMarker"):
        page = s3.list_objects(Bucket=BUCKET, Prefix="many/", Delimiter="/", MaxKeys=12)
        same((len(page["CommonPrefixes"]), page["NextMarker"]), (12, "many/11/"))
        page = s3.list_objects(Bucket=BUCKET, Prefix="many/", Delimiter="/", Marker=page["NextMarker"], MaxKeys=1)
        same([entry["Key"] for entry in page["Contents"]], keys[1200:1201])
    with report.case("delete-objects takes a thousand at once, and those that are not there"):
        gone = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": key} for key in keys[:999]] + [{"Key": "nosuch"}]})
        same((len(gone["Deleted"]), "Errors" in gone), (1000, False))
        same(body(s3.delete_objects(Bucket=BUCKET, Delete={"Quiet": True, "Objects": [{"Key": key} for key in keys[999:1999]]})), {})
        same(s3.list_objects_v2(Bucket=BUCKET, Prefix="many/")["KeyCount"], len(keys) - 1999)


def deletion(report, s3):
    with report.case("delete-object answers 204, also where nothing is; the object is gone"):
        for key in ("bytes", "bytes", "nosuch"):
            same(s3.delete_object(Bucket=BUCKET, Key=key)["ResponseMetadata"]["HTTPStatusCode"], 204)
        refused(lambda: get(s3, "bytes"), "NoSuchKey", "The specified key does not exist.", 404)
    with report.case("a bucket goes when it is empty"):
        refused(lambda: s3.delete_bucket(Bucket=BUCKET), "BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
            s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": entry["Key"]} for entry in page["Contents"]]})
        s3.delete_bucket(Bucket=BUCKET)
        same(s3.list_buckets()["Buckets"], [])
