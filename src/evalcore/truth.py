"""The three truth values: two bits, "can be yes" and "can be no"."""

from __future__ import annotations

Truth = int
YES: Truth = 1
NO: Truth = 2
ABSENT: Truth = 3
TRUTH_NAMES = {YES: "yes", NO: "no", ABSENT: "absent"}


def truth_of(value: bool) -> Truth:
    """A decided truth."""
    return YES if value else NO
