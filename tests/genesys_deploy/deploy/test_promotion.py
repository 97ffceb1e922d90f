from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from genesys_deploy.bundle.settings.differences import SettingDifference, setting_differences
from genesys_deploy.deploy.planning.promotion import (
    NotPromoted,
    promote,
    promotion_lines,
    promotion_markdown,
    read_releases,
)
from genesys_deploy.deploy.record.releases import Release
from genesys_deploy.source.locate import find_project
from genesys_deploy.source.span import Span

PASSED = Release("content", "c0ffee", "ada", "2026-11-23", (), 2, complete=True, archive="a" * 64)
OTHER = replace(PASSED, number=3, archive="b" * 64)
URL = SettingDifference("irp.url", "https://t", "https://p|q", Span.at("flows/settings/prod.yaml", 3, 8))


def test_what_passed_goes_on() -> None:
    promotion = promote("a" * 64, "content", "test", [PASSED], (URL,))
    assert list(promotion_lines(promotion, "prod")) == [
        "promoted from test: aaaaaaaaaaaa is release 2 there, applied 2026-11-23 by ada, of commit c0ffee",
        "1 setting differs between test and prod, and nothing else:",
        "    irp.url: https://t → https://p|q  (flows/settings/prod.yaml:3:8)",
    ]
    assert "| irp.url | `https://t` | `https://p\\|q` |" in promotion_markdown(promotion, "prod")


def test_that_the_other_org_has_gone_on_is_told() -> None:
    promotion = promote("a" * 64, "content", "test", [OTHER, PASSED], ())
    _, note, differing = promotion_lines(promotion, "prod")
    assert note == "note: another bundle was applied to test since"
    assert differing == "nothing differs between test and prod"


@pytest.mark.parametrize(
    ("releases", "content", "told"),
    [
        ([], "content", "aaaaaaaaaaaa was never applied to test"),
        ([OTHER], "content", "aaaaaaaaaaaa was never applied to test"),
        ([replace(PASSED, complete=False)], "content", "as release 2, and not completely"),
        ([PASSED], "another", "more than settings differ"),
    ],
)
def test_what_did_not_pass_is_refused(releases: list[Release], content: str, told: str) -> None:
    with pytest.raises(NotPromoted, match=told):
        promote("a" * 64, content, "test", releases, ())


def test_releases_are_read_as_they_are_printed() -> None:
    text = json.dumps([asdict(PASSED), asdict(OTHER) | {"of a later version": 1}])
    assert [release.number for release in read_releases(text)] == [3, 2]
    assert promote("a" * 64, "content", "test", read_releases(text), ()).release.number == 2


@pytest.mark.parametrize(
    "text", ["", '{"releases": []}', "[1]", '[{"commit": 1}]', "null", '[{"bundle": "x", "number": "y"}]']
)
def test_another_file_is_no_list_of_releases(text: str) -> None:
    with pytest.raises(NotPromoted, match="no list of releases"):
        read_releases(text)


def test_settings_are_compared_value_by_value_and_lists_as_one() -> None:
    found = {str(one) for one in setting_differences(find_project(), "local", "demo")}
    assert found == {
        "org.name: local org → local org (demo)  (flows/settings/demo.yaml:3:9)",
        "create_lead: false → true  (flows/settings/demo.yaml:5:14)",
    }
