"""S3's uploads in parts by boto3: begun, listed, copied into, completed, aborted, and refused."""

import hashlib
import random

from harness.clients import client
from harness.expect import body, refused, same, text

BUCKET = "parts-bucket"
MIB = 2**20
NO_UPLOAD = "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed."
BAD_PART = (
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not "
    "match the part's entity tag."
)


def run(report, server, options):
    s3 = client(server, "s3")
    s3.create_bucket(Bucket=BUCKET)
    life(report, s3)
    replacement(report, s3)
    copying(report, s3)
    listings(report, s3)
    refusals(report, s3)


def begin(s3, key, **more):
    """What calls on the new upload have in common."""
    return {"Bucket": BUCKET, "Key": key, "UploadId": s3.create_multipart_upload(Bucket=BUCKET, Key=key, **more)["UploadId"]}


def upload(s3, at, number, data):
    return {"PartNumber": number, "ETag": s3.upload_part(**at, PartNumber=number, Body=data)["ETag"]}


def complete(s3, at, parts, **more):
    return s3.complete_multipart_upload(**at, MultipartUpload={"Parts": parts}, **more)


def etag_of(*parts):
    """The entity tag of an object made of these parts: MD5 of their MD5s, and how many."""
    joined = b"".join(hashlib.md5(part).digest() for part in parts)
    return f'"{hashlib.md5(joined).hexdigest()}-{len(parts)}"'


def life(report, s3):
    dice = random.Random(1)
    first, second, third = dice.randbytes(5 * MIB), dice.randbytes(5 * MIB + 1), b"the end"
    parts = []
    with report.case("create, three parts out of order, list-parts"):
        at = begin(s3, "whole", Metadata={"a": "1"}, ContentType="text/parts", Tagging="t=1")
        parts += [upload(s3, at, number, data) for number, data in ((2, second), (7, third), (1, first))]
        parts.sort(key=lambda part: part["PartNumber"])
        same(parts[0]["ETag"], f'"{hashlib.md5(first).hexdigest()}"')
        seen = s3.list_parts(**at)
        same([(p["PartNumber"], p["Size"], p["ETag"]) for p in seen["Parts"]],
             [(p["PartNumber"], size, p["ETag"]) for p, size in zip(parts, (5 * MIB, 5 * MIB + 1, 7))])  # fmt: skip
        same((seen["IsTruncated"], seen["StorageClass"]), (False, "STANDARD"))
    with report.case("nothing is there before it is completed, but the upload"):
        refused(lambda: s3.head_object(Bucket=BUCKET, Key="whole"), "404", "Not Found", 404)
        same([u["Key"] for u in s3.list_multipart_uploads(Bucket=BUCKET)["Uploads"]], ["whole"])
    with report.case("complete: the parts in order, the tag of tags, metadata from the beginning"):
        done = complete(s3, at, parts)
        same((done["ETag"], done["Bucket"], done["Key"], done["Location"]), (etag_of(first, second, third), BUCKET, "whole", text(r"https?://.*whole")))
        got = s3.get_object(Bucket=BUCKET, Key="whole")
        assert got["Body"].read() == first + second + third, "the bytes are others"
        same((got["Metadata"], got["ContentType"], got["TagCount"], got["ETag"]), ({"a": "1"}, "text/parts", 1, done["ETag"]))
        same(s3.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []), [])
    with report.case("one part of it by its number, and a range across two"):
        got = s3.get_object(Bucket=BUCKET, Key="whole", PartNumber=2)
        same((got["Body"].read() == second, got["PartsCount"], got["ContentLength"]), (True, 3, 5 * MIB + 1))
        got = s3.get_object(Bucket=BUCKET, Key="whole", Range=f"bytes={5 * MIB - 3}-{5 * MIB + 2}")
        same(got["Body"].read(), first[-3:] + second[:3])
    with report.case("complete again answers the same; parts after that are refused"):
        same(complete(s3, at, parts)["ETag"], done["ETag"])
        refused(lambda: upload(s3, at, 1, b"x"), "NoSuchUpload", NO_UPLOAD, 404)


def replacement(report, s3):
    with report.case("a part put twice is what came last; parts not named are left out"):
        at = begin(s3, "replaced")
        upload(s3, at, 1, b"old" * 2 * MIB)
        new = upload(s3, at, 1, b"new" * 2 * MIB)
        upload(s3, at, 2, b"left out")
        last = upload(s3, at, 3, b"last")
        complete(s3, at, [new, last])
        same(s3.get_object(Bucket=BUCKET, Key="replaced")["Body"].read() == b"new" * 2 * MIB + b"last", True)
    with report.case("abort: the upload and its parts are gone"):
        at = begin(s3, "aborted")
        upload(s3, at, 1, b"x")
        same(s3.abort_multipart_upload(**at)["ResponseMetadata"]["HTTPStatusCode"], 204)
        refused(lambda: s3.list_parts(**at), "NoSuchUpload", NO_UPLOAD, 404)
    with report.case("complete If-None-Match * does not replace"):
        at = begin(s3, "whole")
        part = upload(s3, at, 1, b"x")
        refused(lambda: complete(s3, at, [part], IfNoneMatch="*"), "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
        s3.abort_multipart_upload(**at)


def copying(report, s3):
    with report.case("upload-part-copy: a range of one, the whole of another"):
        whole = s3.get_object(Bucket=BUCKET, Key="whole")["Body"].read()
        at = begin(s3, "patchwork")
        source = {"Bucket": BUCKET, "Key": "whole"}
        ranged = s3.upload_part_copy(**at, PartNumber=1, CopySource=source, CopySourceRange=f"bytes=1-{5 * MIB}")
        entire = s3.upload_part_copy(**at, PartNumber=2, CopySource=source)
        parts = [{"PartNumber": n, "ETag": answer["CopyPartResult"]["ETag"]} for n, answer in ((1, ranged), (2, entire))]
        same(complete(s3, at, parts)["ETag"], etag_of(whole[1 : 5 * MIB + 1], whole))
        same(s3.get_object(Bucket=BUCKET, Key="patchwork")["Body"].read() == whole[1 : 5 * MIB + 1] + whole, True)
    with report.case("upload-part-copy of a range past the end is refused"):
        at = begin(s3, "past")
        refused(lambda: s3.upload_part_copy(**at, PartNumber=1, CopySource=source, CopySourceRange=f"bytes=0-{100 * MIB}"), "InvalidArgument",
                text(r"Range specified is not valid for source object of size: \d+"))  # fmt: skip
        s3.abort_multipart_upload(**at)


def listings(report, s3):
    with report.case("list-multipart-uploads pages by key and upload, with a delimiter"):
        begun = [begin(s3, key) for key in ("u/a", "u/a", "u/b", "u/deep/c", "u/deep/d")]
        pages = list(s3.get_paginator("list_multipart_uploads").paginate(Bucket=BUCKET, Prefix="u/", PaginationConfig={"PageSize": 2}))
        seen = [(u["Key"], u["UploadId"]) for page in pages for u in page["Uploads"]]
        same([key for key, _ in seen], ["u/a", "u/a", "u/b", "u/deep/c", "u/deep/d"])
        same(set(seen), {(at["Key"], at["UploadId"]) for at in begun})
        page = s3.list_multipart_uploads(Bucket=BUCKET, Prefix="u/", Delimiter="/")
        same([entry["Prefix"] for entry in page["CommonPrefixes"]], ["u/deep/"])
    with report.case("list-parts pages"):
        for number in range(1, 6):
            upload(s3, begun[0], number, b"x")
        pages = list(s3.get_paginator("list_parts").paginate(**begun[0], PaginationConfig={"PageSize": 2}))
        same([[part["PartNumber"] for part in page["Parts"]] for page in pages], [[1, 2], [3, 4], [5]])
        for at in begun:
            s3.abort_multipart_upload(**at)


def refusals(report, s3):
    at = begin(s3, "refused")
    small, other = upload(s3, at, 1, b"small"), upload(s3, at, 2, b"small too")
    rows = [
        ("a part too small", lambda: complete(s3, at, [small, other]), "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"),
        ("a part that was not put", lambda: complete(s3, at, [{"PartNumber": 9, "ETag": '"x"'}]), "InvalidPart", BAD_PART),
        ("a part with another tag", lambda: complete(s3, at, [{"PartNumber": 1, "ETag": other["ETag"]}]), "InvalidPart", BAD_PART),
        ("parts in disorder", lambda: complete(s3, at, [other, small]), "InvalidPartOrder",
         "The list of parts was not in ascending order. Parts must be ordered by part number."),
        ("no parts", lambda: complete(s3, at, []), "MalformedXML",
         "The XML you provided was not well-formed or did not validate against our published schema"),
        ("part 10001", lambda: upload(s3, at, 10_001, b"x"), "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive"),
        ("part 0", lambda: upload(s3, at, 0, b"x"), "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive"),
        ("an upload that never was", lambda: upload(s3, {**at, "UploadId": "rubbish"}, 1, b"x"), "NoSuchUpload", NO_UPLOAD, 404),
        ("an upload of another key", lambda: upload(s3, {**at, "Key": "another"}, 1, b"x"), "NoSuchUpload", NO_UPLOAD, 404),
        ("aborting what is not there", lambda: s3.abort_multipart_upload(**{**at, "UploadId": "rubbish"}), "NoSuchUpload", NO_UPLOAD, 404),
        ("an upload to no bucket", lambda: s3.create_multipart_upload(Bucket="nosuch-bucket", Key="x"), "NoSuchBucket",
         "The specified bucket does not exist", 404),
    ]  # fmt: skip
    for name, call, code, message, *status in rows:
        with report.case(f"refused: {name}"):
            refused(call, code, message, *status)
    with report.case("what was refused did not end the upload"):
        same(body(complete(s3, at, [small]))["ETag"], etag_of(b"small"))
