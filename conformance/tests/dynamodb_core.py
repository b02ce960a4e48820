"""DynamoDB through boto3: tables, items, expressions, queries, pages, capacity, numbers."""

import binascii

from harness.clients import ACCOUNT, REGION, bare, client
from harness.expect import ANY, body, refused, same, text, until
from harness.rubbish import json_rubbish

TABLE = "core"
ARN = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{TABLE}"


def run(report, server, options):
    dynamodb = client(server, "dynamodb")
    tables(report, dynamodb)
    items(report, dynamodb)
    updates(report, dynamodb)
    conditions(report, dynamodb)
    queries(report, dynamodb)
    pages(report, dynamodb)
    batches(report, dynamodb)
    capacity(report, dynamodb)
    numbers(report, dynamodb)
    checksum(report, server)
    json_rubbish(report, server, "dynamodb", "DynamoDB_20120810", "1.0", "ListTables")
    deletion(report, dynamodb)


def key(a, b):
    return {"a": {"S": a}, "b": {"N": str(b)}}


def tables(report, dynamodb):
    with report.case("create-table with local and global indexes, on demand"):
        made = dynamodb.create_table(
            TableName=TABLE,
            AttributeDefinitions=[{"AttributeName": n, "AttributeType": t} for n, t in (("a", "S"), ("b", "N"), ("c", "S"), ("d", "N"))],
            KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "b", "KeyType": "RANGE"}],
            LocalSecondaryIndexes=[{
                "IndexName": "by-c", "Projection": {"ProjectionType": "ALL"},
                "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "c", "KeyType": "RANGE"}],
            }],
            GlobalSecondaryIndexes=[{
                "IndexName": "by-d", "Projection": {"ProjectionType": "KEYS_ONLY"},
                "KeySchema": [{"AttributeName": "d", "KeyType": "HASH"}],
            }],
            BillingMode="PAY_PER_REQUEST",
        )["TableDescription"]  # fmt: skip
        assert (made["TableStatus"], made["TableArn"]) == ("CREATING", ARN), made
        assert made["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST", made
        dynamodb.get_waiter("table_exists").wait(TableName=TABLE, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        seen = dynamodb.describe_table(TableName=TABLE)["Table"]
        assert [index["IndexStatus"] for index in seen["GlobalSecondaryIndexes"]] == ["ACTIVE"], seen
        assert seen["LocalSecondaryIndexes"][0]["IndexArn"] == f"{ARN}/index/by-c", seen
    with report.case("list-tables is in order and pages"):
        for name in ("zeta", "alpha"):
            dynamodb.create_table(
                TableName=name, BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}],
                KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}],
            )  # fmt: skip
        same(body(dynamodb.list_tables()), {"TableNames": ["alpha", TABLE, "zeta"]})
        same(body(dynamodb.list_tables(Limit=2)), {"TableNames": ["alpha", TABLE], "LastEvaluatedTableName": TABLE})
        same(body(dynamodb.list_tables(ExclusiveStartTableName=TABLE)), {"TableNames": ["zeta"]})
    with report.case("update-table changes the billing mode"):
        dynamodb.get_waiter("table_exists").wait(TableName="zeta", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        units = {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}
        dynamodb.update_table(TableName="zeta", BillingMode="PROVISIONED", ProvisionedThroughput=units)
        seen = until(
            lambda: dynamodb.describe_table(TableName="zeta")["Table"],
            lambda seen: seen["TableStatus"] == "ACTIVE",
            what="ACTIVE",
        )
        assert seen["ProvisionedThroughput"]["WriteCapacityUnits"] == 4, seen["ProvisionedThroughput"]


def items(report, dynamodb):
    every = {
        **key("types", 1),
        "s": {"S": "text ✓"}, "n": {"N": "-1.50"}, "bin": {"B": b"\x00\xff"}, "yes": {"BOOL": True}, "none": {"NULL": True},
        "ss": {"SS": ["x", "y"]}, "ns": {"NS": ["1", "2"]}, "bs": {"BS": [b"1", b"2"]},
        "l": {"L": [{"S": "x"}, {"L": []}, {"M": {}}]}, "m": {"M": {"deep": {"M": {"er": {"N": "0"}}}}},
        "empty": {"S": ""}, "empty-b": {"B": b""},
    }  # fmt: skip
    with report.case("put-item and get-item: every type comes back; numbers are normalised"):
        same(body(dynamodb.put_item(TableName=TABLE, Item=every)), {})
        got = dynamodb.get_item(TableName=TABLE, Key=key("types", 1))["Item"]
        for name in ("ss", "ns", "bs"):
            kind = name.upper()
            assert sorted(got[name][kind]) == sorted(every[name][kind]), got[name]
        sets = {name: ANY for name in ("ss", "ns", "bs")}
        same(got, {**every, **sets, "n": {"N": "-1.5"}})
    with report.case("get-item of nothing has no Item"):
        same(body(dynamodb.get_item(TableName=TABLE, Key=key("nothing", 1))), {})
    with report.case("put-item replaces whole and answers ALL_OLD"):
        old = {**key("put", 1), "x": {"S": "old"}}
        dynamodb.put_item(TableName=TABLE, Item=old)
        put = dynamodb.put_item(TableName=TABLE, Item={**key("put", 1), "y": {"S": "new"}}, ReturnValues="ALL_OLD")
        same(body(put), {"Attributes": old})
        same(dynamodb.get_item(TableName=TABLE, Key=key("put", 1))["Item"], {**key("put", 1), "y": {"S": "new"}})
    with report.case("a key number is one value however it is written"):
        dynamodb.put_item(TableName=TABLE, Item={**key("number", "1.0"), "v": {"S": "x"}})
        got = dynamodb.get_item(TableName=TABLE, Key=key("number", "10e-1"))
        same(got["Item"], {**key("number", "1"), "v": {"S": "x"}})
    with report.case("delete-item answers ALL_OLD once and nothing again"):
        same(body(dynamodb.delete_item(TableName=TABLE, Key=key("put", 1), ReturnValues="ALL_OLD")),
             {"Attributes": {**key("put", 1), "y": {"S": "new"}}})  # fmt: skip
        same(body(dynamodb.delete_item(TableName=TABLE, Key=key("put", 1), ReturnValues="ALL_OLD")), {})
    with report.case("a projection reaches into lists and maps"):
        got = dynamodb.get_item(
            TableName=TABLE, Key=key("types", 1), ProjectionExpression="#l[0], m.deep.er, nosuch",
            ExpressionAttributeNames={"#l": "l"},
        )  # fmt: skip
        same(got["Item"], {"l": {"L": [{"S": "x"}]}, "m": {"M": {"deep": {"M": {"er": {"N": "0"}}}}}})


def updates(report, dynamodb):
    """Each row: what is there, the expression, its values, what is there after."""
    n, s = lambda v: {"N": str(v)}, lambda v: {"S": v}  # noqa: E731
    table = [
        ("SET", {}, "SET v = :v", {":v": n(1)}, {"v": n(1)}),
        ("SET from another, before any change", {"v": n(1), "w": n(2)}, "SET v = w, w = v", {}, {"v": n(2), "w": n(1)}),
        ("SET plus and minus", {"v": n(10)}, "SET v = v + :a, w = :b - v", {":a": n("0.5"), ":b": n(1)}, {"v": n("10.5"), "w": n(-9)}),
        ("if_not_exists", {"v": n(1)}, "SET v = if_not_exists(v, :z), w = if_not_exists(w, :z) + :o", {":z": n(0), ":o": n(1)}, {"v": n(1), "w": n(1)}),
        ("list_append both ways", {"l": {"L": [n(2)]}}, "SET l = list_append(:a, l)", {":a": {"L": [n(1)]}}, {"l": {"L": [n(1), n(2)]}}),
        ("SET an element past the end appends", {"l": {"L": [n(1)]}}, "SET l[9] = :v", {":v": n(2)}, {"l": {"L": [n(1), n(2)]}}),
        ("SET within a map", {"m": {"M": {}}}, "SET m.x = :v", {":v": s("y")}, {"m": {"M": {"x": s("y")}}}),
        ("REMOVE an attribute and an element", {"v": n(1), "l": {"L": [n(1), n(2), n(3)]}}, "REMOVE v, l[1]", {}, {"l": {"L": [n(1), n(3)]}}),
        ("ADD to a number, and to none", {"v": n(1)}, "ADD v :v, w :v", {":v": n(5)}, {"v": n(6), "w": n(5)}),
        ("ADD to a set", {"t": {"SS": ["a"]}}, "ADD t :t", {":t": {"SS": ["a", "b"]}}, {"t": {"SS": ["a", "b"]}}),
        ("DELETE from a set; an empty set goes", {"t": {"SS": ["a", "b"]}, "u": {"NS": ["1"]}}, "DELETE t :t, u :u",
         {":t": {"SS": ["b", "z"]}, ":u": {"NS": ["1"]}}, {"t": {"SS": ["a"]}}),
        ("all four clauses in any order", {"x": n(1), "t": {"SS": ["a", "b"]}, "n": n(1)}, "DELETE t :t REMOVE x SET y = :y ADD n :n",
         {":t": {"SS": ["a"]}, ":y": n(2), ":n": n(3)}, {"y": n(2), "t": {"SS": ["b"]}, "n": n(4)}),
    ]  # fmt: skip
    for index, (name, before, expression, values, after) in enumerate(table):
        with report.case(f"update-item: {name}"):
            at = key("update", index)
            if before:
                dynamodb.put_item(TableName=TABLE, Item={**at, **before})
            more = {"ExpressionAttributeValues": values} if values else {}
            got = dynamodb.update_item(TableName=TABLE, Key=at, UpdateExpression=expression, ReturnValues="ALL_NEW", **more)
            attributes = got["Attributes"]
            for value in attributes.values():
                if "SS" in value:
                    value["SS"].sort()
            same(attributes, {**at, **after})
    with report.case("update-item: what each ReturnValues answers"):
        at = key("returns", 1)
        dynamodb.put_item(TableName=TABLE, Item={**at, "v": n(1), "w": n(1)})
        for kind, expected in (
            ("NONE", None), ("UPDATED_OLD", {"v": n(2)}), ("UPDATED_NEW", {"v": n(4)}),
            ("ALL_OLD", {**at, "v": n(4), "w": n(1)}), ("ALL_NEW", {**at, "v": n(6), "w": n(1)}),
        ):  # fmt: skip
            got = dynamodb.update_item(
                TableName=TABLE, Key=at, UpdateExpression="ADD v :o", ExpressionAttributeValues={":o": n(1)}, ReturnValues=kind
            )
            same(got.get("Attributes"), expected, at=kind)


def conditions(report, dynamodb):
    at = key("condition", 1)
    dynamodb.put_item(TableName=TABLE, Item={**at, "n": {"N": "5"}, "s": {"S": "hello"}, "l": {"L": [{"S": "x"}]}, "t": {"SS": ["q"]}})
    values = {":5": {"N": "5"}, ":9": {"N": "9"}, ":he": {"S": "he"}, ":x": {"S": "x"}, ":q": {"S": "q"}, ":N": {"S": "N"}, ":1": {"N": "1"}}
    for expression, holds in (
        ("attribute_exists(n)", True), ("attribute_not_exists(n)", False), ("n = :5", True), ("n <> :5", False), ("n < :9", True),
        ("n BETWEEN :1 AND :9", True), ("n IN (:1, :9)", False), ("begins_with(s, :he)", True), ("contains(s, :he)", True),
        ("contains(l, :x)", True), ("contains(t, :q)", True), ("size(s) = :5", True), ("attribute_type(n, :N)", True),
        ("NOT n = :5", False), ("n = :9 OR n = :5 AND s = :he", False), ("(n = :9 OR n = :5) AND begins_with(s, :he)", True),
        ("n = :5 AND NOT attribute_exists(nosuch)", True), ("l[0] = :x", True), ("nosuch = :5", False), ("s > :5", False),
    ):  # fmt: skip
        with report.case(f"condition: {expression} is {holds}"):
            words = expression.translate(str.maketrans("(),", "   ")).split()
            used = {name: value for name, value in values.items() if name in words}
            call = lambda: dynamodb.put_item(  # noqa: E731
                TableName=TABLE, Item={**at, "n": {"N": "5"}, "s": {"S": "hello"}, "l": {"L": [{"S": "x"}]}, "t": {"SS": ["q"]}},
                ConditionExpression=expression, **({"ExpressionAttributeValues": used} if used else {}),
            )  # fmt: skip
            if holds:
                call()
            else:
                refused(call, "ConditionalCheckFailedException", "The conditional request failed")
    with report.case("a failed condition can answer the item and changes nothing"):
        got = refused(
            lambda: dynamodb.update_item(
                TableName=TABLE, Key=at, UpdateExpression="SET n = :9", ConditionExpression="n = :9",
                ExpressionAttributeValues={":9": {"N": "9"}}, ReturnValuesOnConditionCheckFailure="ALL_OLD",
            ),
            "ConditionalCheckFailedException",
        )  # fmt: skip
        assert got.get("Item", {}).get("n") == {"N": "5"}, got
        assert dynamodb.get_item(TableName=TABLE, Key=at)["Item"]["n"] == {"N": "5"}


def queries(report, dynamodb):
    for index in range(10):
        item = {**key("query", index), "c": {"S": f"c{9 - index}"}, "d": {"N": str(index % 2)}, "extra": {"S": "e" * index}}
        dynamodb.put_item(TableName=TABLE, Item=item)
    base = {"TableName": TABLE, "ExpressionAttributeNames": {"#a": "a"}}

    def query(expression, values=None, **more):
        names = {**base["ExpressionAttributeNames"]} if "#a" in expression else {}
        extra = {"ExpressionAttributeNames": names} if names else {}
        return dynamodb.query(
            TableName=TABLE, KeyConditionExpression=expression,
            ExpressionAttributeValues={":a": {"S": "query"}, **(values or {})}, **extra, **more,
        )  # fmt: skip

    def sort_keys(answer):
        return [int(item["b"]["N"]) for item in answer["Items"]]

    two = {":x": {"N": "3"}, ":y": {"N": "6"}}
    one = {":x": {"N": "3"}}
    for expression, values, expected in (
        ("a = :a", None, list(range(10))), ("#a = :a AND b = :x", one, [3]), ("a = :a AND b < :x", one, [0, 1, 2]),
        ("a = :a AND b <= :x", one, [0, 1, 2, 3]), ("a = :a AND b > :x", one, [4, 5, 6, 7, 8, 9]),
        ("a = :a AND b >= :x", one, [3, 4, 5, 6, 7, 8, 9]), ("(a = :a) AND (b BETWEEN :x AND :y)", two, [3, 4, 5, 6]),
    ):  # fmt: skip
        with report.case(f"query: {expression}"):
            got = query(expression, values)
            assert sort_keys(got) == expected and got["Count"] == got["ScannedCount"] == len(expected), body(got)
    with report.case("query backwards, with a filter, a projection and a count"):
        got = query("a = :a", ScanIndexForward=False)
        assert sort_keys(got) == list(range(9, -1, -1)), sort_keys(got)
        got = query("a = :a", {":d": {"N": "1"}}, FilterExpression="d = :d", ProjectionExpression="b")
        assert sort_keys(got) == [1, 3, 5, 7, 9] and (got["Count"], got["ScannedCount"]) == (5, 10), body(got)
        assert set(got["Items"][0]) == {"b"}, got["Items"][0]
        same(body(query("a = :a", Select="COUNT")), {"Count": 10, "ScannedCount": 10})
    with report.case("query a local index in its own order, begins_with"):
        assert sort_keys(query("a = :a", IndexName="by-c")) == list(range(9, -1, -1))
        assert sort_keys(query("a = :a AND begins_with(c, :c)", {":c": {"S": "c4"}}, IndexName="by-c")) == [5]
    with report.case("query a global index: only its keys are projected"):
        got = until(
            lambda: dynamodb.query(TableName=TABLE, IndexName="by-d", KeyConditionExpression="d = :d",
                                   ExpressionAttributeValues={":d": {"N": "1"}}),
            lambda seen: seen["Count"] == 5, what="five entries in the index",
        )  # fmt: skip
        assert set(got["Items"][0]) == {"a", "b", "d"}, got["Items"][0]
    with report.case("an item that loses its index key leaves the index"):
        dynamodb.update_item(TableName=TABLE, Key=key("query", 5), UpdateExpression="REMOVE c")
        assert sort_keys(query("a = :a", IndexName="by-c")) == [9, 8, 7, 6, 4, 3, 2, 1, 0]
    with report.case("Limit pages forwards and backwards, without gap or repeat"):
        for forward in (True, False):
            walked, start = [], {}
            while True:
                got = query("a = :a", Limit=3, ScanIndexForward=forward, **start)
                walked += sort_keys(got)
                if "LastEvaluatedKey" not in got:
                    break
                assert set(got["LastEvaluatedKey"]) == {"a", "b"}, got["LastEvaluatedKey"]
                start = {"ExclusiveStartKey": got["LastEvaluatedKey"]}
            assert walked == (list(range(10)) if forward else list(range(9, -1, -1))), walked


def pages(report, dynamodb):
    with report.case("a query page ends at 1 MB, a scan reaches everything, segments share it out"):
        for index in range(12):
            dynamodb.put_item(TableName=TABLE, Item={**key("big", index), "v": {"S": "v" * 200_000}})
        first = dynamodb.query(TableName=TABLE, KeyConditionExpression="a = :a", ExpressionAttributeValues={":a": {"S": "big"}})
        assert first["Count"] in (5, 6) and "LastEvaluatedKey" in first, first["Count"]
        scan = dynamodb.get_paginator("scan")
        whole = [(i["a"]["S"], i["b"]["N"]) for page in scan.paginate(TableName=TABLE) for i in page["Items"]]
        assert len(whole) == len(set(whole)) and sum(a == "big" for a, _ in whole) == 12, len(whole)
        shared = []
        for segment in range(3):
            for page in scan.paginate(TableName=TABLE, Segment=segment, TotalSegments=3):
                shared += [(i["a"]["S"], i["b"]["N"]) for i in page["Items"]]
        assert sorted(shared) == sorted(whole), (len(shared), len(whole))


def batches(report, dynamodb):
    with report.case("batch-write puts and deletes 25, batch-get reads 100"):
        puts = [{"PutRequest": {"Item": {**key("batch", i), "v": {"N": str(i)}}}} for i in range(100)]
        for start in range(0, 100, 25):
            same(body(dynamodb.batch_write_item(RequestItems={TABLE: puts[start : start + 25]})), {"UnprocessedItems": {}})
        got = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": [key("batch", i) for i in range(100)]}})
        assert sorted(int(item["v"]["N"]) for item in got["Responses"][TABLE]) == list(range(100)), len(got["Responses"][TABLE])
        same(got["UnprocessedKeys"], {})
        dynamodb.batch_write_item(RequestItems={TABLE: [{"DeleteRequest": {"Key": key("batch", 0)}}]})
        got = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": [key("batch", 0)], "ProjectionExpression": "v"}})
        same(got["Responses"], {TABLE: []})


def capacity(report, dynamodb):
    """Units: writes of 1 KB, reads of 4 KB, halves for eventual consistency; the key and names count too."""
    payload = {"v": {"S": "x" * 5000}}
    with report.case("ConsumedCapacity: a write of 5 KB costs 5, reads 1 and 2"):
        put = dynamodb.put_item(TableName="alpha", Item={"a": {"S": "k"}, **payload}, ReturnConsumedCapacity="TOTAL")
        same(put["ConsumedCapacity"], {"TableName": "alpha", "CapacityUnits": 5.0})
        for consistent, units in ((False, 1.0), (True, 2.0)):
            got = dynamodb.get_item(
                TableName="alpha", Key={"a": {"S": "k"}}, ConsistentRead=consistent, ReturnConsumedCapacity="TOTAL"
            )
            same(got["ConsumedCapacity"], {"TableName": "alpha", "CapacityUnits": units})
        got = dynamodb.get_item(TableName="alpha", Key={"a": {"S": "nosuch"}}, ReturnConsumedCapacity="TOTAL")
        same(got["ConsumedCapacity"], {"TableName": "alpha", "CapacityUnits": 0.5})
    with report.case("ConsumedCapacity INDEXES counts the table and each index written"):
        put = dynamodb.put_item(
            TableName=TABLE, Item={**key("capacity", 1), "c": {"S": "c"}, "d": {"N": "77"}, **payload}, ReturnConsumedCapacity="INDEXES"
        )
        same(put["ConsumedCapacity"], {
            "TableName": TABLE, "CapacityUnits": 11.0, "Table": {"CapacityUnits": 5.0},
            "LocalSecondaryIndexes": {"by-c": {"CapacityUnits": 5.0}}, "GlobalSecondaryIndexes": {"by-d": {"CapacityUnits": 1.0}},
        })  # fmt: skip


def numbers(report, dynamodb):
    """Numbers have 38 digits, are exact, and sort as numbers."""
    ordered = ["-9.9999999999999999999999999999999999999E+125", "-100", "-1.5", "-1E-130", "0", "1E-130", "0.001", "2", "10",
               "12345678901234567890123456789012345678", "9.9999999999999999999999999999999999999E+125"]  # fmt: skip
    with report.case("numbers sort by value from -10^126 to 10^126"):
        for number in reversed(ordered):
            dynamodb.put_item(TableName=TABLE, Item={**key("sorted", number), "as": {"S": number}})
        got = dynamodb.query(TableName=TABLE, KeyConditionExpression="a = :a", ExpressionAttributeValues={":a": {"S": "sorted"}})
        assert [item["as"]["S"] for item in got["Items"]] == ordered, [item["as"]["S"] for item in got["Items"]]
    with report.case("38 digits are added exactly"):
        at = key("exact", 1)
        dynamodb.put_item(TableName=TABLE, Item={**at, "v": {"N": "12345678901234567890123456789012345678"}})
        got = dynamodb.update_item(
            TableName=TABLE, Key=at, UpdateExpression="ADD v :o", ExpressionAttributeValues={":o": {"N": "1"}}, ReturnValues="UPDATED_NEW"
        )
        same(got["Attributes"]["v"]["N"], "12345678901234567890123456789012345679")
        got = dynamodb.update_item(
            TableName=TABLE, Key=at, UpdateExpression="SET v = :a + :b", ReturnValues="UPDATED_NEW",
            ExpressionAttributeValues={":a": {"N": "0.1"}, ":b": {"N": "0.2"}},
        )  # fmt: skip
        same(got["Attributes"]["v"]["N"], "0.3")


def checksum(report, server):
    with report.case("every answer carries its CRC32, errors too"):
        for payload, status in ((b"{}", 200), (b'{"Limit": 0}', 400)):
            reply = bare(
                server, "dynamodb", body=payload, X_Amz_Target="DynamoDB_20120810.ListTables", Content_Type="application/x-amz-json-1.0"
            )
            assert reply.status == status, (reply.status, reply.body)
            same(reply.headers.get("x-amz-crc32"), str(binascii.crc32(reply.body)), at="x-amz-crc32")
    with report.case("request ids are DynamoDB's: 52 capitals and digits"):
        same(reply.headers.get("x-amzn-RequestId"), text(r"[0-9A-Z]{52}"), at="x-amzn-RequestId")


def deletion(report, dynamodb):
    with report.case("delete-table: DELETING, then gone, and empty when made again"):
        assert dynamodb.delete_table(TableName="alpha")["TableDescription"]["TableStatus"] == "DELETING"
        dynamodb.get_waiter("table_not_exists").wait(TableName="alpha", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        refused(
            lambda: dynamodb.get_item(TableName="alpha", Key={"a": {"S": "k"}}), "ResourceNotFoundException", "Requested resource not found"
        )
        dynamodb.create_table(
            TableName="alpha", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "a", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "a", "KeyType": "HASH"}],
        )  # fmt: skip
        dynamodb.get_waiter("table_exists").wait(TableName="alpha", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        assert dynamodb.scan(TableName="alpha")["Count"] == 0
