"""Lambda through boto3: functions, invocations, logs, mappings, and what is refused."""

import base64
import json
import urllib.request

from harness.clients import ACCOUNT, REGION, bare, client
from harness.expect import ANY, UUID, body, refused, same, text, until, violation, violations
from harness.functions import PYTHON, code_sha256, source, zipped

NAME = "probe"
ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{NAME}"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/lambda"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
STREAM_ARN = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/source"


def run(report, server, options):
    functions, iam, kinesis = client(server, "lambda"), client(server, "iam"), client(server, "kinesis")
    iam.create_role(RoleName="lambda", AssumeRolePolicyDocument=json.dumps(TRUST))
    kinesis.create_stream(StreamName="source", ShardCount=1)
    kinesis.get_waiter("stream_exists").wait(StreamName="source", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    management(report, functions)
    invocations(report, functions)
    logs(report, functions, client(server, "logs"))
    with report.case("a mapping is refused while the role may not read the stream"):
        refused(
            lambda: functions.create_event_source_mapping(FunctionName=NAME, EventSourceArn=STREAM_ARN, StartingPosition="LATEST"),
            "InvalidParameterValueException",
            text(r"Cannot access stream \S+\. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, "
                 r"(ListShards, and )?ListStreams Actions on your stream in IAM\."),
        )  # fmt: skip
    iam.attach_role_policy(RoleName="lambda", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole")
    mappings(report, functions)
    for name, operation, arguments, code, message, *status in refusals():
        with report.case(f"refused: {name}"):
            refused(lambda: getattr(functions, operation)(**arguments), code, message, *status)
    rubbish(report, server)
    removal(report, functions)


def definition(**changes):
    """A valid create-function, changed; None takes a member out."""
    valid = {
        "FunctionName": NAME, "Runtime": PYTHON, "Role": ROLE_ARN, "Handler": "probe.handler",
        "Code": {"ZipFile": zipped({"probe.py": source("probe.py")})},
    }  # fmt: skip
    return {name: value for name, value in {**valid, **changes}.items() if value is not None}


def management(report, functions):
    with report.case("create-function: defaults, hash, size"):
        archive = definition()["Code"]["ZipFile"]
        made = functions.create_function(**definition(Environment={"Variables": {"COLOUR": "blue"}}))
        wanted = {
            "FunctionName": NAME, "FunctionArn": ARN, "Runtime": PYTHON, "Handler": "probe.handler", "Role": ROLE_ARN,
            "Timeout": 3, "MemorySize": 128, "Description": "", "Version": "$LATEST", "PackageType": "Zip",
            "CodeSize": len(archive), "CodeSha256": code_sha256(archive), "Architectures": ["x86_64"],
            "Environment": {"Variables": {"COLOUR": "blue"}}, "TracingConfig": {"Mode": "PassThrough"}, "RevisionId": UUID,
        }  # fmt: skip
        same({name: made.get(name) for name in wanted}, wanted)
        assert made["ResponseMetadata"]["HTTPStatusCode"] == 201, made["ResponseMetadata"]
        functions.get_waiter("function_active_v2").wait(FunctionName=NAME)
    with report.case("get-function by name, by ARN and by partial ARN"):
        for named in (NAME, ARN, f"{ACCOUNT}:function:{NAME}"):
            got = functions.get_function(FunctionName=named)
            same((got["Configuration"]["FunctionArn"], got["Configuration"]["State"]), (ARN, "Active"))
    with report.case("get-function says where its code can be fetched, and it can"):
        code = functions.get_function(FunctionName=NAME)["Code"]
        same(code["RepositoryType"], "S3")
        with urllib.request.urlopen(code["Location"], timeout=10) as answer:
            same(code_sha256(answer.read()), made["CodeSha256"])
    with report.case("update-function-configuration changes what it names and nothing else"):
        changed = functions.update_function_configuration(FunctionName=NAME, Timeout=2, Description="new")
        functions.get_waiter("function_updated_v2").wait(FunctionName=NAME)
        same((changed["Timeout"], changed["Description"], changed["MemorySize"], changed["Handler"]), (2, "new", 128, "probe.handler"))
        same(functions.get_function_configuration(FunctionName=NAME)["Timeout"], 2)
    with report.case("list-functions pages"):
        functions.create_function(**definition(FunctionName="another"))
        names = [f["FunctionName"] for f in functions.list_functions()["Functions"]]
        assert sorted(names) == ["another", NAME], names
        page = functions.list_functions(MaxItems=1)
        rest = functions.list_functions(Marker=page["NextMarker"])
        assert sorted(f["FunctionName"] for f in page["Functions"] + rest["Functions"]) == ["another", NAME], (page, rest)
        functions.delete_function(FunctionName="another")


def invoke(functions, event, **more):
    answer = functions.invoke(FunctionName=NAME, Payload=json.dumps(event), **more)
    payload = answer["Payload"].read()
    return answer, json.loads(payload) if payload else None


def invocations(report, functions):
    with report.case("invoke answers the payload, 200 and the version"):
        for event in ({"a": [1, "ü", None, 1.5]}, [], "text", 7, None):
            answer, got = invoke(functions, event)
            same((answer["StatusCode"], answer["ExecutedVersion"], got), (200, "$LATEST", event))
            assert "FunctionError" not in answer, answer
    with report.case("the context and the environment are Lambda's"):
        names = ["COLOUR", "AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "_HANDLER", "LAMBDA_TASK_ROOT",
                 "AWS_ACCESS_KEY_ID", "AWS_EXECUTION_ENV", "AWS_LAMBDA_LOG_GROUP_NAME", "PUMPHOUSE_DATA"]  # fmt: skip
        answer, got = invoke(functions, {"do": "tell", "names": names})
        environment = got.pop("environment")
        same(got, {
            "calls": ANY, "name": NAME, "version": "$LATEST", "arn": ARN, "memory": text("128") if isinstance(got["memory"], str) else 128,
            "request": answer["ResponseMetadata"]["RequestId"], "left": ANY,
        })  # fmt: skip
        assert 0 < got["left"] <= 2000, got["left"]
        same(environment, {
            "COLOUR": "blue", "AWS_REGION": REGION, "AWS_LAMBDA_FUNCTION_NAME": NAME, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
            "_HANDLER": "probe.handler", "LAMBDA_TASK_ROOT": text(), "AWS_ACCESS_KEY_ID": text(), "AWS_EXECUTION_ENV": f"AWS_Lambda_{PYTHON}",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{NAME}", "PUMPHOUSE_DATA": None,
        })  # fmt: skip
    with report.case("a warm environment is used again"):
        _, first = invoke(functions, {"do": "tell", "names": []})
        _, second = invoke(functions, {"do": "tell", "names": []})
        same(second["calls"], first["calls"] + 1)
    with report.case("an exception is a FunctionError with its type, message and trace"):
        answer, got = invoke(functions, {"do": "raise"})
        same((answer["StatusCode"], answer["FunctionError"]), (200, "Unhandled"))
        same(got, {"errorMessage": "as asked", "errorType": "ValueError", "stackTrace": ANY}, ["requestId"])
        same(invoke(functions, "after")[1], "after")
    with report.case("a timeout kills the function; the next invocation works"):
        answer, got = invoke(functions, {"do": "sleep", "seconds": 30})
        same(answer["FunctionError"], "Unhandled")
        same(got["errorMessage"], text(r".*Task timed out after 2\.00 seconds"))
        same(invoke(functions, "after")[1], "after")
    with report.case("a function that ends its process is an error; the next invocation works"):
        answer, got = invoke(functions, {"do": "exit"})
        same(answer["FunctionError"], "Unhandled")
        same(got, {"errorType": "Runtime.ExitError", "errorMessage": text(r"RequestId: \S+ Error: Runtime exited with error: exit status 3")})
        same(invoke(functions, "after")[1], "after")
    with report.case("Event answers 202 with nothing, DryRun 204"):
        answer, got = invoke(functions, {}, InvocationType="Event")
        same((answer["StatusCode"], got), (202, None))
        answer, got = invoke(functions, {}, InvocationType="DryRun")
        same((answer["StatusCode"], got), (204, None))
    with report.case("LogType Tail has START, the output, END and REPORT"):
        answer, _ = invoke(functions, {"do": "print"}, LogType="Tail")
        tail = base64.b64decode(answer["LogResult"]).decode()
        request = answer["ResponseMetadata"]["RequestId"]
        for line in (
            rf"START RequestId: {request} Version: \$LATEST", "to stdout", "to stderr", rf"END RequestId: {request}",
            rf"REPORT RequestId: {request}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB.*",
        ):  # fmt: skip
            same(tail, text(rf"(.*\n)?{line}(\n.*)?"))
    with report.case("a handler that is not there says so"):
        functions.create_function(**definition(FunctionName="broken", Handler="probe.nosuch"))
        functions.get_waiter("function_active_v2").wait(FunctionName="broken")
        answer = functions.invoke(FunctionName="broken", Payload=b"{}")
        got = json.loads(answer["Payload"].read())
        same((answer["FunctionError"], got["errorType"]), ("Unhandled", "Runtime.HandlerNotFound"))
        functions.delete_function(FunctionName="broken")


def logs(report, functions, watch):
    with report.case("what functions print is in CloudWatch Logs"):
        group = f"/aws/lambda/{NAME}"
        streams = watch.describe_log_streams(logGroupName=group)["logStreams"]
        same(streams[0]["logStreamName"], text(r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}"))
        lines = [
            event["message"].strip()
            for stream in streams
            for event in watch.get_log_events(logGroupName=group, logStreamName=stream["logStreamName"], startFromHead=True)["events"]
        ]
        assert "to stdout" in lines and "to stderr" in lines, lines[:20]


def mappings(report, functions):
    look = lambda: functions.list_event_source_mappings(FunctionName=NAME)["EventSourceMappings"]  # noqa: E731
    with report.case("a mapping: Creating, Enabled, disabled and enabled, updated, deleted"):
        made = functions.create_event_source_mapping(
            FunctionName=NAME, EventSourceArn=STREAM_ARN, StartingPosition="TRIM_HORIZON", BatchSize=7
        )
        same((made["State"], made["BatchSize"], made["FunctionArn"]), ("Creating", 7, ARN))
        assert made["ResponseMetadata"]["HTTPStatusCode"] == 202, made["ResponseMetadata"]
        until(look, lambda seen: seen[0]["State"] == "Enabled", what="Enabled")
        changed = functions.update_event_source_mapping(UUID=made["UUID"], Enabled=False, BatchSize=9)
        assert changed["State"] in ("Disabling", "Updating") and changed["BatchSize"] == 9, changed
        until(look, lambda seen: seen[0]["State"] == "Disabled", what="Disabled")
        functions.update_event_source_mapping(UUID=made["UUID"], Enabled=True)
        until(look, lambda seen: seen[0]["State"] == "Enabled", what="Enabled again")
        same(functions.get_event_source_mapping(UUID=made["UUID"])["BatchSize"], 9)
    with report.case("the same mapping twice is refused"):
        refused(
            lambda: functions.create_event_source_mapping(FunctionName=NAME, EventSourceArn=STREAM_ARN, StartingPosition="LATEST"),
            "ResourceConflictException",
            text(r'.*already exists\. Please update or delete the existing mapping with UUID \S+'), 409,
        )  # fmt: skip
    with report.case("a deleted mapping is gone"):
        uuid = look()[0]["UUID"]
        same(functions.delete_event_source_mapping(UUID=uuid)["State"], "Deleting")
        until(look, lambda seen: not seen, what="no mapping")
        refused(lambda: functions.get_event_source_mapping(UUID=uuid), "ResourceNotFoundException", "The resource you requested does not exist.", 404)


def refusals():
    missing = f"Function not found: arn:aws:lambda:{REGION}:{ACCOUNT}:function:nosuch"
    mapping = {"FunctionName": NAME, "EventSourceArn": STREAM_ARN, "StartingPosition": "LATEST"}
    return [
        ("a function that exists", "create_function", definition(), "ResourceConflictException", f"Function already exist: {NAME}", 409),
        ("get-function of none", "get_function", {"FunctionName": "nosuch"}, "ResourceNotFoundException", missing, 404),
        ("invoke of none", "invoke", {"FunctionName": "nosuch"}, "ResourceNotFoundException", missing, 404),
        ("delete of none", "delete_function", {"FunctionName": "nosuch"}, "ResourceNotFoundException", missing, 404),
        ("code of none", "update_function_code", {"FunctionName": "nosuch", "ZipFile": definition()["Code"]["ZipFile"]},
         "ResourceNotFoundException", missing, 404),
        ("a zip that is none", "create_function", definition(FunctionName="x", Code={"ZipFile": b"rubbish"}), "InvalidParameterValueException",
         "Could not unzip uploaded file. Please check your file, then try to upload again."),
        ("an empty zip", "create_function", definition(FunctionName="x", Code={"ZipFile": zipped({})}), "InvalidParameterValueException",
         text(r".*[Uu]ploaded file must be a non-empty zip.*")),
        ("no code", "create_function", definition(FunctionName="x", Code={}), "InvalidParameterValueException", ANY),
        ("a runtime that is none", "create_function", definition(FunctionName="x", Runtime="cobol85"), "InvalidParameterValueException",
         text(r"Value cobol85 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[.*\] or be a valid ARN")),
        ("no handler", "create_function", definition(FunctionName="x", Handler=None), "InvalidParameterValueException",
         text("(Runtime and Handler are mandatory parameters|Handler is mandatory) for functions created with deployment packages.")),
        ("a role that is no ARN", "create_function", definition(FunctionName="x", Role="lambda"), "ValidationException",
         text(r"1 validation error detected: Value 'lambda' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: .*")),
        ("a role that is not there", "create_function", definition(FunctionName="x", Role=f"arn:aws:iam::{ACCOUNT}:role/nosuch"),
         "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."),
        ("a name with a blank", "create_function", definition(FunctionName="a b"), "ValidationException",
         text(r"1 validation error detected: Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: .*")),
        ("127 MB", "update_function_configuration", {"FunctionName": NAME, "MemorySize": 127}, "ValidationException",
         violations(violation("127", "memorySize", "have value greater than or equal to 128"))),
        ("901 seconds", "update_function_configuration", {"FunctionName": NAME, "Timeout": 901}, "ValidationException",
         violations(violation("901", "timeout", "have value less than or equal to 900"))),
        ("a reserved variable", "update_function_configuration", {"FunctionName": NAME, "Environment": {"Variables": {"AWS_REGION": "x"}}},
         "InvalidParameterValueException", text(r"Lambda was unable to configure your environment variables because the environment variables you have "
         r"provided contains reserved keys that are currently not supported for modification\. Reserved keys used in this request: AWS_REGION")),
        ("an event that is not JSON", "invoke", {"FunctionName": NAME, "Payload": b"{rubbish"}, "InvalidRequestContentException",
         text(r"Could not parse request body into json: .*")),
        ("an event of 6 MB and a byte", "invoke", {"FunctionName": NAME, "Payload": b'"' + b"x" * (6 * 2**20 - 1) + b'"'}, "RequestTooLargeException",
         text(r"Request must be smaller than 6291456 bytes for the InvokeFunction operation"
              r"|6291457 byte payload is too large for the RequestResponse invocation type \(limit 6291456 bytes\)"), 413),
        ("a mapping of no function", "create_event_source_mapping", {**mapping, "FunctionName": "nosuch"}, "ResourceNotFoundException", missing, 404),
        ("a mapping of no stream", "create_event_source_mapping", {**mapping, "EventSourceArn": STREAM_ARN + "-nosuch"}, "InvalidParameterValueException", ANY),
        ("a mapping without position", "create_event_source_mapping", {"FunctionName": NAME, "EventSourceArn": STREAM_ARN},
         "InvalidParameterValueException", ANY),
        ("a mapping of 10,001 records", "create_event_source_mapping", {**mapping, "BatchSize": 10_001}, "ValidationException",
         violations(violation("10001", "batchSize", "have value less than or equal to 10000"))),
        ("a mapping that is none", "get_event_source_mapping", {"UUID": "00000000-0000-0000-0000-000000000000"}, "ResourceNotFoundException",
         "The resource you requested does not exist.", 404),
    ]  # fmt: skip


def rubbish(report, server):
    def post(path, payload=b"{}", method="POST"):
        return bare(server, "lambda", method=method, path=path, body=payload, Content_Type="application/json")

    with report.case("rubbish: a body that is not JSON is a SerializationException"):
        for payload in (b"rubbish", b"[]", b'{"Timeout": "x"}', b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"):
            reply = post(f"/2015-03-31/functions/{NAME}/configuration", payload, "PUT")
            same((reply.status, reply.error), (400, "SerializationException"))
    with report.case("rubbish: an unknown path and an unknown method"):
        for path, method in (("/2015-03-31/teapots", "GET"), ("/2015-03-31/functions", "PATCH"), ("/1999-01-01/functions", "GET")):
            reply = post(path, b"", method)
            assert 400 <= reply.status < 500, (path, reply.status, reply.body)
    with report.case("every answer has a request id"):
        reply = post("/2015-03-31/functions", b"", "GET")
        same(reply.headers.get("x-amzn-RequestId"), UUID, at="x-amzn-RequestId")


def removal(report, functions):
    with report.case("update-function-code with DryRun changes nothing"):
        before = functions.get_function_configuration(FunctionName=NAME)
        functions.update_function_code(FunctionName=NAME, ZipFile=zipped({"probe.py": "x"}), DryRun=True)
        same(functions.get_function_configuration(FunctionName=NAME)["CodeSha256"], before["CodeSha256"])
    with report.case("delete-function answers 204 and the function is gone"):
        gone = functions.delete_function(FunctionName=NAME)
        assert gone["ResponseMetadata"]["HTTPStatusCode"] in (200, 204), body(gone)
        refused(lambda: functions.invoke(FunctionName=NAME, Payload=b"{}"), "ResourceNotFoundException", ANY, 404)
