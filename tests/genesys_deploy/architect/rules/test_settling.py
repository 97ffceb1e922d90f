from __future__ import annotations

import pytest

from genesys_deploy.architect.rules.settling import settle
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Position, Span


def at(line: int, rule: str = "dead-end", file: str = "f.yaml") -> Finding:
    return Finding(rule, Severity.ERROR, "m", Span.at(file, line, 1))


def test_each_finding_once_in_the_order_of_files_and_lines() -> None:
    nowhere = Finding("wrong-shape", Severity.ERROR, "m")
    found = [at(9), at(2, file="b.yaml"), at(2), at(9), nowhere, at(2, "expression-type")]
    assert settle(found, {}) == (nowhere, at(2, file="b.yaml"), at(2), at(2, "expression-type"), at(9))


def test_what_is_unknown_is_noted_at_its_first_place_in_all_files() -> None:
    found = [at(9, "unchecked-reference", "a.yaml"), at(1, "unchecked-reference", "b.yaml")]
    assert settle(found, {}) == (found[0],)


def test_takes_out_the_named_rule_of_its_line_and_nothing_else() -> None:
    texts = {"f.yaml": "a: 1\nb: 2  # noqa: dead-end it is meant\n"}
    findings = [at(1), at(2), at(2, "expression-type"), at(2, file="other.yaml")]
    assert settle(findings, texts) == (at(1), at(2, "expression-type"), at(2, file="other.yaml"))


def test_counts_for_every_line_of_a_value() -> None:
    texts = {"f.yaml": 'a: "x\n  y\n  z"  # noqa: dead-end it is meant\nb: 1'}
    value = Span("f.yaml", Position(1, 4), Position(3, 5))
    assert settle([at(2)], texts, [value]) == ()
    assert at(4) in settle([at(4)], texts, [value])


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("a: 1  # noqa: dead-end", "invalid-suppression", "this suppression gives no reason, it has no effect"),
        ("a: 1  # noqa", "invalid-suppression", "this suppression names no rule, it has no effect"),
        ("a: 1  # noqa: ded-end why", "invalid-suppression", 'there is no rule "ded-end"'),
        ("b: 1\na: 1  # noqa: expression-type why", "unused-suppression", "nothing here breaks expression-type, there is nothing to suppress"),
    ],
)  # fmt: skip
def test_a_suppression_can_itself_be_wrong(text: str, rule: str, message: str) -> None:
    kept, complaint = settle([at(1)], {"f.yaml": text})
    assert kept == at(1)
    assert (complaint.rule, complaint.message) == (rule, message)


def test_one_rule_of_two_may_be_superfluous() -> None:
    (complaint,) = settle([at(1)], {"f.yaml": "a: 1  # noqa: dead-end, expression-type why"})
    assert complaint.rule == "unused-suppression"
    assert "expression-type" in complaint.message


def test_a_line_that_was_not_looked_at_may_have_a_superfluous_one() -> None:
    texts = {"f.yaml": "a: 1  # noqa: dead-end why\nb: 2  # noqa: dead-end why"}
    (complaint,) = settle([], texts, used_lines=[("f.yaml", 2)])
    assert complaint.span is not None
    assert complaint.span.start.line == 2
