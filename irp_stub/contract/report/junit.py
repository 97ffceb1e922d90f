"""A run as JUnit XML: a suite per family, a case per rule."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from irp_stub.contract.verdict import Failed, NotRun

if TYPE_CHECKING:
    from irp_stub.contract.report.evidence import Presenter
    from irp_stub.contract.verdict import Report, Result

__all__ = ["junit_report"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(report: Report, presenter: Presenter) -> str:
    """`type` of a failure is `must` or `should`."""
    whole = {"name": "irp-stub verify", "time": f"{report.seconds:.3f}", **_sums(report.results)}
    root = ET.Element("testsuites", whole)
    for family, results in groupby(report.results, key=lambda result: result.rule.family):
        group = tuple(results)
        seconds = sum(result.seconds for result in group)
        named = {"name": family, "timestamp": report.started, "time": f"{seconds:.3f}", **_sums(group)}
        suite = ET.SubElement(root, "testsuite", named)
        for result in group:
            _case(suite, result, presenter)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _sums(results: tuple[Result, ...]) -> dict[str, str]:
    failed = sum(isinstance(result.verdict, Failed) for result in results)
    skipped = sum(isinstance(result.verdict, NotRun) for result in results)
    return {"tests": str(len(results)), "failures": str(failed), "skipped": str(skipped), "errors": "0"}


def _case(suite: ET.Element, result: Result, presenter: Presenter) -> None:
    rule = result.rule
    case = ET.SubElement(
        suite, "testcase", classname=f"irp.{rule.family}", name=rule.name, time=f"{result.seconds:.3f}"
    )
    told = _clean(presenter.told(result))
    match result.verdict:
        case Failed():
            failure = ET.SubElement(case, "failure", type=rule.level.value, message=told)
            evidence = presenter.evidence(result)
            details = (rule.title, rule.why, f"source: {rule.source}", evidence.curl if evidence else "")
            failure.text = _clean("\n".join(filter(None, details)))
        case NotRun():
            ET.SubElement(case, "skipped", message=told)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
