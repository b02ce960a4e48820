"""Firehose to an HTTP endpoint and to a cluster's `_bulk`, both stood in by small servers that also refuse."""

import base64
import json

from harness import ground
from harness.clients import client
from harness.expect import ANY, same, text, until
from harness.standin import standing

BUCKET = "failed"
KEY = "s3cret"


def run(report, server, options):
    client(server, "s3").create_bucket(Bucket=BUCKET)
    role = ground.role(server, "delivery", "firehose", "s3:*")
    with standing(endpoint) as (url, seen):
        posts(report, server, role, url, seen)
    with standing(cluster) as (url, seen):
        documents(report, server, role, url, seen)


def endpoint(path, data, count):
    """Takes all but what has `refuse` in it; the first request of all is turned away once."""
    request = json.loads(data)
    answer = {"requestId": request["requestId"], "timestamp": request["timestamp"]}
    refuses = any(b"refuse" in base64.b64decode(record["data"]) for record in request["records"])
    return (500, {**answer, "errorMessage": "as asked"}) if refuses or count == 1 else (200, answer)


def to_bucket(role, prefix):
    return {"RoleARN": role, "BucketARN": f"arn:aws:s3:::{BUCKET}", "BufferingHints": {"IntervalInSeconds": 1}, "Prefix": prefix}


def put(server, name, *datas):
    answer = client(server, "firehose").put_record_batch(DeliveryStreamName=name, Records=[{"Data": data} for data in datas])
    same(answer["FailedPutCount"], 0)


def lines(server, prefix):
    return [json.loads(line) for data in ground.objects(server, BUCKET, prefix).values() for line in data.splitlines()]


def posts(report, server, role, url, seen):
    ground.delivery_stream(server, "posts", HttpEndpointDestinationConfiguration={
        "EndpointConfiguration": {"Url": f"{url}/in", "Name": "standin", "AccessKey": KEY}, "RoleARN": role,
        "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1}, "RetryOptions": {"DurationInSeconds": 3},
        "RequestConfiguration": {"ContentEncoding": "GZIP", "CommonAttributes": [{"AttributeName": "stage", "AttributeValue": "test"}]},
        "S3BackupMode": "FailedDataOnly", "S3Configuration": to_bucket(role, "posts/"),
    })  # fmt: skip
    with report.case("records are posted as Firehose posts them, and again when they were turned away"):
        put(server, "posts", b"one", b"two")
        until(lambda: len(seen), lambda count: count >= 2, 30, "two requests")
        for path, headers, data in seen:
            request = json.loads(data)
            same(path, "/in")
            same([base64.b64decode(record["data"]) for record in request["records"]], [b"one", b"two"])
            headers = {name.lower(): value for name, value in headers.items()}
            same({name: headers.get(f"x-amz-firehose-{name}") for name in ("request-id", "source-arn", "access-key", "protocol-version")}, {
                "request-id": request["requestId"], "source-arn": ground.arn("firehose", "deliverystream/posts"), "access-key": KEY,
                "protocol-version": "1.0",
            })  # fmt: skip
            same(json.loads(headers["x-amz-firehose-common-attributes"]), {"commonAttributes": {"stage": "test"}})
            same((headers["content-type"], request["timestamp"]), ("application/json", ANY))
        same(json.loads(seen[0][2])["requestId"], json.loads(seen[1][2])["requestId"])
    with report.case("what is refused until its time is over is kept in the bucket"):
        put(server, "posts", b"refuse me")
        (failed,) = until(lambda: lines(server, "posts/"), lambda found: found, 30, "the failed record")
        same(failed, {
            "attemptsMade": ANY, "arrivalTimestamp": ANY, "errorCode": text(r"HttpEndpoint\.\w+"), "errorMessage": text(r".*as asked.*"),
            "attemptEndingTimestamp": ANY, "rawData": base64.b64encode(b"refuse me").decode(),
        }, ["subsequenceNumber", "esDocumentId", "EventId"])  # fmt: skip
        assert failed["attemptsMade"] >= 2, failed


def cluster(path, data, count):
    """Indexes what it is given, but documents that have `refuse`, which are none of its mapping's."""
    rows = [json.loads(line) for line in data.splitlines()]
    items = []
    for action, document in zip(rows[::2], rows[1::2]):
        bad = {"status": 400, "error": {"type": "mapper_parsing_exception", "reason": "as asked"}}
        items.append({"index": {**action["index"], **(bad if "refuse" in document else {"status": 201, "result": "created"})}})
    return 200, {"took": 1, "errors": any("error" in item["index"] for item in items), "items": items}


def documents(report, server, role, url, seen):
    ground.delivery_stream(server, "documents", AmazonopensearchserviceDestinationConfiguration={
        "ClusterEndpoint": url, "IndexName": "index1", "IndexRotationPeriod": "NoRotation", "RoleARN": role,
        "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1}, "RetryOptions": {"DurationInSeconds": 0},
        "S3BackupMode": "FailedDocumentsOnly", "S3Configuration": to_bucket(role, "es/"),
    })  # fmt: skip
    with report.case("documents are sent to _bulk, two lines each, under the index"):
        put(server, "documents", *(json.dumps({"n": index}).encode() for index in range(10)))
        until(lambda: len(seen), lambda count: count >= 1, 30, "a request")
        (path, headers, data) = seen[0]
        rows = [json.loads(line) for line in data.splitlines()]
        same((path.split("?")[0], data.endswith(b"\n")), ("/_bulk", True))
        same(rows[1::2], [{"n": index} for index in range(10)])
        for action in rows[::2]:
            same(action, {"index": {"_index": "index1", "_id": text()}})
        same(len({action["index"]["_id"] for action in rows[::2]}), 10)
    with report.case("the documents that are refused, and only those, are kept in the bucket"):
        put(server, "documents", b'{"n": 10}', b'{"refuse": 1}', b'{"n": 11}')
        failed = until(lambda: lines(server, "es/"), lambda found: found, 30, "the refused document")
        same(failed, [{
            "attemptsMade": ANY, "arrivalTimestamp": ANY, "errorCode": "400", "errorMessage": text(r".*mapper_parsing_exception.*as asked.*"),
            "attemptEndingTimestamp": ANY, "esDocumentId": text(), "esIndexName": "index1", "esTypeName": ANY,
            "rawData": base64.b64encode(b'{"refuse": 1}').decode(),
        }])  # fmt: skip
        (key,) = ground.objects(server, BUCKET, "es/")
        same(key, text(r"es/AmazonOpenSearchService_failed/(\d+/){4}documents-1-.*"))
