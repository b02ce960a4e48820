"""A Parquet dataset in S3 by pyarrow's own client (the AWS SDK for C++): written in folders, read back in part."""

import datetime

from harness.clients import CREDENTIALS, REGION, client
from harness.expect import refused, same

BUCKET = "lake-bucket"
ROWS = 60_000


def run(report, server, options):
    # Here and not above: it is large, and no other scenario's start should wait for it.
    import pyarrow as pa
    import pyarrow.dataset as dataset
    import pyarrow.parquet as parquet
    from pyarrow import fs

    lake = fs.S3FileSystem(
        access_key=CREDENTIALS.access_key, secret_key=CREDENTIALS.secret_key, region=REGION, scheme="http",
        endpoint_override=server.url.removeprefix("http://"), allow_bucket_creation=True, allow_bucket_deletion=True,
    )  # fmt: skip
    s3 = client(server, "s3")
    day = datetime.datetime(2026, 11, 20, tzinfo=datetime.timezone.utc)
    table = pa.table({
        "id": range(ROWS), "profile": [index % 3 for index in range(ROWS)], "torque": [index / 7 for index in range(ROWS)],
        "at": [day + datetime.timedelta(seconds=index) for index in range(ROWS)], "name": [f"motor-{index % 50}" for index in range(ROWS)],
    })  # fmt: skip
    with report.case("a bucket and a dataset in three folders"):
        lake.create_dir(BUCKET)
        dataset.write_dataset(
            table, f"{BUCKET}/motors", filesystem=lake, format="parquet", partitioning=["profile"], partitioning_flavor="hive"
        )
        keys = [entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET, Prefix="motors/")["Contents"] if entry["Size"]]
        same(sorted(key.split("/")[1] for key in keys), ["profile=0", "profile=1", "profile=2"])
    with report.case("it is read back whole"):
        read = dataset.dataset(f"{BUCKET}/motors", filesystem=lake, partitioning="hive").to_table().sort_by("id")
        same(read.num_rows, ROWS)
        for name in ("id", "torque", "at", "name"):
            assert read[name].to_pylist() == table[name].to_pylist(), f"column {name} is not what was written"
    with report.case("one folder, one column, rows by their value"):
        wanted = (dataset.field("profile") == 1) & (dataset.field("torque") > 8000)
        read = dataset.dataset(f"{BUCKET}/motors", filesystem=lake, partitioning="hive").to_table(columns=["id"], filter=wanted)
        same(sorted(read["id"].to_pylist()), [index for index in range(ROWS) if index % 3 == 1 and index / 7 > 8000])
    with report.case("a file larger than a part is written as it comes, and read in ranges"):
        with lake.open_output_stream(f"{BUCKET}/large.parquet") as out:
            with parquet.ParquetWriter(out, table.schema, compression="none", use_dictionary=False) as writer:
                for _ in range(6):
                    writer.write_table(table)
        size = s3.head_object(Bucket=BUCKET, Key="large.parquet")["ContentLength"]
        assert size > 10 * 2**20, size
        file = parquet.ParquetFile(lake.open_input_file(f"{BUCKET}/large.parquet"))
        same((file.metadata.num_rows, file.num_row_groups), (6 * ROWS, 6))
        assert file.read_row_group(4, columns=["id"])["id"].to_pylist() == list(range(ROWS))
    with report.case("files are told, copied, moved and deleted; what is not there is said so"):
        lake.copy_file(f"{BUCKET}/large.parquet", f"{BUCKET}/copy.parquet")
        lake.move(f"{BUCKET}/copy.parquet", f"{BUCKET}/moved.parquet")
        info = lake.get_file_info([f"{BUCKET}/moved.parquet", f"{BUCKET}/copy.parquet", f"{BUCKET}/motors", f"{BUCKET}-nosuch"])
        same([entry.type for entry in info], [fs.FileType.File, fs.FileType.NotFound, fs.FileType.Directory, fs.FileType.NotFound])
        same(info[0].size, size)
        try:
            lake.open_input_file(f"{BUCKET}/copy.parquet")
            raise AssertionError("a file that is not there was opened")
        except FileNotFoundError:
            pass
    with report.case("the dataset and the bucket are taken away"):
        lake.delete_dir(f"{BUCKET}/motors")
        same([entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET)["Contents"]], ["large.parquet", "moved.parquet"])
        lake.delete_dir(BUCKET)
        refused(lambda: s3.head_bucket(Bucket=BUCKET), "404", "Not Found", 404)
