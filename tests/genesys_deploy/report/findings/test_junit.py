from __future__ import annotations

from typing import Any

from junitparser import Failure, JUnitXml

from genesys_deploy.report.findings import JUnit
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Span


def suites_of(report: JUnit, findings: tuple[Finding, ...]) -> dict[str, Any]:
    return {suite.name: suite for suite in JUnitXml.fromstring(report.render(findings).encode())}


def test_errors_and_warnings_fail_and_notes_do_not(findings: tuple[Finding, ...]) -> None:
    suites = suites_of(JUnit(), findings)
    assert {name: (suite.tests, suite.failures) for name, suite in suites.items()} == {
        "flows/a b.yaml": (2, 2),
        "flows/c.yaml": (1, 0),
        "(no file)": (1, 1),
    }


def test_a_case_tells_the_rule_the_place_and_the_remedy(findings: tuple[Finding, ...]) -> None:
    case = next(iter(suites_of(JUnit(), findings)["flows/a b.yaml"]))
    (failure,) = case.result
    assert (case.classname, case.name) == ("flows/a b.yaml", "unknown-variable at 2:8")
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("error", 'there is no variable "Flow.tir"')
    assert 'did you mean "Flow.tier"?' in failure.text


def test_a_file_without_findings_passes() -> None:
    suites = suites_of(JUnit(("flows/fine.yaml",)), ())
    assert [(case.name, case.is_passed) for case in suites["flows/fine.yaml"]] == [("no findings", True)]


def test_counts_are_summed_at_the_top(findings: tuple[Finding, ...]) -> None:
    root = JUnitXml.fromstring(JUnit(("flows/fine.yaml",)).render(findings).encode())
    assert (root.tests, root.failures, root.errors) == (5, 3, 0)


def test_characters_that_xml_forbids_are_replaced() -> None:
    finding = Finding("r", Severity.ERROR, "bad \x00\x1b <&> \ud800", Span.whole("f\x01"))
    (case,) = suites_of(JUnit(), (finding,))["f�"]
    assert case.result[0].message == "bad �� <&> �"
