"""`python -m evalcore`, for where the command itself is not on the path."""

from evalcore.cli import main

main(prog_name="evalcore")
