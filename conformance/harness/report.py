"""Counts cases. A case is a `with` block: what it raises is its failure, and the run goes on."""

import contextlib
import time
import traceback


DETAIL_CHARACTERS_MAX = 1_500


class Skip(Exception):
    """Raised inside a case to say why it cannot be run here; counted, never hidden."""


class Report:
    """Prints each case as it ends and the totals at the close."""

    def __init__(self, quiet=False):
        self.quiet = quiet
        self.passed = self.skipped = 0
        self.failures = []
        self.file = ""

    def enter(self, file):
        """Names the test file that the next cases belong to."""
        self.file = file
        print(f"{file}", flush=True)

    @contextlib.contextmanager
    def case(self, name):
        """Runs one case; what it raises is printed and counted."""
        begun = time.monotonic()
        try:
            yield
        except Skip as reason:
            self.skipped += 1
            print(f"  skip {name}: {reason}", flush=True)
        except Exception as error:  # a failing case must not end the run
            self.failures.append(f"{self.file}: {name}")
            print(f"  FAIL {name}\n" + "\n".join("       " + line for line in told(error).splitlines()), flush=True)
        else:
            self.passed += 1
            if not self.quiet:
                print(f"  ok   {name} ({(time.monotonic() - begun) * 1000:.0f} ms)", flush=True)

    def close(self):
        """Prints the totals and answers the exit code."""
        for failure in self.failures:
            print(f"failed: {failure}")
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {len(self.failures)} failed{skipped}", flush=True)
        return 1 if self.failures else 0


def told(error):
    """What failed, and, unless it says so itself, the line of ours that was reached last."""
    if isinstance(error, AssertionError) and str(error):
        return str(error)[:DETAIL_CHARACTERS_MAX]
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/conformance/tests/" in frame.filename]
    where = f"\nat {ours[-1].filename.rsplit('/', 1)[1]}:{ours[-1].lineno}: {ours[-1].line}" if ours else ""
    return f"{type(error).__name__}: {error}"[:DETAIL_CHARACTERS_MAX] + where
