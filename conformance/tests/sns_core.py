"""SNS through boto3 and the aws CLI: topics, subscriptions, filters, FIFO, fan-out, functions, a delivery stream, kill -9."""

import json
import tempfile
import threading
import time

from botocore.exceptions import BotoCoreError, ClientError

from harness.clients import ACCOUNT, REGION, Cli, client
from harness.expect import UUID, refused, same, text, until
from harness.functions import PYTHON, zipped


def arn(service, name):
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{name}"


def run(report, server, options):
    sns, sqs = client(server, "sns"), client(server, "sqs")
    topics(report, sns)
    fan_out(report, sns, sqs)
    filters(report, sns, sqs)
    fifo(report, sns, sqs)
    refusals(report, sns)
    command_line(report, server)
    functions(report, server, sns, sqs)
    streams(report, server, sns)
    buckets(report, server, sns, sqs)
    templates(report, server, sns, sqs)
    if server.ours:
        killed(report, server)


def queue(sqs, name, **attributes):
    """(URL, ARN) of a new queue that topics may send to."""
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    allow = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
             "Resource": arn("sqs", name), "Condition": {"ArnLike": {"aws:SourceArn": arn("sns", "*")}}}  # fmt: skip
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Statement": [allow]})})
    return url, arn("sqs", name)


def received(sqs, url, count, seconds=20):
    """`count` messages, deleted."""
    found, limit = [], time.monotonic() + seconds
    while len(found) < count:
        assert time.monotonic() < limit, f"{len(found)} of {count} came: {found}"
        asked = {"MaxNumberOfMessages": 10, "WaitTimeSeconds": 2, "MessageAttributeNames": ["All"], "AttributeNames": ["All"]}
        for message in sqs.receive_message(QueueUrl=url, **asked).get("Messages", []):
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            found.append(message)
    return found


def topics(report, sns):
    with report.case("a topic is made once, described, changed, tagged, listed"):
        topic = sns.create_topic(Name="plain", Attributes={"DisplayName": "d"}, Tags=[{"Key": "a", "Value": "1"}])["TopicArn"]
        same(topic, arn("sns", "plain"))
        same(sns.create_topic(Name="plain")["TopicArn"], topic)
        message = "Invalid parameter: Attributes Reason: Topic already exists with different attributes"
        refused(lambda: sns.create_topic(Name="plain", Attributes={"DisplayName": "e"}), "InvalidParameter", message)
        sns.set_topic_attributes(TopicArn=topic, AttributeName="DisplayName", AttributeValue="e")
        attributes = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
        policy, effective = json.loads(attributes.pop("Policy")), json.loads(attributes.pop("EffectiveDeliveryPolicy"))
        same(policy["Statement"][0]["Sid"], "__default_statement_ID")
        same(effective["http"]["defaultHealthyRetryPolicy"]["numRetries"], 3)
        expected = {"TopicArn": topic, "Owner": ACCOUNT, "DisplayName": "e", "SubscriptionsConfirmed": "0",
                    "SubscriptionsPending": "0", "SubscriptionsDeleted": "0"}  # fmt: skip
        same(attributes, expected)
        sns.tag_resource(ResourceArn=topic, Tags=[{"Key": "b", "Value": "2"}])
        sns.untag_resource(ResourceArn=topic, TagKeys=["a"])
        same(sns.list_tags_for_resource(ResourceArn=topic)["Tags"], [{"Key": "b", "Value": "2"}])
        assert {"TopicArn": topic} in sns.list_topics()["Topics"]
        sns.add_permission(TopicArn=topic, Label="l", AWSAccountId=["111111111111"], ActionName=["Publish"])
        same(len(json.loads(sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"])["Statement"]), 2)
        sns.remove_permission(TopicArn=topic, Label="l")
    with report.case("a deleted topic is gone, and may be deleted again"):
        sns.delete_topic(TopicArn=topic)
        sns.delete_topic(TopicArn=topic)
        refused(lambda: sns.publish(TopicArn=topic, Message="m"), "NotFound", "Topic does not exist", 404)


def fan_out(report, sns, sqs):
    topic = sns.create_topic(Name="fan")["TopicArn"]
    with report.case("queues get a message in its envelope, or raw with its attributes"):
        (plain, plain_arn), (raw, raw_arn) = queue(sqs, "fan-plain"), queue(sqs, "fan-raw")
        made = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=plain_arn)["SubscriptionArn"]
        same(made, text(f"{topic}:.+"))
        same(sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=plain_arn)["SubscriptionArn"], made)
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=raw_arn, Attributes={"RawMessageDelivery": "true"})
        attributes = {"t": {"DataType": "String", "StringValue": "ä"}, "b": {"DataType": "Binary", "BinaryValue": b"\0"}}
        body = json.dumps({"default": "all", "sqs": "queues"})
        id = sns.publish(
            TopicArn=topic, Message=body, MessageStructure="json", Subject="s", MessageAttributes=attributes
        )["MessageId"]  # fmt: skip
        same(id, UUID)
        [message] = received(sqs, plain, 1)
        document = json.loads(message["Body"])
        expected = {"Type": "Notification", "MessageId": id, "TopicArn": topic, "Subject": "s", "Message": "queues"}
        same({key: document[key] for key in expected}, expected)
        same(document["MessageAttributes"]["b"], {"Type": "Binary", "Value": "AA=="})
        [message] = received(sqs, raw, 1)
        same(message["Body"], "queues")
        same(message["MessageAttributes"]["t"]["StringValue"], "ä")
        same(message["MessageAttributes"]["b"]["BinaryValue"], b"\0")
    with report.case("a batch"):
        entries = [{"Id": str(n), "Message": f"m{n}"} for n in range(10)]
        answer = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
        same([entry["Id"] for entry in answer["Successful"]], [str(n) for n in range(10)])
        same(sorted(m["Body"] for m in received(sqs, raw, 10)), sorted(f"m{n}" for n in range(10)))
        call = lambda: sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[])
        refused(call, "EmptyBatchRequest", "The batch request doesn't contain any entries.")
    with report.case("a queue whose policy is silent gets nothing; its dead letters do"):
        closed = sqs.create_queue(QueueName="closed")["QueueUrl"]
        dead, dead_arn = queue(sqs, "fan-dead")
        redrive = json.dumps({"deadLetterTargetArn": dead_arn})
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", "closed"), Attributes={"RedrivePolicy": redrive})
        sns.publish(TopicArn=topic, Message="shut out")
        same(json.loads(received(sqs, dead, 1)[0]["Body"])["Message"], "shut out")
        same(sqs.receive_message(QueueUrl=closed).get("Messages", []), [])


def filters(report, sns, sqs):
    with report.case("filters by attributes and by bodies"):
        topic = sns.create_topic(Name="filters")["TopicArn"]
        policies = {
            "exact": ({"kind": ["pump", "hose"]}, None),
            "but": ({"kind": [{"anything-but": {"prefix": "p"}}]}, None),
            "number": ({"level": [{"numeric": [">", 1, "<=", 5]}]}, None),
            "none": ({"level": [{"exists": False}]}, None),
            "or": ({"$or": [{"kind": ["tap"]}, {"level": [{"numeric": ["=", 9]}]}]}, None),
            "body": ({"a": {"b": [{"wildcard": "x*z"}]}}, "MessageBody"),
            "net": ({"ip": [{"cidr": "10.0.0.0/24"}]}, "MessageBody"),
        }
        urls = {}
        for name, (policy, scope) in policies.items():
            urls[name], target = queue(sqs, f"filter-{name}")
            attributes = {"FilterPolicy": json.dumps(policy), "RawMessageDelivery": "true"}
            attributes |= {"FilterPolicyScope": scope} if scope else {}
            sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=target, Attributes=attributes)
        string = lambda value: {"DataType": "String", "StringValue": value}
        number = lambda value: {"DataType": "Number", "StringValue": value}
        for body, attributes in [
            ("1", {"kind": string("pump"), "level": number("5")}),
            ("2", {"kind": string("tap"), "level": number("1")}),
            ("3", {"kind": string("hose")}),
            ("4", {"level": number("9.0")}),
            ('{"a":{"b":"xyz"},"ip":"10.0.0.7"}', {"level": number("0")}),
            ('{"a":[{"b":"no"},{"b":"xz"}],"ip":"10.0.1.7"}', {"level": number("0")}),
        ]:
            sns.publish(TopicArn=topic, Message=body, MessageAttributes=attributes)
        short = lambda body: body if len(body) == 1 else ("5" if "xyz" in body else "6")
        for name, wanted in [("exact", "13"), ("but", "23"), ("number", "1"), ("none", "3"), ("or", "24"), ("body", "56"), ("net", "5")]:
            found = "".join(sorted(short(message["Body"]) for message in received(sqs, urls[name], len(wanted))))
            same(found, wanted, at=name)
        for url in urls.values():
            same(sqs.receive_message(QueueUrl=url).get("Messages", []), [])


def fifo(report, sns, sqs):
    with report.case("a FIFO topic: groups in order, duplicates once"):
        refused(lambda: sns.create_topic(Name="f.fifo"), "InvalidParameter", "Invalid parameter: Topic Name")
        topic = sns.create_topic(Name="f.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})["TopicArn"]
        url, target = queue(sqs, "f.fifo", FifoQueue="true")
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=target, Attributes={"RawMessageDelivery": "true"})
        sent = [sns.publish(TopicArn=topic, Message=str(n), MessageGroupId="ab"[n % 2]) for n in range(20)]
        same([answer["SequenceNumber"] for answer in sent], sorted(answer["SequenceNumber"] for answer in sent))
        again = sns.publish(TopicArn=topic, Message="7", MessageGroupId="b")
        same((again["MessageId"], again["SequenceNumber"]), (sent[7]["MessageId"], sent[7]["SequenceNumber"]))
        found = received(sqs, url, 20)
        for group in "ab":
            numbers = [int(m["Body"]) for m in found if m["Attributes"]["MessageGroupId"] == group]
            same((len(numbers), numbers), (10, sorted(numbers)))
        message = "Invalid parameter: The MessageGroupId parameter is required for FIFO topics"
        refused(lambda: sns.publish(TopicArn=topic, Message="m"), "InvalidParameter", message)
        standard = sns.create_topic(Name="not-fifo")["TopicArn"]
        message = "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
        refused(lambda: sns.subscribe(TopicArn=standard, Protocol="sqs", Endpoint=target), "InvalidParameter", message)


def refusals(report, sns):
    topic = sns.create_topic(Name="refusals")["TopicArn"]
    with report.case("what makes no sense is refused in AWS's words"):
        subscribe = lambda **more: lambda: sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", "q"), **more)
        filtered = lambda policy: subscribe(Attributes={"FilterPolicy": policy})
        publish = lambda **more: lambda: sns.publish(**{"TopicArn": topic, "Message": "m", **more})
        wrong = "Invalid parameter: "
        for call, code, message in [
            (lambda: sns.get_topic_attributes(TopicArn="x"), "InvalidParameter",
             f"{wrong}TopicArn Reason: An ARN must have at least 6 elements, not 1"),
            (lambda: sns.subscribe(TopicArn=topic, Protocol="fax", Endpoint="1"), "InvalidParameter",
             f"{wrong}Amazon SNS does not support this protocol string: fax"),
            (filtered("{"), "InvalidParameter", f"{wrong}Attributes Reason: FilterPolicy: failed to parse JSON."),
            (filtered('{"a":"b"}'), "InvalidParameter",
             f'{wrong}Attributes Reason: FilterPolicy: "a" must be an object or an array'),
            (publish(Message=""), "InvalidParameter", f"{wrong}Empty message"),
            (publish(Message="x" * 262_145), "InvalidParameter", f"{wrong}Message too long"),
            (publish(Subject="x" * 101), "InvalidParameter", f"{wrong}Subject"),
            (publish(Message="{}", MessageStructure="json"), "InvalidParameter",
             f"{wrong}Message Structure - No default entry in JSON message body"),
            (publish(MessageAttributes={"a": {"DataType": "Odd", "StringValue": "v"}}), "ParameterValueInvalid",
             "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."),
            (publish(MessageAttributes={"a": {"StringValue": "v"}}), "ValidationError", None),
            (lambda: sns.publish(PhoneNumber="+491700000000", Message="m"), "InvalidParameter", None),
        ]:  # fmt: skip
            refused(call, code, message)
        missing = lambda: sns.get_subscription_attributes(SubscriptionArn=f"{topic}:00000000-0000-0000-0000-000000000000")
        refused(missing, "NotFound", "Subscription does not exist", 404)
        refused(lambda: sns.create_platform_application(Name="a", Platform="GCM", Attributes={}), "InvalidAction")


def command_line(report, server):
    with report.case("the aws CLI makes, subscribes, publishes"), tempfile.TemporaryDirectory() as folder:
        cli = Cli(server, folder)
        topic = cli("sns", "create-topic", "--name", "cli")["TopicArn"]
        subscribed = cli("sns", "subscribe", "--topic-arn", topic, "--protocol", "lambda", "--notification-endpoint", arn("lambda", "function:f"))
        same(subscribed["SubscriptionArn"], text(f"{topic}:.+"))
        cli("sns", "set-subscription-attributes", "--subscription-arn", subscribed["SubscriptionArn"],
            "--attribute-name", "FilterPolicy", "--attribute-value", '{"a":["b"]}')  # fmt: skip
        published = cli("sns", "publish", "--topic-arn", topic, "--message", "m", "--message-attributes",
                        '{"a":{"DataType":"String","StringValue":"c"}}')  # fmt: skip
        same(published["MessageId"], UUID)
        same(len(cli("sns", "list-subscriptions-by-topic", "--topic-arn", topic)["Subscriptions"]), 1)
        cli("sns", "unsubscribe", "--subscription-arn", subscribed["SubscriptionArn"])
        code, _, err = cli.run("sns", "publish", "--topic-arn", f"{topic}x", "--message", "m")
        assert code != 0 and "(NotFound)" in err and "Topic does not exist" in err, err


def role(server, name, service, actions):
    iam = client(server, "iam")
    document = lambda statement: json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
    allowed = {"Effect": "Allow", "Action": actions, "Resource": "*"}
    iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=document(allowed))
    return made


HANDLER = """
import boto3, os
def handler(event, context):
    if "Records" not in event:
        raise ValueError("told to")
    sns = event["Records"][0]["Sns"]
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=sns["Message"] + " " + sns["MessageAttributes"]["a"]["Value"])
"""


def functions(report, server, sns, sqs):
    lambdas = client(server, "lambda")
    topic = sns.create_topic(Name="to-function")["TopicArn"]
    url, target = queue(sqs, "from-function")
    with report.case("a function is invoked once its policy lets the topic"):
        made = lambdas.create_function(
            FunctionName="told", Runtime=PYTHON, Role=role(server, "told", "lambda.amazonaws.com", ["sqs:*", "sns:Publish"]),
            Handler="index.handler", Code={"ZipFile": zipped({"index.py": HANDLER})}, Timeout=30,
            Environment={"Variables": {"QUEUE": url}},
        )["FunctionArn"]  # fmt: skip
        dead, dead_arn = queue(sqs, "function-dead")
        redrive = json.dumps({"deadLetterTargetArn": dead_arn})
        sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=made, Attributes={"RedrivePolicy": redrive})
        publish = lambda body: sns.publish(
            TopicArn=topic, Message=body, MessageAttributes={"a": {"DataType": "String", "StringValue": "v"}}
        )
        publish("shut out")
        same(json.loads(received(sqs, dead, 1)[0]["Body"])["Message"], "shut out")
        lambdas.add_permission(FunctionName="told", StatementId="s", Action="lambda:InvokeFunction",
                               Principal="sns.amazonaws.com", SourceArn=topic)  # fmt: skip
        publish("let in")
        same(received(sqs, url, 1, 60)[0]["Body"], "let in v")
    with report.case("a function's failures are published, and buried in a topic"):
        own = sns.create_topic(Name="failures")["TopicArn"]
        told, told_arn = queue(sqs, "told-of-failures")
        sns.subscribe(TopicArn=own, Protocol="sqs", Endpoint=told_arn)
        to = {"OnFailure": {"Destination": own}}
        lambdas.put_function_event_invoke_config(FunctionName="told", MaximumRetryAttempts=0, DestinationConfig=to)
        lambdas.update_function_configuration(FunctionName="told", DeadLetterConfig={"TargetArn": own})
        lambdas.invoke(FunctionName="told", InvocationType="Event", Payload=b'{"x":1}')
        documents = [json.loads(message["Body"]) for message in received(sqs, told, 2, 60)]
        [record] = [json.loads(document["Message"]) for document in documents if "MessageAttributes" not in document]
        same(record["requestContext"]["condition"], "RetriesExhausted")
        [buried] = [document for document in documents if "MessageAttributes" in document]
        same((buried["Message"], buried["MessageAttributes"]["ErrorMessage"]["Value"]), ('{"x":1}', "told to"))


def streams(report, server, sns):
    with report.case("a delivery stream gets lines"):
        s3, firehose = client(server, "s3"), client(server, "firehose")
        s3.create_bucket(Bucket="topic-lake")
        writes = role(server, "writes", "firehose.amazonaws.com", ["s3:*"])
        puts = role(server, "puts", "sns.amazonaws.com", ["firehose:*"])
        destination = {"RoleARN": writes, "BucketARN": "arn:aws:s3:::topic-lake", "BufferingHints": {"IntervalInSeconds": 0, "SizeInMBs": 1}}
        made = firehose.create_delivery_stream(DeliveryStreamName="d", ExtendedS3DestinationConfiguration=destination)
        active = lambda: firehose.describe_delivery_stream(DeliveryStreamName="d")["DeliveryStreamDescription"]["DeliveryStreamStatus"]
        until(active, lambda status: status == "ACTIVE")
        topic = sns.create_topic(Name="to-stream")["TopicArn"]
        subscribe = lambda **attributes: sns.subscribe(
            TopicArn=topic, Protocol="firehose", Endpoint=made["DeliveryStreamARN"], Attributes=attributes
        )
        refused(subscribe, "InvalidParameter")
        refused(lambda: subscribe(SubscriptionRoleArn=writes), "InvalidParameter")
        subscribe(SubscriptionRoleArn=puts)
        sns.publish(TopicArn=topic, Message="m")
        [found] = until(lambda: s3.list_objects_v2(Bucket="topic-lake").get("Contents", []), bool, 30)
        data = s3.get_object(Bucket="topic-lake", Key=found["Key"])["Body"].read()
        line = json.loads(data)
        assert data.endswith(b"\n")
        same((line["Type"], line["Message"], line["TopicArn"]), ("Notification", "m", topic))


def buckets(report, server, sns, sqs):
    with report.case("a bucket tells a topic whose policy lets it"):
        s3 = client(server, "s3")
        topic = sns.create_topic(Name="objects")["TopicArn"]
        url, target = queue(sqs, "objects")
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=target, Attributes={"RawMessageDelivery": "true"})
        s3.create_bucket(Bucket="telling-topics")
        configuration = {"TopicConfigurations": [{"TopicArn": topic, "Events": ["s3:ObjectCreated:*"]}]}
        put = lambda: s3.put_bucket_notification_configuration(Bucket="telling-topics", NotificationConfiguration=configuration)
        refused(put, "InvalidArgument", "Unable to validate the following destination configurations")
        allow = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "SNS:Publish", "Resource": topic,
                 "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:telling-topics"}}}  # fmt: skip
        sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps({"Statement": [allow]}))
        put()
        [kept] = s3.get_bucket_notification_configuration(Bucket="telling-topics")["TopicConfigurations"]
        same(kept["TopicArn"], topic)
        s3.put_object(Bucket="telling-topics", Key="a", Body=b"x")
        bodies = [json.loads(message["Body"]) for message in received(sqs, url, 2)]
        same([body.get("Event") for body in bodies if "Event" in body], ["s3:TestEvent"])
        same([body["Records"][0]["s3"]["object"]["key"] for body in bodies if "Records" in body], ["a"])


TEMPLATE = """
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: stack-queue}}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: stack-topic, Subscription: [{Protocol: sqs, Endpoint: !GetAtt Queue.Arn}]}}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: 'sqs:SendMessage', Resource: '*'}]}
  Fifo: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
  Mail:
    Type: AWS::SNS::Subscription
    Properties: {TopicArn: !Ref Topic, Protocol: email, Endpoint: a@example.com, FilterPolicy: {a: [b]}}
  Open:
    Type: AWS::SNS::TopicPolicy
    Properties: {Topics: [!Ref Topic], PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 'sns:Publish', Resource: '*'}]}}
Outputs: {Topic: {Value: !Ref Topic}, Fifo: {Value: !GetAtt Fifo.TopicName}, Queue: {Value: !Ref Queue}, Mail: {Value: !Ref Mail}}
"""


def templates(report, server, sns, sqs):
    with report.case("a stack of topics"):
        stacks = client(server, "cloudformation")
        stacks.create_stack(StackName="topics", TemplateBody=TEMPLATE)
        look = lambda: stacks.describe_stacks(StackName="topics")["Stacks"][0]
        stack = until(look, lambda stack: stack["StackStatus"] in ("CREATE_COMPLETE", "ROLLBACK_COMPLETE"))
        same(stack["StackStatus"], "CREATE_COMPLETE")
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        same((outputs["Topic"], outputs["Fifo"]), (arn("sns", "stack-topic"), text(r"topics-Fifo-.+\.fifo")))
        sns.publish(TopicArn=outputs["Topic"], Message="m")
        same(json.loads(received(sqs, outputs["Queue"], 1)[0]["Body"])["Message"], "m")
        mail = sns.get_subscription_attributes(SubscriptionArn=outputs["Mail"])["Attributes"]
        same((mail["PendingConfirmation"], json.loads(mail["FilterPolicy"])), ("true", {"a": ["b"]}))
        stacks.delete_stack(StackName="topics")
        gone = lambda: stacks.describe_stacks(StackName=stack["StackId"])["Stacks"][0]["StackStatus"]
        until(gone, lambda status: status == "DELETE_COMPLETE")
        refused(lambda: sns.get_topic_attributes(TopicArn=outputs["Topic"]), "NotFound", "Topic does not exist", 404)


def killed(report, server):
    with report.case("under SIGKILL: what was acknowledged reaches every queue, groups in order"):
        hasty = {"connect_timeout": 2, "read_timeout": 5}
        sns, sqs = client(server, "sns", **hasty), client(server, "sqs", **hasty)
        topic = sns.create_topic(Name="fire.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
        urls = []
        for name in ("fire-1.fifo", "fire-2.fifo"):
            url, target = queue(sqs, name, FifoQueue="true")
            sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=target, Attributes={"RawMessageDelivery": "true"})
            urls.append(url)
        sent, failures = set(), []

        def again(call):
            """Calls until it answers."""
            while True:
                try:
                    return call()
                except (BotoCoreError, ClientError):
                    time.sleep(0.05)

        def send(group):
            try:
                own = client(server, "sns", **hasty)
                for number in range(150):
                    body = f"{group}:{number}"
                    again(lambda: own.publish(TopicArn=topic, Message=body, MessageGroupId=group, MessageDeduplicationId=body))
                    sent.add(body)
            except Exception as error:
                failures.append(error)

        senders = [threading.Thread(target=send, args=(group,)) for group in "abc"]
        for thread in senders:
            thread.start()
        for _ in range(4):
            time.sleep(1)
            server.kill()
            server.start()
        for thread in senders:
            thread.join()
        assert not failures, failures
        same(len(sent), 450)
        for url in urls:
            found = [message["Body"] for message in received(sqs, url, 450, 120)]
            same(set(found), sent)
            for group in "abc":
                numbers = [int(body.split(":")[1]) for body in found if body.startswith(group)]
                same(numbers, sorted(numbers), at=f"the order of {group}")
