"""SNS to HTTP endpoints and mailboxes: confirmation, signatures, failing answers, dead letters, an SMTP server of our own."""

import base64
import hashlib
import json
import re
import ssl
import urllib.request

from harness.clients import ACCOUNT, REGION, client
from harness.expect import refused, same, until
from harness.mailbox import mailbox
from harness.server import free_port
from harness.standin import standing

MAIL_PORT = free_port()
SERVER_FLAGS = ("--smtp", f"127.0.0.1:{MAIL_PORT}", "--smtp-from", "house@example.com")


def run(report, server, options):
    with mailbox(MAIL_PORT) as mails:
        sns, sqs = client(server, "sns"), client(server, "sqs")
        endpoints(report, server, sns, sqs)
        if server.ours:
            mail(report, sns, mails)


def visit(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def posted(seen, count):
    """The first `count` requests as (headers in lower case, body)."""
    until(lambda: len(seen), lambda found: found >= count, 30)
    return [({key.lower(): value for key, value in headers.items()}, data.decode()) for _, headers, data in seen[:count]]


def check_signature(message):
    """Checks a message's signature as AWS's clients do: RSA with PKCS #1's padding, by the certificate that it names."""
    der = ssl.PEM_cert_to_DER_cert(visit(message["SigningCertURL"]))
    [modulus] = re.findall(rb"\x02\x82\x01\x01\x00(.{256})\x02\x03\x01\x00\x01", der, re.DOTALL)
    names = ["Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token", "TopicArn", "Type"]
    confirms = message["Type"] != "Notification"
    names = [name for name in names if name in message and (confirms or name not in ("SubscribeURL", "Token"))]
    text = "".join(f"{name}\n{message[name]}\n" for name in names).encode()
    if message["SignatureVersion"] == "1":
        info, digest = bytes.fromhex("3021300906052b0e03021a05000414"), hashlib.sha1(text).digest()
    else:
        info, digest = bytes.fromhex("3031300d060960864801650304020105000420"), hashlib.sha256(text).digest()
    tail = b"\0" + info + digest
    signature = int.from_bytes(base64.b64decode(message["Signature"]), "big")
    plain = pow(signature, 65537, int.from_bytes(modulus, "big")).to_bytes(256, "big")
    same(plain, b"\0\1" + b"\xff" * (254 - len(tail)) + tail, at="the signature")


def endpoints(report, server, sns, sqs):
    topic = sns.create_topic(Name="web")["TopicArn"]
    answers = []
    with standing(lambda *_: (answers.pop(0) if answers else 200, b"")) as (url, seen):
        with report.case("an endpoint that fails at first is asked again, and confirms by the link"):
            answers.append(500)
            policy = {"healthyRetryPolicy": {"numRetries": 3, "minDelayTarget": 1, "maxDelayTarget": 1}}
            asked = {"TopicArn": topic, "Protocol": "http", "Endpoint": f"{url}/hook"}
            answer = sns.subscribe(**asked, Attributes={"DeliveryPolicy": json.dumps(policy)})
            same(answer["SubscriptionArn"], "pending confirmation")
            [(_, first), (headers, second)] = posted(seen, 2)
            same(first, second)
            message = json.loads(second)
            same((headers["x-amz-sns-message-type"], message["Type"]), ("SubscriptionConfirmation",) * 2)
            check_signature(message)
            [listed] = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
            same(listed["SubscriptionArn"], "PendingConfirmation")
            arn = re.search("<SubscriptionArn>(.+)</SubscriptionArn>", visit(message["SubscribeURL"]))[1]
            attributes = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
            same((attributes["PendingConfirmation"], attributes["Protocol"]), ("false", "http"))
            refused(lambda: sns.confirm_subscription(TopicArn=topic, Token="x"), "InvalidParameter", "Invalid parameter: Token")
        with report.case("a notification comes signed, again and again until it is taken"):
            seen.clear()
            answers.extend([503, 429])
            value = {"DataType": "String", "StringValue": "ä"}
            id = sns.publish(TopicArn=topic, Message="Größe\n", Subject="s", MessageAttributes={"a": value})["MessageId"]
            tries = posted(seen, 3)
            assert len({body for _, body in tries}) == 1, tries
            headers, body = tries[0]
            message = json.loads(body)
            same((message["Message"], message["Subject"], message["MessageId"]), ("Größe\n", "s", id))
            same(message["MessageAttributes"], {"a": {"Type": "String", "Value": "ä"}})
            same(message["SignatureVersion"], "1")
            check_signature(message)
            for name, value in [("message-type", "Notification"), ("message-id", id), ("topic-arn", topic), ("subscription-arn", arn)]:
                same(headers[f"x-amz-sns-{name}"], value, at=name)
            same(headers["content-type"], "text/plain; charset=UTF-8")
            sns.set_topic_attributes(TopicArn=topic, AttributeName="SignatureVersion", AttributeValue="2")
            seen.clear()
            sns.publish(TopicArn=topic, Message="m")
            message = json.loads(posted(seen, 1)[0][1])
            same(message["SignatureVersion"], "2")
            check_signature(message)
        with report.case("what an endpoint refuses goes to the dead-letter queue"):
            queue = sqs.create_queue(QueueName="dead")["QueueUrl"]
            dead = f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead"
            allow = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": dead}
            sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps({"Statement": [allow]})})
            sns.set_subscription_attributes(
                SubscriptionArn=arn, AttributeName="RedrivePolicy", AttributeValue=json.dumps({"deadLetterTargetArn": dead})
            )
            answers.append(403)
            sns.publish(TopicArn=topic, Message="refused")
            [buried] = until(lambda: sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5).get("Messages", []), bool)
            same(json.loads(buried["Body"])["Message"], "refused")
        with report.case("raw is the text alone"):
            sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName="RawMessageDelivery", AttributeValue="true")
            seen.clear()
            sns.publish(TopicArn=topic, Message="bare")
            [(headers, body)] = posted(seen, 1)
            same((headers["x-amz-sns-rawdelivery"], body), ("true", "bare"))
        with report.case("the link that unsubscribes does, and the endpoint is told"):
            seen.clear()
            sns.unsubscribe(SubscriptionArn=arn)
            [(headers, body)] = posted(seen, 1)
            message = json.loads(body)
            same(message["Type"], "UnsubscribeConfirmation")
            check_signature(message)
            same(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"], [])


def mail(report, sns, mails):
    topic = sns.create_topic(Name="mail", Attributes={"DisplayName": "Wärme"})["TopicArn"]
    with report.case("a mailbox is asked, confirms by the link, and gets mail"):
        sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com")
        until(lambda: len(mails), lambda count: count == 1)
        sender, receiver, asked = mails[0]
        same((sender, receiver), ("house@example.com", "a@example.com"))
        same(asked["Subject"], "AWS Notification - Subscription Confirmation")
        same(str(asked["From"]), "Wärme <house@example.com>")
        [link] = re.findall(r"http://\S+ConfirmSubscription\S+", asked.get_content())
        visit(link)
        sns.publish(TopicArn=topic, Message=".\nZu heiß", Subject="Über 120 °C")
        until(lambda: len(mails), lambda count: count == 2)
        told = mails[1][2]
        same(told["Subject"], "Über 120 °C")
        text = told.get_content().replace("\r\n", "\n")
        assert text.startswith(".\nZu heiß\n") and "Action=Unsubscribe" in text, text
    with report.case("email-json is the document"):
        sns.subscribe(TopicArn=topic, Protocol="email-json", Endpoint="b@example.com")
        until(lambda: len(mails), lambda count: count == 3)
        visit(json.loads(mails[2][2].get_content())["SubscribeURL"])
        sns.publish(TopicArn=topic, Message="m")
        until(lambda: len(mails), lambda count: count == 5)
        [document] = [json.loads(mail.get_content()) for _, to, mail in mails[3:] if to == "b@example.com"]
        same((document["Type"], document["Message"]), ("Notification", "m"))
        check_signature(document)
    with report.case("an address that is none is refused"):
        call = lambda: sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@b>\r\nRCPT TO:<c@d")
        refused(call, "InvalidParameter", "Invalid parameter: Email address")
