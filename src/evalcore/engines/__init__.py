"""The readings of a plan: `scalar` (one place, fast), `trace` (every node, intervals), `confirm` (logic, again)."""
