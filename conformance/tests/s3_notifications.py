"""A bucket tells a function what was put: permission, configuration, filters, the event's form, CSV rows to items."""

import json

from harness import ground
from harness.clients import ACCOUNT, REGION, client
from harness.expect import body, refused, same, text, until
from harness.functions import source

BUCKET = "batches"
ROWS = 60


def run(report, server, options):
    s3 = client(server, "s3")
    s3.create_bucket(Bucket=BUCKET)
    for name in ("readings", "events"):
        ground.table(server, name)
    role = ground.role(server, "batches", "lambda", "s3:GetObject", "dynamodb:PutItem", "logs:*")
    rows, events = (
        ground.function(
            server, name, role, f"{file}.handler", {f"{file}.py": source(f"{file}.py")},
            Environment={"Variables": {"TABLE_NAME": table}},
        )
        for name, file, table in (("rows", "rows_to_table", "readings"), ("events", "remember_events", "events"))
    )  # fmt: skip
    permission(report, s3, client(server, "lambda"), rows, events)
    configuration(report, s3, rows, events)
    batches(report, s3, server)
    happenings(report, s3, server)
    silence(report, s3, server)


def wish(*configurations):
    return {"Bucket": BUCKET, "NotificationConfiguration": {"LambdaFunctionConfigurations": list(configurations)}}


def of(function, *events, name="x", **rules):
    filters = [{"Name": rule, "Value": value} for rule, value in rules.items()]
    more = {"Filter": {"Key": {"FilterRules": filters}}} if filters else {}
    return {"Id": name, "LambdaFunctionArn": function, "Events": list(events), **more}


def permission(report, s3, functions, rows, events):
    unable = ("InvalidArgument", "Unable to validate the following destination configurations")
    created = of(rows, "s3:ObjectCreated:*")
    with report.case("refused: a configuration while the bucket may not invoke the function"):
        refused(lambda: s3.put_bucket_notification_configuration(**wish(created)), *unable)
    with report.case("refused: a permission for another bucket does not do"):
        allow = {"Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceAccount": ACCOUNT}
        functions.add_permission(FunctionName="rows", StatementId="other", SourceArn="arn:aws:s3:::others", **allow)
        refused(lambda: s3.put_bucket_notification_configuration(**wish(created)), *unable)
    with report.case("add-permission answers the statement, get-policy has it, twice is refused"):
        said = functions.add_permission(FunctionName="rows", StatementId="bucket", SourceArn=f"arn:aws:s3:::{BUCKET}", **allow)
        statement = json.loads(said["Statement"])
        same(statement, {
            "Sid": "bucket", "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "lambda:InvokeFunction",
            "Resource": rows, "Condition": {"StringEquals": {"AWS:SourceAccount": ACCOUNT}, "ArnLike": {"AWS:SourceArn": f"arn:aws:s3:::{BUCKET}"}},
        })  # fmt: skip
        policy = json.loads(functions.get_policy(FunctionName="rows")["Policy"])
        assert statement in policy["Statement"] and policy["Version"] == "2012-10-17", policy
        refused(
            lambda: functions.add_permission(FunctionName="rows", StatementId="bucket", **allow), "ResourceConflictException",
            "The statement id (bucket) provided already exists. Please provide a new statement id, or remove the existing statement.", 409,
        )  # fmt: skip
        functions.add_permission(FunctionName="events", StatementId="any-bucket", **allow)
    with report.case("refused: a function that is not there, overlapping filters, an event that is none"):
        refused(lambda: s3.put_bucket_notification_configuration(**wish(of(rows + "-nosuch", "s3:ObjectCreated:*"))), *unable)
        refused(
            lambda: s3.put_bucket_notification_configuration(
                **wish(of(rows, "s3:ObjectCreated:*", name="a", prefix="in/"), of(events, "s3:ObjectCreated:Put", name="b", prefix="in/deep/"))
            ),
            "InvalidArgument",
            text(r"Configurations overlap\. Configurations on the same bucket cannot share a common event type\. ?.*|Configuration is ambiguously defined\..*"),
        )  # fmt: skip
        refused(lambda: s3.put_bucket_notification_configuration(**wish(of(rows, "s3:TeaMade:*"))), "InvalidArgument")
        same(body(s3.get_bucket_notification_configuration(Bucket=BUCKET)), {})


def configuration(report, s3, rows, events):
    with report.case("put-bucket-notification-configuration, and it is read back"):
        wanted = [
            of(rows, "s3:ObjectCreated:Put", name="rows", prefix="in/", suffix=".csv"),
            of(events, "s3:ObjectCreated:*", "s3:ObjectRemoved:*", name="events", prefix="told/"),
        ]
        s3.put_bucket_notification_configuration(**wish(*wanted))
        got = s3.get_bucket_notification_configuration(Bucket=BUCKET)["LambdaFunctionConfigurations"]
        for entry in got:  # AWS answers the rules' names with a capital
            for rule in entry["Filter"]["Key"]["FilterRules"]:
                rule["Name"] = rule["Name"].lower()
        same(sorted(got, key=lambda entry: entry["Id"]), sorted(wanted, key=lambda entry: entry["Id"]))


def csv(first):
    lines = [f"sensor-{index},{index / 10}" for index in range(first, first + ROWS)]
    return "\n".join(["id,torque", *lines]).encode()


def batches(report, s3, server):
    with report.case("an object that is put becomes items, a row each"):
        s3.put_object(Bucket=BUCKET, Key="in/first batch+1.csv", Body=csv(0))
        landed = until(lambda: ground.items(server, "readings"), lambda seen: len(seen) == ROWS, 30, f"{ROWS} items")
        same({(item["id"]["S"], item["torque"]["S"]) for item in landed}, {(f"sensor-{i}", str(i / 10)) for i in range(ROWS)})
        same({item["Object"]["S"] for item in landed}, {"in/first+batch%2B1.csv"})
    with report.case("what the prefix, the suffix or the event leaves out is not told"):
        s3.put_object(Bucket=BUCKET, Key="out/x.csv", Body=csv(1000))
        s3.put_object(Bucket=BUCKET, Key="in/x.txt", Body=csv(2000))
        s3.copy_object(Bucket=BUCKET, Key="in/copy.csv", CopySource=f"{BUCKET}/out/x.csv")
        s3.put_object(Bucket=BUCKET, Key="in/second.csv", Body=csv(3000))
        landed = until(lambda: ground.items(server, "readings"), lambda seen: len(seen) >= 2 * ROWS, 30, "the second batch")
        same({item["Object"]["S"] for item in landed}, {"in/first+batch%2B1.csv", "in/second.csv"})


def told(server, count):
    """The first `count` events that were told, by (event name, key)."""
    seen = until(lambda: ground.items(server, "events"), lambda seen: len(seen) >= count, 30, f"{count} events")
    records = [json.loads(item["Record"]["S"]) for item in seen]
    return {(record["eventName"], record["s3"]["object"]["key"]): record for record in records}


def happenings(report, s3, server):
    with report.case("what happened is named: put, copied, completed, deleted"):
        s3.put_object(Bucket=BUCKET, Key="told/a", Body=b"12345")
        s3.copy_object(Bucket=BUCKET, Key="told/b", CopySource=f"{BUCKET}/told/a")
        upload = s3.create_multipart_upload(Bucket=BUCKET, Key="told/c")["UploadId"]
        part = s3.upload_part(Bucket=BUCKET, Key="told/c", UploadId=upload, PartNumber=1, Body=b"c")
        parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        s3.complete_multipart_upload(Bucket=BUCKET, Key="told/c", UploadId=upload, MultipartUpload=parts)
        s3.delete_object(Bucket=BUCKET, Key="told/b")
        seen = told(server, 4)
        same(sorted(seen), [
            ("ObjectCreated:CompleteMultipartUpload", "told/c"), ("ObjectCreated:Copy", "told/b"), ("ObjectCreated:Put", "told/a"),
            ("ObjectRemoved:Delete", "told/b"),
        ])  # fmt: skip
    with report.case("the event's form is AWS's, member by member"):
        same(seen["ObjectCreated:Put", "told/a"], {
            "eventVersion": text(r"2\.\d"), "eventSource": "aws:s3", "awsRegion": REGION, "eventName": "ObjectCreated:Put",
            "eventTime": text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"), "userIdentity": {"principalId": text()},
            "requestParameters": {"sourceIPAddress": text(r"[\d.:a-f]+")},
            "responseElements": {"x-amz-request-id": text(), "x-amz-id-2": text()},
            "s3": {
                "s3SchemaVersion": "1.0", "configurationId": "events",
                "bucket": {"name": BUCKET, "ownerIdentity": {"principalId": text()}, "arn": f"arn:aws:s3:::{BUCKET}"},
                "object": {"key": "told/a", "size": 5, "eTag": "827ccb0eea8a706c4c34a16891f84e7b", "sequencer": text(r"[0-9A-F]+")},
            },
        })  # fmt: skip
        gone = seen["ObjectRemoved:Delete", "told/b"]["s3"]["object"]
        same(("key" in gone, "size" in gone, "eTag" in gone), (True, False, False))
        first, last = (seen[name, "told/b"]["s3"]["object"]["sequencer"] for name in ("ObjectCreated:Copy", "ObjectRemoved:Delete"))
        assert first.rjust(32, "0") < last.rjust(32, "0"), (first, last)


def silence(report, s3, server):
    with report.case("an empty configuration ends it"):
        s3.put_bucket_notification_configuration(Bucket=BUCKET, NotificationConfiguration={})
        same(body(s3.get_bucket_notification_configuration(Bucket=BUCKET)), {})
        before = len(ground.items(server, "events"))
        s3.put_object(Bucket=BUCKET, Key="told/untold", Body=b"x")
        s3.put_bucket_notification_configuration(**wish(of(ground.arn("lambda", "function:events"), "s3:ObjectCreated:*", prefix="told/last")))
        s3.put_object(Bucket=BUCKET, Key="told/last", Body=b"x")
        seen = told(server, before + 1)
        same(("ObjectCreated:Put", "told/untold") in seen, False)
