"""Keeps every event it is given, whole, as items that a test can look at."""

import json
import os
import uuid

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def handler(event, context):
    for record in event["Records"]:
        table.put_item(Item={"id": str(uuid.uuid4()), "Record": json.dumps(record)})
