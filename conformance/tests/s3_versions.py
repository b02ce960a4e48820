"""S3's versions by boto3: an object's history, delete markers, suspended versioning, listings of all there was."""

from harness.clients import client
from harness.expect import refused, same, text

BUCKET = "versions-bucket"
VERSION = text(r"[A-Za-z0-9._-]{3,1024}")
NO_KEY = "The specified key does not exist."


def run(report, server, options):
    s3 = client(server, "s3")
    s3.create_bucket(Bucket=BUCKET)
    history(report, s3)
    several(report, s3)
    suspended(report, s3)
    refusals(report, s3)
    removal(report, s3)


def put(s3, key, data, **more):
    return s3.put_object(Bucket=BUCKET, Key=key, Body=data, **more).get("VersionId")


def get(s3, key, **more):
    return s3.get_object(Bucket=BUCKET, Key=key, **more)["Body"].read()


def versioning(s3, status):
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": status})


def listed(s3, **more):
    """(versions, delete markers) as (key, version id, latest)."""
    page = s3.list_object_versions(Bucket=BUCKET, **more)
    return tuple([(e["Key"], e["VersionId"], e["IsLatest"]) for e in page.get(kind, [])] for kind in ("Versions", "DeleteMarkers"))


def history(report, s3):
    with report.case("a bucket has no versioning until it is enabled; what was there is version null"):
        same(s3.get_bucket_versioning(Bucket=BUCKET).get("Status"), None)
        same(put(s3, "old", b"before"), None)
        versioning(s3, "Enabled")
        same(s3.get_bucket_versioning(Bucket=BUCKET)["Status"], "Enabled")
        same(listed(s3), ([("old", "null", True)], []))
    ids = []
    with report.case("every put is a version of its own, the newest is what is got"):
        ids += [put(s3, "doc", b"%d" % index) for index in range(3)]
        same(ids, [VERSION] * 3)
        same((len(set(ids)), get(s3, "doc")), (3, b"2"))
        same([get(s3, "doc", VersionId=version) for version in ids], [b"0", b"1", b"2"])
    with report.case("list-object-versions: newest first, one of them latest"):
        same(listed(s3, Prefix="doc"), ([("doc", ids[2], True), ("doc", ids[1], False), ("doc", ids[0], False)], []))
        entry = s3.list_object_versions(Bucket=BUCKET, Prefix="doc")["Versions"][0]
        same((entry["Size"], entry["StorageClass"], "ID" in entry["Owner"]), (1, "STANDARD", True))
    with report.case("delete-object leaves a marker; the key is 404 with x-amz-delete-marker, its versions stay"):
        gone = s3.delete_object(Bucket=BUCKET, Key="doc")
        same((gone["DeleteMarker"], gone["VersionId"]), (True, VERSION))
        failed = refused(lambda: get(s3, "doc"), "NoSuchKey", NO_KEY, 404)
        headers = failed["ResponseMetadata"]["HTTPHeaders"]
        same((headers.get("x-amz-delete-marker"), headers.get("x-amz-version-id")), ("true", gone["VersionId"]))
        same([entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET)["Contents"]], ["old"])
        same(listed(s3, Prefix="doc"), (
            [("doc", ids[2], False), ("doc", ids[1], False), ("doc", ids[0], False)], [("doc", gone["VersionId"], True)],
        ))  # fmt: skip
        same(get(s3, "doc", VersionId=ids[1]), b"1")
    with report.case("the marker itself can be named, and is no object: 405"):
        failed = refused(
            lambda: get(s3, "doc", VersionId=gone["VersionId"]), "MethodNotAllowed",
            "The specified method is not allowed against this resource.", 405,
        )  # fmt: skip
        same(failed["ResponseMetadata"]["HTTPHeaders"].get("x-amz-delete-marker"), "true")
    with report.case("deleting the marker brings the object back"):
        again = s3.delete_object(Bucket=BUCKET, Key="doc", VersionId=gone["VersionId"])
        same((again["DeleteMarker"], again["VersionId"]), (True, gone["VersionId"]))
        same(get(s3, "doc"), b"2")
    with report.case("deleting the newest version makes the one before it the newest"):
        s3.delete_object(Bucket=BUCKET, Key="doc", VersionId=ids[2])
        same((get(s3, "doc"), listed(s3, Prefix="doc")), (b"1", ([("doc", ids[1], True), ("doc", ids[0], False)], [])))
    with report.case("an old version is copied back, and tags are a version's own"):
        copied = s3.copy_object(Bucket=BUCKET, Key="doc", CopySource={"Bucket": BUCKET, "Key": "doc", "VersionId": ids[0]})
        same((copied["CopySourceVersionId"], copied["VersionId"], get(s3, "doc")), (ids[0], VERSION, b"0"))
        s3.put_object_tagging(Bucket=BUCKET, Key="doc", VersionId=ids[1], Tagging={"TagSet": [{"Key": "a", "Value": "1"}]})
        same(s3.get_object_tagging(Bucket=BUCKET, Key="doc")["TagSet"], [])
        same(s3.get_object_tagging(Bucket=BUCKET, Key="doc", VersionId=ids[1])["TagSet"], [{"Key": "a", "Value": "1"}])


def several(report, s3):
    with report.case("list-object-versions pages through keys and versions, once each"):
        for key in ("p/a", "p/b", "p/c"):
            for index in range(5):
                put(s3, key, b"%d" % index)
            s3.delete_object(Bucket=BUCKET, Key=key)
        pages = list(s3.get_paginator("list_object_versions").paginate(Bucket=BUCKET, Prefix="p/", PaginationConfig={"PageSize": 4}))
        same([len(page.get("Versions", [])) + len(page.get("DeleteMarkers", [])) for page in pages], [4, 4, 4, 4, 2])
        seen = [(e["Key"], e["VersionId"]) for page in pages for kind in ("Versions", "DeleteMarkers") for e in page.get(kind, [])]
        same((len(seen), len(set(seen))), (18, 18))
        same(sum(len(page.get("DeleteMarkers", [])) for page in pages), 3)
    with report.case("delete-objects by version and without: what went, what became a marker"):
        versions = s3.list_object_versions(Bucket=BUCKET, Prefix="p/a")["Versions"]
        wanted = [{"Key": "p/a", "VersionId": entry["VersionId"]} for entry in versions] + [{"Key": "p/new"}]
        gone = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": wanted})["Deleted"]
        same([entry for entry in gone if entry["Key"] == "p/a"], wanted[:-1])
        same([entry for entry in gone if entry["Key"] == "p/new"], [{"Key": "p/new", "DeleteMarker": True, "DeleteMarkerVersionId": VERSION}])
        same([len(entries) for entries in listed(s3, Prefix="p/a")], [0, 1])


def suspended(report, s3):
    with report.case("suspended versioning: puts are version null and replace each other, versions stay"):
        kept = put(s3, "s", b"kept")
        versioning(s3, "Suspended")
        same(s3.get_bucket_versioning(Bucket=BUCKET)["Status"], "Suspended")
        for data in (b"first", b"second"):
            assert put(s3, "s", data) in (None, "null")
        same(listed(s3, Prefix="s"), ([("s", "null", True), ("s", kept, False)], []))
        same((get(s3, "s"), get(s3, "s", VersionId="null"), get(s3, "s", VersionId=kept)), (b"second", b"second", b"kept"))
    with report.case("suspended versioning: a delete is a marker of version null, in the place of null"):
        gone = s3.delete_object(Bucket=BUCKET, Key="s")
        same((gone["DeleteMarker"], gone["VersionId"]), (True, "null"))
        same(listed(s3, Prefix="s"), ([("s", kept, False)], [("s", "null", True)]))
        versioning(s3, "Enabled")


def refusals(report, s3):
    unknown = put(s3, "gone", b"x")
    s3.delete_object(Bucket=BUCKET, Key="gone", VersionId=unknown)
    with report.case("refused: a version that is not there any more"):
        refused(lambda: get(s3, "gone", VersionId=unknown), "NoSuchVersion", "The specified version does not exist.", 404)
    with report.case("refused: a version id that never was one"):
        refused(lambda: get(s3, "doc", VersionId="rubbish"), "InvalidArgument", "Invalid version id specified", 400)
    with report.case("refused: a versioning status that is none"):
        refused(lambda: versioning(s3, "Sometimes"), "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema", 400)  # fmt: skip
    with report.case("refused: a bucket that has versions only"):
        s3.delete_object(Bucket=BUCKET, Key="doc")
        refused(
            lambda: s3.delete_bucket(Bucket=BUCKET), "BucketNotEmpty",
            "The bucket you tried to delete is not empty. You must delete all versions in the bucket.", 409,
        )  # fmt: skip


def removal(report, s3):
    with report.case("the bucket goes when all versions and markers are gone"):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=BUCKET):
            for entry in page.get("Versions", []) + page.get("DeleteMarkers", []):
                s3.delete_object(Bucket=BUCKET, Key=entry["Key"], VersionId=entry["VersionId"])
        s3.delete_bucket(Bucket=BUCKET)
