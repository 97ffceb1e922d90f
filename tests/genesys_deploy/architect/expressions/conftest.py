"""An org in which everything that is looked for exists, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from genesys_deploy.architect.expressions import Environment
from genesys_deploy.architect.expressions.values import Reference

NOW = datetime(2026, 3, 1, 12, 0, 30, 999_000, tzinfo=UTC)


@pytest.fixture
def environment() -> Environment:
    return Environment(
        now=lambda: NOW,
        find=lambda kind, name: None if name == "nobody" else Reference(kind, name.lower(), name, name),
        default_language="de-de",
        supported_languages=("de-de", "en-us"),
    )
