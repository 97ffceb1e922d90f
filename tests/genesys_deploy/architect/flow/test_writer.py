"""What is written reads back as the same flow, in the words of an export."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from genesys_deploy.architect.flow.masking import mask_placeholders
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.tree import flow_tree
from genesys_deploy.architect.flow.writer import write_flow
from genesys_deploy.source.source_map import IdentityMap
from tests.shared_facts import SHARED, needs_shared

FLOWS = sorted((SHARED / "corpus" / "flows").glob("*"))

EVERYTHING = (Path(__file__).parent / "whole_flow.yaml").read_text()


def words(text: str) -> Counter[str]:
    """Lines without quotes, in any order."""
    return Counter(re.sub(r"[\"' ]", "", line).replace("\\", "") for line in text.splitlines())


def test_a_written_flow_is_the_flow_that_was_read() -> None:
    flow, _ = read_flow_text(EVERYTHING, IdentityMap("f"))
    written = write_flow(flow)
    again, findings = read_flow_text(written, IdentityMap("f"))
    assert [finding.rule for finding in findings] == ["unmodelled-action"]
    assert flow_tree(again) == flow_tree(flow)
    assert words(written) == words(EVERYTHING)


def test_words_that_yaml_would_take_for_something_else_are_quoted() -> None:
    flow, _ = read_flow_text(EVERYTHING, IdentityMap("f"))
    written = write_flow(flow)
    for text in (
        'name: "yes"',
        '"yes":',
        'lit: "010"',
        'lit: "1e3"',
        'lit: "no"',
        "lit: 10",
        '"two\\nlines"',
    ):
        assert text in written


@needs_shared
@pytest.mark.parametrize("path", FLOWS, ids=[path.stem[-50:] for path in FLOWS])
def test_a_published_flow_survives_writing(path: Path) -> None:
    text = path.read_text(encoding="utf-8-sig")
    flow, _ = read_flow_text(text, IdentityMap("f"), templated=True)
    written = write_flow(flow)
    again, _ = read_flow_text(written, IdentityMap("f"))
    assert flow_tree(again) == flow_tree(flow)
    if flow.is_modelled:
        lost = words(mask_placeholders(text)) - words(written)
        assert set(lost) <= {"description:"}, "an empty description may be left out, nothing else"
