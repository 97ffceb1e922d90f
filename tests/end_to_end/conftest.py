from __future__ import annotations

from collections.abc import Iterator

import pytest

from genesys_deploy.demo.show import Opened, open_show
from genesys_deploy.source.locate import find_project


@pytest.fixture(scope="session")
def show() -> Iterator[Opened]:
    """The reference IRP and the local org in processes of their own, everything published through the SDK."""
    with open_show(find_project()) as opened:
        yield opened
