"""CloudFormation through boto3: the sensors stack made, described, told in events, deleted; and refusals."""

import json

from harness.clients import ACCOUNT, REGION, client
from harness.expect import refused, same, text, until, violation, violations
from harness.functions import PYTHON

TEMPLATE = f"""
AWSTemplateFormatVersion: "2010-09-09"
Description: Sensors, small
Parameters:
  Shards: {{Type: Number, Default: 1, MinValue: 1, MaxValue: 8}}
  TableName: {{Type: String}}
Resources:
  Stream:
    Type: AWS::Kinesis::Stream
    Properties: {{ShardCount: !Ref Shards, Tags: [{{Key: made-by, Value: !Sub "${{AWS::StackName}} in ${{AWS::Region}}"}}]}}
  Table:
    Type: AWS::DynamoDB::Table
    DependsOn: Stream
    Properties:
      TableName: !Ref TableName
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{{AttributeName: a, AttributeType: S}}]
      KeySchema: [{{AttributeName: a, KeyType: HASH}}]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "sts:AssumeRole"}}]
      ManagedPolicyArns: [!Sub "arn:${{AWS::Partition}}:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole"]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: {PYTHON}
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code:
        ZipFile: |
          import os
          def handler(event, context):
              return os.environ["TABLE"]
      Environment: {{Variables: {{TABLE: !Ref Table}}}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {{FunctionName: !Ref Function, EventSourceArn: !GetAtt Stream.Arn, StartingPosition: LATEST}}
Outputs:
  StreamArn: {{Value: !GetAtt Stream.Arn, Description: the stream}}
  Joined: {{Value: !Join ["/", [!Ref Table, !Ref "AWS::AccountId"]], Export: {{Name: joined}}}}
  FunctionName: {{Value: !Ref Function}}
"""
LOGICAL_IDS = ["Function", "Mapping", "Role", "Stream", "Table"]


def run(report, server, options):
    stacks = client(server, "cloudformation")
    creation(report, stacks, server)
    for name, operation, arguments, code, message in refusals():
        with report.case(f"refused: {name}"):
            refused(lambda: getattr(stacks, operation)(**arguments), code, message)
    failure(report, stacks, server)
    deletion(report, stacks, server)


def wait(stacks, kind, name):
    stacks.get_waiter(kind).wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})


def described(stacks, name):
    return stacks.describe_stacks(StackName=name)["Stacks"][0]


def creation(report, stacks, server):
    arn = text(rf"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/core/[0-9a-f-]{{36}}")
    with report.case("validate-template answers the parameters"):
        got = stacks.validate_template(TemplateBody=TEMPLATE)
        same(sorted(p["ParameterKey"] for p in got["Parameters"]), ["Shards", "TableName"])
    with report.case("create-stack reaches CREATE_COMPLETE"):
        made = stacks.create_stack(
            StackName="core", TemplateBody=TEMPLATE, Capabilities=["CAPABILITY_IAM"],
            Parameters=[{"ParameterKey": "TableName", "ParameterValue": "landed"}],
        )  # fmt: skip
        same(made["StackId"], arn)
        wait(stacks, "stack_create_complete", "core")
        same(described(stacks, "core")["StackStatus"], "CREATE_COMPLETE")
    with report.case("describe-stacks: parameters with defaults, and outputs worked out"):
        stack = described(stacks, "core")
        same({p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}, {"Shards": "1", "TableName": "landed"})
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        same(outputs, {
            "StreamArn": text(rf"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/core-Stream-\w+"), "Joined": f"landed/{ACCOUNT}",
            "FunctionName": text(r"core-Function-\w+"),
        })  # fmt: skip
        same(described(stacks, made["StackId"])["StackName"], "core")
    with report.case("the resources are there and work"):
        resources = {r["LogicalResourceId"]: r for r in stacks.describe_stack_resources(StackName="core")["StackResources"]}
        assert sorted(resources) == LOGICAL_IDS, list(resources)
        assert {r["ResourceStatus"] for r in resources.values()} == {"CREATE_COMPLETE"}, resources
        same(resources["Table"]["PhysicalResourceId"], "landed")
        said = client(server, "lambda").invoke(FunctionName=resources["Function"]["PhysicalResourceId"], Payload=b"{}")
        same(json.loads(said["Payload"].read()), "landed")
        tags = client(server, "kinesis").list_tags_for_stream(StreamName=resources["Stream"]["PhysicalResourceId"])["Tags"]
        same({t["Key"]: t["Value"] for t in tags if not t["Key"].startswith("aws:")}, {"made-by": f"core in {REGION}"})
    with report.case("describe-stack-events: newest first, each resource in progress before complete"):
        events = [
            (e["LogicalResourceId"], e["ResourceStatus"])
            for page in stacks.get_paginator("describe_stack_events").paginate(StackName="core") for e in page["StackEvents"]
        ]  # fmt: skip
        assert events[0] == ("core", "CREATE_COMPLETE") and events[-1] == ("core", "CREATE_IN_PROGRESS"), events
        for name in LOGICAL_IDS:
            assert events.index((name, "CREATE_COMPLETE")) < events.index((name, "CREATE_IN_PROGRESS")), (name, events)
        assert events.index(("Table", "CREATE_IN_PROGRESS")) < events.index(("Stream", "CREATE_COMPLETE")), "DependsOn was not kept"
    with report.case("a template in JSON is taken as well"):
        template = {"Resources": {"Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "from-json", "ShardCount": 1}}}}
        stacks.create_stack(StackName="json", TemplateBody=json.dumps(template))
        wait(stacks, "stack_create_complete", "json")
        client(server, "kinesis").describe_stream_summary(StreamName="from-json")
    with report.case("list-stacks by status"):
        got = stacks.list_stacks(StackStatusFilter=["CREATE_COMPLETE"])["StackSummaries"]
        same(sorted(stack["StackName"] for stack in got), ["core", "json"])


def resources(**entries):
    return json.dumps({"Resources": entries})


def stream(**properties):
    return {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1, **properties}}


def refusals():
    template = resources(S=stream())
    new = lambda body, **more: {"StackName": "unmade", "TemplateBody": body, **more}  # noqa: E731
    return [
        ("a stack that exists", "create_stack", {"StackName": "core", "TemplateBody": template}, "AlreadyExistsException", "Stack [core] already exists"),
        ("a stack that does not", "describe_stacks", {"StackName": "nosuch"}, "ValidationError", "Stack with id nosuch does not exist"),
        ("events of no stack", "describe_stack_events", {"StackName": "nosuch"}, "ValidationError", text(r"Stack \[nosuch\] does not exist")),
        ("a stack name with a blank", "create_stack", {"StackName": "a b", "TemplateBody": template}, "ValidationError",
         violations(violation("a b", "stackName", "satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"))),
        ("no template", "create_stack", {"StackName": "unmade"}, "ValidationError", text(r"Either Template URL or Template Body must be specified\.?")),
        ("a template that is a word", "create_stack", new("rubbish"), "ValidationError", text(r"Template format error: .*")),
        ("a template that is broken JSON", "create_stack", new('{"Resources": '), "ValidationError", text(r"Template format error: .*")),
        ("no resources", "create_stack", new('{"Resources": {}}'), "ValidationError",
         "Template format error: At least one Resources member must be defined."),
        ("a resource without type", "create_stack", new(resources(S={"Properties": {}})), "ValidationError", text(r"Template format error: .*S.*")),
        ("an unknown resource type", "create_stack", new(resources(S={"Type": "AWS::Tea::Pot"})), "ValidationError",
         text(r"Template format error: Unrecognized resource types: \[AWS::Tea::Pot\].*")),
        ("an unknown section", "create_stack", new(json.dumps({"Tea": {}, **json.loads(template)})), "ValidationError",
         text(r"Invalid template property or properties \[Tea\]")),
        ("a reference to nothing", "create_stack", new(resources(S=stream(Name={"Ref": "Nothing"}))), "ValidationError",
         text(r"Template format error: Unresolved resource dependencies \[Nothing\] in the Resources block of the template")),
        ("an attribute of nothing", "create_stack", new(resources(S=stream(Name={"Fn::GetAtt": ["Nothing", "Arn"]}))), "ValidationError",
         text(r"Template error: instance of Fn::GetAtt references undefined resource Nothing")),
        ("a circle", "create_stack", new(resources(A={**stream(), "DependsOn": "B"}, B={**stream(), "DependsOn": "A"})), "ValidationError",
         text(r"Circular dependency between resources: \[(A, B|B, A)\]")),
        ("a parameter without value", "create_stack", {"StackName": "unmade", "TemplateBody": TEMPLATE, "Capabilities": ["CAPABILITY_IAM"]},
         "ValidationError", "Parameters: [TableName] must have values"),
        ("a parameter that is not there", "create_stack", new(template, Parameters=[{"ParameterKey": "Tea", "ParameterValue": "x"}]),
         "ValidationError", "Parameters: [Tea] do not exist in the template"),
        ("a role without the capability", "create_stack",
         {"StackName": "unmade", "TemplateBody": TEMPLATE, "Parameters": [{"ParameterKey": "TableName", "ParameterValue": "t-1"}]},
         "InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_IAM]"),
    ]  # fmt: skip


def failure(report, stacks, server):
    with report.case("a resource that cannot be made rolls the stack back, and the events say why"):
        template = resources(First=stream(Name="rolled-back"), Second={**stream(Name="from-json"), "DependsOn": "First"})
        stacks.create_stack(StackName="failing", TemplateBody=template)
        until(lambda: described(stacks, "failing")["StackStatus"], lambda seen: seen == "ROLLBACK_COMPLETE", 30, "ROLLBACK_COMPLETE")
        events = stacks.describe_stack_events(StackName="failing")["StackEvents"]
        failed = [e for e in events if e["ResourceStatus"] == "CREATE_FAILED" and e["LogicalResourceId"] == "Second"]
        assert failed and "already exists" in failed[0]["ResourceStatusReason"], failed
        until(
            lambda: client(server, "kinesis").list_streams()["StreamNames"], lambda seen: "rolled-back" not in seen,
            what="the first stream deleted again",
        )  # fmt: skip
        same(client(server, "kinesis").describe_stream_summary(StreamName="from-json")["StreamDescriptionSummary"]["OpenShardCount"], 1)


def deletion(report, stacks, server):
    with report.case("delete-stack takes its resources with it; deleting none is no error"):
        stack = described(stacks, "core")["StackId"]
        for name in ("core", "json", "failing", "nosuch"):
            stacks.delete_stack(StackName=name)
        wait(stacks, "stack_delete_complete", stack)
        same(described(stacks, stack)["StackStatus"], "DELETE_COMPLETE")
        refused(lambda: described(stacks, "core"), "ValidationError", "Stack with id core does not exist")
        until(lambda: client(server, "dynamodb").list_tables()["TableNames"], lambda seen: "landed" not in seen, what="the table gone")
        until(lambda: client(server, "kinesis").list_streams()["StreamNames"], lambda seen: not seen, what="the streams gone")
        same(client(server, "lambda").list_functions()["Functions"], [])
        same(client(server, "iam").list_roles()["Roles"], [])
