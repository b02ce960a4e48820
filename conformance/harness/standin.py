"""Small servers that stand in for what Firehose delivers to, and that fail as they are told."""

import contextlib
import gzip
import http.server
import json
import threading

# What an answer may be in place of (status, reply): the connection ends, or nothing ever comes.
CUT, HANG = "cut", "hang"


@contextlib.contextmanager
def standing(answer):
    """A server on a free port that keeps (path, headers, body) of every request; gives (URL, what it keeps).

    `answer` of path, body and how many requests there were says (status, reply), the reply JSON or bytes; or `CUT` or
    `HANG`."""
    seen, ended = [], threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                data = gzip.decompress(data)
            seen.append((self.path, dict(self.headers), data))
            said = answer(self.path, data, len(seen))
            if said in (CUT, HANG):
                self.close_connection = True
                if said == HANG:
                    ended.wait()
                return
            status, reply = said
            reply = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        do_PUT = do_POST

        def log_message(self, *_):
            pass

    standin = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=standin.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{standin.server_address[1]}", seen
    finally:
        ended.set()
        standin.shutdown()
        standin.server_close()
