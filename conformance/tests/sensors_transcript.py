"""The sensors pipeline driven by the aws command line alone, step by step, as a person would type it.

Every step asserts the JSON that the CLI prints. The same steps are run with the function in Node.js (the
main transcript) and in Python; a step's outcome is the next one's ground, so this file is read in order.
"""

import base64
import json
import pathlib
import tempfile
import time

from harness.clients import ACCOUNT, REGION, Cli
from harness.expect import ANY, NUMBER, TIME, UUID, same, text, until
from harness.functions import PYTHON, code_sha256, node_runtime, sdk_for_node, source, zipped
from harness.report import Skip

STREAM = "temperature-sensor-data"
STREAM_ARN = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/{STREAM}"
ROLE = "kinesis-lambda-dynamodb"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"
FUNCTION = "ProcessKinesisRecords"
PROOF = '{"sensor_id":"sensor-1","temperature":99.9,"current_time":123456789}'
SEQUENCE_NUMBER = text(r"49\d{54}")

TABLE = {
    "TableName": "SensorData",
    "KeySchema": [
        {"AttributeName": "SensorId", "KeyType": "HASH"},
        {"AttributeName": "CurrentTime", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [
        {"AttributeName": "SensorId", "AttributeType": "S"},
        {"AttributeName": "CurrentTime", "AttributeType": "N"},
        {"AttributeName": "Temperature", "AttributeType": "N"},
    ],
    "ProvisionedThroughput": {"ReadCapacityUnits": 2, "WriteCapacityUnits": 2},
    "LocalSecondaryIndexes": [
        {
            "IndexName": "TemperatureIndex",
            "KeySchema": [
                {"AttributeName": "SensorId", "KeyType": "HASH"},
                {"AttributeName": "Temperature", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def run(report, server, options):
    with tempfile.TemporaryDirectory(prefix="pumphouse-cli-") as folder:
        folder = pathlib.Path(folder)
        aws = Cli(server, folder)
        tables(report, aws, folder)
        stream(report, aws)
        role(report, aws, folder)
        for flavour in ("Node.js", "Python"):
            files = None
            with report.case(f"{flavour}: a runtime to test with"):
                files = python_files() if flavour == "Python" else node_files()
            if files:
                pipeline(report, aws, folder, flavour, *files)
        errors(report, aws, folder)


def node_files():
    """(runtime, handler, first code, changed code) of the Node.js function."""
    runtime = node_runtime()
    if not runtime:
        raise Skip("no Node.js or no SDK; conformance/setup installs the latter")
    code = source("ProcessKinesisRecords.js")
    vendored = sdk_for_node()
    first = zipped({"ProcessKinesisRecords.js": code + "\n// first\n", **vendored})
    return runtime, "ProcessKinesisRecords.kinesisHandler", first, zipped({"ProcessKinesisRecords.js": code, **vendored})


def python_files():
    """(runtime, handler, first code, changed code) of the Python function."""
    code = source("ProcessKinesisRecords.py")
    first = zipped({"ProcessKinesisRecords.py": code + "\n# first\n"})
    return PYTHON, "ProcessKinesisRecords.kinesis_handler", first, zipped({"ProcessKinesisRecords.py": code})


def table_description(spec, status):
    """What create-table and describe-table print for a specification."""
    throughput = {**spec["ProvisionedThroughput"], "NumberOfDecreasesToday": 0}
    arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{spec['TableName']}"
    description = {
        "TableName": spec["TableName"],
        "KeySchema": spec["KeySchema"],
        "AttributeDefinitions": ANY,
        "ProvisionedThroughput": throughput,
        "TableStatus": status,
        "CreationDateTime": TIME,
        "TableSizeBytes": 0,
        "ItemCount": 0,
        "TableArn": arn,
        "TableId": UUID,
    }
    if "LocalSecondaryIndexes" in spec:
        description["LocalSecondaryIndexes"] = [
            {**index, "IndexSizeBytes": 0, "ItemCount": 0, "IndexArn": f"{arn}/index/{index['IndexName']}"}
            for index in spec["LocalSecondaryIndexes"]
        ]
    return description


def names(definitions):
    return sorted((entry["AttributeName"], entry["AttributeType"]) for entry in definitions)


def tables(report, aws, folder):
    (folder / "sensor-data.json").write_text(json.dumps(TABLE, indent=2))
    with report.case("dynamodb create-table --cli-input-json file://sensor-data.json"):
        made = aws("dynamodb", "create-table", "--cli-input-json", "file://sensor-data.json")
        same(made["TableDescription"], table_description(TABLE, "CREATING"), ["DeletionProtectionEnabled", "WarmThroughput"])
        assert names(made["TableDescription"]["AttributeDefinitions"]) == names(TABLE["AttributeDefinitions"])
    with report.case("dynamodb wait table-exists; describe-table prints ACTIVE"):
        aws("dynamodb", "wait", "table-exists", "--table-name", "SensorData")
        seen = aws("dynamodb", "describe-table", "--table-name", "SensorData")
        same(seen["Table"], table_description(TABLE, "ACTIVE"), ["DeletionProtectionEnabled", "WarmThroughput"])
    with report.case("dynamodb create-table by flags: ShoppingCart"):
        spec = {
            "TableName": "ShoppingCart",
            "KeySchema": [{"AttributeName": "ItemName", "KeyType": "HASH"}],
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        }
        made = aws(
            "dynamodb", "create-table", "--table-name", "ShoppingCart",
            "--attribute-definitions", "AttributeName=ItemName,AttributeType=S",
            "--key-schema", "AttributeName=ItemName,KeyType=HASH",
            "--provisioned-throughput", "ReadCapacityUnits=1,WriteCapacityUnits=1",
        )  # fmt: skip
        same(made["TableDescription"], table_description(spec, "CREATING"), ["DeletionProtectionEnabled", "WarmThroughput"])
    with report.case("dynamodb list-tables"):
        same(aws("dynamodb", "list-tables"), {"TableNames": ["SensorData", "ShoppingCart"]})


def stream_description(status, shards):
    return {
        "StreamDescription": {
            "StreamName": STREAM,
            "StreamARN": STREAM_ARN,
            "StreamStatus": status,
            "RetentionPeriodHours": 24,
            "Shards": shards,
            "EncryptionType": "NONE",
            "EnhancedMonitoring": [{"ShardLevelMetrics": []}],
            "StreamCreationTimestamp": TIME,
        }
    }


def stream(report, aws):
    also = ["KeyId", "StreamModeDetails", "StreamId", "HasMoreShards", "MaxRecordSizeInKiB"]
    shard = {
        "ShardId": "shardId-000000000000",
        "HashKeyRange": {"StartingHashKey": "0", "EndingHashKey": str(2**128 - 1)},
        "SequenceNumberRange": {"StartingSequenceNumber": SEQUENCE_NUMBER},
    }
    with report.case("kinesis create-stream prints nothing"):
        assert aws("kinesis", "create-stream", "--stream-name", STREAM, "--shard-count", "1") is None
    with report.case("kinesis describe-stream answers CREATING at first"):
        # The CLI itself needs about a second to start, so the state has to last longer than that.
        seen = aws("kinesis", "describe-stream", "--stream-name", STREAM)
        same(seen, stream_description("CREATING", []), also)
    with report.case("kinesis describe-stream then answers ACTIVE, with its shard and 24 hours"):
        seen = until(
            lambda: aws("kinesis", "describe-stream", "--stream-name", STREAM),
            lambda seen: seen["StreamDescription"]["StreamStatus"] == "ACTIVE",
            what="ACTIVE",
        )
        same(seen, stream_description("ACTIVE", [shard]), also)
    with report.case("kinesis put-record answers its shard and sequence number"):
        put = aws("kinesis", "put-record", "--stream-name", STREAM, "--partition-key", "sensor-1", "--data", "first")
        same(put, {"ShardId": "shardId-000000000000", "SequenceNumber": SEQUENCE_NUMBER}, ["EncryptionType"])
    with report.case("kinesis get-shard-iterator and get-records give it back in base64"):
        iterator = aws(
            "kinesis", "get-shard-iterator", "--stream-name", STREAM,
            "--shard-id", "shardId-000000000000", "--shard-iterator-type", "TRIM_HORIZON",
        )  # fmt: skip
        records = aws("kinesis", "get-records", "--shard-iterator", iterator["ShardIterator"])["Records"]
        assert [(r["Data"], r["PartitionKey"]) for r in records] == [("Zmlyc3Q=", "sensor-1")], records


def role(report, aws, folder):
    (folder / "trust.json").write_text(json.dumps(TRUST))
    described = {
        "Role": {
            "Path": "/",
            "RoleName": ROLE,
            "RoleId": text(r"AROA[A-Z0-9]{16,17}"),
            "Arn": ROLE_ARN,
            "CreateDate": TIME,
            "AssumeRolePolicyDocument": TRUST,
        }
    }
    with report.case("iam create-role"):
        made = aws("iam", "create-role", "--role-name", ROLE, "--assume-role-policy-document", "file://trust.json")
        same(made, described, ["MaxSessionDuration"])
    for policy in ("service-role/AWSLambdaKinesisExecutionRole", "AmazonDynamoDBFullAccess"):
        with report.case(f"iam attach-role-policy {policy} prints nothing"):
            arn = f"arn:aws:iam::aws:policy/{policy}"
            assert aws("iam", "attach-role-policy", "--role-name", ROLE, "--policy-arn", arn) is None
    with report.case("iam get-role"):
        described["Role"] |= {"MaxSessionDuration": 3600, "RoleLastUsed": {}}
        same(aws("iam", "get-role", "--role-name", ROLE), described)
    with report.case("iam list-attached-role-policies"):
        listed = aws("iam", "list-attached-role-policies", "--role-name", ROLE)["AttachedPolicies"]
        attached = sorted(policy["PolicyName"] for policy in listed)
        assert attached == ["AWSLambdaKinesisExecutionRole", "AmazonDynamoDBFullAccess"], listed


def configuration(runtime, handler, archive):
    """What create-function prints."""
    return {
        "FunctionName": FUNCTION,
        "FunctionArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}",
        "Runtime": runtime,
        "Role": ROLE_ARN,
        "Handler": handler,
        "CodeSize": len(archive),
        "CodeSha256": code_sha256(archive),
        "Description": "",
        "Timeout": 30,
        "MemorySize": 256,
        "LastModified": text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000"),
        "Version": "$LATEST",
        "TracingConfig": {"Mode": "PassThrough"},
        "RevisionId": UUID,
        "State": text("Pending|Active"),
        "PackageType": "Zip",
        "Architectures": ["x86_64"],
        "EphemeralStorage": {"Size": 512},
    }


CONFIGURATION_ALSO = [
    "StateReason", "StateReasonCode", "LastUpdateStatus", "LastUpdateStatusReason", "LastUpdateStatusReasonCode",
    "SnapStart", "RuntimeVersionConfig", "LoggingConfig", "Layers", "VpcConfig", "Environment",
]  # fmt: skip


def pipeline(report, aws, folder, flavour, runtime, handler, first, changed):
    (folder / "first.zip").write_bytes(first)
    (folder / "changed.zip").write_bytes(changed)
    with report.case(f"{flavour}: lambda create-function"):
        made = aws(
            "lambda", "create-function", "--function-name", FUNCTION, "--zip-file", "fileb://first.zip",
            "--handler", handler, "--runtime", runtime, "--role", ROLE_ARN, "--timeout", "30", "--memory-size", "256",
        )  # fmt: skip
        same(made, configuration(runtime, handler, first), CONFIGURATION_ALSO)
        aws("lambda", "wait", "function-active-v2", "--function-name", FUNCTION)
    with report.case(f"{flavour}: lambda update-function-code"):
        updated = aws("lambda", "update-function-code", "--function-name", FUNCTION, "--zip-file", "fileb://changed.zip")
        same(updated, configuration(runtime, handler, changed), CONFIGURATION_ALSO)
        assert updated["RevisionId"] != made["RevisionId"], "the revision did not change"
        aws("lambda", "wait", "function-updated-v2", "--function-name", FUNCTION)
    with report.case(f"{flavour}: lambda invoke --payload file://"):
        reading = {"sensor_id": "invoked", "temperature": 12.5, "current_time": 1}
        (folder / "event.json").write_text(json.dumps({"Records": [kinesis_event_record(reading)]}))
        invoked = aws(
            "lambda", "invoke", "--function-name", FUNCTION, "--invocation-type", "RequestResponse",
            "--payload", "file://event.json", "out.json",
        )  # fmt: skip
        said = (folder / "out.json").read_text()
        same(invoked, {"StatusCode": 200, "ExecutedVersion": "$LATEST"})
        assert json.loads(said) == "Successfully processed 1 records.", said
        key = {"SensorId": {"S": "invoked"}, "CurrentTime": {"N": "1"}}
        item = aws("dynamodb", "get-item", "--table-name", "SensorData", "--key", json.dumps(key))["Item"]
        same(item, {**key, "Temperature": {"N": "12.5"}})
        aws("dynamodb", "delete-item", "--table-name", "SensorData", "--key", json.dumps(key))
    mapping_and_proof(report, aws, flavour)
    with report.case(f"{flavour}: everything made for it can be deleted"):
        for mapping in aws("lambda", "list-event-source-mappings", "--function-name", FUNCTION)["EventSourceMappings"]:
            gone = aws("lambda", "delete-event-source-mapping", "--uuid", mapping["UUID"])
            assert gone["State"] == "Deleting", gone
        assert aws("lambda", "delete-function", "--function-name", FUNCTION) in (None, {"StatusCode": 204})
        key = {"SensorId": {"S": "sensor-1"}, "CurrentTime": {"N": "123456789"}}
        aws("dynamodb", "delete-item", "--table-name", "SensorData", "--key", json.dumps(key))
        assert aws("dynamodb", "scan", "--table-name", "SensorData")["Count"] == 0


def mapping_and_proof(report, aws, flavour):
    with report.case(f"{flavour}: lambda create-event-source-mapping answers Creating"):
        made = aws(
            "lambda", "create-event-source-mapping", "--function-name", FUNCTION,
            "--event-source-arn", STREAM_ARN, "--starting-position", "LATEST",
        )  # fmt: skip
        also = [
            "ParallelizationFactor", "DestinationConfig", "MaximumRecordAgeInSeconds", "BisectBatchOnFunctionError",
            "MaximumRetryAttempts", "TumblingWindowInSeconds", "FunctionResponseTypes", "EventSourceMappingArn",
        ]  # fmt: skip
        described = {
            "UUID": UUID,
            "BatchSize": 100,
            "MaximumBatchingWindowInSeconds": 0,
            "EventSourceArn": STREAM_ARN,
            "FunctionArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}",
            "LastModified": TIME,
            "LastProcessingResult": "No records processed",
            "StartingPosition": "LATEST",
            "State": "Creating",
            "StateTransitionReason": "User action",
        }
        same(made, described, also)
    look = lambda: aws("lambda", "list-event-source-mappings", "--function-name", FUNCTION)["EventSourceMappings"]  # noqa: E731
    with report.case(f"{flavour}: lambda list-event-source-mappings shows Creating, then Enabled"):
        seen = look()
        same(seen, [described], also)
        described["State"] = "Enabled"
        seen = until(look, lambda seen: seen[0]["State"] == "Enabled", what="Enabled")
        same(seen, [described], also)
    with report.case(f"{flavour}: the proof record put on the stream is worked and lands"):
        aws("kinesis", "put-record", "--stream-name", STREAM, "--partition-key", "sensor-1", "--data", PROOF)
        begun = time.monotonic()
        scan = until(
            lambda: aws("dynamodb", "scan", "--table-name", "SensorData"), lambda seen: seen["Count"], what="the item"
        )
        item = {"SensorId": {"S": "sensor-1"}, "CurrentTime": {"N": "123456789"}, "Temperature": {"N": "99.9"}}
        same(scan, {"Items": [item], "Count": 1, "ScannedCount": 1, "ConsumedCapacity": None})
        assert time.monotonic() - begun < 10, "it took longer than 10 s"
    with report.case(f"{flavour}: lambda list-event-source-mappings shows LastProcessingResult OK"):
        until(look, lambda seen: seen[0]["LastProcessingResult"] == "OK", what="LastProcessingResult OK")


def kinesis_event_record(reading):
    """A record as the Lambda console's Kinesis test event has it."""
    return {
        "eventID": "shardId-000000000000:49545115243490985018280067714973144582180062593244200961",
        "eventVersion": "1.0",
        "kinesis": {
            "approximateArrivalTimestamp": 1428537600,
            "partitionKey": "partitionKey-3",
            "data": base64.b64encode(json.dumps(reading).encode()).decode(),
            "kinesisSchemaVersion": "1.0",
            "sequenceNumber": "49545115243490985018280067714973144582180062593244200961",
        },
        "invokeIdentityArn": "arn:aws:iam::EXAMPLE",
        "eventName": "aws:kinesis:record",
        "eventSourceARN": STREAM_ARN,
        "eventSource": "aws:kinesis",
        "awsRegion": REGION,
    }


def errors(report, aws, folder):
    with report.case("an attribute definition that nothing uses is refused, in AWS's words"):
        spec = {key: value for key, value in TABLE.items() if key != "LocalSecondaryIndexes"} | {"TableName": "Unused"}
        (folder / "unused.json").write_text(json.dumps(spec))
        code, _, err = aws.run("dynamodb", "create-table", "--cli-input-json", "file://unused.json")
        assert code in (254, 255), code
        assert err.strip().removeprefix("aws: [ERROR]: ") == (
            "An error occurred (ValidationException) when calling the CreateTable operation: One or more parameter "
            "values were invalid: Number of attributes in KeySchema does not exactly match number of attributes "
            "defined in AttributeDefinitions"
        ), err
    with report.case("a stream that is not there"):
        code, _, err = aws.run("kinesis", "describe-stream", "--stream-name", "nosuch")
        assert code in (254, 255) and err.strip().endswith(
            "An error occurred (ResourceNotFoundException) when calling the DescribeStream operation: "
            f"Stream nosuch under account {ACCOUNT} not found."
        ), err
