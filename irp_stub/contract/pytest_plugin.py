"""The contract in pytest: a fixture `irp` to ask with, and `irp_rule` for every rule.

pytest -p irp_stub.contract.pytest_plugin --irp-url https://irp.example.com
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from irp_stub.contract.dataset import read_data_set, sample_data_set
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Level
from irp_stub.contract.rules import RULES
from irp_stub.contract.settings import Limits
from irp_stub.contract.start import addresses, open_probe, secrets_from

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from irp_stub.contract.probe import Probe

__all__ = ["irp", "pytest_addoption", "pytest_configure", "pytest_generate_tests", "pytest_runtest_call"]

_SHOULD = "irp_should"

_OPTIONS = {
    "--irp-url": (None, "The platform to ask."),
    "--irp-crm-url": (None, "Where accounts and leads are, if elsewhere."),
    "--irp-key-env": ("IRP_API_KEY", "The variable that holds the key."),
    "--irp-data": (None, "Whom the platform knows; default: the samples."),
    "--irp-rate": ("50", "Requests a second at most."),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("irp", "contract of the identity resolution platform")
    for name, (default, told) in _OPTIONS.items():
        group.addoption(name, default=default, help=told)


@pytest.fixture(scope="session")
def irp(request: pytest.FixtureRequest) -> Iterator[Probe]:
    """Asks the platform as the flows would: `irp.resolve("twitter", "42").customer_id`."""
    option = request.config.getoption
    url = option("--irp-url")
    if url is None:
        pytest.skip("no platform was named (--irp-url)")
    data = read_data_set(Path(option("--irp-data"))) if option("--irp-data") else sample_data_set()
    secrets = secrets_from(os.environ, option("--irp-key-env"))
    limits = Limits(rate=int(option("--irp-rate")), load_seconds=0.0)
    with open_probe(addresses(url, option("--irp-crm-url")), None, data, secrets, limits) as probe:
        yield probe


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"{_SHOULD}: a rule that a good platform keeps, and that no flow needs"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `irp_rule` is run once for each rule."""
    if "irp_rule" in metafunc.fixturenames:
        marks = {Level.MUST: (), Level.SHOULD: (pytest.mark.irp_should,)}
        metafunc.parametrize("irp_rule", [pytest.param(r, id=r.name, marks=marks[r.level]) for r in RULES])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """What cannot be asked is skipped with its reason; a broken rule is its sentence, not a traceback."""
    try:
        yield
    except NotApplicable as why:
        pytest.skip(why.reason)
    except Broken as broken:
        pytest.fail(broken.sentence, pytrace=False)
