"""Scenario results as JUnit XML: a suite for each file, a case for each scenario."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from genesys_deploy.report.xml_text import xml_document, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.simulate.scenario.coverage import Coverage
    from genesys_deploy.simulate.scenario.runner import ScenarioResult

__all__ = ["JUnitResults"]


class JUnitResults:
    def render(self, results: Sequence[ScenarioResult], coverage: Coverage) -> str:
        root = ET.Element("testsuites", name="genesys-deploy test")
        for file, group in groupby(results, lambda result: result.file):
            root.append(_suite(file, tuple(group)))
        properties = ET.SubElement(root, "properties")
        ET.SubElement(properties, "property", name="coverage", value=f"{coverage.percent:.1f}")
        return xml_document(root)


def _suite(file: str, results: Sequence[ScenarioResult]) -> ET.Element:
    failed = sum(not result.passed for result in results)
    suite = ET.Element(
        "testsuite", name=xml_text(file), tests=str(len(results)), failures=str(failed), errors="0"
    )
    for result in results:
        suite.append(_case(result))
    return suite


def _case(result: ScenarioResult) -> ET.Element:
    scenario = result.scenario
    case = ET.Element(
        "testcase",
        name=xml_text(scenario.name),
        classname=xml_text(result.file),
        file=xml_text(result.file),
        line=str(scenario.span.start.line),
    )
    differences = [difference for message in result.messages for difference in message.differences]
    if differences:
        failure = ET.SubElement(case, "failure", message=xml_text(differences[0]), type="otherwise")
        failure.text = xml_text("\n".join(differences))
    return case
