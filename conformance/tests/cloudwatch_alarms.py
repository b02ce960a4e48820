"""CloudWatch alarms: boto3 and the aws CLI put them, data makes them fire, functions are told; templates; SIGKILL."""

import datetime
import json
import tempfile

from harness import ground
from harness.clients import ACCOUNT, REGION, Cli, client
from harness.expect import ANY, body, refused, same, text, until, violation

NAMESPACE = "Alarms"
ARN = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"
ABOVE = {"Threshold": 3.0, "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1, "Statistic": "Sum"}
BOTH = ["MetricAlarm", "CompositeAlarm"]
HEARS = """
import json, uuid, boto3
def handler(event, context):
    boto3.resource("dynamodb").Table("heard").put_item(Item={"id": str(uuid.uuid4()), "Event": json.dumps(event)})
"""


def run(report, server, options):
    cloudwatch = client(server, "cloudwatch")
    kept(report, cloudwatch)
    errors(report, cloudwatch)
    hears = listener(server)
    fired(report, server, cloudwatch, hears)
    composite(report, cloudwatch)
    command_line(report, server)
    template(report, server, cloudwatch)
    killed(report, server, cloudwatch, hears)


def put(cloudwatch, name, **changes):
    cloudwatch.put_metric_alarm(**{"AlarmName": name, "Namespace": NAMESPACE, "MetricName": name, "Period": 60, **ABOVE, **changes})


def state(cloudwatch, name):
    found = cloudwatch.describe_alarms(AlarmNames=[name], AlarmTypes=BOTH)
    return (found["MetricAlarms"] + found["CompositeAlarms"])[0]["StateValue"]


def kept(report, cloudwatch):
    with report.case("put-metric-alarm, describe-alarms: every member comes back"):
        given = {
            "AlarmName": "all of it", "AlarmDescription": "too hot", "ActionsEnabled": False, "OKActions": [TOPIC],
            "AlarmActions": [TOPIC], "InsufficientDataActions": [], "MetricName": "m", "Namespace": NAMESPACE,
            "ExtendedStatistic": "p99.9", "Dimensions": [{"Name": "Pump", "Value": "7"}], "Period": 300, "Unit": "Seconds",
            "EvaluationPeriods": 5, "DatapointsToAlarm": 3, "Threshold": 2.5, "ComparisonOperator": "LessThanOrEqualToThreshold",
            "TreatMissingData": "notBreaching", "EvaluateLowSampleCountPercentile": "ignore",
        }  # fmt: skip
        cloudwatch.put_metric_alarm(**given, Tags=[{"Key": "team", "Value": "pumps"}])
        (found,) = cloudwatch.describe_alarms(AlarmNamePrefix="all")["MetricAlarms"]
        made = {
            "AlarmArn": ARN + "all of it", "AlarmConfigurationUpdatedTimestamp": ANY, "StateValue": ANY, "StateReason": ANY,
            "StateUpdatedTimestamp": ANY, "StateTransitionedTimestamp": ANY,
        }  # fmt: skip
        same(found, {**given, **made}, ["StateReasonData"])
        same(cloudwatch.list_tags_for_resource(ResourceARN=ARN + "all of it")["Tags"], [{"Key": "team", "Value": "pumps"}])
        of = cloudwatch.describe_alarms_for_metric(MetricName="m", Namespace=NAMESPACE, Dimensions=given["Dimensions"])
        same([alarm["AlarmName"] for alarm in of["MetricAlarms"]], ["all of it"])
        cloudwatch.enable_alarm_actions(AlarmNames=["all of it"])
        assert cloudwatch.describe_alarms(AlarmNames=["all of it"])["MetricAlarms"][0]["ActionsEnabled"]
        cloudwatch.delete_alarms(AlarmNames=["all of it"])
        same(body(cloudwatch.describe_alarms()), {"MetricAlarms": [], "CompositeAlarms": []})
    with report.case("describe-alarms in pages"):
        for number in range(5):
            put(cloudwatch, f"page-{number}")
        pages = list(cloudwatch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 2}))
        same([len(page["MetricAlarms"]) for page in pages], [2, 2, 1])
        cloudwatch.delete_alarms(AlarmNames=[f"page-{number}" for number in range(5)])
    with report.case("set-alarm-state, describe-alarm-history"):
        put(cloudwatch, "set", TreatMissingData="ignore")
        for value in ("OK", "ALARM"):
            cloudwatch.set_alarm_state(AlarmName="set", StateValue=value, StateReason="by hand", StateReasonData='{"a": 1}')
        items = cloudwatch.describe_alarm_history(AlarmName="set", HistoryItemType="StateUpdate")["AlarmHistoryItems"]
        same([item["HistorySummary"] for item in items], ["Alarm updated from OK to ALARM", "Alarm updated from INSUFFICIENT_DATA to OK"])
        data = json.loads(items[0]["HistoryData"])
        says = lambda value: {"stateValue": value, "stateReason": "by hand", "stateReasonData": {"a": 1}}  # noqa: E731
        same(data, {"version": "1.0", "oldState": says("OK"), "newState": says("ALARM")})
        pages = list(
            cloudwatch.get_paginator("describe_alarm_history").paginate(
                AlarmName="set", ScanBy="TimestampAscending", PaginationConfig={"PageSize": 1}
            )
        )
        same(pages[0]["AlarmHistoryItems"][0]["HistorySummary"], 'Alarm "set" created')
        same(len(pages), 3)
        cloudwatch.delete_alarms(AlarmNames=["set"])


def errors(report, cloudwatch):
    good = {"AlarmName": "bad", "Namespace": NAMESPACE, "MetricName": "m", "Period": 60, **ABOVE}
    table = [
        ("no name", "put_metric_alarm", {**good, "AlarmName": ""},
         "1 validation error detected: " + violation("", "alarmName", "have length greater than or equal to 1")),
        ("a period that is none", "put_metric_alarm", {**good, "Period": 45}, "Period must be 10, 20, 30 or a multiple of 60"),
        ("more than a day", "put_metric_alarm", {**good, "EvaluationPeriods": 1441},
         "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400) for alarms using period < 3600"),
        ("more of than there are", "put_metric_alarm", {**good, "DatapointsToAlarm": 2},
         "DatapointsToAlarm must be less than or equal to EvaluationPeriods"),
        ("a machine to stop", "put_metric_alarm", {**good, "AlarmActions": [f"arn:aws:automate:{REGION}:ec2:stop"]}, ANY),
        ("a band", "put_metric_alarm", {**good, "ComparisonOperator": "LessThanLowerThreshold"}, ANY),
        ("a rule that is none", "put_composite_alarm", {"AlarmName": "bad", "AlarmRule": "()"},
         "Error in AlarmRule [Unsupported token ')' at char 1]"),
        ("a rule over nothing", "put_composite_alarm", {"AlarmName": "bad", "AlarmRule": "ALARM(gone)"},
         "Could not save the composite alarm as alarms [gone] in the alarm rule do not exist"),
    ]  # fmt: skip
    for name, operation, arguments, message in table:
        with report.case(f"refused: {name}"):
            refused(lambda: getattr(cloudwatch, operation)(**arguments), "ValidationError", message)
    with report.case("refused: the state of an alarm that there is not, and a reason that is no JSON"):
        refused(lambda: cloudwatch.set_alarm_state(AlarmName="bad", StateValue="OK", StateReason="r"), "ResourceNotFound", "Unknown", 404)
        put(cloudwatch, "json")
        asked = {"AlarmName": "json", "StateValue": "OK", "StateReason": "r", "StateReasonData": "{"}
        refused(lambda: cloudwatch.set_alarm_state(**asked), "InvalidFormat", ANY)
        cloudwatch.delete_alarms(AlarmNames=["json"])


def listener(server):
    """A function that writes down what it is told, and that alarms may invoke."""
    ground.table(server, "heard")
    role = ground.role(server, "hearing", "lambda", "dynamodb:PutItem", "logs:*")
    arn = ground.function(server, "hears", role, "index.handler", {"index.py": HEARS})
    client(server, "lambda").add_permission(
        FunctionName="hears", StatementId="alarms", Action="lambda:InvokeFunction",
        Principal="lambda.alarms.cloudwatch.amazonaws.com", SourceArn=ARN + "*",
    )  # fmt: skip
    return arn


def heard(server, count):
    seen = until(lambda: ground.items(server, "heard"), lambda seen: len(seen) >= count, 30, f"{count} events")
    return [json.loads(item["Event"]["S"]) for item in seen]


def fired(report, server, cloudwatch, hears):
    with report.case("data makes an alarm fire: state, reason, event of the function, history"):
        put(cloudwatch, "hot", Period=10, AlarmActions=[hears], AlarmDescription="too hot")

        def judged():
            now = datetime.datetime.now(datetime.timezone.utc)
            point = {"MetricName": "hot", "Timestamp": now, "Value": 4.5, "StorageResolution": 1}
            cloudwatch.put_metric_data(Namespace=NAMESPACE, MetricData=[point])
            return cloudwatch.describe_alarms(AlarmNames=["hot"])["MetricAlarms"][0]

        alarm = until(judged, lambda alarm: alarm["StateValue"] == "ALARM", 40, "the alarm")
        reason = r"Threshold Crossed: 1 datapoint \[\d+\.\d+ \(\d\d/\d\d/\d\d \d\d:\d\d:\d\d\)\] was greater than the threshold \(3\.0\)\."
        same(alarm["StateReason"], text(reason))
        data = json.loads(alarm["StateReasonData"])
        assert data["period"] == 10 and data["threshold"] == 3.0 and data["evaluatedDatapoints"][0]["value"] > 3, data
        (event,) = heard(server, 1)
        same((event["source"], event["alarmArn"], event["accountId"], event["region"]), ("aws.cloudwatch", ARN + "hot", ACCOUNT, REGION))
        told = event["alarmData"]
        same((told["alarmName"], told["state"]["value"], told["state"]["reason"]), ("hot", "ALARM", alarm["StateReason"]))
        same(told["configuration"]["metrics"][0]["metricStat"]["metric"], {"namespace": NAMESPACE, "name": "hot", "dimensions": {}})
        look = lambda: cloudwatch.describe_alarm_history(AlarmName="hot", HistoryItemType="Action")["AlarmHistoryItems"]  # noqa: E731
        (item,) = until(look, lambda items: items)
        same(item["HistorySummary"], f"Successfully executed action {hears}")
    with report.case("a function that does not let alarms in: the action has failed, and the history says so"):
        client(server, "lambda").remove_permission(FunctionName="hears", StatementId="alarms")
        put(cloudwatch, "mute", AlarmActions=[hears])
        cloudwatch.set_alarm_state(AlarmName="mute", StateValue="ALARM", StateReason="r")
        look = lambda: cloudwatch.describe_alarm_history(AlarmName="mute", HistoryItemType="Action")["AlarmHistoryItems"]  # noqa: E731
        (item,) = until(look, lambda items: items)
        same(item["HistorySummary"], text(rf"Failed to execute action {hears}\. Received error: \".+\""))
        same(json.loads(item["HistoryData"])["actionState"], "Failed")
        listener_again(server)
        cloudwatch.delete_alarms(AlarmNames=["hot", "mute"])
    with report.case("an alarm on an expression"):
        metric = {"Namespace": NAMESPACE, "MetricName": "none"}
        queries = [
            {"Id": "e", "Expression": "FILL(m, 7) * 2", "Label": "twice"},
            {"Id": "m", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}, "ReturnData": False},
        ]
        cloudwatch.put_metric_alarm(
            AlarmName="math", Metrics=queries, EvaluationPeriods=1, Threshold=13, ComparisonOperator="GreaterThanThreshold"
        )
        until(lambda: state(cloudwatch, "math"), lambda value: value == "ALARM")
        cloudwatch.delete_alarms(AlarmNames=["math"])


def listener_again(server):
    client(server, "lambda").add_permission(
        FunctionName="hears", StatementId="alarms", Action="lambda:InvokeFunction",
        Principal="lambda.alarms.cloudwatch.amazonaws.com", SourceArn=ARN + "*",
    )  # fmt: skip


def composite(report, cloudwatch):
    with report.case("a composite alarm follows, is suppressed, and keeps its children"):
        for name in ("a", "b c", "quiet"):
            put(cloudwatch, name, TreatMissingData="ignore")
            cloudwatch.set_alarm_state(AlarmName=name, StateValue="OK", StateReason="r")
        rule = f'(ALARM(a) AND NOT ALARM("b c")) OR INSUFFICIENT_DATA({ARN}a)'
        suppressed = {"ActionsSuppressor": "quiet", "ActionsSuppressorWaitPeriod": 600, "ActionsSuppressorExtensionPeriod": 600}
        cloudwatch.put_composite_alarm(AlarmName="over", AlarmRule=rule, **suppressed)
        until(lambda: state(cloudwatch, "over"), lambda value: value == "OK")
        cloudwatch.set_alarm_state(AlarmName="a", StateValue="ALARM", StateReason="r")
        until(lambda: state(cloudwatch, "over"), lambda value: value == "ALARM")
        (alarm,) = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
        same((alarm["AlarmRule"], alarm["ActionsSuppressedBy"]), (rule, "WaitPeriod"))
        same(alarm["StateReason"], text(rf"{ARN}a transitioned to ALARM at \w+ \d\d \w+, \d{{4}} \d\d:\d\d:\d\d UTC"))
        children = cloudwatch.describe_alarms(ChildrenOfAlarmName="over")["MetricAlarms"]
        same([child["AlarmName"] for child in children], ["a", "b c"])
        parents = cloudwatch.describe_alarms(ParentsOfAlarmName="a")["CompositeAlarms"]
        same(parents[0]["AlarmName"], "over")
        for name in ("a", "quiet"):
            refused(lambda: cloudwatch.delete_alarms(AlarmNames=[name]), "ValidationError",
                    f"Cannot delete {name} as there are composite alarm(s) depending on it.")  # fmt: skip
        cloudwatch.delete_alarms(AlarmNames=["over", "a", "b c", "quiet"])


def command_line(report, server):
    with tempfile.TemporaryDirectory() as folder:
        aws = Cli(server, folder)
        with report.case("the aws CLI: put-metric-alarm, describe-alarms, set-alarm-state, describe-alarm-history, delete-alarms"):
            put = ["cloudwatch", "put-metric-alarm", "--alarm-name", "cli", "--namespace", NAMESPACE, "--metric-name", "cli"]
            how = ["--statistic", "Average", "--period", "300", "--evaluation-periods", "2", "--threshold", "70"]
            rest = ["--comparison-operator", "GreaterThanThreshold", "--dimensions", "Name=Pump,Value=7", "--ok-actions", TOPIC]
            assert aws(*put, *how, *rest, "--no-actions-enabled", "--treat-missing-data", "ignore") is None
            (alarm,) = aws("cloudwatch", "describe-alarms", "--alarm-names", "cli")["MetricAlarms"]
            same((alarm["Threshold"], alarm["ActionsEnabled"], alarm["OKActions"]), (70.0, False, [TOPIC]))
            aws("cloudwatch", "put-composite-alarm", "--alarm-name", "cli-over", "--alarm-rule", "OK(cli)")
            aws("cloudwatch", "set-alarm-state", "--alarm-name", "cli", "--state-value", "OK", "--state-reason", "initializing")
            look = ["cloudwatch", "describe-alarms", "--alarm-types", "CompositeAlarm"]
            until(lambda: aws(*look)["CompositeAlarms"][0]["StateValue"], lambda value: value == "ALARM")
            history = aws("cloudwatch", "describe-alarm-history", "--alarm-name", "cli", "--history-item-type", "StateUpdate")
            same(history["AlarmHistoryItems"][0]["HistorySummary"], "Alarm updated from INSUFFICIENT_DATA to OK")
            aws("cloudwatch", "delete-alarms", "--alarm-names", "cli-over", "cli")
            assert aws("cloudwatch", "describe-alarms")["MetricAlarms"] == []


def template(report, server, cloudwatch):
    with report.case("alarms of a template: made, updated, deleted"):
        def text_of(threshold):
            alarm = {**ABOVE, "Threshold": threshold, "Namespace": NAMESPACE, "MetricName": "m", "Period": 60}
            over = {"AlarmRule": {"Fn::Sub": "ALARM(${Hot})"}, "AlarmName": "made-over"}
            resources = {
                "Hot": {"Type": "AWS::CloudWatch::Alarm", "Properties": alarm},
                "Over": {"Type": "AWS::CloudWatch::CompositeAlarm", "Properties": over},
            }
            outputs = {"Arn": {"Value": {"Fn::GetAtt": ["Hot", "Arn"]}}, "Name": {"Value": {"Ref": "Hot"}}}
            return json.dumps({"Resources": resources, "Outputs": outputs})

        stacks = client(server, "cloudformation")
        stacks.create_stack(StackName="alarming", TemplateBody=text_of(1))
        pace = {"Delay": 1, "MaxAttempts": 20}
        stacks.get_waiter("stack_create_complete").wait(StackName="alarming", WaiterConfig=pace)
        (stack,) = stacks.describe_stacks(StackName="alarming")["Stacks"]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        same(outputs["Arn"], ARN + outputs["Name"])
        stacks.update_stack(StackName="alarming", TemplateBody=text_of(2))
        stacks.get_waiter("stack_update_complete").wait(StackName="alarming", WaiterConfig=pace)
        (alarm,) = cloudwatch.describe_alarms(AlarmNames=[outputs["Name"]])["MetricAlarms"]
        assert alarm["Threshold"] == 2.0, alarm
        stacks.delete_stack(StackName="alarming")
        until(lambda: cloudwatch.describe_alarms(AlarmTypes=BOTH), lambda all: not all["MetricAlarms"] + all["CompositeAlarms"])


def killed(report, server, cloudwatch, hears):
    if not server.ours:
        return
    with report.case("what was asked for is told, across SIGKILL"):
        put(cloudwatch, "kept", AlarmActions=[hears], TreatMissingData="ignore")
        names = set()
        for round in range(4):
            for value in ("OK", "ALARM"):
                reason = f"{value} {round}"
                cloudwatch.set_alarm_state(AlarmName="kept", StateValue=value, StateReason=reason)
            names.add(reason)
            server.kill()
            server.start()
            assert state(cloudwatch, "kept") == "ALARM"
        told = lambda: {event["alarmData"]["state"]["reason"] for event in heard(server, 1)}  # noqa: E731
        until(told, lambda seen: names <= seen, 60, "all events")
        look = lambda: cloudwatch.describe_alarm_history(AlarmName="kept", HistoryItemType="Action")["AlarmHistoryItems"]  # noqa: E731
        items = until(look, lambda items: len(items) == 4)
        assert all(item["HistorySummary"].startswith("Successfully") for item in items), items
