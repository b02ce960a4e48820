"""Roles in the lake: sessions that may do some things with some objects, and services whose roles lack something."""

import json

from botocore.credentials import Credentials

from harness import ground
from harness.clients import ACCOUNT, client
from harness.expect import refused, same, text, until

OPEN, CLOSED = "open-bucket", "closed-bucket"
ME = f"arn:aws:sts::{ACCOUNT}:assumed-role/person/me"


def run(report, server, options):
    s3 = client(server, "s3")
    for bucket in (OPEN, CLOSED):
        s3.create_bucket(Bucket=bucket)
        s3.put_object(Bucket=bucket, Key="in/a", Body=b"a")
    iam = client(server, "iam")
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    iam.create_role(RoleName="person", AssumeRolePolicyDocument=document(trust))
    mine = session(server, "person")
    objects(report, iam, mine, s3)
    delivery(report, server, iam)
    functions(report, server)


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def session(server, role):
    """S3 as a session of the role."""
    got = client(server, "sts").assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/{role}", RoleSessionName="me")["Credentials"]
    return client(server, "s3", credentials=Credentials(got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"]))


def allow(iam, *statements):
    iam.put_role_policy(RoleName="person", PolicyName="may", PolicyDocument=document(*statements))


def denied(call, action, resource):
    """That the call is refused for the want of this action, in S3's words."""
    words = f'User: {ME} is not authorized to perform: {action} on resource: "arn:aws:s3:::{resource}" because no identity-based policy allows the {action} action'
    refused(call, "AccessDenied", words, 403)


def objects(report, iam, mine, s3):
    copy = lambda **more: mine.copy_object(**{"Bucket": OPEN, "Key": "out/a", "CopySource": f"{CLOSED}/in/a", **more})  # noqa: E731
    with report.case("without any policy nothing is allowed, and the refusal says what was wanted"):
        denied(lambda: mine.get_object(Bucket=OPEN, Key="in/a"), "s3:GetObject", f"{OPEN}/in/a")
        denied(lambda: mine.put_object(Bucket=OPEN, Key="in/b", Body=b"b"), "s3:PutObject", f"{OPEN}/in/b")
        denied(lambda: mine.list_objects_v2(Bucket=OPEN), "s3:ListBucket", OPEN)
        refused(mine.list_buckets, "AccessDenied", text(r".* is not authorized to perform: s3:ListAllMyBuckets .*"), 403)
        refused(lambda: mine.head_object(Bucket=OPEN, Key="in/a"), "403", "Forbidden", 403)
    allow(iam, {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": f"arn:aws:s3:::{OPEN}/*"})
    with report.case("what is allowed of one bucket is not of another"):
        same(mine.get_object(Bucket=OPEN, Key="in/a")["Body"].read(), b"a")
        denied(lambda: mine.get_object(Bucket=CLOSED, Key="in/a"), "s3:GetObject", f"{CLOSED}/in/a")
    with report.case("a copy needs its source to be readable; so does a part"):
        denied(copy, "s3:GetObject", f"{CLOSED}/in/a")
        same(copy(CopySource=f"{OPEN}/in/a")["CopyObjectResult"]["ETag"], '"0cc175b9c0f1b6a831c399e269772661"')
        upload = mine.create_multipart_upload(Bucket=OPEN, Key="out/parts")["UploadId"]
        part = {"Bucket": OPEN, "Key": "out/parts", "UploadId": upload, "PartNumber": 1}
        denied(lambda: mine.upload_part_copy(**part, CopySource=f"{CLOSED}/in/a"), "s3:GetObject", f"{CLOSED}/in/a")
        mine.upload_part_copy(**part, CopySource=f"{OPEN}/in/a")
    with report.case("tags with an object need their own permission"):
        denied(lambda: mine.put_object(Bucket=OPEN, Key="in/t", Body=b"t", Tagging="a=1"), "s3:PutObjectTagging", f"{OPEN}/in/t")
    with report.case("delete-objects: what may not be deleted is told object by object"):
        iam.put_role_policy(RoleName="person", PolicyName="deletes", PolicyDocument=document(
            {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": f"arn:aws:s3:::{OPEN}/out/*"}))  # fmt: skip
        gone = mine.delete_objects(Bucket=OPEN, Delete={"Objects": [{"Key": "out/a"}, {"Key": "in/a"}]})
        same([entry["Key"] for entry in gone.get("Deleted", [])], ["out/a"])
        same([(entry["Key"], entry["Code"]) for entry in gone.get("Errors", [])], [("in/a", "AccessDenied")])
        same(s3.get_object(Bucket=OPEN, Key="in/a")["Body"].read(), b"a")
    with report.case("whoever may not list is not told that a key is not there"):
        refused(lambda: mine.get_object(Bucket=OPEN, Key="nosuch"), "AccessDenied", text(r".*s3:ListBucket.*"), 403)
        refused(lambda: mine.head_object(Bucket=OPEN, Key="nosuch"), "403", "Forbidden", 403)
        allow(iam, {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], "Resource": [f"arn:aws:s3:::{OPEN}", f"arn:aws:s3:::{OPEN}/*"]})
        refused(lambda: mine.get_object(Bucket=OPEN, Key="nosuch"), "NoSuchKey", "The specified key does not exist.", 404)
    with report.case("an older version needs its own permission"):
        s3.put_bucket_versioning(Bucket=OPEN, VersioningConfiguration={"Status": "Enabled"})
        version = s3.put_object(Bucket=OPEN, Key="in/v", Body=b"old")["VersionId"]
        denied(lambda: mine.get_object(Bucket=OPEN, Key="in/v", VersionId=version), "s3:GetObjectVersion", f"{OPEN}/in/v")
        same(mine.get_object(Bucket=OPEN, Key="in/v")["Body"].read(), b"old")


def delivery(report, server, iam):
    firehose = client(server, "firehose")
    with report.case("a delivery stream whose role may not put keeps its records until it may, and logs why"):
        role = ground.role(server, "delivery", "firehose", "logs:PutLogEvents")
        logs = client(server, "logs")
        logs.create_log_group(logGroupName="/firehose")
        logs.create_log_stream(logGroupName="/firehose", logStreamName="errors")
        ground.delivery_stream(server, "waits", ExtendedS3DestinationConfiguration={
            "RoleARN": role, "BucketARN": f"arn:aws:s3:::{OPEN}", "Prefix": "waits/", "BufferingHints": {"IntervalInSeconds": 0},
            "CloudWatchLoggingOptions": {"Enabled": True, "LogGroupName": "/firehose", "LogStreamName": "errors"},
        })  # fmt: skip
        firehose.put_record(DeliveryStreamName="waits", Record={"Data": b"kept"})
        look = lambda: logs.get_log_events(logGroupName="/firehose", logStreamName="errors")["events"]  # noqa: E731
        (event, *_) = until(look, lambda seen: seen, 30, "an entry in the log")
        said = json.loads(event["message"])
        same((said["errorCode"], said["deliveryStreamARN"]), ("S3.AccessDenied", ground.arn("firehose", "deliverystream/waits")))
        same(ground.objects(server, OPEN, "waits/"), {})
        iam.put_role_policy(RoleName="delivery", PolicyName="may", PolicyDocument=document({"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}))
        landed = until(lambda: ground.objects(server, OPEN, "waits/"), lambda seen: seen, 60, "the record")
        same(list(landed.values()), [b"kept"])


def functions(report, server):
    code = """
import boto3
def handler(event, context):
    try:
        boto3.client("firehose").put_record(DeliveryStreamName="waits", Record={"Data": b"x"})
    except Exception as error:
        return str(error)
"""
    with report.case("a function whose role may not put to Firehose is told so"):
        role = ground.role(server, "working", "lambda", "logs:*")
        ground.function(server, "puts", role, "index.handler", {"index.py": code})
        said = json.loads(client(server, "lambda").invoke(FunctionName="puts", Payload=b"{}")["Payload"].read())
        same(said, text(
            r"An error occurred \(AccessDeniedException\) when calling the PutRecord operation: User: arn:aws:sts::\d{12}:assumed-role/working/puts "
            r"is not authorized to perform: firehose:PutRecord on resource: arn:aws:firehose:us-east-1:\d{12}:deliverystream/waits because no "
            r"identity-based policy allows the firehose:PutRecord action"))  # fmt: skip
