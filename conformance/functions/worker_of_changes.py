"""Works a table's changes: remembers each batch, and fails where a new image asks for it.

`fail: batch` raises, `fail: item` names the record as the first that was not worked, `fail: once` raises the
first time that the record comes.
"""

import os
import uuid

import boto3

log = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
once = set()


def handler(event, context):
    records = event["Records"]
    wishes = [record["dynamodb"].get("NewImage", {}).get("fail", {}).get("S") for record in records]
    log.put_item(
        Item={
            "id": str(uuid.uuid4()),
            "Keys": [record["dynamodb"]["Keys"]["id"]["S"] for record in records],
            "Names": [record["eventName"] for record in records],
            "Numbers": [record["dynamodb"]["SequenceNumber"] for record in records],
        }
    )
    if "batch" in wishes:
        raise ValueError("as asked")
    for record, wish in zip(records, wishes):
        if wish == "once" and record["eventID"] not in once:
            once.add(record["eventID"])
            raise ValueError("as asked, once")
    failed = [record["dynamodb"]["SequenceNumber"] for record, wish in zip(records, wishes) if wish == "item"]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed[:1]]}
