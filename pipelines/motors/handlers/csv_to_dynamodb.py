"""bigdataprojectcsvtodynamodb in Python: a CSV object becomes items, a put_item per row.

Runtime python3.x, handler csv_to_dynamodb.lambda_handler. Short and slow: a call per row.
"""

import csv
import os
from decimal import Decimal
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")
table = boto3.resource("dynamodb").Table(os.environ.get("TABLE_NAME", "pmsm_temperature"))


def lambda_handler(event, context):
    count = 0
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        body = s3.get_object(Bucket=bucket, Key=key)["Body"]
        lines = (line.decode("utf-8-sig") for line in body.iter_lines())
        # Where the file has no ids, the row's number is one; two such files would overwrite each other.
        for number, row in enumerate(csv.DictReader(lines), start=1):
            item = {name: Decimal(value) for name, value in row.items()}
            item.setdefault("id", Decimal(number))
            table.put_item(Item=item)
            count += 1
        print(f"{count} rows of s3://{bucket}/{key} are in {table.name}")
    return {"rows": count}
