"""Firehose's destinations that fail: a bucket, an HTTP endpoint and a cluster's `_bulk` that answer errors, break off,
hang, or take a part of what they get, for a while or past the retry duration.

Every record is in the destination or, in AWS's form, in the failed folder; which of both is known. A bucket has no
retry duration: there all of it arrives once the bucket takes it. With `--patient` they hang too, which takes minutes,
as it does on AWS.
"""

import base64
import json
import os
import pathlib
import shutil
import tempfile

from harness import ground
from harness.clients import client
from harness.expect import ANY, same, text, until
from harness.report import Skip
from harness.server import Server
from harness.standin import CUT, HANG, standing

BUCKET = "failed"
HINTS = {"IntervalInSeconds": 1, "SizeInMBs": 1}
RECORDS = 40
# An answer is waited for three minutes, of S3 one.
HANG_SECONDS_MAX = 240


def run(report, server, options):
    client(server, "s3").create_bucket(Bucket=BUCKET)
    role = ground.role(server, "delivery", "firehose", "s3:*", "logs:*")
    endpoints(report, server, role)
    clusters(report, server, role)
    bucket(report, server, role)
    remote_bucket(report, server, options)
    if options.patient:
        hanging(report, server, role)


def records(kind):
    return [f'{{"{kind}": {number}}}'.encode() for number in range(RECORDS)]


def put(server, name, datas):
    answer = client(server, "firehose").put_record_batch(DeliveryStreamName=name, Records=[{"Data": data} for data in datas])
    same(answer["FailedPutCount"], 0)


def to_bucket(role, prefix):
    return {"RoleARN": role, "BucketARN": f"arn:aws:s3:::{BUCKET}", "BufferingHints": HINTS, "Prefix": prefix}


def failed(server, prefix, count, seconds=60):
    """The lines below a prefix, once there are so many."""
    lines = lambda: [json.loads(line) for data in ground.objects(server, BUCKET, prefix).values() for line in data.splitlines()]  # noqa: E731
    found = until(lines, lambda found: len(found) >= count, seconds, f"{count} failed records below {prefix}")
    same(len(found), count, at="failed records")
    return found


def raw(lines):
    return sorted(base64.b64decode(line["rawData"]) for line in lines)


# --- HTTP endpoints: a request is taken whole or not at all


def to_endpoint(server, role, name, url, seconds):
    ground.delivery_stream(server, name, HttpEndpointDestinationConfiguration={
        "EndpointConfiguration": {"Url": f"{url}/in", "Name": "standin"}, "RoleARN": role, "BufferingHints": HINTS,
        "RetryOptions": {"DurationInSeconds": seconds}, "S3BackupMode": "FailedDataOnly", "S3Configuration": to_bucket(role, f"{name}/"),
    })  # fmt: skip


def http_form(code, message, attempts=ANY):
    return {
        "attemptsMade": attempts, "arrivalTimestamp": ANY, "errorCode": code, "errorMessage": text(message),
        "attemptEndingTimestamp": ANY, "rawData": text(),
    }  # fmt: skip


def takes(data):
    request = json.loads(data)
    return 200, {"requestId": request["requestId"], "timestamp": request["timestamp"]}


def endpoints(report, server, role):
    with report.case("an endpoint that errs, breaks off, half answers and then takes: all of it is there, nothing is kept as failed"):
        turns = [(500, {"errorMessage": "no"}), CUT, (200, {"requestId": "another"})]
        with standing(lambda _, data, count: turns[count - 1] if count <= len(turns) else takes(data)) as (url, seen):
            to_endpoint(server, role, "recovers", url, 60)
            put(server, "recovers", records("http"))
            until(lambda: len(seen), lambda count: count == len(turns) + 1, 60, "the taken request")
            for _, _, data in seen:
                same([base64.b64decode(record["data"]) for record in json.loads(data)["records"]], records("http"))
            put(server, "recovers", [b"last"])
            until(lambda: len(seen), lambda count: count == len(turns) + 2, 30, "the request after it")
            same(ground.objects(server, BUCKET, "recovers/"), {})
    failures = [
        ("errors", (503, {"errorMessage": "full"}), "HttpEndpoint.DestinationException", r".*503.*full.*"),
        ("breaks-off", CUT, "HttpEndpoint.DestinationException", r".+"),
        ("half-answers", (200, b"<html>"), "HttpEndpoint.InvalidResponseFromDestination", r".+"),
    ]
    for name, answer, code, message in failures:
        with report.case(f"an endpoint that {name} past the retry duration: every record is kept, as AWS writes it"):
            with standing(lambda _, data, count: answer) as (url, seen):
                to_endpoint(server, role, name, url, 3)
                put(server, name, records("http"))
                lines = failed(server, f"{name}/", RECORDS)
                same(lines, [http_form(code, message, 3)] * RECORDS, ["subsequenceNumber", "esDocumentId", "EventId"])
                same(raw(lines), sorted(records("http")))
                same(len(seen), 3, at="requests")
                (key,) = ground.objects(server, BUCKET, f"{name}/")
                same(key, text(rf"{name}/http-endpoint-failed/(\d+/){{4}}{name}-1-.*"))


# --- Clusters: each document has its own fate


def to_cluster(server, role, name, url, seconds):
    ground.delivery_stream(server, name, AmazonopensearchserviceDestinationConfiguration={
        "ClusterEndpoint": url, "IndexName": "index1", "IndexRotationPeriod": "NoRotation", "RoleARN": role, "BufferingHints": HINTS,
        "RetryOptions": {"DurationInSeconds": seconds}, "S3BackupMode": "FailedDocumentsOnly", "S3Configuration": to_bucket(role, f"{name}/"),
    })  # fmt: skip


def bulk_form(code, message, attempts=ANY):
    return {**http_form(code, message, attempts), "esDocumentId": text(), "esIndexName": "index1", "esTypeName": ANY}


def indexes(data, refused=lambda document: None):
    """Answers a bulk request; `refused` says the status of a document that is refused."""
    rows, items = [json.loads(line) for line in data.splitlines()], []
    for action, document in zip(rows[::2], rows[1::2]):
        status = refused(document)
        done = {"status": status, "error": {"type": "as_asked"}} if status else {"status": 201, "result": "created"}
        items.append({"index": {"_id": action["index"]["_id"], **done}})
    return 200, {"took": 1, "errors": any("error" in item["index"] for item in items), "items": items}


def documents(data):
    """{id: document} of a bulk request."""
    rows = [json.loads(line) for line in data.splitlines()]
    return {action["index"]["_id"]: document for action, document in zip(rows[::2], rows[1::2])}


def clusters(report, server, role):
    with report.case("a cluster that errs, breaks off, takes a part and then the rest: every document is indexed once"):
        busy = lambda document: 429 if document["bulk"] % 3 == 0 else None  # noqa: E731
        answer = lambda _, data, count: {1: (503, {"error": "full"}), 2: CUT, 3: indexes(data, busy)}.get(count, indexes(data))  # noqa: E731
        with standing(answer) as (url, seen):
            to_cluster(server, role, "cluster-recovers", url, 120)
            put(server, "cluster-recovers", records("bulk"))
            until(lambda: len(seen), lambda count: count == 4, 60, "the last request")
            whole, rest = documents(seen[0][2]), documents(seen[3][2])
            same(len(whole), RECORDS, at="ids")
            same([documents(data) for _, _, data in seen[:3]], [whole] * 3)
            same(rest, {key: document for key, document in whole.items() if busy(document)})
            put(server, "cluster-recovers", [b'{"bulk": -1}'])
            until(lambda: len(seen), lambda count: count == 5, 30, "the request after it")
            same(ground.objects(server, BUCKET, "cluster-recovers/"), {})
    with report.case("a cluster that takes a part past the retry duration: each document is indexed or kept, as AWS writes it"):
        fate = lambda document: {0: 400, 1: 429}.get(document["bulk"] % 4)  # noqa: E731
        with standing(lambda _, data, count: indexes(data, fate)) as (url, seen):
            to_cluster(server, role, "part", url, 3)
            put(server, "part", records("bulk"))
            whole = until(lambda: documents(seen[0][2]) if seen else {}, bool, 30, "a request")
            lost = {key: fate(document) for key, document in whole.items() if fate(document)}
            lines = failed(server, "part/", len(lost))
            for line in lines:
                same(line, bulk_form(str(lost[line["esDocumentId"]]), r".*as_asked.*"))
                assert line["attemptsMade"] >= 2, line
                same(json.loads(base64.b64decode(line["rawData"])), whole[line["esDocumentId"]])
            same({line["esDocumentId"] for line in lines}, set(lost))
            (key,) = ground.objects(server, BUCKET, "part/")
            same(key, text(r"part/AmazonOpenSearchService_failed/(\d+/){4}part-1-.*"))
    failures = [
        ("cluster-errors", (503, {"error": "full"}), "503", r".*full.*"),
        ("cluster-breaks-off", CUT, "ServiceException", r".+"),
        ("cluster-half-answers", (200, {"items": [{"index": {"status": 201}}]}), "InvalidResponse", r".+"),
    ]
    for name, answer, code, message in failures:
        with report.case(f"a {name.replace('-', ' that ', 1)} past the retry duration: every document is kept"):
            with standing(lambda _, data, count: answer) as (url, seen):
                to_cluster(server, role, name, url, 3)
                put(server, name, records("bulk"))
                lines = failed(server, f"{name}/", RECORDS)
                for line in lines:
                    same(line, bulk_form(code, message))
                same(raw(lines), sorted(records("bulk")))
                same({line["esDocumentId"] for line in lines}, set(documents(seen[0][2])))


# --- Buckets: an object is put whole or not at all, for as long as that takes


def bucket(report, server, role):
    with report.case("a bucket that is not there: nothing is lost, why is told, and all arrives when it is made"):
        client(server, "logs").create_log_group(logGroupName="/firehose")
        client(server, "logs").create_log_stream(logGroupName="/firehose", logStreamName="late")
        ground.delivery_stream(server, "late", ExtendedS3DestinationConfiguration={
            "RoleARN": role, "BucketARN": "arn:aws:s3:::late", "BufferingHints": HINTS,
            "CloudWatchLoggingOptions": {"Enabled": True, "LogGroupName": "/firehose", "LogStreamName": "late"},
        })  # fmt: skip
        put(server, "late", records("s3"))
        logs = client(server, "logs")
        events = lambda: logs.get_log_events(logGroupName="/firehose", logStreamName="late")["events"]  # noqa: E731
        told = until(events, lambda found: len(found) >= 2, 30, "two errors in the log")
        same(json.loads(told[0]["message"]), {"deliveryStreamARN": ground.arn("firehose", "deliverystream/late"), "errorCode": "S3.NoSuchBucket"},
             ["destination", "deliveryStreamVersionId", "message"])  # fmt: skip
        client(server, "s3").create_bucket(Bucket="late")
        (data,) = until(lambda: list(ground.objects(server, "late").values()), bool, 60, "the object")
        same(data, b"".join(records("s3")))


def remote_bucket(report, server, options):
    """A bucket elsewhere, on a server of its own that is told where S3 is."""
    case = "a bucket elsewhere that errors, breaks off and then takes: the object arrives whole, and nothing else"
    with report.case(case + (", hanging between" if options.patient else "")):
        if not server.ours:
            raise Skip("the server is not ours to tell where S3 is")
        refusal = b'<?xml version="1.0" encoding="UTF-8"?><Error><Code>%s</Code><Message>as asked</Message></Error>'
        turns = [(503, refusal % b"SlowDown"), (500, refusal % b"InternalError"), CUT, *([HANG] if options.patient else [])]
        folder = pathlib.Path(tempfile.mkdtemp(prefix="pumphouse-remote-bucket-"))
        with standing(lambda _, data, count: turns[count - 1] if count <= len(turns) else (200, b"")) as (url, seen):
            other = Server(server.binary, folder)
            try:
                os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
                os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")
                other.start("--remote", f"s3={url}")
                role = ground.role(other, "delivery", "firehose", "s3:*")
                ground.delivery_stream(other, "away", ExtendedS3DestinationConfiguration={
                    "RoleARN": role, "BucketARN": "arn:aws:s3:::away", "BufferingHints": HINTS,
                })  # fmt: skip
                put(other, "away", records("s3"))
                until(lambda: len(seen), lambda count: count > len(turns), 60 + 120 * options.patient, "the object that is taken")
                put(other, "away", [b"last"])
                until(lambda: len(seen), lambda count: count == len(turns) + 2, 30, "the object after it")
                bodies = [data for _, _, data in seen]
                same(bodies, [b"".join(records("s3"))] * (len(turns) + 1) + [b"last"])
                same(len({path for path, _, _ in seen}), 2, at="keys")
                other.stop()
            finally:
                other.kill()
                shutil.rmtree(folder, ignore_errors=True)


def hanging(report, server, role):
    """Both at once, as each takes three minutes."""
    with report.case("an endpoint and a cluster that hang past the retry duration: every record is kept"):
        with standing(lambda *_: HANG) as (endpoint, _), standing(lambda *_: HANG) as (cluster, _):
            to_endpoint(server, role, "hangs", endpoint, 0)
            to_cluster(server, role, "cluster-hangs", cluster, 0)
            put(server, "hangs", records("http"))
            put(server, "cluster-hangs", records("bulk"))
            lines = failed(server, "hangs/", RECORDS, HANG_SECONDS_MAX)
            same(lines, [http_form("HttpEndpoint.RequestTimeout", r".*timed out.*", 1)] * RECORDS)
            same(raw(lines), sorted(records("http")))
            lines = failed(server, "cluster-hangs/", RECORDS, HANG_SECONDS_MAX)
            same(lines, [bulk_form("RequestTimeout", r".+", 1)] * RECORDS)
            same(raw(lines), sorted(records("bulk")))
