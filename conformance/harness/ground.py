"""What a scenario stands on, made by boto3 and waited for: roles, tables, streams, functions, delivery streams."""

import json

from harness.clients import ACCOUNT, REGION, client
from harness.expect import until
from harness.functions import PYTHON, zipped

QUICKLY = {"Delay": 1, "MaxAttempts": 30}


def arn(service, resource):
    """The ARN of something of the tests' account and region."""
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def role(server, name, service, *actions):
    """A role that the service may take and that allows these actions on everything; answers its ARN."""
    iam = client(server, "iam")
    trust = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))
    if actions:
        allow = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
        iam.put_role_policy(RoleName=name, PolicyName="what-it-needs", PolicyDocument=policy)
    return made["Role"]["Arn"]


def table(server, name, key="id", kind="S", **more):
    """A table with one hash key, on demand; answers its description once it is ACTIVE."""
    dynamodb = client(server, "dynamodb")
    dynamodb.create_table(
        TableName=name, BillingMode="PAY_PER_REQUEST", AttributeDefinitions=[{"AttributeName": key, "AttributeType": kind}],
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}], **more,
    )  # fmt: skip
    dynamodb.get_waiter("table_exists").wait(TableName=name, WaiterConfig=QUICKLY)
    return dynamodb.describe_table(TableName=name)["Table"]


def items(server, name):
    """Every item of a table."""
    pages = client(server, "dynamodb").get_paginator("scan").paginate(TableName=name, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


def stream(server, name, shards=1):
    """A Kinesis stream, once it is ACTIVE; answers its ARN."""
    kinesis = client(server, "kinesis")
    kinesis.create_stream(StreamName=name, ShardCount=shards)
    kinesis.get_waiter("stream_exists").wait(StreamName=name, WaiterConfig=QUICKLY)
    return arn("kinesis", f"stream/{name}")


def function(server, name, role_arn, handler, files, runtime=PYTHON, **more):
    """A function of {path: content}, once it is Active; answers its ARN."""
    functions = client(server, "lambda")
    settings = {"Timeout": 30, "MemorySize": 256, **more}
    functions.create_function(
        FunctionName=name, Role=role_arn, Runtime=runtime, Handler=handler, Code={"ZipFile": zipped(files)}, **settings
    )
    functions.get_waiter("function_active_v2").wait(FunctionName=name)
    return arn("lambda", f"function:{name}")


def delivery_stream(server, name, **settings):
    """A delivery stream, once it is ACTIVE; answers its ARN."""
    firehose = client(server, "firehose")
    made = firehose.create_delivery_stream(DeliveryStreamName=name, **settings)["DeliveryStreamARN"]
    describe = lambda: firehose.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]  # noqa: E731
    until(lambda: describe()["DeliveryStreamStatus"], lambda seen: seen == "ACTIVE", what=f"{name} ACTIVE")
    return made


def schema(server, database, name, columns, **more):
    """A table of the catalogue, and its database if that is not there; columns are {name: Hive's type}."""
    glue = client(server, "glue")
    if database not in {found["Name"] for found in glue.get_databases()["DatabaseList"]}:
        glue.create_database(DatabaseInput={"Name": database})
    storage = {"Columns": [{"Name": column, "Type": kind} for column, kind in columns.items()]}
    glue.create_table(DatabaseName=database, TableInput={"Name": name, "StorageDescriptor": storage, **more})


def objects(server, bucket, prefix=""):
    """{key: bytes} of what a bucket has under a prefix."""
    s3 = client(server, "s3")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    keys = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
    return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}
