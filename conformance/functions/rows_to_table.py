"""A CSV object becomes items: one put_item for each row, its columns as they are named in the first line."""

import csv
import io
import os
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def handler(event, context):
    for record in event["Records"]:
        named = record["s3"]
        answer = s3.get_object(Bucket=named["bucket"]["name"], Key=unquote_plus(named["object"]["key"]))
        for row in csv.DictReader(io.StringIO(answer["Body"].read().decode())):
            table.put_item(Item={**row, "Object": named["object"]["key"]})
