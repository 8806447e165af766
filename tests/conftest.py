"""Options and settings of the whole test run."""

from __future__ import annotations

import pytest
from hypothesis import settings

# No deadline: a shared machine's pauses are not slow code. A test that sets its own max_examples keeps it.
settings.register_profile("quick", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.register_profile("long", settings.get_profile("quick"), max_examples=5_000)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked `long`, and properties on more examples")
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/outputs anew; then look at them")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes more than a few seconds; runs with --long only")
    if config.getoption("--long"):
        settings.load_profile("long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="takes long; run with --long"))
