"""All state saved while boto3 writes, loaded again in place, emptied; a SIGKILL in the middle."""

import threading

from botocore.exceptions import BotoCoreError, ClientError

from harness.clients import client
from harness.expect import same
from harness.house import own, restarted


def run(report, server, options):
    dynamodb, s3, sqs = (client(server, name) for name in ("dynamodb", "s3", "sqs"))
    dynamodb.create_table(
        TableName="orders", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "Id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "Id", "AttributeType": "S"}],
    )  # fmt: skip
    dynamodb.get_waiter("table_exists").wait(TableName="orders", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    s3.create_bucket(Bucket="kept")
    url = sqs.create_queue(QueueName="kept")["QueueUrl"]
    ids = lambda: {int(item["Id"]["S"]) for page in pages() for item in page["Items"]}
    pages = lambda: dynamodb.get_paginator("scan").paginate(TableName="orders")
    with report.case("what was acknowledged before a save is in it, and nothing has a gap, while three write"):
        s3.put_object(Bucket="kept", Key="large", Body=b"x" * 3_000_000)
        sqs.send_message(QueueUrl=url, MessageBody="kept")
        written, over = [], threading.Event()

        def write(first):
            own_client = client(server, "dynamodb")
            number = first
            while not over.is_set():
                own_client.put_item(TableName="orders", Item={"Id": {"S": str(number)}})
                written.append(number)
                number += 3

        writers = [threading.Thread(target=write, args=(first,)) for first in range(3)]
        [writer.start() for writer in writers]
        while len(written) < 300:
            pass
        before = set(written)
        own(server, "POST", "state", {"name": "one"})
        after = set(written)
        over.set()
        [writer.join() for writer in writers]
        told = own(server, "POST", "state/load", {"name": "one"})
        restarted(server, told)
        found = ids()
        # One of each writer may have been stored and not noted yet.
        assert before <= found and len(found - after) <= 3, (len(before), len(found), len(after))
        for first in range(3):
            mine = sorted(number for number in found if number % 3 == first)
            same(mine, list(range(first, first + 3 * len(mine), 3)))
        same(s3.get_object(Bucket="kept", Key="large")["Body"].read(), b"x" * 3_000_000)
        same(sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"], "kept")
    with report.case("a state of another name is not there; a name that leads elsewhere is none"):
        for name, words in (("never", "no saved state"), ("../one", "not a name")):
            try:
                own(server, "POST", "state/load", {"name": name})
                raise AssertionError(f"accepted: {name}")
            except RuntimeError as error:
                assert words in str(error), error
        assert ids(), "nothing was changed"
    if server.ours:
        killed(report, server, ids)
    with report.case("a reset empties the house, and what was saved is still there"):
        restarted(server, own(server, "POST", "state/reset"))
        same((dynamodb.list_tables()["TableNames"], s3.list_buckets()["Buckets"]), ([], []))
        same([state["name"] for state in own(server, "GET", "state")["states"]], ["one"])
        restarted(server, own(server, "POST", "state/load", {"name": "one"}))
        assert ids()


def killed(report, server, ids):
    with report.case("killed at any moment of a load, the state is the old one or the new one, whole"):
        old, seen = ids(), set()
        for delay in (0.0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16):
            marker = client(server, "dynamodb")
            marker.put_item(TableName="orders", Item={"Id": {"S": "-1"}})
            loading = threading.Thread(target=quietly, args=(lambda: own(server, "POST", "state/load", {"name": "one"}),))
            loading.start()
            loading.join(delay)
            server.kill()
            loading.join()
            server.start()
            now = ids()
            assert now in (old, old | {-1}), f"after {delay} s neither: {len(now)} of {len(old)}"
            seen.add(-1 in now)
        assert seen, seen


def quietly(call):
    try:
        call()
    except (OSError, RuntimeError, BotoCoreError, ClientError):
        pass
