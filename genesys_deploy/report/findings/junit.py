"""Findings as JUnit XML, for continuous integration: errors and warnings are failures, notes are not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from genesys_deploy.report.xml_text import xml_document, xml_text
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.source.finding import Finding

__all__ = ["JUnit"]

_NOWHERE = "(no file)"


@dataclass(frozen=True, slots=True)
class JUnit:
    """A suite for each file, a case for each finding; `files` without a finding get one case that passes."""

    files: tuple[str, ...] = ()

    def render(self, findings: Sequence[Finding]) -> str:
        root = ET.Element("testsuites", name="genesys-deploy validate")
        by_file = {file: tuple(group) for file, group in groupby(sorted(findings, key=_file), _file)}
        for file in sorted({*self.files, *by_file}):
            root.append(_suite(file, by_file.get(file, ())))
        _count(root, root)
        return xml_document(root)


def _suite(file: str, findings: Sequence[Finding]) -> ET.Element:
    suite = ET.Element("testsuite", name=xml_text(file))
    for finding in findings:
        suite.append(_case(file, finding))
    if not findings:
        ET.SubElement(suite, "testcase", classname=xml_text(file), name="no findings")
    _count(suite, suite)
    return suite


def _case(file: str, finding: Finding) -> ET.Element:
    place = f" at {finding.span.start.line}:{finding.span.start.column}" if finding.span else ""
    case = ET.Element("testcase", classname=xml_text(file), name=f"{finding.rule}{place}")
    if finding.severity is Severity.INFO:
        ET.SubElement(case, "system-out").text = xml_text(str(finding))
        return case
    failure = ET.SubElement(case, "failure", type=finding.severity.value, message=xml_text(finding.message))
    failure.text = xml_text(f"{finding}\n[{finding.rule}]")
    return case


def _count(element: ET.Element, into: ET.Element) -> None:
    cases = list(element.iter("testcase"))
    into.set("tests", str(len(cases)))
    into.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    into.set("errors", "0")


def _file(finding: Finding) -> str:
    return finding.span.file if finding.span else _NOWHERE
