from __future__ import annotations

import pytest

from genesys_deploy.architect.rules.suppression import read_suppressions


@pytest.mark.parametrize(
    ("text", "rules", "reason", "line"),
    [
        ("a: 1  # noqa: dead-end the queue takes over", ("dead-end",), "the queue takes over", 1),
        ("a: 1  #noqa:dead-end: because", ("dead-end",), "because", 1),
        (
            "a: 1  # noqa: dead-end, expression-type - both are meant",
            ("dead-end", "expression-type"),
            "both are meant",
            1,
        ),
        ("# noqa: dead-end why\na: 1", ("dead-end",), "why", 2),
        ("# noqa: dead-end why\n\n# more words\n  a: 1", ("dead-end",), "why", 4),
        ("a: 1 {# noqa: dead-end why #}", ("dead-end",), "why", 1),
        ("{#- noqa: dead-end why -#}\n{# more #}\na: {{ b }}", ("dead-end",), "why", 3),
        ("a: 1  # noqa: dead-end", ("dead-end",), "", 1),
        ("a: 1  # noqa", (), "", 1),
        ('a: "say \\"x\\" # y" # noqa: dead-end why', ("dead-end",), "why", 1),
    ],
)
def test_reads_rules_reason_and_the_line_it_counts_for(
    text: str, rules: tuple[str, ...], reason: str, line: int
) -> None:
    (found,) = read_suppressions("f.yaml", text)
    assert (found.rules, found.reason, found.line) == (rules, reason, line)


@pytest.mark.parametrize(
    "text",
    ["a: b", "# a comment", 'a: "a text with # noqa: dead-end in it"', "a: b noqa: dead-end", "# noqable"],
)
def test_other_words_are_no_suppression(text: str) -> None:
    assert read_suppressions("f.yaml", text) == ()
