"""`aws cloudformation deploy` of a lake's template, again and again: no changes, changes, replacement, roll-back."""

import json
import pathlib
import tempfile
from concurrent.futures import ThreadPoolExecutor

from harness import ground
from harness.clients import Cli, client
from harness.expect import ANY, refused, same, text, until
from harness.functions import PYTHON

TEMPLATE = f"""
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Seconds: {{Type: Number, Default: 1}}
  TableName: {{Type: String, Default: ""}}
  Stage: {{Type: String, Default: test, AllowedValues: [test, live]}}
Conditions:
  IsNamed: !Not [!Equals [!Ref TableName, ""]]
  IsLive: !Equals [!Ref Stage, live]
Mappings:
  Sizes:
    test: {{Mib: 1}}
    live: {{Mib: 64}}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DependsOn: MayInvoke
    Properties:
      BucketName: !Sub "lake-${{AWS::AccountId}}"
      NotificationConfiguration:
        LambdaConfigurations:
          - Event: s3:ObjectCreated:Put
            Function: !GetAtt Function.Arn
            Filter: {{S3Key: {{Rules: [{{Name: prefix, Value: in/}}]}}}}
  MayInvoke:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Function
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
      SourceAccount: !Ref AWS::AccountId
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !If [IsNamed, !Ref TableName, !Ref "AWS::NoValue"]
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{{AttributeName: id, AttributeType: S}}]
      KeySchema: [{{AttributeName: id, KeyType: HASH}}]
      StreamSpecification: {{StreamViewType: NEW_IMAGE}}
      KinesisStreamSpecification: {{StreamArn: !GetAtt Changes.Arn}}
  Changes:
    Type: AWS::Kinesis::Stream
    Properties: {{ShardCount: 1}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{{Effect: Allow, Principal: {{Service: [lambda.amazonaws.com, firehose.amazonaws.com]}}, Action: "sts:AssumeRole"}}]
      Policies:
        - PolicyName: all
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{{Effect: Allow, Action: ["s3:*", "dynamodb:*", "kinesis:*", "logs:*"], Resource: "*"}}]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: {PYTHON}
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Environment: {{Variables: {{TABLE_NAME: !Ref Table, STAGE: !Ref Stage}}}}
      Code:
        ZipFile: |
          import boto3, os
          def handler(event, context):
              for record in event["Records"]:
                  item = {{"id": {{"S": record["s3"]["object"]["key"]}}}}
                  boto3.client("dynamodb").put_item(TableName=os.environ["TABLE_NAME"], Item=item)
  Delivery:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamType: KinesisStreamAsSource
      KinesisStreamSourceConfiguration: {{KinesisStreamARN: !GetAtt Changes.Arn, RoleARN: !GetAtt Role.Arn}}
      ExtendedS3DestinationConfiguration:
        BucketARN: !GetAtt Bucket.Arn
        RoleARN: !GetAtt Role.Arn
        Prefix: out/
        BufferingHints: {{IntervalInSeconds: !Ref Seconds, SizeInMBs: !FindInMap [Sizes, !Ref Stage, Mib]}}
  Extra:
    Type: AWS::Kinesis::Stream
    Condition: IsLive
    Properties: {{ShardCount: 1, Name: extra}}
Outputs:
  TableName: {{Value: !Ref Table}}
  BucketName: {{Value: !Ref Bucket, Export: {{Name: !Sub "${{AWS::StackName}}-bucket"}}}}
  DeliveryArn: {{Value: !GetAtt Delivery.Arn}}
"""


def run(report, server, options):
    stacks = client(server, "cloudformation")
    with tempfile.TemporaryDirectory(prefix="pumphouse-cli-") as folder, ThreadPoolExecutor(1) as beside:
        aws = Cli(server, folder)
        pathlib.Path(folder, "lake.yaml").write_text(TEMPLATE)
        # The CLI looks after its stack once in thirty seconds; meanwhile the rest goes on.
        first = beside.submit(deploy, aws)
        deployment(report, aws, stacks, server)
        change_sets(report, stacks, server)
        replacement(report, stacks, server)
        with report.case("the first deploy ends well"):
            code, out, err = first.result()
            same((code, out.strip().splitlines()[-1]), (0, "Successfully created/updated stack - lake"), at=err)
    way_back(report, stacks, server)
    ending(report, stacks, server)


def deploy(aws, *words):
    return aws.run(
        "cloudformation", "deploy", "--stack-name", "lake", "--template-file", "lake.yaml", "--capabilities", "CAPABILITY_IAM", *words
    )


def stack(stacks):
    return stacks.describe_stacks(StackName="lake")["Stacks"][0]


def status(stacks):
    """The stack's, if it is there yet."""
    return next((entry["StackStatus"] for entry in stacks.list_stacks()["StackSummaries"]), None)


def outputs(stacks):
    return {output["OutputKey"]: output["OutputValue"] for output in stack(stacks)["Outputs"]}


def deployment(report, aws, stacks, server):
    with report.case("aws cloudformation deploy makes the stack"):
        until(lambda: status(stacks), lambda seen: seen == "CREATE_COMPLETE", 60, "CREATE_COMPLETE")
        same(outputs(stacks), {"TableName": text(r"lake-Table-\w+"), "BucketName": "lake-000000000000", "DeliveryArn": text(r"arn:aws:firehose:.*")})
    with report.case("the parts are joined: an object's event is an item, its change is in the lake"):
        client(server, "s3").put_object(Bucket="lake-000000000000", Key="in/one", Body=b"1")
        until(lambda: ground.items(server, outputs(stacks)["TableName"]), lambda seen: seen == [{"id": {"S": "in/one"}}], 30, "the item")
        landed = until(lambda: ground.objects(server, "lake-000000000000", "out/"), lambda seen: seen, 30, "the change in the lake")
        same(json.loads(next(iter(landed.values())))["dynamodb"]["NewImage"], {"id": {"S": "in/one"}})
    with report.case("deploying the same again: no changes, and an error where that was asked for"):
        code, out, _ = deploy(aws, "--no-fail-on-empty-changeset")
        same((code, out.strip().splitlines()[-1]), (0, "No changes to deploy. Stack lake is up to date"))
        code, _, err = deploy(aws, "--fail-on-empty-changeset")
        same((code, err.strip()), (255, text(r".*No changes to deploy\. Stack lake is up to date")))
    with report.case("a changed parameter updates what depends on it in place, and nothing else"):
        before = {r["LogicalResourceId"]: r for r in stacks.describe_stack_resources(StackName="lake")["StackResources"]}
        update(stacks, "UPDATE_COMPLETE", Seconds="2")
        after = {r["LogicalResourceId"]: r for r in stacks.describe_stack_resources(StackName="lake")["StackResources"]}
        same({n: r["PhysicalResourceId"] for n, r in after.items()}, {n: r["PhysicalResourceId"] for n, r in before.items()})
        same(sorted(name for name, r in after.items() if r["ResourceStatus"] == "UPDATE_COMPLETE"), ["Delivery"])
        same(hints(server, stacks)["IntervalInSeconds"], 2)


def hints(server, stacks):
    name = outputs(stacks)["DeliveryArn"].split("/")[-1]
    seen = client(server, "firehose").describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
    return seen["Destinations"][0]["ExtendedS3DestinationDescription"]["BufferingHints"]


def change_set(stacks, name, **parameters):
    stacks.create_change_set(
        StackName="lake", ChangeSetName=name, UsePreviousTemplate=True, Capabilities=["CAPABILITY_IAM"], Parameters=[
            *({"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()),
            *({"ParameterKey": key, "UsePreviousValue": True} for key in ("Seconds", "TableName", "Stage") if key not in parameters),
        ],
    )  # fmt: skip
    look = lambda: stacks.describe_change_set(StackName="lake", ChangeSetName=name)  # noqa: E731
    return until(look, lambda seen: seen["Status"] in ("CREATE_COMPLETE", "FAILED"), what="the change set")


def change_sets(report, stacks, server):
    with report.case("a change set says what would be added and changed, and changes nothing"):
        seen = change_set(stacks, "to-live", Stage="live")
        same((seen["Status"], seen["ExecutionStatus"], seen["StackName"]), ("CREATE_COMPLETE", "AVAILABLE", "lake"))
        changes = {c["ResourceChange"]["LogicalResourceId"]: c["ResourceChange"] for c in seen["Changes"]}
        same({name: (c["Action"], c.get("Replacement")) for name, c in changes.items()}, {
            "Extra": ("Add", None), "Delivery": ("Modify", "False"), "Function": ("Modify", "False"),
        })  # fmt: skip
        same(changes["Function"]["Scope"], ["Properties"])
        same(hints(server, stacks), {"IntervalInSeconds": 2, "SizeInMBs": 1})
        listed = stacks.list_change_sets(StackName="lake")["Summaries"]
        same([entry["ChangeSetName"] for entry in listed if entry["ChangeSetName"] == "to-live"], ["to-live"])
    with report.case("a change set of nothing is FAILED and says why"):
        seen = change_set(stacks, "of-nothing")
        same((seen["Status"], seen["StatusReason"]), ("FAILED", text(r"The submitted information didn't contain changes\. .*|No updates are to be performed\.")))
        refused(lambda: stacks.execute_change_set(StackName="lake", ChangeSetName="of-nothing"), "InvalidChangeSetStatus")
        stacks.delete_change_set(StackName="lake", ChangeSetName="of-nothing")
    with report.case("executing it does what it said"):
        stacks.execute_change_set(StackName="lake", ChangeSetName="to-live")
        until(lambda: stack(stacks)["StackStatus"], lambda seen: seen == "UPDATE_COMPLETE", 60, "UPDATE_COMPLETE")
        until(lambda: hints(server, stacks), lambda seen: seen == {"IntervalInSeconds": 2, "SizeInMBs": 64}, what="64 MiB")
        client(server, "kinesis").describe_stream_summary(StreamName="extra")
    with report.case("refused: an update that changes nothing, a change set that is not there"):
        same_again = [{"ParameterKey": key, "UsePreviousValue": True} for key in ("Seconds", "TableName", "Stage")]
        refused(
            lambda: stacks.update_stack(StackName="lake", UsePreviousTemplate=True, Parameters=same_again, Capabilities=["CAPABILITY_IAM"]),
            "ValidationError", "No updates are to be performed.",
        )  # fmt: skip
        refused(lambda: stacks.describe_change_set(StackName="lake", ChangeSetName="nosuch"), "ChangeSetNotFound", "ChangeSet [nosuch] does not exist", 404)


def update(stacks, wanted, template=None, **parameters):
    body = {"TemplateBody": template} if template else {"UsePreviousTemplate": True}
    stacks.update_stack(
        StackName="lake", Capabilities=["CAPABILITY_IAM"], **body, Parameters=[
            *({"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()),
            *({"ParameterKey": key, "UsePreviousValue": True} for key in ("Seconds", "TableName", "Stage") if key not in parameters),
        ],
    )  # fmt: skip
    until(lambda: stack(stacks)["StackStatus"], lambda seen: not seen.endswith("IN_PROGRESS"), 60, wanted)
    same(stack(stacks)["StackStatus"], wanted, at=str(stack(stacks).get("StackStatusReason")))


def replacement(report, stacks, server):
    with report.case("a change of a name replaces: the new one is made, others follow it, then the old one goes"):
        old = outputs(stacks)["TableName"]
        change = change_set(stacks, "replaced", TableName="renamed")["Changes"]
        same({c["ResourceChange"]["LogicalResourceId"]: c["ResourceChange"].get("Replacement") for c in change}["Table"], "True")
        update(stacks, "UPDATE_COMPLETE", TableName="renamed")
        same(outputs(stacks)["TableName"], "renamed")
        tables = lambda: client(server, "dynamodb").list_tables()["TableNames"]  # noqa: E731
        until(tables, lambda seen: seen == ["renamed"], what=f"{old} gone")
        client(server, "s3").put_object(Bucket="lake-000000000000", Key="in/two", Body=b"2")
        until(lambda: ground.items(server, "renamed"), lambda seen: seen == [{"id": {"S": "in/two"}}], 30, "the item in the new table")


def way_back(report, stacks, server):
    broken = TEMPLATE.replace("  Extra:\n", "  Taken:\n    Type: AWS::Kinesis::Stream\n    DependsOn: Delivery\n    Properties: {ShardCount: 1, Name: taken}\n  Extra:\n")
    with report.case("an update that fails goes back: everything as it was, and the events say why"):
        ground.stream(server, "taken")
        before = outputs(stacks)
        update(stacks, "UPDATE_ROLLBACK_COMPLETE", broken, Seconds="9")
        same((outputs(stacks), hints(server, stacks)["IntervalInSeconds"]), (before, 2))
        events = stacks.describe_stack_events(StackName="lake")["StackEvents"]
        failed = [event for event in events if event["ResourceStatus"] == "CREATE_FAILED"]
        same((failed[0]["LogicalResourceId"], "already exists" in failed[0]["ResourceStatusReason"]), ("Taken", True))
        same(client(server, "kinesis").describe_stream_summary(StreamName="taken")["StreamDescriptionSummary"]["OpenShardCount"], 1)
    with report.case("and the next update works"):
        update(stacks, "UPDATE_COMPLETE", Seconds="3", Stage="test")
        same(hints(server, stacks), {"IntervalInSeconds": 3, "SizeInMBs": 1})
        until(lambda: client(server, "kinesis").list_streams()["StreamNames"], lambda seen: "extra" not in seen, what="the extra stream gone")
    with report.case("list-exports and the template as it stands"):
        same(stacks.list_exports()["Exports"], [{"ExportingStackId": ANY, "Name": "lake-bucket", "Value": "lake-000000000000"}])
        same(stacks.get_template(StackName="lake")["TemplateBody"], TEMPLATE)


def ending(report, stacks, server):
    with report.case("a bucket that is not empty keeps its stack from going; emptied, it goes"):
        stacks.delete_stack(StackName="lake")
        until(lambda: stack(stacks)["StackStatus"], lambda seen: seen == "DELETE_FAILED", 60, "DELETE_FAILED")
        s3 = client(server, "s3")
        for key in ground.objects(server, "lake-000000000000"):
            s3.delete_object(Bucket="lake-000000000000", Key=key)
        stack_id = stack(stacks)["StackId"]
        stacks.delete_stack(StackName="lake")
        gone = lambda: stacks.describe_stacks(StackName=stack_id)["Stacks"][0]["StackStatus"]  # noqa: E731
        until(gone, lambda seen: seen == "DELETE_COMPLETE", 60, "DELETE_COMPLETE")
        same(client(server, "firehose").list_delivery_streams()["DeliveryStreamNames"], [])
        same(s3.list_buckets()["Buckets"], [])
