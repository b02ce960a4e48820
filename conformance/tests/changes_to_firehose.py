"""A table's stream → a function in Node.js → Firehose → S3, with the SDK for JavaScript v3 and, unchanged, with v2.

The functions are those of `pipelines/motors`. Each guards itself against batches of removals alone, which leave
no record to put.
"""

import json

from harness import ground
from harness.clients import client
from harness.expect import same, text, until
from harness.functions import HERE, node_runtime, sdk_for_node
from harness.report import Skip

HANDLERS = HERE.parent / "pipelines/motors/handlers"
ITEMS = 60
FLAVOURS = (
    ("v3", "stream_to_firehose_v3.mjs", ("@aws-sdk/client-firehose", "@aws-sdk/util-dynamodb")),
    ("v2", "stream_to_firehose_v2.js", ("aws-sdk",)),
)


def run(report, server, options):
    runtime = None
    with report.case("a runtime to test with"):
        runtime = node_runtime()
        if not runtime:
            raise Skip("no Node.js or no SDK; conformance/setup installs the latter")
    if runtime:
        client(server, "s3").create_bucket(Bucket="changes")
        working = ground.role(
            server, "working", "lambda", "firehose:PutRecordBatch", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
            "dynamodb:DescribeStream", "dynamodb:ListStreams", "logs:*",
        )  # fmt: skip
        delivering = ground.role(server, "delivering", "firehose", "s3:*")
        for flavour in FLAVOURS:
            scenario(report, server, runtime, working, delivering, *flavour)


def scenario(report, server, runtime, working, delivering, name, file, packages):
    dynamodb, functions = client(server, "dynamodb"), client(server, "lambda")
    streams = ground.table(
        server, f"table-{name}", key="id", kind="N", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    )["LatestStreamArn"]
    ground.delivery_stream(server, f"to-{name}", ExtendedS3DestinationConfiguration={
        "RoleARN": delivering, "BucketARN": "arn:aws:s3:::changes", "BufferingHints": {"IntervalInSeconds": 1}, "Prefix": f"{name}/",
    })  # fmt: skip
    files = {file: (HANDLERS / file).read_text(), **sdk_for_node(*packages)}
    ground.function(
        server, f"f-{name}", working, f"{file.split('.')[0]}.handler", files, runtime,
        Environment={"Variables": {"DELIVERY_STREAM_NAME": f"to-{name}"}},
    )  # fmt: skip

    def rows():
        return [json.loads(line) for data in ground.objects(server, "changes", f"{name}/").values() for line in data.splitlines()]

    def item(index, torque):
        return {"id": {"N": str(index)}, "torque": {"N": str(torque)}, "tags": {"L": [{"S": "a"}, {"BOOL": True}]}, "none": {"NULL": True}}

    with report.case(f"{name}: a mapping of the table's stream, batches of five"):
        made = functions.create_event_source_mapping(
            FunctionName=f"f-{name}", EventSourceArn=streams, StartingPosition="TRIM_HORIZON", BatchSize=5
        )
        same((made["EventSourceArn"], made["BatchSize"], made["State"]), (streams, 5, "Creating"))
        until(lambda: functions.get_event_source_mapping(UUID=made["UUID"])["State"], lambda seen: seen == "Enabled", what="Enabled")
    with report.case(f"{name}: inserts and changes come out as lines of plain JSON"):
        for index in range(ITEMS):
            dynamodb.put_item(TableName=f"table-{name}", Item=item(index, index / 4))
        dynamodb.put_item(TableName=f"table-{name}", Item=item(0, 99))
        landed = until(rows, lambda seen: len(seen) >= ITEMS + 1, 60, f"{ITEMS + 1} rows")
        plain = [{"id": index, "torque": index / 4, "tags": ["a", True], "none": None} for index in range(ITEMS)]
        same(sorted(landed, key=lambda row: (row["torque"] == 99, row["id"])), [*plain, {**plain[0], "torque": 99}])
    with report.case(f"{name}: batches of removals alone leave nothing, and do not stop what follows"):
        for index in range(10):
            dynamodb.delete_item(TableName=f"table-{name}", Key={"id": {"N": str(index)}})
        dynamodb.put_item(TableName=f"table-{name}", Item=item(1000, 7))
        landed = until(rows, lambda seen: len(seen) >= ITEMS + 2, 60, "the row after them")
        same([row["id"] for row in landed if row["torque"] == 7 and row["id"] == 1000], [1000])
        same(len(landed), ITEMS + 2)
        same(functions.get_event_source_mapping(UUID=made["UUID"])["LastProcessingResult"], text("OK|No records processed"))
