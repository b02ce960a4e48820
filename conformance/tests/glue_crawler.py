"""Crawlers through boto3: what they find in a bucket and a table, what they do when it changes, and how they are refused."""

import bz2
import datetime
import gzip
import io
import json
import time

from harness import ground
from harness.clients import ACCOUNT, REGION, client
from harness.expect import ANY, NUMBER, UUID, body, refused, same, text, until

BUCKET = "crawled"
BANK = ["age", "job", "marital", "education", "default", "balance", "housing", "loan", "contact", "day", "month", "duration",
        "campaign", "pdays", "previous", "poutcome", "deposit"]  # fmt: skip
NUMBERS = ["age", "balance", "day", "duration", "campaign", "pdays", "previous"]
ACCESS = '83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a.png HTTP/1.1" 200 203023 "http://e.com/" "Mozilla/5.0 (X11)"\n'
SYSLOG = "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; user=root\r\n"


def run(report, server, options):
    glue, s3 = client(server, "glue"), client(server, "s3")
    s3.create_bucket(Bucket=BUCKET)
    glue.create_database(DatabaseInput={"Name": "found"})
    crawler = ground.role(server, "crawler", "glue", "s3:ListBucket", "s3:GetObject", "dynamodb:DescribeTable", "dynamodb:Scan")
    client(server, "iam").attach_role_policy(RoleName="crawler", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole")
    bank(report, server, glue, s3)
    formats(report, glue, s3)
    changes(report, glue, s3)
    items(report, server, glue)
    classifiers(report, glue, s3)
    life(report, glue)
    refusals(report, glue)
    roles(report, server, glue)
    template(report, server, glue)
    if server.ours:
        killed(report, server, glue, s3)


def put(s3, key, content):
    s3.put_object(Bucket=BUCKET, Key=key, Body=content if isinstance(content, bytes) else content.encode())


def make(glue, name, path, **more):
    settings = {"Role": "crawler", "DatabaseName": "found", "Targets": {"S3Targets": [{"Path": f"s3://{BUCKET}/{path}"}]}, **more}
    glue.create_crawler(Name=name, **settings)


def crawl(glue, name, status="SUCCEEDED"):
    """Starts a crawler and answers its LastCrawl once it is ready."""
    glue.start_crawler(Name=name)
    return ready(glue, name, status)


def ready(glue, name, status="SUCCEEDED"):
    look = lambda: glue.get_crawler(Name=name)["Crawler"]  # noqa: E731
    last = until(look, lambda seen: seen["State"] == "READY", seconds=60, what=f"{name} READY")["LastCrawl"]
    same(last["Status"], status, at=str(last))
    return last


def columns(glue, table):
    found = glue.get_table(DatabaseName="found", Name=table)["Table"]
    return {column["Name"]: column["Type"] for column in found["StorageDescriptor"]["Columns"]}


def partitions(glue, table):
    pages = glue.get_paginator("get_partitions").paginate(DatabaseName="found", TableName=table)
    return sorted("/".join(partition["Values"]) for page in pages for partition in page["Partitions"])


def bank(report, server, glue, s3):
    row = {name: 1 if name in NUMBERS else "unknown" for name in BANK}
    for hour in ("09", "10"):
        for file in (1, 2):
            put(s3, f"2022/05/14/{hour}/delivery-{file}", "".join(json.dumps({**row, "age": n}) + "\n" for n in range(50)))
    make(glue, "extractjson", "", SchemaChangePolicy={"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DEPRECATE_IN_DATABASE"})
    with report.case("a crawler is shown as AWS shows it"):
        shown = glue.get_crawler(Name="extractjson")["Crawler"]
        same(shown, {
            "Name": "extractjson", "Role": "crawler", "DatabaseName": "found", "Classifiers": [], "State": "READY",
            "Targets": {
                "S3Targets": [{"Path": f"s3://{BUCKET}/", "Exclusions": []}], "JdbcTargets": [], "MongoDBTargets": [],
                "DynamoDBTargets": [], "CatalogTargets": [], "DeltaTargets": [], "IcebergTargets": [], "HudiTargets": [],
            },
            "RecrawlPolicy": {"RecrawlBehavior": "CRAWL_EVERYTHING"},
            "SchemaChangePolicy": {"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DEPRECATE_IN_DATABASE"},
            "LineageConfiguration": {"CrawlerLineageSettings": "DISABLE"}, "CrawlElapsedTime": 0, "CreationTime": ANY,
            "LastUpdated": ANY, "Version": 1, "LakeFormationConfiguration": {"UseLakeFormationCredentials": False, "AccountId": ""},
        })  # fmt: skip
    with report.case("hours of Firehose are the partitions of one table, named by the year"):
        last = crawl(glue, "extractjson")
        same(last, {"Status": "SUCCEEDED", "LogGroup": "/aws-glue/crawlers", "LogStream": "extractjson", "MessagePrefix": UUID, "StartTime": ANY})
        table = glue.get_table(DatabaseName="found", Name="2022")["Table"]
        same([key["Name"] for key in table["PartitionKeys"]], ["partition_0", "partition_1", "partition_2"])
        same(partitions(glue, "2022"), ["05/14/09", "05/14/10"])
        same(columns(glue, "2022"), {name: "int" if name in NUMBERS else "string" for name in BANK})
        same(table["StorageDescriptor"]["Location"], f"s3://{BUCKET}/2022/")
        same(table["CreatedBy"], f"arn:aws:sts::{ACCOUNT}:assumed-role/crawler/AWS-Crawler")
        same(table["StorageDescriptor"]["SerdeInfo"], {
            "SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe", "Parameters": {"paths": ",".join(sorted(BANK))},
        })  # fmt: skip
        wanted = {
            "classification": "json", "compressionType": "none", "typeOfData": "file", "UPDATED_BY_CRAWLER": "extractjson",
            "objectCount": "4", "recordCount": "200", "CrawlerSchemaDeserializerVersion": "1.0",
            "CrawlerSchemaSerializerVersion": "1.0", "sizeKey": text(r"\d+"), "averageRecordSize": text(r"\d+"),
            "partition_filtering.enabled": "true", "CRAWL_RUN_ID": last["MessagePrefix"],
        }  # fmt: skip
        same(table["Parameters"], wanted)
    with report.case("the crawl is logged in the words of AWS's crawlers"):
        logs = client(server, "logs")
        events = logs.get_log_events(logGroupName="/aws-glue/crawlers", logStreamName="extractjson", startFromHead=True)["events"]
        said = [event["message"].removeprefix(f"[{last['MessagePrefix']}] ") for event in events]
        same(said[0], "BENCHMARK : Running Start Crawl for Crawler extractjson")
        assert "INFO : Created table 2022 in database found" in said, said
        same(said[-1], "BENCHMARK : Crawler has finished running and is in state READY")
    with report.case("the history and the metrics tell what was done"):
        [only] = glue.list_crawls(CrawlerName="extractjson")["Crawls"]
        same(only["State"], "COMPLETED")
        same(json.loads(only["Summary"]), {"TABLE": {"ADD": 1}, "PARTITION": {"ADD": 2}})
        [metrics] = glue.get_crawler_metrics(CrawlerNameList=["extractjson"])["CrawlerMetricsList"]
        same(metrics, {
            "CrawlerName": "extractjson", "TimeLeftSeconds": 0.0, "StillEstimating": False, "LastRuntimeSeconds": NUMBER,
            "MedianRuntimeSeconds": NUMBER, "TablesCreated": 1, "TablesUpdated": 0, "TablesDeleted": 0,
        })  # fmt: skip
    with report.case("another hour is another partition, and nothing else changes"):
        put(s3, "2022/05/14/11/delivery-1", json.dumps(row))
        crawl(glue, "extractjson")
        same(partitions(glue, "2022"), ["05/14/09", "05/14/10", "05/14/11"])
        crawls = glue.list_crawls(CrawlerName="extractjson")["Crawls"]
        same(json.loads(crawls[0]["Summary"]), {"PARTITION": {"ADD": 1}})


def formats(report, glue, s3):
    # Here and not above: it is large, and no other scenario's start should wait for it.
    import pyarrow as pa
    import pyarrow.parquet as parquet

    table = pa.table({
        "Id": [1, 2], "pm": [1.5, 2.5], "at": [datetime.datetime(2026, 11, 20)] * 2, "tags": [["a"], []],
        "place": [{"lat": 1.0, "names": ["x"]}] * 2, "n32": pa.array([1, 2], pa.int32()), "day": [datetime.date(2026, 11, 20)] * 2,
        "price": pa.array([1, 2], pa.int32()).cast(pa.decimal128(12, 2)), "kind": pa.array(["a", "b"]).dictionary_encode(),
        "counts": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64())),
    })  # fmt: skip
    sink = io.BytesIO()
    parquet.write_table(table, sink, compression="zstd")
    for hour in ("10", "11"):
        put(s3, f"formats/motors/2021/05/14/{hour}/part.parquet", sink.getvalue())
    put(s3, "formats/csv/a.csv", "Age,job,balance,ok\n59,admin.,2343.5,true\n56,none,45,false\n")
    put(s3, "formats/quoted/a.csv", 'id,"full name"\n1,"a, ""b"""\n2,"c"\n')
    put(s3, "formats/plain/a.tsv", "1\tx\t2.5\n2\ty\t3\n")
    put(s3, "formats/packed/a.json.gz", gzip.compress(b'{"a":1}\n{"a":2.5}\n'))
    put(s3, "formats/access/log", ACCESS * 20)
    put(s3, "formats/host/messages", SYSLOG * 20)
    put(s3, "formats/array/fleet.json", json.dumps([{"data": {"co": 0.5, "light": True}, "ts": 1.5, "device": "a"}] * 3))
    put(s3, "formats/other/a.bz2", bz2.compress(b"a,b\n1,2\n"))
    put(s3, "formats/csv/_SUCCESS", "x")
    put(s3, "formats/csv/none.csv", "")
    make(glue, "formats", "formats/", TablePrefix="f_")
    with report.case("every format is a table of its own, with its columns"):
        crawl(glue, "formats")
        tables = {table["Name"]: table for table in glue.get_tables(DatabaseName="found", Expression="f_.*")["TableList"]}
        said = {name: table["Parameters"]["classification"] for name, table in tables.items()}
        same(said, {
            "f_motors": "parquet", "f_csv": "csv", "f_quoted": "csv", "f_plain": "csv", "f_packed": "json", "f_access": "combined_apache",
            "f_host": "linux_kernel", "f_array": "json", "f_other": "UNKNOWN",
        })  # fmt: skip
        same(columns(glue, "f_motors"), {
            "id": "bigint", "pm": "double", "at": "timestamp", "tags": "array<string>", "place": "struct<lat:double,names:array<string>>",
            "n32": "int", "day": "date", "price": "decimal(12,2)", "kind": "string", "counts": "map<string,bigint>",
        })  # fmt: skip
        same(columns(glue, "f_csv"), {"age": "bigint", "job": "string", "balance": "double", "ok": "boolean"})
        same(columns(glue, "f_quoted"), {"id": "bigint", "full name": "string"})
        same(columns(glue, "f_plain"), {"col0": "bigint", "col1": "string", "col2": "double"})
        same(columns(glue, "f_packed"), {"a": "double"})
        same(columns(glue, "f_array"), {"array": "array<struct<data:struct<co:double,light:boolean>,ts:double,device:string>>"})
        same(list(columns(glue, "f_access"))[:4], ["clientip", "ident", "auth", "timestamp"])
        same(list(columns(glue, "f_host"))[-2:], ["pid", "message"])
        same(columns(glue, "f_other"), {})
    with report.case("a table says how it is read"):
        serde = {name: table["StorageDescriptor"]["SerdeInfo"] for name, table in tables.items()}
        same(serde["f_csv"], {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", "Parameters": {"field.delim": ","}})
        same(serde["f_quoted"]["SerializationLibrary"], "org.apache.hadoop.hive.serde2.OpenCSVSerde")
        same(serde["f_quoted"]["Parameters"], {"quoteChar": '"', "separatorChar": ","})
        same(serde["f_motors"]["SerializationLibrary"], "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")
        same(serde["f_access"], {"SerializationLibrary": "com.amazonaws.glue.serde.GrokSerDe", "Parameters": {"input.format": "%{COMBINEDAPACHELOG}"}})
        same(tables["f_csv"]["Parameters"]["skip.header.line.count"], "1")
        same(tables["f_csv"]["Parameters"]["objectCount"], "1")
        same(tables["f_packed"]["Parameters"]["compressionType"], "gzip")
        same(tables["f_other"]["Parameters"]["compressionType"], "bzip2")
        same(tables["f_motors"]["Parameters"]["recordCount"], "4")
        same([key["Name"] for key in tables["f_motors"]["PartitionKeys"]], [f"partition_{n}" for n in range(4)])
        same(partitions(glue, "f_motors"), ["2021/05/14/10", "2021/05/14/11"])


def changes(report, glue, s3):
    for year in (2024, 2025):
        put(s3, f"sales/year={year}/month=1/a.json", '{"id": 1, "price": 2}')
    make(glue, "sales", "sales", SchemaChangePolicy={"DeleteBehavior": "DELETE_FROM_DATABASE"})
    with report.case("folders named by key and value are partition keys"):
        crawl(glue, "sales")
        table = glue.get_table(DatabaseName="found", Name="sales")["Table"]
        same(table["PartitionKeys"], [{"Name": "year", "Type": "string"}, {"Name": "month", "Type": "string"}])
        same(partitions(glue, "sales"), ["2024/1", "2025/1"])
    with report.case("types widen, columns come, and the table's version counts"):
        put(s3, "sales/year=2025/month=2/a.json", '{"id": 3000000000, "price": 2.5, "note": "x"}')
        crawl(glue, "sales")
        same(columns(glue, "sales"), {"id": "bigint", "price": "double", "note": "string"})
        same(glue.get_table(DatabaseName="found", Name="sales")["Table"]["VersionId"], "1")
    with report.case("what is gone is deleted, where the crawler was told so"):
        s3.delete_object(Bucket=BUCKET, Key="sales/year=2024/month=1/a.json")
        crawl(glue, "sales")
        same(partitions(glue, "sales"), ["2025/1", "2025/2"])
        for month in (1, 2):
            s3.delete_object(Bucket=BUCKET, Key=f"sales/year=2025/month={month}/a.json")
        crawl(glue, "sales")
        refused(lambda: glue.get_table(DatabaseName="found", Name="sales"), "EntityNotFoundException")
        [metrics] = glue.get_crawler_metrics(CrawlerNameList=["sales"])["CrawlerMetricsList"]
        same(metrics["TablesDeleted"], 1)
    with report.case("or deprecated"):
        put(s3, "gone/a.json", '{"id": 1}')
        make(glue, "gone", "gone/")
        crawl(glue, "gone")
        s3.delete_object(Bucket=BUCKET, Key="gone/a.json")
        crawl(glue, "gone")
        mark = glue.get_table(DatabaseName="found", Name="gone")["Table"]["Parameters"]["DEPRECATED_BY_CRAWLER"]
        same(abs(int(mark) / 1000 - time.time()) < 600, True)
    with report.case("what is excluded is not seen"):
        put(s3, "mixed/a.json", '{"id": 1}')
        put(s3, "mixed/tmp/b.csv", "x,y\n1,2\n")
        make(glue, "mixed", "mixed", Targets={"S3Targets": [{"Path": f"s3://{BUCKET}/mixed", "Exclusions": ["tmp/**"]}]})
        crawl(glue, "mixed")
        same(columns(glue, "mixed"), {"id": "int"})
        same(glue.get_table(DatabaseName="found", Name="mixed")["Table"]["Parameters"]["exclusions"], '["tmp/**"]')


def items(report, server, glue):
    ground.table(server, "readings", "sensor")
    dynamodb = client(server, "dynamodb")
    for n in range(5):
        item = {"sensor": {"S": str(n)}, "temp": {"N": "1.5" if n else "1"}, "tags": {"L": [{"S": "a"}]}, "at": {"M": {"lat": {"N": "1"}}}}
        dynamodb.put_item(TableName="readings", Item=item)
    make(glue, "readings", "", Targets={"DynamoDBTargets": [{"Path": "readings"}]})
    with report.case("a DynamoDB table is a table"):
        crawl(glue, "readings")
        same(columns(glue, "readings"), {"sensor": "string", "temp": "double", "tags": "array<string>", "at": "struct<lat:bigint>"})
        table = glue.get_table(DatabaseName="found", Name="readings")["Table"]
        same(table["StorageDescriptor"]["Location"], f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/readings")
        same((table["Parameters"]["classification"], table["Parameters"]["hashKey"]), ("dynamodb", "sensor"))


def classifiers(report, glue, s3):
    put(s3, "custom/rows/a.json", json.dumps({"rows": [{"id": 1}, {"id": 2, "name": "x"}]}))
    put(s3, "custom/cells/a.txt", "1~2024-01-01\n2~2024-01-02\n")
    put(s3, "custom/lines/a.log", "2020-01-01 10:00:00 [main] INFO : started\n" * 3)
    glue.create_classifier(JsonClassifier={"Name": "rows", "JsonPath": "$.rows[*]"})
    glue.create_classifier(CsvClassifier={
        "Name": "cells", "Delimiter": "~", "ContainsHeader": "ABSENT", "Header": ["id", "day"], "CustomDatatypeConfigured": True,
        "CustomDatatypes": ["INT", "DATE"],
    })  # fmt: skip
    glue.create_classifier(GrokClassifier={
        "Name": "lines", "Classification": "mylog", "CustomPatterns": "LEVEL (INFO|WARN)",
        "GrokPattern": r"%{TIMESTAMP_ISO8601:at} \[%{WORD:thread}\] %{LEVEL:level} : %{GREEDYDATA:message}",
    })  # fmt: skip
    make(glue, "custom", "custom/", Classifiers=["rows", "lines", "cells"], TablePrefix="c_")
    with report.case("custom classifiers go before those that are built in"):
        crawl(glue, "custom")
        same(columns(glue, "c_rows"), {"id": "int", "name": "string"})
        same(columns(glue, "c_cells"), {"id": "int", "day": "date"})
        same(columns(glue, "c_lines"), {"at": "string", "thread": "string", "level": "string", "message": "string"})
        same(glue.get_table(DatabaseName="found", Name="c_lines")["Table"]["Parameters"]["classification"], "mylog")
    with report.case("a classifier is changed, listed and deleted"):
        glue.update_classifier(JsonClassifier={"Name": "rows", "JsonPath": "$[*]"})
        shown = glue.get_classifier(Name="rows")["Classifier"]["JsonClassifier"]
        same(shown, {"Name": "rows", "JsonPath": "$[*]", "CreationTime": ANY, "LastUpdated": ANY, "Version": 2})
        pages = glue.get_paginator("get_classifiers").paginate(PaginationConfig={"PageSize": 2})
        names = [next(iter(entry.values()))["Name"] for page in pages for entry in page["Classifiers"]]
        same(sorted(names), ["cells", "lines", "rows"])
        same(body(glue.delete_classifier(Name="lines")), {})
        refused(lambda: glue.get_classifier(Name="lines"), "EntityNotFoundException")
        refused(lambda: glue.create_classifier(XMLClassifier={"Name": "x", "Classification": "xml", "RowTag": "r"}), "InvalidInputException")


def life(report, glue):
    with report.case("crawlers are listed, found by their tags, changed"):
        make(glue, "tagged", "mixed", Tags={"team": "a"}, Description="before")
        same(glue.list_crawlers(Tags={"team": "a"})["CrawlerNames"], ["tagged"])
        same(glue.get_tags(ResourceArn=f"arn:aws:glue:{REGION}:{ACCOUNT}:crawler/tagged")["Tags"], {"team": "a"})
        pages = glue.get_paginator("get_crawlers").paginate(PaginationConfig={"PageSize": 3})
        names = [crawler["Name"] for page in pages for crawler in page["Crawlers"]]
        same(names, sorted(glue.list_crawlers()["CrawlerNames"]))
        same(body(glue.update_crawler(Name="tagged", Description="after", TablePrefix="t_")), {})
        shown = glue.get_crawler(Name="tagged")["Crawler"]
        same((shown["Description"], shown["TablePrefix"], shown["Version"]), ("after", "t_", 2))
        batch = glue.batch_get_crawlers(CrawlerNames=["tagged", "none"])
        same((len(batch["Crawlers"]), batch["CrawlersNotFound"]), (1, ["none"]))
    with report.case("a schedule is set, stopped and started"):
        refused(lambda: glue.start_crawler_schedule(CrawlerName="tagged"), "NoScheduleException")
        same(body(glue.update_crawler_schedule(CrawlerName="tagged", Schedule="cron(15 12 * * ? *)")), {})
        same(glue.get_crawler(Name="tagged")["Crawler"]["Schedule"], {"ScheduleExpression": "cron(15 12 * * ? *)", "State": "SCHEDULED"})
        refused(lambda: glue.start_crawler_schedule(CrawlerName="tagged"), "SchedulerRunningException")
        glue.stop_crawler_schedule(CrawlerName="tagged")
        same(glue.get_crawler(Name="tagged")["Crawler"]["Schedule"]["State"], "NOT_SCHEDULED")
        refused(lambda: glue.stop_crawler_schedule(CrawlerName="tagged"), "SchedulerNotRunningException")
    with report.case("a crawler that does not run is not stopped, and one that is deleted is gone"):
        refused(lambda: glue.stop_crawler(Name="tagged"), "CrawlerNotRunningException")
        same(body(glue.delete_crawler(Name="tagged")), {})
        refused(lambda: glue.get_crawler(Name="tagged"), "EntityNotFoundException", "Crawler entry with name tagged does not exist")
        refused(lambda: glue.start_crawler(Name="tagged"), "EntityNotFoundException", "Crawler entry with name tagged does not exist")


def refusals(report, glue):
    with report.case("what makes no sense is refused, and nothing is made"):
        refused(lambda: make(glue, "mixed", "mixed"), "AlreadyExistsException", "Crawler with name mixed already exists")
        refused(lambda: make(glue, "bad", "", Role="nobody"), "InvalidInputException", "Service is unable to assume provided role. Please verify role's TrustPolicy")
        nowhere = {"S3Targets": [{"Path": "s3://nowhere-at-all/"}]}
        refused(lambda: make(glue, "bad", "", Targets=nowhere), "InvalidInputException", "S3 bucket nowhere-at-all does not exist.")
        for more in (
            {"Targets": {}}, {"Targets": {"JdbcTargets": [{"ConnectionName": "c", "Path": "db/%"}]}}, {"Schedule": "rate(5 minutes)"},
            {"Schedule": "cron(* * * * ? *)"}, {"Configuration": "{"}, {"Configuration": '{"Version":1.0,"Grouping":{"TableGroupingPolicy":"x"}}'},
            {"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_EVENT_MODE"}},
        ):  # fmt: skip
            refused(lambda: make(glue, "bad", "", **more), "InvalidInputException")
        refused(lambda: make(glue, "bad", "", Classifiers=["none"]), "EntityNotFoundException")
        refused(lambda: glue.create_classifier(GrokClassifier={"Name": "g", "Classification": "g", "GrokPattern": "%{NOWHERE:x}"}), "InvalidInputException")
        assert "bad" not in glue.list_crawlers()["CrawlerNames"]


def roles(report, server, glue):
    with report.case("a crawler can do what its role can, and says what it could not"):
        ground.role(server, "weak", "glue", "s3:ListBucket", "glue:*")
        make(glue, "weak", "mixed", Role="weak")
        last = crawl(glue, "weak", "FAILED")
        assert "s3:GetObject" in last["ErrorMessage"] and f"s3://{BUCKET}/mixed/a.json" in last["ErrorMessage"], last
        ground.role(server, "blind", "glue", "s3:ListBucket", "s3:GetObject", "glue:GetTable")
        make(glue, "blind", "sales2", Role="blind", TablePrefix="blind_")
        client(server, "s3").put_object(Bucket=BUCKET, Key="sales2/a.json", Body=b'{"a":1}')
        last = crawl(glue, "blind", "FAILED")
        assert "glue:CreateTable" in last["ErrorMessage"], last
        refused(lambda: glue.get_table(DatabaseName="found", Name="blind_sales2"), "EntityNotFoundException")


TEMPLATE = """
Resources:
  Rows: {Type: AWS::Glue::Classifier, Properties: {JsonClassifier: {Name: of-stack, JsonPath: "$[*]"}}}
  Crawler:
    Type: AWS::Glue::Crawler
    Properties:
      Name: of-stack
      Role: crawler
      DatabaseName: found
      Classifiers: [!Ref Rows]
      TablePrefix: stack_
      Tags: {team: a}
      Targets: {S3Targets: [{Path: s3://crawled/stack}]}
      Schedule: {ScheduleExpression: cron(0 3 * * ? *)}
"""


def template(report, server, glue):
    with report.case("a template makes a crawler and its classifier, and takes them away"):
        stacks = client(server, "cloudformation")
        stacks.create_stack(StackName="crawling", TemplateBody=TEMPLATE)
        stacks.get_waiter("stack_create_complete").wait(StackName="crawling", WaiterConfig=ground.QUICKLY)
        client(server, "s3").put_object(Bucket=BUCKET, Key="stack/a.json", Body=b'[{"a":1},{"a":2,"b":"x"}]')
        crawl(glue, "of-stack")
        same(columns(glue, "stack_stack"), {"a": "int", "b": "string"})
        stacks.delete_stack(StackName="crawling")
        stacks.get_waiter("stack_delete_complete").wait(StackName="crawling", WaiterConfig=ground.QUICKLY)
        refused(lambda: glue.get_crawler(Name="of-stack"), "EntityNotFoundException")
        refused(lambda: glue.get_classifier(Name="of-stack"), "EntityNotFoundException")


def killed(report, server, glue, s3):
    for n in range(300):
        put(s3, f"many/p={n % 10}/{n}.json", json.dumps({"n": n, "x": n / 2}))
    make(glue, "many", "many/")
    with report.case("a crawl that was under way when the server was killed goes on and ends"):
        for _ in range(3):
            glue.start_crawler(Name="many")
            time.sleep(0.05)
            server.kill()
            server.start()
            ready(glue, "many")
        same(partitions(glue, "many"), [str(n) for n in range(10)])
        same(columns(glue, "many"), {"n": "int", "x": "double"})
        same([crawl["State"] for crawl in glue.list_crawls(CrawlerName="many")["Crawls"]], ["COMPLETED"] * 3)
