"""The long runs are left out unless they are asked for with `-m soak`; tests keep out of the user's own cache."""

from __future__ import annotations

import os
import tempfile

import pytest


def pytest_configure() -> None:
    # Kept from run to run: what is cached there is keyed by content.
    os.environ["XDG_CACHE_HOME"] = os.path.join(tempfile.gettempdir(), f"genesys-tests-{os.getuid()}")  # noqa: PTH118


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "soak" in str(config.getoption("markexpr", "")):
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=soak)
    items[:] = [item for item in items if not item.get_closest_marker("soak")]
