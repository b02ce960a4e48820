"""Lands readings in SensorData and keeps a log of the batches it was given, for checking their order.

A batch's log entry has a number from a counter of its shard, so the entries sort in the order in which the
batches began, and says which sequence numbers it had, first and last, and how many. Entries are written
before the readings: a batch that fails half way shows as one that began.
"""

import base64
import json
from decimal import Decimal

import boto3

dynamodb = boto3.resource("dynamodb")
readings, batches = dynamodb.Table("SensorData"), dynamodb.Table("Batches")


def handler(event, context):
    records = event["Records"]
    numbers = [int(record["kinesis"]["sequenceNumber"]) for record in records]
    shard = records[0]["eventID"].split(":")[0]
    counted = batches.update_item(
        Key={"Shard": shard, "Number": 0},
        UpdateExpression="ADD Started :one",
        ExpressionAttributeValues={":one": 1},
        ReturnValues="UPDATED_NEW",
    )
    batches.put_item(
        Item={
            "Shard": shard,
            "Number": counted["Attributes"]["Started"],
            "First": str(numbers[0]),
            "Last": str(numbers[-1]),
            "Count": len(numbers),
            "Ascending": numbers == sorted(set(numbers)),
        }
    )
    # One key may come twice in a batch: the later reading wins, as it would one by one.
    with readings.batch_writer(overwrite_by_pkeys=["SensorId", "CurrentTime"]) as writer:
        for record in records:
            reading = json.loads(base64.b64decode(record["kinesis"]["data"]), parse_float=Decimal)
            writer.put_item(
                Item={
                    "SensorId": reading["sensor_id"],
                    "CurrentTime": reading["current_time"],
                    "Temperature": reading["temperature"],
                }
            )
    return len(records)
