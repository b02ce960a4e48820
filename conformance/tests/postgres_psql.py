"""psql, as people use it: its own commands about databases, schemas, tables and views; output, variables, errors."""

import pathlib
import shutil
import subprocess
import sys

from harness.clients import client
from harness.expect import same
from harness.report import Skip
from harness.server import free_port

PORT = free_port()
SERVER_FLAGS = ("--postgres-port", str(PORT))


def psql(*arguments, database="motors", given=None, code=0, form="-At"):
    """What psql prints; rows with bars between values."""
    # The machine's, or the one that conformance/setup put beside this interpreter.
    program = shutil.which("psql") or shutil.which("psql", path=pathlib.Path(sys.executable).parent)
    if not program:
        raise Skip("no psql here")
    command = [program, "-X", "-w", form, "-v", "ON_ERROR_STOP=1", f"postgresql://me@127.0.0.1:{PORT}/{database}", *arguments]
    ran = subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)
    assert ran.returncode == code, f"exit code {ran.returncode}\n{ran.stdout}{ran.stderr}"
    return ran.stdout + (ran.stderr if code else "")


def lines(*arguments, **more):
    return psql(*arguments, **more).splitlines()


def run(report, server, options):
    client(server, "s3").create_bucket(Bucket="lake")
    with report.case("psql runs a script of DDL"):
        script = """
            CREATE DATABASE motors COMMENT 'What turns';
            CREATE EXTERNAL TABLE motors.readings (id bigint COMMENT 'The number', name varchar(20), speed double, tags array<string>)
                PARTITIONED BY (day string) LOCATION 's3://lake/readings/';
            CREATE VIEW motors.fast AS SELECT id, speed FROM motors.readings WHERE speed > 100;
        """
        psql("-q", database="awsdatacatalog", given=script)
    with report.case(r"\l, \dn, \dt, \dv, \d list what there is"):
        assert any(line.startswith("motors|me|UTF8") for line in lines("-c", r"\l")), psql("-c", r"\l")
        same(lines("-c", r"\dn"), ["motors|me"])
        same(lines("-c", r"\dn+"), ["motors|me||What turns"])
        same(lines("-c", r"\dt"), ["motors|readings|table|me"])
        same(lines("-c", r"\dv"), ["motors|fast|view|me"])
        same(lines("-c", r"\d"), ["motors|fast|view|me", "motors|readings|table|me"])
        same(lines("-c", r"\dt *.read*", database="awsdatacatalog"), ["motors|readings|table|me"])
        assert lines("-c", r"\dt", database="awsdatacatalog") == [] or "Did not find" in psql("-c", r"\dt", database="awsdatacatalog")
    with report.case(r"\d of a table and of a view shows columns"):
        same(lines("-c", r"\d readings"), ["id|bigint|||", "name|character varying(20)|||", "speed|double precision|||", "tags|text[]|||", "day|text|||"])
        same(lines("-c", r"\d motors.fast", database="awsdatacatalog"), ["id|bigint|||", "speed|double precision|||"])
        assert "id|bigint||||plain|||The number" in psql("-c", r"\d+ readings"), psql("-c", r"\d+ readings")
        assert "speed > 100" in psql("-c", r"\d+ fast", form="-A"), psql("-c", r"\d+ fast", form="-A")
        assert "Did not find any relation" in psql("-c", r"\d nothing", code=1)
    with report.case("the other commands about what there is find nothing wrong"):
        for command in ("di", "ds", "df", "dT", "du", "dp", "ddp", "dx", "db", "dD", "dE", "dF", "do", "dO", "dy", "dL", "dc", "dC", "dm", "des", "dew", "det", "dRp", "dRs", "dX", "dP", "da", "dA", "dconfig", "l+", "dt+", "dv+"):
            psql("-c", "\\" + command)
    with report.case("rows, variables, output to files in CSV"):
        same(psql("-c", r"SELECT 1 AS a, NULL AS b, ARRAY['x', 'y z']"), '1||{x,"y z"}\n')
        same(psql("-v", "name=O'Hara", given="SELECT :'name' AS name, 2 + 3;\n"), "O'Hara|5\n")
        same(psql("-c", "SELECT 1 AS a, 'b,c' AS b", form="--csv"), 'a,b\n1,"b,c"\n')
        same(psql("-c", r"\copy (SELECT 1, 'x') TO STDOUT WITH CSV"), "1,x\n")
        same(lines("-v", "FETCH_COUNT=2", given="SELECT x FROM UNNEST(sequence(1, 5)) AS t(x) ORDER BY x;\n"), ["1", "2", "3", "4", "5"])
        same(lines(given="SELECT 1 AS x \\gset\n\\echo :x\n"), ["1"])
        same(lines(given="SELECT id, tags FROM readings \\gdesc\n"), ["id|bigint", "tags|text[]"])
    with report.case("errors say where and why"):
        told = psql("-c", "SELECT nothing\nFROM readings", code=1)
        assert "ERROR:  " in told and "LINE 1: SELECT nothing" in told and "       ^" in told, told
        told = psql("-v", "VERBOSITY=verbose", "-c", "SELECT 1/0", code=1)
        assert "22012" in told and "DIVISION_BY_ZERO" in told, told
        assert 'database "nowhere" does not exist' in psql("-c", "SELECT 1", database="nowhere", code=2)
    with report.case("region and account are what the connection's options say"):
        options = "motors?options=-c%20region%3Deu-west-1"
        assert 'database "motors" does not exist' in psql("-c", "SELECT 1", database=options, code=2)
        same(lines("-c", r"\dn", database="awsdatacatalog?options=-c%20account%3D123456789012"), [])
