"""Firehose put to directly, by boto3 and the aws CLI: every compression, sizes, order, versions, tags, refusals."""

import gzip
import io
import json
import pathlib
import re
import tempfile
import zipfile

from harness import ground
from harness.clients import ACCOUNT, Cli, client
from harness.expect import ANY, body, refused, same, text, until, violation, violations
from harness.rubbish import json_rubbish

BUCKET = "direct"
RECORD_ID = text(r"\S{20,}")


def run(report, server, options):
    firehose = client(server, "firehose")
    client(server, "s3").create_bucket(Bucket=BUCKET)
    role = ground.role(server, "delivery", "firehose", "s3:PutObject")
    to_bucket = {"RoleARN": role, "BucketARN": f"arn:aws:s3:::{BUCKET}", "BufferingHints": {"IntervalInSeconds": 1}}
    delivery(report, server, firehose, to_bucket)
    packed(report, server, firehose, to_bucket)
    by_hand(report, server, to_bucket)
    tags(report, firehose)
    changes(report, firehose)
    for name, call, code, message in refusals(firehose, to_bucket):
        with report.case(f"refused: {name}"):
            refused(call, code, message)
    json_rubbish(report, server, "firehose", "Firehose_20150804", "1.1", "ListDeliveryStreams")
    ending(report, server, firehose)


def delivery(report, server, firehose, to_bucket):
    with report.case("CREATING first, and nothing can be put then"):
        firehose.create_delivery_stream(
            DeliveryStreamName="plain", ExtendedS3DestinationConfiguration=to_bucket, Tags=[{"Key": "team", "Value": "lake"}]
        )
        look = lambda: firehose.describe_delivery_stream(DeliveryStreamName="plain")["DeliveryStreamDescription"]["DeliveryStreamStatus"]  # noqa: E731
        same(look(), "CREATING")
        until(look, lambda seen: seen == "ACTIVE", what="ACTIVE")
    with report.case("one and five hundred records, byte by byte in their order"):
        same(body(firehose.put_record(DeliveryStreamName="plain", Record={"Data": b"first\n"})), {"RecordId": RECORD_ID, "Encrypted": False})
        records = [{"Data": b"%d\n" % index} for index in range(500)]
        answer = firehose.put_record_batch(DeliveryStreamName="plain", Records=records)
        same((answer["FailedPutCount"], len(answer["RequestResponses"])), (0, 500))
        same(answer["RequestResponses"][7], {"RecordId": RECORD_ID})
        same(len({entry["RecordId"] for entry in answer["RequestResponses"]}), 500)
        whole = b"first\n" + b"".join(record["Data"] for record in records)
        landed = until(lambda: ground.objects(server, BUCKET), lambda seen: sum(map(len, seen.values())) >= len(whole), what="the records")
        same(b"".join(landed.values()) == whole, True)
    with report.case("the object's key: its hour twice, the stream, its version, a UUID"):
        key = text(r"(\d{4}/\d\d/\d\d/\d\d)/plain-1-\d{4}(-\d\d){5}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        same(next(iter(landed)), key)
        hour, second = re.match(r"(.{13})/plain-1-(.{13})", next(iter(landed))).groups()
        same(hour.replace("/", "-"), second)
    with report.case("a buffer of 1 MiB is delivered when it is full, long before its time"):
        hints = {"IntervalInSeconds": 900, "SizeInMBs": 1}
        ground.delivery_stream(server, "by-size", ExtendedS3DestinationConfiguration={**to_bucket, "BufferingHints": hints, "Prefix": "by-size/"})
        for _ in range(3):
            firehose.put_record(DeliveryStreamName="by-size", Record={"Data": b"x" * 512_000})
        landed = until(lambda: ground.objects(server, BUCKET, "by-size/"), lambda seen: seen, what="an object")
        assert sum(map(len, landed.values())) in (1_024_000, 1_536_000), {key: len(data) for key, data in landed.items()}


def unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = archive.namelist()
        return archive.read(name)


def unsnapped(data):
    import pyarrow as pa

    return pa.decompress(data, decompressed_size=7000, codec="snappy", asbytes=True)


def packed(report, server, firehose, to_bucket):
    for form, suffix, unpack in (
        ("GZIP", ".gz", gzip.decompress), ("ZIP", ".zip", unzipped), ("Snappy", ".snappy", None), ("HADOOP_SNAPPY", ".snappy", lambda data: unsnapped(data[8:])),
    ):  # fmt: skip
        with report.case(f"{form} under a prefix of its own"):
            name = f"packed-{form}"
            ground.delivery_stream(server, name, ExtendedS3DestinationConfiguration={
                **to_bucket, "CompressionFormat": form, "Prefix": f"{form}/!{{timestamp:yyyy}}/", "ErrorOutputPrefix": "errors/",
            })  # fmt: skip
            firehose.put_record(DeliveryStreamName=name, Record={"Data": b"packed " * 1000})
            ((key, data),) = until(lambda: ground.objects(server, BUCKET, f"{form}/"), lambda seen: seen, what="an object").items()
            same(key, text(rf"{form}/\d{{4}}/{name}-1-.*{re.escape(suffix)}"))
            assert len(data) < 2000, len(data)
            if unpack:
                same(unpack(data) == b"packed " * 1000, True)


def by_hand(report, server, to_bucket):
    with tempfile.TemporaryDirectory(prefix="pumphouse-cli-") as folder:
        aws = Cli(server, folder)
        named = ["--delivery-stream-name", "by-hand"]
        with report.case("the aws CLI: create, wait, put, and the object is there"):
            config = {**to_bucket, "BufferingHints": {"IntervalInSeconds": 0}, "Prefix": "by-hand/"}
            pathlib.Path(folder, "config.json").write_text(json.dumps(config))
            made = aws("firehose", "create-delivery-stream", *named, "--extended-s3-destination-configuration", "file://config.json")
            same(made, {"DeliveryStreamARN": ground.arn("firehose", "deliverystream/by-hand")})
            describe = lambda: aws("firehose", "describe-delivery-stream", *named)["DeliveryStreamDescription"]  # noqa: E731
            until(lambda: describe()["DeliveryStreamStatus"], lambda seen: seen == "ACTIVE", what="ACTIVE")
            put = aws("firehose", "put-record", *named, "--record", '{"Data": "by hand\\n"}')
            same(put, {"RecordId": RECORD_ID, "Encrypted": False})
            landed = until(lambda: ground.objects(server, BUCKET, "by-hand/"), lambda seen: seen, what="an object")
            same(list(landed.values()), [b"by hand\n"])


def tags(report, firehose):
    with report.case("tags: added, listed in pages, removed"):
        firehose.tag_delivery_stream(DeliveryStreamName="plain", Tags=[{"Key": "b", "Value": "2"}])
        page = firehose.list_tags_for_delivery_stream(DeliveryStreamName="plain", Limit=1)
        same((page["HasMoreTags"], len(page["Tags"])), (True, 1))
        rest = firehose.list_tags_for_delivery_stream(DeliveryStreamName="plain", ExclusiveStartTagKey=page["Tags"][0]["Key"])
        same(sorted(tag["Key"] for tag in page["Tags"] + rest["Tags"]), ["b", "team"])
        firehose.untag_delivery_stream(DeliveryStreamName="plain", TagKeys=["b", "nosuch"])
        same(firehose.list_tags_for_delivery_stream(DeliveryStreamName="plain")["Tags"], [{"Key": "team", "Value": "lake"}])


def changes(report, firehose):
    with report.case("update-destination changes what it names; a version that is past is refused"):
        change = lambda version, **more: firehose.update_destination(  # noqa: E731
            DeliveryStreamName="plain", DestinationId="destinationId-000000000001", CurrentDeliveryStreamVersionId=version, ExtendedS3DestinationUpdate=more
        )
        change("1", Prefix="moved/")
        seen = firehose.describe_delivery_stream(DeliveryStreamName="plain")["DeliveryStreamDescription"]
        to = seen["Destinations"][0]["ExtendedS3DestinationDescription"]
        same((seen["VersionId"], to["Prefix"], to["CompressionFormat"], to["BufferingHints"]["IntervalInSeconds"]), ("2", "moved/", "UNCOMPRESSED", 1))
        refused(
            lambda: change("1", Prefix="x/"), "ConcurrentModificationException",
            text(r"Cannot update firehose: plain since the current version id: 2 and specified version id: 1 do not match"),
        )  # fmt: skip
    with report.case("list-delivery-streams in order, by type, in pages"):
        names = ["by-hand", "by-size", "packed-GZIP", "packed-HADOOP_SNAPPY", "packed-Snappy", "packed-ZIP", "plain"]
        same(body(firehose.list_delivery_streams(DeliveryStreamType="DirectPut")), {"DeliveryStreamNames": names, "HasMoreDeliveryStreams": False})
        same(firehose.list_delivery_streams(DeliveryStreamType="KinesisStreamAsSource")["DeliveryStreamNames"], [])
        page = firehose.list_delivery_streams(Limit=2, ExclusiveStartDeliveryStreamName="by-hand")
        same(body(page), {"DeliveryStreamNames": names[1:3], "HasMoreDeliveryStreams": True})


def refusals(firehose, to_bucket):
    missing = f"Firehose nosuch under account {ACCOUNT} not found."
    create = lambda name="refused", **more: lambda: firehose.create_delivery_stream(DeliveryStreamName=name, **more)  # noqa: E731
    to = lambda **more: create(ExtendedS3DestinationConfiguration={**to_bucket, **more})  # noqa: E731
    batch = lambda records: lambda: firehose.put_record_batch(DeliveryStreamName="plain", Records=records)  # noqa: E731
    redshift = {
        "RoleARN": to_bucket["RoleARN"], "ClusterJDBCURL": "jdbc:redshift://x.example:5439/x", "CopyCommand": {"DataTableName": "t"},
        "Username": "u", "Password": "p4ssword", "S3Configuration": to_bucket,
    }  # fmt: skip
    constraint = lambda said: text(rf"1 validation error detected: Value .* failed to satisfy constraint: Member must {said}")  # noqa: E731
    return [
        ("describe nothing", lambda: firehose.describe_delivery_stream(DeliveryStreamName="nosuch"), "ResourceNotFoundException", missing),
        ("delete nothing", lambda: firehose.delete_delivery_stream(DeliveryStreamName="nosuch"), "ResourceNotFoundException", missing),
        ("a name with a blank", create("a b", ExtendedS3DestinationConfiguration=to_bucket), "ValidationException",
         violations(violation("a b", "deliveryStreamName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+"))),
        ("no destination", create(), "InvalidArgumentException", text(r".*destination.*")),
        ("two destinations", create(ExtendedS3DestinationConfiguration=to_bucket, S3DestinationConfiguration=to_bucket), "InvalidArgumentException", ANY),
        ("501 records", batch([{"Data": b"x"}] * 501), "ValidationException", constraint("have length less than or equal to 500")),
        ("no records", batch([]), "ValidationException", constraint("have length greater than or equal to 1")),
        ("a record of more than 1,000 KiB in a batch", batch([{"Data": b"x" * 1_024_001}]), "ValidationException",
         constraint("have length less than or equal to 1024000")),
        ("a buffer of 901 seconds", to(BufferingHints={"IntervalInSeconds": 901}), "ValidationException", constraint("have value less than or equal to 900")),
        ("a buffer of 129 MiB", to(BufferingHints={"SizeInMBs": 129}), "ValidationException", constraint("have value less than or equal to 128")),
        ("a compression that is none", to(CompressionFormat="ARJ"), "ValidationException", constraint(r"satisfy enum value set: .*")),
        ("a prefix with an expression that is none", to(Prefix="!{tea:pot}/", ErrorOutputPrefix="e/"), "InvalidArgumentException", ANY),
        ("a prefix of expressions without one for errors", to(Prefix="!{timestamp:yyyy}/"), "InvalidArgumentException", ANY),
        ("a role that Firehose may not take", to(RoleARN=f"arn:aws:iam::{ACCOUNT}:role/nosuch"), "InvalidArgumentException",
         f"Firehose is unable to assume role arn:aws:iam::{ACCOUNT}:role/nosuch. Please check the role provided."),
        ("what is not built, by its name", create(RedshiftDestinationConfiguration=redshift), "InvalidArgumentException", text(r"Redshift.* is not supported.*")),
    ]  # fmt: skip


def ending(report, server, firehose):
    with report.case("delete: the stream is gone, what it delivered stays"):
        firehose.delete_delivery_stream(DeliveryStreamName="packed-GZIP")
        look = lambda: firehose.list_delivery_streams(Limit=100)["DeliveryStreamNames"]  # noqa: E731
        until(look, lambda seen: "packed-GZIP" not in seen, 30, "the stream gone")
        refused(lambda: firehose.put_record(DeliveryStreamName="packed-GZIP", Record={"Data": b"x"}), "ResourceNotFoundException",
                f"Firehose packed-GZIP under account {ACCOUNT} not found.")  # fmt: skip
        same(len(ground.objects(server, BUCKET, "GZIP/")), 1)
