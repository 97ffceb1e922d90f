"""`docs/daily-changes.md`, carried out: each edit in a copy of the project, each command against orgs on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from genesys_deploy.source.locate import find_project
from tests.end_to_end.walkthrough import Page, Section, applied_org, as_compared, walked, workshop

PAGE = Page.read((find_project().root / "docs" / "daily-changes.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return applied_org(tmp_path_factory.mktemp("applied"))


@pytest.mark.skipif(os.name == "nt", reason="the page shows paths as they are on other systems")
@pytest.mark.parametrize("section", PAGE.sections, ids=lambda section: section.title)
def test_a_change_is_as_the_page_shows_it(section: Section, applied: Path, tmp_path: Path) -> None:
    """Where it is not, and should not be: `python -m tests.end_to_end.walkthrough docs/daily-changes.md`."""
    with workshop(tmp_path, applied) as here:
        assert as_compared(walked(section, here)) == as_compared(section.text)


def test_a_rotated_key_reaches_the_org(applied: Path, tmp_path: Path) -> None:
    section = next(one for one in PAGE.sections if one.title == "Rotate the key")
    with workshop(tmp_path, applied) as here:
        walked(section, here)
        (org, *_) = here.orgs.values()
        kept = str(org.org.snapshot()["Credential"])
    assert here.variables["IRP_API_KEY"] in kept
