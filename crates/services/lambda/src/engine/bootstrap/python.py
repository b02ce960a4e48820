"""Runs the handler of a python3.x function: asks the Lambda Runtime API for events, one after the other.

One keep-alive connection over a raw socket: http.client's header parsing alone costs more than the rest
of a warm invocation. The server on the other end is always Pumphouse, which sends Content-Length.
Ends when the server is gone. Texts of errors and log lines are those of AWS's own runtime.
Lacks: JSON log format, log levels by configuration, SnapStart hooks.
"""

import importlib
import json
import logging
import os
import socket
import sys
import time
import traceback

API = "/2018-06-01/runtime/"


class Connection:
    """HTTP/1.1 with one server, just enough."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self.host = address
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def request(self, method, path, body=None):
        head = f"{method} {API}{path} HTTP/1.1\r\nHost: {self.host}\r\n"
        if body is not None:
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        head = (head + "\r\n").encode("latin-1")
        # A small body goes along in the same segment; a large one is not copied for that.
        if body is None or len(body) < 65536:
            self.socket.sendall(head + (body or b""))
        else:
            self.socket.sendall(head)
            self.socket.sendall(body)
        return self._answer()

    def _answer(self):
        data = self.rest
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._receive(65536)
        lines = data[:end].decode("utf-8", "surrogateescape").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = data[end + 4:]
        missing = int(headers.get("content-length", 0)) - len(body)
        if missing > 0:
            parts = [body]
            while missing > 0:
                part = self._receive(min(missing, 1 << 20))
                missing -= len(part)
                parts.append(part)
            body = b"".join(parts)
        self.rest = body[len(body) + missing:] if missing < 0 else b""
        if missing < 0:
            body = body[:missing]
        return int(lines[0].split(" ", 2)[1]), headers, body

    def _receive(self, count):
        part = self.socket.recv(count)
        if not part:
            # The server is gone, and with it every reason to live on.
            os._exit(0)
        return part


class Fault(Exception):
    """An error with a type of Lambda's own."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.kind = kind
        self.trace = trace


class ClientContext:
    """`context.client_context`: `client`, `custom` and `env` of what the caller sent."""

    class Client:
        def __init__(self, values):
            for name in ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"):
                setattr(self, name, values.get(name))

    def __init__(self, values):
        self.custom = values.get("custom")
        self.env = values.get("env")
        self.client = self.Client(values["client"]) if values.get("client") else None


class Identity:
    """`context.identity`; there is no Cognito here."""

    cognito_identity_id = None
    cognito_identity_pool_id = None


class Context:
    """The second argument of a handler."""

    def __init__(self, headers):
        variable = os.environ.get
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self.function_name = variable("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = variable("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = variable("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = variable("AWS_LAMBDA_LOG_STREAM_NAME")
        self.identity = Identity()
        self.client_context = None
        text = headers.get("lambda-runtime-client-context")
        if text:
            text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            try:
                self.client_context = ClientContext(json.loads(text))
            except Exception as error:
                raise Fault(
                    "Runtime.LambdaContextUnmarshalError", f"Unable to parse Client Context JSON: {error}"
                ) from None
        self._deadline_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(self._deadline_ms - int(time.time() * 1000), 0)

    def log(self, message):
        sys.stdout.write(str(message))


class RequestIdFilter(logging.Filter):
    """Gives every record the id of the invocation under way."""

    request_id = ""

    def filter(self, record):
        record.aws_request_id = RequestIdFilter.request_id
        return True


class StdoutHandler(logging.Handler):
    """One event per record: inner line ends travel as carriage returns, which the server turns back."""

    def emit(self, record):
        try:
            sys.stdout.write(self.format(record).replace("\n", "\r") + "\n")
        except Exception:
            self.handleError(record)


def set_up_logging():
    logging.Formatter.converter = time.gmtime
    handler = StdoutHandler()
    handler.setFormatter(
        logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
        )
    )
    handler.addFilter(RequestIdFilter())
    logging.getLogger().addHandler(handler)


def load(handler):
    """The function that `handler`, such as `dir/file.function`, names."""
    module_name, dot, name = handler.rpartition(".")
    if not dot:
        raise Fault(
            "Runtime.MalformedHandlerName",
            f"Bad handler '{handler}': not enough values to unpack (expected 2, got 1)",
        )
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault(
            "Runtime.BuiltInModuleConflict", f"Cannot use built-in module {module_name} as a handler module"
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from None
    except SyntaxError as error:
        trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        raise Fault(
            "Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", trace
        ) from None
    try:
        return getattr(module, name)
    except AttributeError:
        raise Fault("Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'") from None


def describe(error, request_id=""):
    """The JSON object that a caller gets of an exception."""
    if isinstance(error, Fault):
        kind, trace = error.kind, error.trace or []
    else:
        kind = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)
        while frames and frames[0].filename == __file__:
            frames.pop(0)
        trace = traceback.format_list(frames)
    return {"errorMessage": str(error), "errorType": kind, "requestId": request_id, "stackTrace": trace}


def log_error(described):
    lines = [f"[ERROR] {described['errorType']}: {described['errorMessage']}", "Traceback (most recent call last):"]
    for entry in described["stackTrace"]:
        for line in entry.splitlines():
            text = line.lstrip(" ")
            # No-break spaces, which log viewers do not trim.
            lines.append("\u00a0" * (len(line) - len(text)) + text)
    sys.stdout.write("\r".join(lines).replace("\n", "\r") + "\n")


def to_json(value):
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def call(handler, headers, event):
    """The result of one invocation, as JSON."""
    context = Context(headers)
    try:
        event = json.loads(event)
    except ValueError as error:
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None
    result = handler(event, context)
    try:
        return to_json(result)
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def main():
    for stream in (sys.stdout, sys.stderr):
        # By lines: a print is one write. What is left over goes out before the answer.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    connection = Connection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    sys.argv = [os.environ["_HANDLER"]]
    set_up_logging()
    try:
        handler = load(os.environ["_HANDLER"])
    except Exception as error:
        described = describe(error)
        log_error(described)
        connection.request("POST", "init/error", to_json(described))
        sys.exit(1)
    while True:
        status, headers, event = connection.request("GET", "invocation/next")
        if status != 200:
            sys.exit(0)
        request_id = headers["lambda-runtime-aws-request-id"]
        RequestIdFilter.request_id = request_id
        trace = headers.get("lambda-runtime-trace-id")
        if trace:
            os.environ["_X_AMZN_TRACE_ID"] = trace
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            path, body = "response", call(handler, headers, event)
        except Exception as error:
            described = describe(error, request_id)
            log_error(described)
            path, body = "error", to_json(described)
        sys.stdout.flush()
        sys.stderr.flush()
        connection.request("POST", f"invocation/{request_id}/{path}", body)
        # Nothing of this invocation is kept alive until the next one comes.
        event = body = headers = None


# Modules that start processes import this one again, under another name.
if __name__ == "__main__":
    main()
