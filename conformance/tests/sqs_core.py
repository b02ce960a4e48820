"""SQS through boto3, the aws CLI and the query protocol: queues, messages, FIFO, dead letters, functions, kill -9."""

import hashlib
import json
import threading
import time
import urllib.parse

from botocore.exceptions import BotoCoreError, ClientError

from harness.clients import ACCOUNT, REGION, Cli, client
from harness.expect import ANY, UUID, refused, same, text, until
from harness.functions import PYTHON, zipped

NOTHING = "AWS.SimpleQueueService.NonExistentQueue"


def arn(name):
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"


def run(report, server, options):
    sqs = client(server, "sqs")
    queues(report, server, sqs)
    messages(report, server, sqs)
    refusals(report, server, sqs)
    fifo(report, server, sqs)
    dead_letters(report, server, sqs)
    query(report, server, sqs)
    command_line(report, server, options)
    functions(report, server, sqs)
    buckets(report, server, sqs)
    templates(report, server, sqs)
    if server.ours:
        killed(report, server)


def make(sqs, name, **attributes):
    """The URL of a new queue."""
    return sqs.create_queue(QueueName=name, Attributes={key: str(value) for key, value in attributes.items()})["QueueUrl"]


def receive(sqs, url, **more):
    """Up to ten messages, with everything."""
    asked = {"MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"], "MessageSystemAttributeNames": ["All"], **more}
    return sqs.receive_message(QueueUrl=url, **asked).get("Messages", [])


def bodies(sqs, url, **more):
    return [message["Body"] for message in receive(sqs, url, **more)]


def queues(report, server, sqs):
    with report.case("a queue is made once, described, changed, tagged, listed"):
        url = make(sqs, "plain", VisibilityTimeout=7)
        same(url, f"{server.url}/{ACCOUNT}/plain")
        same(make(sqs, "plain", VisibilityTimeout=7), url)
        same(sqs.get_queue_url(QueueName="plain")["QueueUrl"], url)
        message = "A queue already exists with the same name and a different value for attribute VisibilityTimeout"
        refused(lambda: make(sqs, "plain", VisibilityTimeout=8), "QueueAlreadyExists", message)
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "0", "MessageRetentionPeriod": "600"})
        expected = {
            "QueueArn": arn("plain"), "ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesNotVisible": "0",
            "ApproximateNumberOfMessagesDelayed": "0", "CreatedTimestamp": text(r"\d{10}"),
            "LastModifiedTimestamp": text(r"\d{10}"), "VisibilityTimeout": "7", "MaximumMessageSize": "1048576",
            "MessageRetentionPeriod": "600", "DelaySeconds": "0", "ReceiveMessageWaitTimeSeconds": "0",
            "SqsManagedSseEnabled": "true",
        }  # fmt: skip
        same(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"], expected)
        sqs.tag_queue(QueueUrl=url, Tags={"a": "1", "b": "2"})
        sqs.untag_queue(QueueUrl=url, TagKeys=["a"])
        same(sqs.list_queue_tags(QueueUrl=url)["Tags"], {"b": "2"})
        make(sqs, "plain-2")
        same(sqs.list_queues(QueueNamePrefix="plain")["QueueUrls"], [url, f"{url}-2"])
        page = sqs.list_queues(QueueNamePrefix="plain", MaxResults=1)
        same(sqs.list_queues(QueueNamePrefix="plain", MaxResults=1, NextToken=page["NextToken"])["QueueUrls"], [f"{url}-2"])
    with report.case("a deleted queue is gone, and its name rests"):
        sqs.delete_queue(QueueUrl=f"{url}-2")
        refused(lambda: sqs.send_message(QueueUrl=f"{url}-2", MessageBody="x"), NOTHING, "The specified queue does not exist.")
        message = "You must wait 60 seconds after deleting a queue before you can create another with the same name."
        refused(lambda: make(sqs, "plain-2"), "AWS.SimpleQueueService.QueueDeletedRecently", message)


def messages(report, server, sqs):
    url = make(sqs, "messages", VisibilityTimeout=30)
    with report.case("a message with attributes, its digests checked by the client"):
        attributes = {
            "text": {"DataType": "String", "StringValue": "ä\n"},
            "number": {"DataType": "Number.int", "StringValue": "7"},
            "bytes": {"DataType": "Binary", "BinaryValue": b"\0\xff"},
        }
        trace = {"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}}
        sent = sqs.send_message(
            QueueUrl=url, MessageBody="hällo", MessageAttributes=attributes, MessageSystemAttributes=trace
        )
        same(sent, {"MessageId": UUID, "MD5OfMessageBody": hashlib.md5("hällo".encode()).hexdigest(),
                    "MD5OfMessageAttributes": text("[0-9a-f]{32}"), "MD5OfMessageSystemAttributes": text("[0-9a-f]{32}")},
             also=("ResponseMetadata",))  # fmt: skip
        [message] = receive(sqs, url)
        same(message["MessageAttributes"], attributes)
        same(message["MD5OfMessageAttributes"], sent["MD5OfMessageAttributes"])
        same(message["Attributes"], {"SenderId": ACCOUNT, "SentTimestamp": text(r"\d{13}"),
             "ApproximateReceiveCount": "1", "ApproximateFirstReceiveTimestamp": text(r"\d{13}"),
             "AWSTraceHeader": trace["AWSTraceHeader"]["StringValue"]})  # fmt: skip
        same(receive(sqs, url), [])
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
        [again] = receive(sqs, url)
        same(again["Attributes"]["ApproximateReceiveCount"], "2")
        sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])
        sqs.delete_message(QueueUrl=url, ReceiptHandle=again["ReceiptHandle"])
    with report.case("batches, and entries that fail alone"):
        entries = [{"Id": str(n), "MessageBody": "x" if n else ""} for n in range(10)]
        answer = sqs.send_message_batch(QueueUrl=url, Entries=entries)
        same(len(answer["Successful"]), 9)
        expected = {"Id": "0", "SenderFault": True, "Code": "MissingParameter",
                    "Message": "The request must contain the parameter MessageBody."}  # fmt: skip
        same(answer["Failed"], [expected])
        received = receive(sqs, url)
        same(len(received), 9)
        entries = [{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(received)]
        answer = sqs.delete_message_batch(QueueUrl=url, Entries=[*entries, {"Id": "bad", "ReceiptHandle": "no"}])
        same((len(answer["Successful"]), answer["Failed"][0]["Code"]), (9, "ReceiptHandleIsInvalid"))
    with report.case("a long poll is woken by a message, and ends without one"):
        found = []
        waiter = threading.Thread(target=lambda: found.extend(bodies(client(server, "sqs"), url, WaitTimeSeconds=20)))
        waiter.start()
        begun = time.monotonic()
        time.sleep(0.5)
        sqs.send_message(QueueUrl=url, MessageBody="wake")
        waiter.join()
        assert found == ["wake"] and time.monotonic() - begun < 5, (found, time.monotonic() - begun)
        begun = time.monotonic()
        same(bodies(sqs, url, WaitTimeSeconds=1), [])
        assert 0.9 < time.monotonic() - begun < 5
    with report.case("delays, and a purge"):
        sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=2)
        same(bodies(sqs, url), [])
        same(bodies(sqs, url, WaitTimeSeconds=5), ["later"])
        sqs.purge_queue(QueueUrl=url)
        counted = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessagesNotVisible"])
        same(counted["Attributes"], {"ApproximateNumberOfMessagesNotVisible": "0"})
        message = "Only one PurgeQueue operation on messages is allowed every 60 seconds."
        refused(lambda: sqs.purge_queue(QueueUrl=url), "AWS.SimpleQueueService.PurgeQueueInProgress", message, 403)
    with report.case("a message of a mebibyte"):
        body = "x" * (1 << 20)
        sqs.send_message(QueueUrl=url, MessageBody=body)
        same(bodies(sqs, url) == [body], True)
        message = "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."
        refused(lambda: sqs.send_message(QueueUrl=url, MessageBody=body + "x"), "InvalidParameterValue", message)


def refusals(report, server, sqs):
    url = make(sqs, "refusals")
    with report.case("what is refused, in AWS's words"):
        for call, code, message in [
            (lambda: make(sqs, "a b"), "InvalidParameterValue",
             "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"),
            (lambda: make(sqs, "x", VisibilityTimeout=43_201), "InvalidAttributeValue",
             "Invalid value for the parameter VisibilityTimeout."),
            (lambda: make(sqs, "x", Nothing=1), "InvalidAttributeName", "Unknown Attribute Nothing."),
            (lambda: sqs.send_message(QueueUrl=url, MessageBody=""), "MissingParameter",
             "The request must contain the parameter MessageBody."),
            (lambda: sqs.send_message(QueueUrl=url, MessageBody="\1"), "InvalidMessageContents", ANY),
            (lambda: sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=11), "InvalidParameterValue",
             "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."),
            (lambda: sqs.delete_message(QueueUrl=url, ReceiptHandle="no"), "ReceiptHandleIsInvalid",
             'The input receipt handle "no" is not a valid receipt handle.'),
            (lambda: sqs.send_message_batch(QueueUrl=url, Entries=[]), "AWS.SimpleQueueService.EmptyBatchRequest",
             "There should be at least one SendMessageBatchRequestEntry in the request."),
            (lambda: sqs.delete_message_batch(QueueUrl=url, Entries=[{"Id": "a", "ReceiptHandle": "x"}] * 20),
             "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
             "Maximum number of entries per request are 10. You have sent 20."),
            (lambda: sqs.delete_message_batch(QueueUrl=url, Entries=[{"Id": "a:b", "ReceiptHandle": "x"}]),
             "AWS.SimpleQueueService.InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, "
             "hyphens and underscores. It can be at most 80 letters long."),
        ]:  # fmt: skip
            refused(call, code, message)


def fifo(report, server, sqs):
    url = make(sqs, "f.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    with report.case("FIFO: order in groups, locks, duplicates, sequence numbers"):
        sent = [
            sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group)
            for group, body in (("g", "g1"), ("h", "h1"), ("g", "g2"), ("g", "g1"))
        ]
        same(sent[3]["MessageId"], sent[0]["MessageId"])
        numbers = [answer["SequenceNumber"] for answer in sent[:3]]
        assert numbers == sorted(numbers) and all(len(number) == 20 for number in numbers), numbers
        [first] = receive(sqs, url, MaxNumberOfMessages=1)
        same(first["Attributes"], {"MessageGroupId": "g", "SequenceNumber": numbers[0],
             "MessageDeduplicationId": hashlib.sha256(b"g1").hexdigest()},
             also=("SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"))  # fmt: skip
        same(bodies(sqs, url), ["h1"])
        sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
        same(bodies(sqs, url), ["g2"])
        call = lambda: sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId="g", DelaySeconds=2)
        message = "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type."
        refused(call, "InvalidParameterValue", message)
    with report.case("FIFO: a receipt that has expired deletes nothing"):
        sqs.send_message(QueueUrl=url, MessageBody="short", MessageGroupId="i")
        [message] = receive(sqs, url, VisibilityTimeout=1)
        same(bodies(sqs, url, WaitTimeSeconds=5), ["short"])
        handle = message["ReceiptHandle"]
        words = f"Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired."
        refused(lambda: sqs.delete_message(QueueUrl=url, ReceiptHandle=handle), "InvalidParameterValue", words)


def dead_letters(report, server, sqs):
    with report.case("what is received too often is given up, and moved back"):
        dead = make(sqs, "dead")
        policy = json.dumps({"deadLetterTargetArn": arn("dead"), "maxReceiveCount": 1})
        url = make(sqs, "lively", RedrivePolicy=policy, VisibilityTimeout=0)
        same(sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"], [url])
        sqs.send_message(QueueUrl=url, MessageBody="poison")
        same((bodies(sqs, url), bodies(sqs, url)), (["poison"], []))
        [message] = receive(sqs, dead, VisibilityTimeout=0)
        same(message["Attributes"]["DeadLetterQueueSourceArn"], arn("lively"))
        sqs.start_message_move_task(SourceArn=arn("dead"))
        ended = lambda tasks: tasks[0]["Status"] == "COMPLETED"
        [task] = until(lambda: sqs.list_message_move_tasks(SourceArn=arn("dead"))["Results"], ended)
        same((task["ApproximateNumberOfMessagesMoved"], task["ApproximateNumberOfMessagesToMove"]), (1, 1))
        same(bodies(sqs, url), ["poison"])
        message = "Source queue must be configured as a Dead Letter Queue."
        refused(lambda: sqs.start_message_move_task(SourceArn=arn("lively")), "InvalidParameterValue", message)


def query(report, server, sqs):
    """What clients say that are older than JSON."""
    import urllib.request
    import xml.etree.ElementTree as tree

    space = "{http://queue.amazonaws.com/doc/2012-11-05/}"

    def ask(path, **form):
        form = {"Version": "2012-11-05", **{key.replace("_", "."): value for key, value in form.items()}}
        request = urllib.request.Request(f"{server.url}{path}", urllib.parse.urlencode(form).encode())
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, tree.fromstring(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, tree.fromstring(error.read())

    with report.case("the query protocol, at the queue's own address too"):
        status, answer = ask("/", Action="CreateQueue", QueueName="old", Attribute_1_Name="VisibilityTimeout", Attribute_1_Value="0")
        url = answer.find(f"{space}CreateQueueResult/{space}QueueUrl").text
        same((status, url), (200, f"{server.url}/{ACCOUNT}/old"))
        path = f"/{ACCOUNT}/old"
        ask(path, Action="SendMessage", MessageBody="a & b", MessageAttribute_1_Name="k",
            MessageAttribute_1_Value_DataType="String", MessageAttribute_1_Value_StringValue="v")  # fmt: skip
        _, answer = ask("/", Action="ReceiveMessage", QueueUrl=url, AttributeName_1="All", MessageAttributeName_1="All")
        message = answer.find(f"{space}ReceiveMessageResult/{space}Message")
        same(message.find(f"{space}Body").text, "a & b")
        same(message.find(f"{space}MessageAttribute/{space}Value/{space}StringValue").text, "v")
        ask(path, Action="DeleteMessage", ReceiptHandle=message.find(f"{space}ReceiptHandle").text)
        same(bodies(sqs, url), [])
        status, answer = ask(f"/{ACCOUNT}/none", Action="PurgeQueue")
        same((status, answer.find(f"{space}Error/{space}Code").text), (400, NOTHING))


def command_line(report, server, options):
    import tempfile

    with report.case("the aws CLI sends, receives, deletes"), tempfile.TemporaryDirectory() as folder:
        cli = Cli(server, folder)

        # Version 1 goes to AWS with SQS whatever AWS_ENDPOINT_URL says.
        here = ("--endpoint-url", server.url)
        ask = lambda *words: cli("sqs", *words, *here)

        url = ask("create-queue", "--queue-name", "cli")["QueueUrl"]
        ask("send-message", "--queue-url", url, "--message-body", "hi", "--message-attributes",
            '{"a":{"DataType":"String","StringValue":"b"}}')  # fmt: skip
        [message] = ask("receive-message", "--queue-url", url, "--message-attribute-names", "All")["Messages"]
        same(message["MessageAttributes"]["a"]["StringValue"], "b")
        ask("delete-message", "--queue-url", url, "--receipt-handle", message["ReceiptHandle"])
        code, _, err = cli.run("sqs", "get-queue-url", "--queue-name", "none", *here)
        assert code != 0 and f"({NOTHING})" in err and "The specified queue does not exist." in err, err


HANDLER = """
import json
def handler(event, context):
    failed = [r["messageId"] for r in event["Records"] if r["body"] == "bad"]
    if "Records" in event and any(r["body"] == "worst" for r in event["Records"]):
        raise ValueError("told to")
    return {"batchItemFailures": [{"itemIdentifier": id} for id in failed]}
"""


def role(server, name):
    iam = client(server, "iam")
    document = lambda statement: json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    allowed = {"Effect": "Allow", "Action": ["sqs:*", "logs:*"], "Resource": "*"}
    iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=document(allowed))
    return made


def functions(report, server, sqs):
    lambdas = client(server, "lambda")
    with report.case("a function is mapped to a queue, and reports what failed"):
        dead = make(sqs, "f-dead")
        policy = json.dumps({"deadLetterTargetArn": arn("f-dead"), "maxReceiveCount": 2})
        url = make(sqs, "f-in", VisibilityTimeout=4, RedrivePolicy=policy)
        told = make(sqs, "f-told")
        lambdas.create_function(
            FunctionName="works", Runtime=PYTHON, Role=role(server, "works"), Handler="index.handler", Timeout=3,
            Code={"ZipFile": zipped({"index.py": HANDLER})}, DeadLetterConfig={"TargetArn": arn("f-told")},
        )  # fmt: skip
        mapping = lambdas.create_event_source_mapping(
            FunctionName="works", EventSourceArn=arn("f-in"), FunctionResponseTypes=["ReportBatchItemFailures"],
            FilterCriteria={"Filters": [{"Pattern": json.dumps({"body": [{"anything-but": ["unseen"]}]})}]},
        )  # fmt: skip
        same((mapping["BatchSize"], mapping["EventSourceArn"]), (10, arn("f-in")))
        assert "StartingPosition" not in mapping
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(["good", "bad", "good", "unseen"])]
        sqs.send_message_batch(QueueUrl=url, Entries=entries)
        until(lambda: bodies(sqs, dead, WaitTimeSeconds=5), lambda found: found == ["bad"], 40)
        counted = lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        empty = lambda all: all["ApproximateNumberOfMessages"] == all["ApproximateNumberOfMessagesNotVisible"] == "0"
        until(counted, empty)
    with report.case("an event that a function fails at is buried, and told of"):
        to = {"OnFailure": {"Destination": arn("f-told")}}
        lambdas.put_function_event_invoke_config(FunctionName="works", MaximumRetryAttempts=0, DestinationConfig=to)
        event = json.dumps({"Records": [{"body": "worst", "messageId": "m"}]})
        lambdas.invoke(FunctionName="works", InvocationType="Event", Payload=event)
        found = []
        until(lambda: found.extend(receive(sqs, told, WaitTimeSeconds=5)) or found, lambda found: len(found) == 2)
        record = json.loads(next(m["Body"] for m in found if "MessageAttributes" not in m))
        same(record["requestContext"]["condition"], "RetriesExhausted")
        buried = next(m for m in found if "MessageAttributes" in m)
        same((buried["Body"], buried["MessageAttributes"]["ErrorMessage"]["StringValue"]), (event, "told to"))
    with report.case("a mapping that cannot be is refused"):
        make(sqs, "hasty", VisibilityTimeout=1)
        call = lambda: lambdas.create_event_source_mapping(FunctionName="works", EventSourceArn=arn("hasty"))
        message = "Queue visibility timeout: 1 seconds is less than Function timeout: 3 seconds"
        refused(call, "InvalidParameterValueException", message)


def buckets(report, server, sqs):
    with report.case("a bucket tells a queue whose policy lets it"):
        s3 = client(server, "s3")
        url = make(sqs, "objects")
        s3.create_bucket(Bucket="telling")
        configuration = {"QueueConfigurations": [{"QueueArn": arn("objects"), "Events": ["s3:ObjectCreated:*"]}]}
        put = lambda: s3.put_bucket_notification_configuration(Bucket="telling", NotificationConfiguration=configuration)
        refused(put, "InvalidArgument", "Unable to validate the following destination configurations")
        statement = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
                     "Resource": arn("objects"), "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:telling"}}}  # fmt: skip
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Statement": [statement]})})
        put()
        s3.put_object(Bucket="telling", Key="a", Body=b"x")
        found = []
        until(lambda: found.extend(bodies(sqs, url, WaitTimeSeconds=5)) or found, lambda found: len(found) == 2)
        same(json.loads(found[0])["Event"], "s3:TestEvent")
        same(json.loads(found[1])["Records"][0]["s3"]["object"]["key"], "a")


TEMPLATE = """
Resources:
  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: stack-dead}}
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: stack-queue
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
  Fifo: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties: {Queues: [!Ref Queue], PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 'sqs:SendMessage', Resource: '*'}]}}
Outputs: {Url: {Value: !Ref Queue}, Fifo: {Value: !GetAtt Fifo.QueueName}}
"""


def templates(report, server, sqs):
    with report.case("a stack of queues"):
        stacks = client(server, "cloudformation")
        stacks.create_stack(StackName="queues", TemplateBody=TEMPLATE)
        look = lambda: stacks.describe_stacks(StackName="queues")["Stacks"][0]
        stack = until(look, lambda stack: stack["StackStatus"] == "CREATE_COMPLETE")
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        same(outputs, {"Url": f"{server.url}/{ACCOUNT}/stack-queue", "Fifo": text(r"queues-Fifo-.+\.fifo")})
        found = sqs.get_queue_attributes(QueueUrl=outputs["Url"], AttributeNames=["RedrivePolicy", "Policy"])["Attributes"]
        same(json.loads(found["RedrivePolicy"]), {"deadLetterTargetArn": arn("stack-dead"), "maxReceiveCount": 3})
        assert "Allow" in found["Policy"]
        id = stack["StackId"]
        stacks.delete_stack(StackName="queues")
        gone = lambda: stacks.describe_stacks(StackName=id)["Stacks"][0]["StackStatus"]
        until(gone, lambda status: status == "DELETE_COMPLETE")
        refused(lambda: sqs.get_queue_url(QueueName="stack-queue"), NOTHING)


def killed(report, server):
    with report.case("under SIGKILL: nothing sent is lost, nothing deleted comes back, groups stay in order"):
        sqs = client(server, "sqs", connect_timeout=2, read_timeout=5)
        url = make(sqs, "fire.fifo", FifoQueue="true", VisibilityTimeout=1)
        sent, deleted, seen, ended = {}, set(), {}, threading.Event()

        def again(call):
            """Calls until it answers."""
            while True:
                try:
                    return call()
                except (BotoCoreError, ClientError) as error:
                    code = (getattr(error, "response", None) or {}).get("Error", {}).get("Code", "")
                    if code == "InvalidParameterValue":  # the receipt went with a timeout
                        return None
                    time.sleep(0.05)

        def send(group):
            own = client(server, "sqs", connect_timeout=2, read_timeout=5)
            for number in range(150):
                body = f"{group}:{number}"
                say = lambda: own.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group, MessageDeduplicationId=body)
                sent[body] = again(say)["SequenceNumber"]

        def work():
            own = client(server, "sqs", connect_timeout=2, read_timeout=10)
            while not (ended.is_set() and len(deleted) >= len(sent)):
                for message in again(lambda: receive(own, url, WaitTimeSeconds=1)) or []:
                    body = message["Body"]
                    assert body not in deleted, f"{body} was deleted and came back"
                    group, number = body.split(":")
                    seen.setdefault(group, []).append(int(number))
                    handle = message["ReceiptHandle"]
                    if again(lambda: own.delete_message(QueueUrl=url, ReceiptHandle=handle)) is not None:
                        deleted.add(body)

        failures = []

        def guarded(work, *given):
            try:
                work(*given)
            except Exception as error:
                failures.append(error)

        senders = [threading.Thread(target=guarded, args=(send, group)) for group in "abc"]
        worker = threading.Thread(target=guarded, args=(work,))
        for thread in [*senders, worker]:
            thread.start()
        for _ in range(4):
            time.sleep(1)
            server.kill()
            server.start()
        for thread in senders:
            thread.join()
        ended.set()
        worker.join(120)
        assert not failures, failures
        assert not worker.is_alive(), f"{len(deleted)} of {len(sent)} came"
        same((len(sent), deleted), (450, set(sent)))
        for group, numbers in seen.items():
            first = [n for index, n in enumerate(numbers) if n not in numbers[:index]]
            same(first, sorted(first), at=f"the order of {group}")
