from __future__ import annotations

import pytest

from genesys_deploy.architect.rules.suppression import read_suppressions, suppress
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Position, Span

KNOWN = ("unread-variable", "type-error", "dead-end")


def at(line: int, rule: str = "dead-end", file: str = "f.yaml") -> Finding:
    return Finding(rule, Severity.ERROR, "m", Span.at(file, line, 1))


@pytest.mark.parametrize(
    ("text", "rules", "reason", "line"),
    [
        ("a: 1  # noqa: dead-end the queue takes over", ("dead-end",), "the queue takes over", 1),
        ("a: 1  #noqa:dead-end: because", ("dead-end",), "because", 1),
        (
            "a: 1  # noqa: dead-end, type-error - both are meant",
            ("dead-end", "type-error"),
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


def test_takes_out_the_named_rule_of_its_line_and_nothing_else() -> None:
    texts = {"f.yaml": "a: 1\nb: 2  # noqa: dead-end it is meant\n"}
    findings = [at(1), at(2), at(2, "type-error"), at(2, file="other.yaml")]
    assert suppress(findings, texts, KNOWN) == (at(1), at(2, "type-error"), at(2, file="other.yaml"))


def test_counts_for_every_line_of_a_value() -> None:
    texts = {"f.yaml": 'a: "x\n  y\n  z"  # noqa: dead-end it is meant\nb: 1'}
    value = Span("f.yaml", Position(1, 4), Position(3, 5))
    assert suppress([at(2)], texts, KNOWN, [value]) == ()
    assert at(4) in suppress([at(4)], texts, KNOWN, [value])


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("a: 1  # noqa: dead-end", "invalid-suppression", "this suppression gives no reason, it has no effect"),
        ("a: 1  # noqa", "invalid-suppression", "this suppression names no rule, it has no effect"),
        ("a: 1  # noqa: ded-end why", "invalid-suppression", 'there is no rule "ded-end"'),
        ("b: 1\na: 1  # noqa: type-error why", "unused-suppression", "nothing here breaks type-error, there is nothing to suppress"),
    ],
)  # fmt: skip
def test_a_suppression_can_itself_be_wrong(text: str, rule: str, message: str) -> None:
    kept, complaint = suppress([at(1)], {"f.yaml": text}, KNOWN)
    assert kept == at(1)
    assert (complaint.rule, complaint.message) == (rule, message)


def test_one_rule_of_two_may_be_superfluous() -> None:
    (complaint,) = suppress([at(1)], {"f.yaml": "a: 1  # noqa: dead-end, type-error why"}, KNOWN)
    assert complaint.rule == "unused-suppression"
    assert "type-error" in complaint.message


def test_a_line_that_was_not_looked_at_may_have_a_superfluous_one() -> None:
    texts = {"f.yaml": "a: 1  # noqa: dead-end why\nb: 2  # noqa: dead-end why"}
    (complaint,) = suppress([], texts, KNOWN, used_lines=[("f.yaml", 2)])
    assert complaint.span is not None
    assert complaint.span.start.line == 2
