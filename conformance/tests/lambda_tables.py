"""Mappings of tables' streams by boto3: order, filters, batches that fail, parts of batches that fail."""

import json

from harness import ground
from harness.clients import client
from harness.expect import ANY, refused, same, text, until
from harness.functions import source


def run(report, server, options):
    functions, dynamodb = client(server, "lambda"), client(server, "dynamodb")
    role = ground.role(
        server, "working", "lambda", "dynamodb:PutItem", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
        "dynamodb:DescribeStream", "dynamodb:ListStreams", "logs:*",
    )  # fmt: skip
    house = House(server, functions, dynamodb, role)
    order(report, house)
    filters(report, house)
    failures(report, house)
    refusals(report, house)


class House:
    """Tables with a stream, each with a function that works it and a table that tells how."""

    def __init__(self, server, functions, dynamodb, role):
        self.server, self.functions, self.dynamodb, self.role = server, functions, dynamodb, role
        self.streams = {}

    def table(self, name):
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        self.streams[name] = ground.table(self.server, name, StreamSpecification=stream)["LatestStreamArn"]
        ground.table(self.server, f"log-{name}")
        code = {"worker_of_changes.py": source("worker_of_changes.py")}
        variables = {"Variables": {"TABLE_NAME": f"log-{name}"}}
        ground.function(self.server, f"f-{name}", self.role, "worker_of_changes.handler", code, Environment=variables)

    def map(self, name, **settings):
        """Maps the table's stream to its function; answers the mapping's id once it is Enabled."""
        settings = {"StartingPosition": "TRIM_HORIZON", "BatchSize": 10, **settings}
        made = self.functions.create_event_source_mapping(FunctionName=f"f-{name}", EventSourceArn=self.streams[name], **settings)
        look = lambda: self.functions.get_event_source_mapping(UUID=made["UUID"])["State"]  # noqa: E731
        until(look, lambda seen: seen == "Enabled", what="Enabled")
        return made

    def put(self, name, *keys, **more):
        for key in keys:
            self.dynamodb.put_item(TableName=name, Item={"id": {"S": key}, **{field: {"S": value} for field, value in more.items()}})

    def batches(self, name):
        """The batches that the function was given, as lists of keys, by their first record."""
        seen = ground.items(self.server, f"log-{name}")
        batches = [(item["Numbers"]["L"][0]["S"], [key["S"] for key in item["Keys"]["L"]]) for item in seen]
        return [keys for _, keys in sorted(batches, key=lambda batch: int(batch[0]))]

    def worked(self, name):
        return [key for batch in self.batches(name) for key in batch]


def order(report, house):
    with report.case("every change comes once and in its order, in batches no larger than asked for"):
        house.table("order")
        wanted = [f"k{index:03}" for index in range(95)]
        house.put("order", *wanted)
        house.map("order", BatchSize=20)
        until(lambda: len(house.worked("order")), lambda count: count >= 95, 30, "95 changes")
        same(house.worked("order"), wanted)
        assert max(map(len, house.batches("order"))) <= 20, house.batches("order")
    with report.case("LATEST leaves out what was there before"):
        house.table("latest")
        house.put("latest", "before")
        made = house.map("latest", StartingPosition="LATEST")
        # Its place is the moment of its making, which DynamoDB tells to the second.
        until(lambda: house.put("latest", "after") or house.worked("latest"), lambda seen: "after" in seen, 30, "a change after it")
        same("before" in house.worked("latest"), False)
        house.functions.delete_event_source_mapping(UUID=made["UUID"])


def filters(report, house):
    with report.case("filters: by event name, by a value of the new image, either of two"):
        house.table("filtered")
        patterns = [{"eventName": ["REMOVE"]}, {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["wanted", {"prefix": "also-"}]}}}}]
        made = house.map("filtered", FilterCriteria={"Filters": [{"Pattern": json.dumps(pattern)} for pattern in patterns]})
        same(len(made["FilterCriteria"]["Filters"]), 2)
        house.put("filtered", "a", kind="wanted")
        house.put("filtered", "a", kind="wanted", more="changed")
        house.put("filtered", "b", kind="other")
        house.put("filtered", "c", kind="also-this")
        house.dynamodb.delete_item(TableName="filtered", Key={"id": {"S": "b"}})
        until(lambda: len(house.worked("filtered")), lambda count: count >= 3, 30, "three changes")
        same(house.worked("filtered"), ["a", "c", "b"])


def failures(report, house):
    with report.case("a batch that fails comes again whole, and what follows waits for it"):
        house.table("retried")
        house.put("retried", "a")
        house.put("retried", "b", fail="once")
        house.put("retried", "c")
        house.map("retried")
        until(lambda: len(house.worked("retried")), lambda count: count >= 6, 30, "the batch twice")
        same(house.batches("retried"), [["a", "b", "c"]] * 2)
    with report.case("ReportBatchItemFailures: from the record that is named on, and no other again"):
        house.table("parts")
        house.put("parts", "a", "b")
        house.put("parts", "c", fail="item")
        house.put("parts", "d")
        house.map("parts", FunctionResponseTypes=["ReportBatchItemFailures"], MaximumRetryAttempts=1)
        until(lambda: house.worked("parts"), lambda seen: seen.count("d") >= 2, 30, "the second try")
        same(house.batches("parts")[:2], [["a", "b", "c", "d"], ["c", "d"]])
    with report.case("MaximumRetryAttempts and BisectBatchOnFunctionError: a record that cannot be worked is passed by"):
        house.table("bisected")
        house.put("bisected", "a", "b")
        house.put("bisected", "bad", fail="batch")
        house.put("bisected", "c", "d")
        house.map("bisected", BisectBatchOnFunctionError=True, MaximumRetryAttempts=4)
        house.put("bisected", "e")
        alone = lambda: [keys for keys in house.batches("bisected") if "bad" not in keys]  # noqa: E731
        until(lambda: {key for keys in alone() for key in keys}, lambda seen: seen == {"a", "b", "c", "d", "e"}, 40, "all but the bad one")


def refusals(report, house):
    arn = house.streams["order"]
    create = lambda **more: house.functions.create_event_source_mapping(  # noqa: E731
        **{"FunctionName": "f-order", "EventSourceArn": arn, "StartingPosition": "LATEST", **more}
    )
    for name, more, code, message, *status in (
        ("a stream that is not there", {"EventSourceArn": arn[:-3] + "999", "FunctionName": "f-latest"}, "InvalidParameterValueException", ANY),
        ("AT_TIMESTAMP", {"StartingPosition": "AT_TIMESTAMP", "StartingPositionTimestamp": 1e9, "FunctionName": "f-latest"}, "InvalidParameterValueException",
         text(r"Unsupported starting position .*")),
        ("the same mapping twice", {}, "ResourceConflictException", text(r"The event source arn \(\" ?\S+ ?\"\) and function \(\" ?\S+ ?\"\) .*already exists?.*"), 409),
        ("a batch of 10,001", {"BatchSize": 10_001}, "ValidationException", ANY),
        ("a filter that is none", {"FunctionName": "f-latest", "FilterCriteria": {"Filters": [{"Pattern": "rubbish"}]}}, "InvalidParameterValueException", ANY),
    ):  # fmt: skip
        with report.case(f"refused: {name}"):
            refused(lambda: create(**more), code, message, *status)
