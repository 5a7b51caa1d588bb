"""Counts what was checked and prints it."""

import sys
import time


class Checks:
    """What held and what did not."""

    def __init__(self) -> None:
        self.held = 0
        self.failed = 0
        self.start = time.monotonic()

    def say(self, text: str) -> None:
        """A heading, with the seconds since the start."""
        print(f"[{time.monotonic() - self.start:5.0f} s] {text}", flush=True)

    def expect(self, holds: bool, what: str, *faults: str) -> bool:
        """Counts one check; what failed is told with its reasons, on standard error too."""
        if holds:
            self.held += 1
            print(f"  well: {what}", flush=True)
            return True
        self.failed += 1
        text = "\n        ".join([f"FAILS: {what}", *faults])
        print(f"  {text}", flush=True)
        print(f"findings: {text}", file=sys.stderr, flush=True)
        return False

    @property
    def is_well(self) -> bool:
        """Whether anything was checked and all of it held."""
        return self.failed == 0 and self.held > 0
