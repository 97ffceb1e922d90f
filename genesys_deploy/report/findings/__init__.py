"""One list of findings, four ways to read it: for people, for programs, for code scanning, for CI.

Each is a small class with `render(findings) -> str`; none prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from genesys_deploy.report.findings.json_list import JsonList
from genesys_deploy.report.findings.junit import JUnit
from genesys_deploy.report.findings.sarif import Sarif
from genesys_deploy.report.findings.tally import Tally, tally
from genesys_deploy.report.findings.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.source.finding import Finding

__all__ = ["FindingsReport", "JUnit", "JsonList", "Sarif", "Tally", "Terminal", "tally"]


class FindingsReport(Protocol):
    def render(self, findings: Sequence[Finding]) -> str: ...
