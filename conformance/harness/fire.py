"""Functions under fire: their processes, found below the server's, are killed with SIGKILL at random."""

import collections
import os
import pathlib
import random
import signal
import threading
import time


class Sniper:
    """Kills a process of a random function every so often, until it is told to end.

    `windows` are the only times, seconds since the begin, when a function may be killed: `{name: [(from, to), …]}`;
    `gaps` how many seconds there are at least between two kills of one."""

    def __init__(self, server, every, windows=None, gaps=None):
        self.server, self.every, self.windows, self.gaps = server, every, windows or {}, gaps or {}
        self.kills, self.last, self.ended = collections.Counter(), {}, threading.Event()
        self.begun = time.monotonic()
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def work(self):
        dice = random.Random(13)
        while not self.ended.wait(self.every * dice.uniform(0.5, 1.5)):
            targets = [(pid, name) for pid, name in processes(self.server.process.pid) if self.may(name)]
            if not targets:
                continue
            # A function is chosen first: one with many processes is hit no more often than the others.
            name = dice.choice(sorted({name for _, name in targets}))
            pid = dice.choice(sorted(pid for pid, of in targets if of == name))
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue  # it ended with the server
            self.kills[name] += 1
            self.last[name] = time.monotonic()

    def may(self, name):
        now = time.monotonic()
        if now - self.last.get(name, 0) < self.gaps.get(name, 0):
            return False
        windows = self.windows.get(name)
        return windows is None or any(begin <= now - self.begun < end for begin, end in windows)

    def end(self):
        """Ends the attack; {function's name: how often one of its processes was killed}."""
        self.ended.set()
        self.thread.join()
        return dict(self.kills)


def processes(parent):
    """(pid, function's name) of every function's process that is a child of `parent`."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # Behind the command's name, which is in parentheses: state, parent.
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) != parent:
                continue
            variables = (folder / "environ").read_bytes().split(b"\0")
        except (OSError, ValueError, IndexError):
            continue  # it is gone, or not ours
        named = [entry.partition(b"=")[2].decode() for entry in variables if entry.startswith(b"AWS_LAMBDA_FUNCTION_NAME=")]
        if named:
            found.append((int(folder.name), named[0]))
    return found
