"""A Kinesis stream to S3 through a function in Node.js: lines become JSON; what it drops, fails and breaks on."""

import base64
import json
import pathlib

from harness import ground
from harness.clients import client
from harness.expect import ANY, same, text, until
from harness.functions import HERE, node_runtime
from harness.report import Skip

BUCKET = "bank"
HANDLER = pathlib.Path(HERE).parent / "pipelines/bank/handlers/split_to_json.js"
LINE = "59|admin.|married|secondary|no|{balance}|yes|no|unknown|5|may|1042|1|-1|0|unknown|yes"
ROWS = 400


def run(report, server, options):
    runtime = None
    with report.case("a runtime to test with"):
        runtime = node_runtime()
        if not runtime:
            raise Skip("no Node.js or no SDK; conformance/setup installs the latter")
    if runtime:
        client(server, "s3").create_bucket(Bucket=BUCKET)
        stream = ground.stream(server, "data-stream", shards=2)
        working = ground.role(server, "working", "lambda", "logs:*")
        files = {"split_to_json.js": HANDLER.read_text()}
        function = ground.function(server, "split", working, "split_to_json.handler", files, runtime)
        role = ground.role(server, "delivery", "firehose", "s3:*", "kinesis:*", "lambda:InvokeFunction", "lambda:GetFunctionConfiguration")
        transform(report, server, stream, function, role)
        code = "exports.handler = async () => { throw new Error('as asked') }"
        broken(report, server, ground.function(server, "breaking", working, "index.handler", {"index.js": code}, runtime), role)


def processing(function, *more, **parameters):
    named = {"LambdaArn": function, "NumberOfRetries": "0", "BufferIntervalInSeconds": "0", **parameters}
    return {
        "Enabled": True,
        "Processors": [{"Type": "Lambda", "Parameters": [{"ParameterName": n, "ParameterValue": v} for n, v in named.items()]}, *more],
    }


def destination(role, prefix, **more):
    return {
        "RoleARN": role, "BucketARN": f"arn:aws:s3:::{BUCKET}", "BufferingHints": {"IntervalInSeconds": 1, "SizeInMBs": 1},
        "Prefix": f"{prefix}/", "ErrorOutputPrefix": f"{prefix}-errors/!{{firehose:error-output-type}}/", **more,
    }  # fmt: skip


def lines(server, prefix):
    """The lines of JSON of all objects under a prefix."""
    return [json.loads(line) for data in ground.objects(server, BUCKET, f"{prefix}/").values() for line in data.splitlines()]


def transform(report, server, stream, function, role):
    kinesis = client(server, "kinesis")
    ground.delivery_stream(
        server, "to-lake", DeliveryStreamType="KinesisStreamAsSource",
        KinesisStreamSourceConfiguration={"KinesisStreamARN": stream, "RoleARN": role},
        ExtendedS3DestinationConfiguration=destination(
            role, "rows", ProcessingConfiguration=processing(function), S3BackupMode="Enabled",
            S3BackupConfiguration=destination(role, "raw"),
        ),
    )  # fmt: skip
    datas = [LINE.format(balance=index).encode() for index in range(ROWS)] + [b"", b"too|few|fields"]
    with report.case(f"{ROWS} lines come out as JSON, each once, names and numbers as the function makes them"):
        entries = [{"Data": data, "PartitionKey": str(index)} for index, data in enumerate(datas)]
        same(kinesis.put_records(StreamName="data-stream", Records=entries)["FailedRecordCount"], 0)
        rows = until(lambda: lines(server, "rows"), lambda seen: len(seen) >= ROWS, 60, f"{ROWS} rows")
        same(sorted(row["Balance"] for row in rows), list(range(ROWS)))
        same({k: v for k, v in rows[0].items() if k != "Balance"}, {
            "Age": "59", "Job": "admin.", "Marital": "married", "Education": "secondary", "Default": "no", "Housing": "yes", "Loan": "no",
            "Contact": "unknown", "Days": 5, "Month": "may", "Duration": "1042", "Campaign": "1", "PDays": -1, "Previous": 0,
            "Poutcome": "unknown", "Deposit": "yes",
        })  # fmt: skip
    with report.case("what the function cannot process is kept whole under the error prefix; what it drops is gone"):
        failed = until(lambda: lines(server, "rows-errors/processing-failed"), lambda seen: seen, 30, "a failed record")
        same(failed, [{
            "attemptsMade": 1, "arrivalTimestamp": ANY, "errorCode": "Lambda.ProcessingFailedStatus", "errorMessage": text(r"ProcessingFailed status set for record.*"),
            "attemptEndingTimestamp": ANY, "rawData": base64.b64encode(b"too|few|fields").decode(), "lambdaArn": text(r"arn:aws:lambda:.*:split.*"),
        }], ["lambdaARN"])  # fmt: skip
    with report.case("the backup has every record as it came"):
        whole = until(
            lambda: b"".join(ground.objects(server, BUCKET, "raw/").values()), lambda seen: len(seen) >= sum(map(len, datas)), 30, "the backup"
        )
        same(len(whole), sum(map(len, datas)))
        for data in datas:
            assert data in whole, data
    with report.case("refused: a put to a delivery stream that reads a stream"):
        try:
            client(server, "firehose").put_record(DeliveryStreamName="to-lake", Record={"Data": b"x"})
            raise AssertionError("it was taken")
        except client(server, "firehose").exceptions.ClientError as error:
            same(error.response["Error"], {
                "Code": "InvalidArgumentException", "Message": "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
            })  # fmt: skip


def broken(report, server, function, role):
    firehose = client(server, "firehose")
    with report.case("a function that fails is tried again, and then its records are kept with what it said"):
        ground.delivery_stream(
            server, "to-nothing",
            ExtendedS3DestinationConfiguration=destination(role, "never", ProcessingConfiguration=processing(function, NumberOfRetries="1")),
        )  # fmt: skip
        firehose.put_record_batch(DeliveryStreamName="to-nothing", Records=[{"Data": b"a"}, {"Data": b"b"}])
        failed = until(lambda: lines(server, "never-errors/processing-failed"), lambda seen: len(seen) >= 2, 60, "two failed records")
        same(sorted((row["rawData"], row["attemptsMade"], row["errorCode"]) for row in failed),
             [("YQ==", 2, "Lambda.FunctionError"), ("Yg==", 2, "Lambda.FunctionError")])  # fmt: skip
        same(lines(server, "never"), [])
