"""Zips of function code, made in memory with fixed dates so that the same code has the same SHA-256."""

import base64
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent.parent
PYTHON = f"python3.{sys.version_info.minor}"


def node_runtime():
    """The runtime name of the machine's Node.js (`nodejs20.x`), or None without one."""
    if not shutil.which("node") or not (HERE / "node_modules/@aws-sdk/client-dynamodb").exists():
        return None
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return f"nodejs{version.lstrip('v').split('.')[0]}.x"


def zipped(files):
    """A zip of {name: (bytes or str)}; entries are executable."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            entry.external_attr, entry.compress_type = 0o755 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def source(name):
    """The text of one of our functions/ files."""
    return (HERE / "functions" / name).read_text()


def sdk_for_node(*packages):
    """{path: bytes} of installed packages and all they need, without what only browsers and compilers read."""
    files, waiting = {}, list(packages or ["@aws-sdk/client-dynamodb"])
    done = set()
    while waiting:
        name = waiting.pop()
        if name not in done:
            done.add(name)
            files.update(package_files(HERE / "node_modules" / name))
            waiting += json.loads(files[f"node_modules/{name}/package.json"]).get("dependencies", {})
    return files


# Of `aws-sdk`, which has every service in one package, `dist` is a browser's and `apis` are those services'
# models; these are the ones that our functions call, and the ones that signing needs.
OLD_SDK_APIS = ("dynamodb", "firehose", "metadata", "sts", "sso", "cognito-identity")


def package_files(folder):
    """{path: bytes} of one installed package."""
    files = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        skip = {"dist-es", "dist-types", "dist-tools", ".bin"} & set(inside.parts) or (folder.name, inside.parts[0]) == ("aws-sdk", "dist")
        other = folder.name == "aws-sdk" and inside.parts[0] == "apis" and not inside.name.startswith(OLD_SDK_APIS)
        if path.is_file() and not skip and not other and path.suffix in {".js", ".json", ".cjs", ".mjs"}:
            files[str(path.relative_to(HERE))] = path.read_bytes()
    return files


def code_sha256(archive):
    """What Lambda answers as CodeSha256."""
    return base64.b64encode(hashlib.sha256(archive).digest()).decode()
