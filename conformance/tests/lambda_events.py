"""Lambda's asynchronous events by boto3: accepted before they are done, told to destinations, kept over SIGKILL."""

import json

from harness import ground
from harness.clients import ACCOUNT, client
from harness.expect import ANY, TIME, UUID, refused, same, text, until

CODE = """
import json, os, boto3
table = boto3.resource("dynamodb").Table("seen")
def handler(event, context):
    if event.get("fail"):
        raise ValueError("as asked")
    table.put_item(Item={"id": str(event["n"]), "Request": context.aws_request_id})
    return {"n": event["n"]}
"""
TELLS = """
import json, boto3, uuid
def handler(event, context):
    boto3.resource("dynamodb").Table("told").put_item(Item={"id": str(uuid.uuid4()), "Event": json.dumps(event)})
"""
EVENTS = 30


def run(report, server, options):
    functions = client(server, "lambda")
    for name in ("seen", "told"):
        ground.table(server, name)
    role = ground.role(server, "working", "lambda", "dynamodb:PutItem", "lambda:InvokeFunction", "logs:*")
    works = ground.function(server, "works", role, "index.handler", {"index.py": CODE})
    tells = ground.function(server, "tells", role, "index.handler", {"index.py": TELLS})
    send = lambda event: functions.invoke(FunctionName="works", InvocationType="Event", Payload=json.dumps(event))  # noqa: E731
    settings(report, functions, works, tells)
    destinations(report, server, send, works)
    permissions(report, functions, works)
    killed(report, server, send)


def settings(report, functions, works, tells):
    with report.case("event invoke config: put, get, update, list, refused"):
        refused(lambda: functions.get_function_event_invoke_config(FunctionName="works"), "ResourceNotFoundException",
                text(r"The function .*works.* doesn't have an EventInvokeConfig"), 404)  # fmt: skip
        to = {"OnSuccess": {"Destination": tells}, "OnFailure": {"Destination": tells}}
        functions.put_function_event_invoke_config(FunctionName="works", MaximumRetryAttempts=1, DestinationConfig=to)
        functions.update_function_event_invoke_config(FunctionName="works", MaximumRetryAttempts=0, MaximumEventAgeInSeconds=60)
        got = functions.get_function_event_invoke_config(FunctionName="works")
        same({name: got[name] for name in ("FunctionArn", "MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig")}, {
            "FunctionArn": works + ":$LATEST", "MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60, "DestinationConfig": to,
        })  # fmt: skip
        same(len(functions.list_function_event_invoke_configs(FunctionName="works")["FunctionEventInvokeConfigs"]), 1)
        refused(lambda: functions.put_function_event_invoke_config(FunctionName="works", MaximumRetryAttempts=3), "ValidationException",
                text(r"1 validation error detected: Value '3' at 'maximumRetryAttempts' failed .* less than or equal to 2"))  # fmt: skip


def told(server, count):
    seen = until(lambda: ground.items(server, "told"), lambda seen: len(seen) >= count, 30, f"{count} records at the destination")
    return [json.loads(item["Event"]["S"]) for item in seen]


def destinations(report, server, send, works):
    with report.case("success and failure are told with request and answer"):
        answer = send({"n": 1})
        same((answer["StatusCode"], answer["Payload"].read()), (202, b""))
        send({"n": 2, "fail": True})
        records = {record["requestContext"]["condition"]: record for record in told(server, 2)}
        form = lambda condition: {  # noqa: E731
            "requestId": UUID, "functionArn": works + ":$LATEST", "condition": condition, "approximateInvokeCount": 1,
        }
        same(records["Success"], {
            "version": "1.0", "timestamp": TIME, "requestContext": form("Success"), "requestPayload": {"n": 1},
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST"}, "responsePayload": {"n": 1},
        })  # fmt: skip
        same(records["RetriesExhausted"], {
            "version": "1.0", "timestamp": TIME, "requestContext": form("RetriesExhausted"), "requestPayload": {"n": 2, "fail": True},
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
            "responsePayload": {"errorMessage": "as asked", "errorType": "ValueError", "requestId": ANY, "stackTrace": ANY},
        }, ["requestId"])  # fmt: skip
    with report.case("the event's request is the function's own"):
        (item,) = [item for item in ground.items(server, "seen") if item["id"]["S"] == "1"]
        same(records["Success"]["requestContext"]["requestId"], item["Request"]["S"])


def permissions(report, functions, works):
    with report.case("permissions: added, read, removed"):
        functions.add_permission(FunctionName="works", StatementId="a", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com")
        functions.add_permission(
            FunctionName="works", StatementId="b", Action="lambda:InvokeFunction", Principal="events.amazonaws.com", SourceArn=ground.arn("events", "rule/x")
        )
        policy = json.loads(functions.get_policy(FunctionName="works")["Policy"])
        same((policy["Version"], sorted(s["Sid"] for s in policy["Statement"]), {s["Resource"] for s in policy["Statement"]}), ("2012-10-17", ["a", "b"], {works}))
        functions.remove_permission(FunctionName="works", StatementId="a")
        functions.remove_permission(FunctionName="works", StatementId="b")
        gone = "The resource you requested does not exist."
        refused(lambda: functions.get_policy(FunctionName="works"), "ResourceNotFoundException", gone, 404)
        refused(lambda: functions.remove_permission(FunctionName="works", StatementId="a"), "ResourceNotFoundException", ANY, 404)
        refused(
            lambda: functions.add_permission(FunctionName="nosuch", StatementId="a", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com"),
            "ResourceNotFoundException", f"Function not found: arn:aws:lambda:us-east-1:{ACCOUNT}:function:nosuch", 404,
        )  # fmt: skip


def killed(report, server, send):
    if not server.ours:
        return
    with report.case(f"{EVENTS} events that were accepted are done although the server is killed at once"):
        for n in range(100, 100 + EVENTS):
            same(send({"n": n})["StatusCode"], 202)
            if n % 10 == 9:
                server.kill()
                server.start()
        wanted = {str(n) for n in range(100, 100 + EVENTS)}
        until(lambda: {item["id"]["S"] for item in ground.items(server, "seen")}, lambda seen: wanted <= seen, 60, "every event")
