"""Awswrangler over the catalogue: datasets written with their tables and partitions, and all that it asks of Glue."""

import os

from harness.clients import CREDENTIALS, REGION, client
from harness.expect import same
from harness.report import Skip

BUCKET = "lake"
PATH = f"s3://{BUCKET}/cars/"


def run(report, server, options):
    with report.case("awswrangler is there, and a database is made"):
        try:
            import awswrangler as wr
        except ImportError as missing:
            raise Skip(f"{missing}; conformance/setup installs it") from None
        os.environ.update(
            AWS_ENDPOINT_URL=server.url, AWS_ACCESS_KEY_ID=CREDENTIALS.access_key, AWS_SECRET_ACCESS_KEY=CREDENTIALS.secret_key, AWS_DEFAULT_REGION=REGION
        )
        client(server, "s3").create_bucket(Bucket=BUCKET)
        wr.catalog.create_database(name="lake", description="of cars", exist_ok=False)
        wr.catalog.create_database(name="lake", exist_ok=True)
        same(list(wr.catalog.databases()["Database"]), ["lake"])
        datasets(report, wr)
        catalog(report, wr)
        versions(report, wr)
        removal(report, wr)


def frame(rows):
    import pandas as pd

    return pd.DataFrame(rows)


def datasets(report, wr):
    rows = [{"speed": number + 0.5, "note": f"n{number}", "year": 2023 + number % 2, "country": ("at", "de")[number // 2 % 2]} for number in range(8)]
    write = lambda rows, **more: wr.s3.to_parquet(  # noqa: E731
        frame(rows), path=PATH, dataset=True, database="lake", table="cars", partition_cols=["country", "year"], **more
    )
    with report.case("to_parquet with catalog: a table and its partitions"):
        write(rows)
        same(wr.catalog.get_table_types("lake", "cars"), {"speed": "double", "note": "string", "country": "string", "year": "bigint"})
        found = wr.catalog.get_partitions("lake", "cars")
        same(found, {f"{PATH}country={c}/year={y}/": [c, str(y)] for c in ("at", "de") for y in (2023, 2024)})
    with report.case("get_partitions where something is asked"):
        same(list(wr.catalog.get_parquet_partitions("lake", "cars", expression="country = 'at' and year > 2023").values()), [["at", "2024"]])
    with report.case("read_parquet_table reads what the catalogue says"):
        got = wr.s3.read_parquet_table("cars", database="lake", partition_filter=lambda partition: partition["country"] == "de")
        same(sorted(got["speed"]), [2.5, 3.5, 6.5, 7.5])
    with report.case("to_parquet again: appended, a column more, one partition overwritten"):
        write([{**rows[0], "weight": 1}], mode="append")
        assert "weight" in wr.catalog.get_table_types("lake", "cars")
        write([{**rows[0], "weight": 2}], mode="overwrite_partitions")
        got = wr.s3.read_parquet_table("cars", database="lake", partition_filter=lambda partition: partition == {"country": "at", "year": "2023"})
        same(list(got["weight"]), [2])
    with report.case("to_csv and to_json with catalog"):
        wr.s3.to_csv(frame(rows), path=f"s3://{BUCKET}/csv/", dataset=True, database="lake", table="as_csv", index=False)
        wr.s3.to_json(frame(rows), path=f"s3://{BUCKET}/json/", dataset=True, database="lake", table="as_json", orient="records", lines=True, index=False)
        same(wr.catalog.get_table_parameters("lake", "as_csv")["classification"], "csv")
        same(wr.catalog.get_table_location("lake", "as_json"), f"s3://{BUCKET}/json/")


def catalog(report, wr):
    with report.case("tables by beginning, part and end of their names"):
        names = lambda **more: [found["Name"] for found in wr.catalog.get_tables(database="lake", **more)]  # noqa: E731
        same([names(name_prefix="as"), names(name_contains="ar"), names(name_suffix="json")], [["as_csv", "as_json"], ["cars"], ["as_json"]])
        same(list(wr.catalog.tables(database="lake", name_prefix="ca")["Table"]), ["cars"])
        same([found["Name"] for found in wr.catalog.search_tables(text="as_c")], ["as_csv"])
        assert wr.catalog.does_table_exist("lake", "cars") and not wr.catalog.does_table_exist("lake", "bikes")
    with report.case("a table as a frame, and its description"):
        same(list(wr.catalog.table("lake", "cars")["Column Name"])[:2], ["speed", "note"])
        same(wr.catalog.get_table_description("lake", "cars") or "", "")
    with report.case("parameters put in, and changed"):
        wr.catalog.upsert_table_parameters({"owner": "me"}, "lake", "cars")
        same(wr.catalog.get_table_parameters("lake", "cars")["owner"], "me")
    with report.case("partitions added by hand, and deleted"):
        wr.catalog.add_parquet_partitions("lake", "cars", partitions_values={f"{PATH}country=fr/year=2020/": ["fr", "2020"]})
        assert ["fr", "2020"] in wr.catalog.get_partitions("lake", "cars").values()
        wr.catalog.delete_partitions("cars", "lake", [["fr", "2020"]])
        assert ["fr", "2020"] not in wr.catalog.get_partitions("lake", "cars").values()
    with report.case("columns added, deleted, and commented on"):
        wr.catalog.add_column("lake", "as_csv", "more", "int", "a comment")
        same(wr.catalog.get_columns_comments("lake", "as_csv")["more"], "a comment")
        wr.catalog.delete_column("lake", "as_csv", "more")
        assert "more" not in wr.catalog.get_table_types("lake", "as_csv")


def versions(report, wr):
    with report.case("versions are counted"):
        before = wr.catalog.get_table_number_of_versions("lake", "as_json")
        wr.catalog.upsert_table_parameters({"x": "1"}, "lake", "as_json", catalog_versioning=True)
        same(wr.catalog.get_table_number_of_versions("lake", "as_json"), before + 1)


def removal(report, wr):
    with report.case("tables and the database go"):
        wr.catalog.delete_all_partitions("cars", "lake")
        same(wr.catalog.get_partitions("lake", "cars"), {})
        assert wr.catalog.delete_table_if_exists("lake", "cars") and not wr.catalog.delete_table_if_exists("lake", "cars")
        wr.catalog.delete_database("lake")
        same(list(wr.catalog.databases()["Database"]), [])
