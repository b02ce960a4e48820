"""CloudFormation through boto3 and `aws cloudformation deploy`: change sets, updates, the way back, exports, kill -9."""

import json
import pathlib
import tempfile

from harness.clients import Cli, client
from harness.expect import refused, same, text, until
from harness.functions import PYTHON

TEMPLATE = f"""
Parameters:
  Days: {{Type: Number, Default: 3}}
  Group: {{Type: String, Default: /first}}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DependsOn: Permission
    Properties:
      BucketName: updates-in
      NotificationConfiguration:
        LambdaConfigurations: [{{Event: "s3:ObjectCreated:*", Function: !GetAtt Function.Arn}}]
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Function
      Action: lambda:InvokeFunction
      Principal: s3.amazonaws.com
      SourceArn: !Sub "arn:${{AWS::Partition}}:s3:::updates-in"
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: {PYTHON}
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code: {{ZipFile: "def handler(event, context): return 1"}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{{Effect: Allow, Principal: {{Service: lambda.amazonaws.com}}, Action: "sts:AssumeRole"}}]
  Log: {{Type: AWS::Logs::LogGroup, Properties: {{LogGroupName: !Ref Group, RetentionInDays: !Ref Days}}}}
Outputs:
  Log: {{Value: !Ref Log, Export: {{Name: log}}}}
"""
TAKES = """
Resources:
  Stream: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1, Tags: [{Key: log, Value: !ImportValue log}]}}
"""
CAPABILITIES = ["CAPABILITY_IAM"]


def run(report, server, options):
    stacks = client(server, "cloudformation")
    with tempfile.TemporaryDirectory() as folder:
        deployment(report, stacks, server, pathlib.Path(folder))
    updates(report, stacks, server)
    exports(report, stacks)
    if server.ours:
        kills(report, stacks, server)


def described(stacks, name="updates"):
    return stacks.describe_stacks(StackName=name)["Stacks"][0]


def ends(stacks, status, name="updates"):
    until(lambda: described(stacks, name)["StackStatus"], lambda seen: seen == status, 30, status)


def update(stacks, name="updates", **parameters):
    keys = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
    kept = [{"ParameterKey": key, "UsePreviousValue": True} for key in ("Days", "Group") if key not in parameters]
    stacks.update_stack(StackName=name, UsePreviousTemplate=True, Parameters=keys + kept, Capabilities=CAPABILITIES)


def told(stacks, name="updates"):
    events = stacks.describe_stack_events(StackName=name)["StackEvents"]
    return [(e["LogicalResourceId"], e["ResourceStatus"], e.get("ResourceStatusReason")) for e in reversed(events)]


def deployment(report, stacks, server, folder):
    cli = Cli(server, folder)
    (folder / "t.yaml").write_text(TEMPLATE)
    deploy = ["cloudformation", "deploy", "--template-file", str(folder / "t.yaml"), "--stack-name", "updates",
              "--capabilities", "CAPABILITY_IAM"]  # fmt: skip
    with report.case("aws cloudformation deploy makes a change set; executed, it makes the stack"):
        cli.said(*deploy, "--no-execute-changeset")
        same(described(stacks)["StackStatus"], "REVIEW_IN_PROGRESS")
        made = stacks.list_change_sets(StackName="updates")["Summaries"][0]
        same((made["Status"], made["ExecutionStatus"]), ("CREATE_COMPLETE", "AVAILABLE"))
        found = stacks.describe_change_set(ChangeSetName=made["ChangeSetId"])
        changes = [(c["ResourceChange"]["Action"], c["ResourceChange"]["LogicalResourceId"]) for c in found["Changes"]]
        same(changes, [("Add", name) for name in ("Bucket", "Permission", "Function", "Role", "Log")])
        stacks.execute_change_set(ChangeSetName=made["ChangeSetId"])
        ends(stacks, "CREATE_COMPLETE")
    with report.case("nothing to deploy is no error where that is said"):
        cli.said(*deploy, "--no-fail-on-empty-changeset")
        same(described(stacks)["StackStatus"], "CREATE_COMPLETE")
        found = stacks.list_change_sets(StackName="updates")["Summaries"][0]
        same(found["StatusReason"], text("The submitted information didn't contain changes. .*"))
        refused(lambda: stacks.execute_change_set(ChangeSetName=found["ChangeSetId"]), "InvalidChangeSetStatus")


def updates(report, stacks, server):
    logs = client(server, "logs")
    with report.case("an update that would change nothing is refused"):
        refused(lambda: update(stacks), "ValidationError", "No updates are to be performed.")
    with report.case("a property that can be changed is changed in place"):
        update(stacks, Days="7")
        ends(stacks, "UPDATE_COMPLETE")
        same([group["retentionInDays"] for group in logs.describe_log_groups(logGroupNamePrefix="/first")["logGroups"]], [7])
        same([status for name, status, _ in told(stacks) if name == "Log"][-2:], ["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"])
    with report.case("one that cannot be takes another thing, and the first goes in the clean-up"):
        update(stacks, Group="/second")
        until(lambda: told(stacks)[-1][1], lambda seen: seen == "UPDATE_COMPLETE", 30, "the clean-up done")
        same([group["logGroupName"] for group in logs.describe_log_groups()["logGroups"] if "/aws" not in group["logGroupName"]], ["/second"])
        events = [(status, reason) for name, status, reason in told(stacks) if name == "Log"][-5:]
        replacing = "Requested update requires the creation of a new physical resource; hence creating one."
        same(events, [
            ("UPDATE_IN_PROGRESS", replacing), ("UPDATE_IN_PROGRESS", "Resource creation Initiated"),
            ("UPDATE_COMPLETE", None), ("DELETE_IN_PROGRESS", None), ("DELETE_COMPLETE", None),
        ])  # fmt: skip
        same(described(stacks)["Outputs"][0]["OutputValue"], "/second")
    with report.case("an update that fails is taken back"):
        worse = TEMPLATE.replace("Outputs:", "  Bad: {Type: AWS::Kinesis::Stream, DependsOn: Log, Properties: {ShardCount: 1, Name: no good}}\nOutputs:")
        stacks.update_stack(
            StackName="updates", TemplateBody=worse, Capabilities=CAPABILITIES,
            Parameters=[{"ParameterKey": "Days", "ParameterValue": "14"}, {"ParameterKey": "Group", "UsePreviousValue": True}],
        )  # fmt: skip
        ends(stacks, "UPDATE_ROLLBACK_COMPLETE")
        reasons = [reason for name, status, reason in told(stacks) if status == "UPDATE_ROLLBACK_IN_PROGRESS"]
        same(reasons, ["The following resource(s) failed to create: [Bad]. "])
        same([group["retentionInDays"] for group in logs.describe_log_groups(logGroupNamePrefix="/second")["logGroups"]], [7])
        same(stacks.get_template(StackName="updates")["TemplateBody"].strip(), TEMPLATE.strip())


def exports(report, stacks):
    with report.case("an export that is drawn on neither goes nor changes"):
        same([(e["Name"], e["Value"]) for e in stacks.list_exports()["Exports"]], [("log", "/second")])
        stacks.create_stack(StackName="takes", TemplateBody=TAKES)
        ends(stacks, "CREATE_COMPLETE", "takes")
        same(stacks.list_imports(ExportName="log")["Imports"], ["takes"])
        update(stacks, Group="/third")
        until(lambda: told(stacks)[-1][1], lambda seen: seen == "UPDATE_ROLLBACK_COMPLETE", 30, "taken back")
        assert "Cannot update export log as it is in use by takes" in [reason for _, _, reason in told(stacks)], told(stacks)
        stacks.delete_stack(StackName="updates")
        same(described(stacks)["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        same(described(stacks)["StackStatusReason"], "Delete canceled. Cannot delete export log as it is in use by takes")
        stacks.delete_stack(StackName="takes")
        stacks.get_waiter("stack_delete_complete").wait(StackName="takes", WaiterConfig={"Delay": 1, "MaxAttempts": 30})


def kills(report, stacks, server):
    with report.case("an update goes on where a SIGKILL left it"):
        tables = {
            f"T{number}": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {
                    "TableName": f"killed-{number}", "BillingMode": "PAY_PER_REQUEST",
                    "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}],
                    "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}],
                },
            } for number in range(20)
        }  # fmt: skip
        half = {name: table for name, table in tables.items() if int(name[1:]) < 10}
        stacks.create_stack(StackName="killed", TemplateBody=json.dumps({"Resources": half}))
        ends(stacks, "CREATE_COMPLETE", "killed")
        other = {name: table for name, table in tables.items() if int(name[1:]) >= 5}
        stacks.update_stack(StackName="killed", TemplateBody=json.dumps({"Resources": other}))
        for _ in range(3):
            server.kill()
            server.start()
        ends(stacks, "UPDATE_COMPLETE", "killed")
        names = [name for name in client(server, "dynamodb").list_tables()["TableNames"] if name.startswith("killed")]
        same(sorted(names), sorted(f"killed-{number}" for number in range(5, 20)))
    with report.case("everything goes with its stack"):
        for name in ("updates", "killed"):
            stack = described(stacks, name)["StackId"]
            stacks.delete_stack(StackName=name)
            stacks.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
        same(client(server, "s3").list_buckets()["Buckets"], [])
        same(client(server, "dynamodb").list_tables()["TableNames"], [])
