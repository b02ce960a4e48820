"""A Pumphouse to test: started on a free port, stopped, killed with SIGKILL, started again on its data."""

import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import time

START_SECONDS_MAX = 10
STOP_SECONDS_MAX = 20


def free_port():
    """A free port that no outgoing connection is given: one of those could take it while the server is down."""
    for port in random.sample(range(10_000, 30_000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise AssertionError("no free port between 10,000 and 30,000")


class Endpoint:
    """A server that somebody else started. It can be called but not stopped."""

    ours = False

    def __init__(self, url):
        self.url = url.rstrip("/")

    def start(self, *flags):
        """Does nothing: it runs already."""

    def stop(self):
        """Does nothing: it is not ours to stop."""

    def kill(self):
        """Does nothing: it is not ours to kill."""


class Server(Endpoint):
    """`pumphouse up --data … --port …` with its output in a file beside the data."""

    ours = True

    def __init__(self, binary, folder):
        self.binary, self.folder, self.process, self.flags = binary, pathlib.Path(folder), None, ()
        self.port = free_port()
        super().__init__(f"http://127.0.0.1:{self.port}")

    def start(self, *flags):
        """Starts the server and returns once it accepts connections. Repeats the last flags if none."""
        self.flags = flags or self.flags
        command = [self.binary, "up", "--data", str(self.folder / "data"), "--port", str(self.port), *self.flags]
        # Functions run in the machine's interpreters: the python3 found first must be one that has boto3.
        path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PATH": path})
        until = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < until:
            assert self.process.poll() is None, f"the server ended at once:\n{self.log_tail()}"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.005)
        raise AssertionError(f"no answer on port {self.port} in {START_SECONDS_MAX} s:\n{self.log_tail()}")

    def stop(self):
        """Ends the server as a person would, and checks that it was alive and went with exit code 0."""
        assert self.process.poll() is None, f"the server had died:\n{self.log_tail()}"
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOP_SECONDS_MAX)
        assert code == 0, f"exit code {code} after SIGTERM:\n{self.log_tail()}"

    def kill(self):
        """SIGKILL: no chance to flush anything."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def log_tail(self, lines=30):
        """The last lines the server printed."""
        path = self.folder / "server.log"
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""
