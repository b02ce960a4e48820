"""Firehose through boto3, into real buckets: life, objects, functions, Parquet, a Kinesis stream, kill -9."""

import gzip
import io
import json
import time

from harness import ground
from harness.clients import ACCOUNT, REGION, client
from harness.expect import ANY, body, refused, same, text, until
from harness.functions import PYTHON, zipped

BUCKET = "delivered"
NAME = "to-bucket"
ARN = f"arn:aws:firehose:{REGION}:{ACCOUNT}:deliverystream/{NAME}"
UPPER = """
import base64
def handler(event, context):
    records = []
    for record in event["records"]:
        data = base64.b64decode(record["data"])
        result = "Dropped" if data == b"drop" else "Ok"
        data = base64.b64encode(data.upper() + b"\\n").decode()
        records.append({"recordId": record["recordId"], "result": result, "data": data})
    return {"records": records}
"""


def run(report, server, options):
    house = House(server)
    with report.case("a role and a bucket to deliver into"):
        house.prepare()
    life(report, house)
    objects(report, house)
    transformed(report, house)
    from_kinesis(report, house)
    converted(report, server, house)
    if server.ours:
        killed(report, server, house)


class House:
    """Clients and what deliveries need."""

    def __init__(self, server):
        self.firehose, self.s3, self.iam = (client(server, name) for name in ("firehose", "s3", "iam"))
        self.kinesis, self.functions = client(server, "kinesis"), client(server, "lambda")

    def prepare(self):
        trust = {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["firehose.amazonaws.com", "lambda.amazonaws.com"]}}  # fmt: skip
        policy = {"Effect": "Allow", "Action": ["s3:*", "kinesis:*", "lambda:*", "logs:*", "glue:GetTable"], "Resource": "*"}
        document = lambda statement: json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        role = self.iam.create_role(RoleName="delivers", AssumeRolePolicyDocument=document(trust))
        self.role = role["Role"]["Arn"]
        self.iam.put_role_policy(RoleName="delivers", PolicyName="all", PolicyDocument=document(policy))
        self.s3.create_bucket(Bucket=BUCKET)

    def destination(self, prefix, seconds=0, **more):
        hints = {"SizeInMBs": 1, "IntervalInSeconds": seconds}
        return {"RoleARN": self.role, "BucketARN": f"arn:aws:s3:::{BUCKET}", "Prefix": f"{prefix}/",
                "BufferingHints": hints, **more}  # fmt: skip

    def processing(self):
        """Records go through the function."""
        parameters = {"LambdaArn": self.function, "BufferSizeInMBs": "1", "BufferIntervalInSeconds": "0"}
        given = [{"ParameterName": name, "ParameterValue": value} for name, value in parameters.items()]
        return {"Enabled": True, "Processors": [{"Type": "Lambda", "Parameters": given}]}

    def create(self, name, destination, **more):
        self.firehose.create_delivery_stream(
            DeliveryStreamName=name, ExtendedS3DestinationConfiguration=destination, **more
        )
        describe = lambda: self.firehose.describe_delivery_stream(DeliveryStreamName=name)
        described = until(
            lambda: describe()["DeliveryStreamDescription"], lambda stream: stream["DeliveryStreamStatus"] == "ACTIVE"
        )
        return described

    def put(self, name, records):
        answer = self.firehose.put_record_batch(DeliveryStreamName=name, Records=[{"Data": data} for data in records])
        assert answer["FailedPutCount"] == 0 and len(answer["RequestResponses"]) == len(records), answer

    def objects(self, prefix):
        """Key and body of every object below a prefix."""
        listed = self.s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{prefix}/").get("Contents", [])
        get = lambda key: self.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        return {entry["Key"]: get(entry["Key"]) for entry in listed}

    def delivered(self, prefix, holds):
        """All bodies below a prefix as one, once `holds` of that."""
        return until(lambda: b"".join(self.objects(prefix).values()), holds)


def life(report, house):
    firehose = house.firehose
    with report.case("create-delivery-stream, describe until ACTIVE, list"):
        described = house.create(NAME, house.destination("plain"), Tags=[{"Key": "a", "Value": "b"}])
        extended = {
            "RoleARN": house.role, "BucketARN": f"arn:aws:s3:::{BUCKET}", "Prefix": "plain/",
            "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0}, "CompressionFormat": "UNCOMPRESSED",
            "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
            "CloudWatchLoggingOptions": {"Enabled": False}, "S3BackupMode": "Disabled",
        }  # fmt: skip
        plain = {name: value for name, value in extended.items() if name != "S3BackupMode"}
        same(described, {
            "DeliveryStreamName": NAME, "DeliveryStreamARN": ARN, "DeliveryStreamStatus": "ACTIVE",
            "DeliveryStreamEncryptionConfiguration": {"Status": "DISABLED"}, "DeliveryStreamType": "DirectPut",
            "VersionId": "1", "CreateTimestamp": ANY, "HasMoreDestinations": False,
            "Destinations": [{"DestinationId": "destinationId-000000000001", "S3DestinationDescription": plain,
                              "ExtendedS3DestinationDescription": extended}],
        })  # fmt: skip
        same(body(firehose.list_delivery_streams()), {"DeliveryStreamNames": [NAME], "HasMoreDeliveryStreams": False})
        tags = firehose.list_tags_for_delivery_stream(DeliveryStreamName=NAME)
        same(body(tags), {"Tags": [{"Key": "a", "Value": "b"}], "HasMoreTags": False})
    with report.case("what is there already, what is not, what is too much"):
        again = lambda: firehose.create_delivery_stream(
            DeliveryStreamName=NAME, ExtendedS3DestinationConfiguration=house.destination("plain")
        )
        refused(again, "ResourceInUseException", f"Firehose {NAME} under accountId {ACCOUNT} already exists")
        put = lambda name, data: firehose.put_record(DeliveryStreamName=name, Record={"Data": data})
        message = f"Firehose nobody under account {ACCOUNT} not found."
        refused(lambda: put("nobody", b"x"), "ResourceNotFoundException", message)
        refused(lambda: put(NAME, bytes(1_024_001)), "ValidationException")
        batch = lambda: house.put(NAME, [bytes(900_000)] * 5)
        refused(batch, "InvalidArgumentException", "Records size exceeds 4 MB limit")


def objects(report, house):
    with report.case("records are in objects that are named as Firehose names them"):
        answer = house.firehose.put_record(DeliveryStreamName=NAME, Record={"Data": b"one\n"})
        same(body(answer), {"RecordId": text(), "Encrypted": False})
        assert house.delivered("plain", lambda whole: whole.count(b"\n") == 1) == b"one\n"
        key = next(iter(house.objects("plain")))
        same(key, text(rf"plain/\d{{4}}/\d\d/\d\d/\d\d/{NAME}-1-\d{{4}}(-\d\d){{5}}-[0-9a-f-]{{36}}"))
    with report.case("update-destination: gzip, another prefix, the next version"):
        house.firehose.update_destination(
            DeliveryStreamName=NAME, CurrentDeliveryStreamVersionId="1", DestinationId="destinationId-000000000001",
            ExtendedS3DestinationUpdate={"CompressionFormat": "GZIP", "Prefix": "packed/"},
        )  # fmt: skip
        house.put(NAME, [b"two\n", b"three\n"])
        unpacked = lambda: b"".join(gzip.decompress(packed) for packed in house.objects("packed").values())
        assert until(unpacked, lambda whole: whole.count(b"\n") == 2) == b"two\nthree\n"
        key = next(iter(house.objects("packed")))
        same(key, text(rf"packed/.*/{NAME}-2-.*\.gz"))


def transformed(report, house):
    with report.case("a function changes and drops records"):
        house.function = house.functions.create_function(
            FunctionName="upper", Runtime=PYTHON, Handler="index.handler", Role=house.role,
            Code={"ZipFile": zipped({"index.py": UPPER})}, Timeout=30,
        )["FunctionArn"]  # fmt: skip
        house.create("upper", house.destination("upper", ProcessingConfiguration=house.processing()))
        house.put("upper", [b"one", b"drop", b"two"])
        assert house.delivered("upper", lambda whole: whole.count(b"\n") == 2) == b"ONE\nTWO\n"


def from_kinesis(report, house):
    with report.case("a Kinesis stream is followed; nobody else may put"):
        house.kinesis.create_stream(StreamName="source", ShardCount=2)
        house.kinesis.get_waiter("stream_exists").wait(StreamName="source", WaiterConfig={"Delay": 1})
        source = {"KinesisStreamARN": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/source", "RoleARN": house.role}
        house.create(
            "follows", house.destination("follows"), DeliveryStreamType="KinesisStreamAsSource",
            KinesisStreamSourceConfiguration=source,
        )  # fmt: skip
        lines = [b"line %d\n" % number for number in range(200)]
        records = [{"Data": line, "PartitionKey": str(number)} for number, line in enumerate(lines)]
        house.kinesis.put_records(StreamName="source", Records=records)
        whole = house.delivered("follows", lambda whole: whole.count(b"\n") >= len(lines))
        same(sorted(whole.splitlines(keepends=True)), sorted(lines))
        message = "This operation is not permitted on KinesisStreamAsSource delivery stream type."
        refused(lambda: house.put("follows", [b"x"]), "InvalidArgumentException", message)


def converted(report, server, house):
    with report.case("records become Parquet, which pyarrow reads"):
        import pyarrow.parquet as parquet

        ground.schema(server, "d", "t", {"id": "bigint", "pm": "double", "name": "string"})
        conversion = {
            "Enabled": True, "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
            "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {}}},
            "SchemaConfiguration": {"DatabaseName": "d", "TableName": "t", "RoleARN": house.role},
        }  # fmt: skip
        destination = house.destination("columns", DataFormatConversionConfiguration=conversion)
        destination["BufferingHints"] = {"SizeInMBs": 64, "IntervalInSeconds": 0}
        house.create("columns", destination)
        rows = [{"id": number, "pm": number + 0.5, "name": f"n{number}"} for number in range(100)]
        house.put("columns", [json.dumps(row).encode() for row in rows])
        bodies = until(lambda: list(house.objects("columns").values()), bool)
        same([row for whole in bodies for row in parquet.read_table(io.BytesIO(whole)).to_pylist()], rows)


def killed(report, server, house):
    with report.case("what was acknowledged is delivered although the server is killed again and again"):
        house.create("kept", house.destination("kept", seconds=1))
        source = {"KinesisStreamARN": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/source", "RoleARN": house.role}
        house.create(
            "read", house.destination("read", seconds=1, ProcessingConfiguration=house.processing()),
            DeliveryStreamType="KinesisStreamAsSource", KinesisStreamSourceConfiguration=source,
        )  # fmt: skip
        put = set()
        for round_number in range(4):
            for number in range(30):
                lines = [f"{round_number}-{number}-{part}" for part in range(20)]
                house.put("kept", [f"{line}\n".encode() for line in lines])
                records = [{"Data": line.encode(), "PartitionKey": line} for line in lines]
                assert house.kinesis.put_records(StreamName="source", Records=records)["FailedRecordCount"] == 0
                put |= set(lines)
            time.sleep(0.4 * round_number)
            server.kill()
            server.start()
        for prefix in ("kept", "read"):
            lines = lambda: set(b"".join(house.objects(prefix).values()).decode().split())
            until(lambda: put - lines(), lambda missing: not missing, seconds=30, what=f"what is missing in {prefix}")
            assert lines() == put, f"there is more in {prefix} than was put"
    with report.case("delete-delivery-stream"):
        house.firehose.delete_delivery_stream(DeliveryStreamName="kept")
        names = lambda: house.firehose.list_delivery_streams()["DeliveryStreamNames"]
        until(names, lambda names: "kept" not in names)
        describe = lambda: house.firehose.describe_delivery_stream(DeliveryStreamName="kept")
        refused(describe, "ResourceNotFoundException", f"Firehose kept under account {ACCOUNT} not found.")
