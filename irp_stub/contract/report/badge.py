"""A badge for a README: how many musts hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.contract.rule import Level
from irp_stub.contract.verdict import Passed

if TYPE_CHECKING:
    from irp_stub.contract.verdict import Report

__all__ = ["badge"]

_LABEL = "IRP contract"
_GREEN, _AMBER, _RED = "#2e8540", "#b8860b", "#b3261e"


def badge(report: Report) -> str:
    """SVG: green where nothing is broken, amber where a should is, red where a must is."""
    musts = [result for result in report.results if result.rule.level is Level.MUST]
    passed = sum(isinstance(result.verdict, Passed) for result in musts)
    told = f"{passed}/{len(musts)} musts"
    colour = _RED if report.failed(Level.MUST) else _AMBER if report.failed(Level.SHOULD) else _GREEN
    left, right = 7 * len(_LABEL) + 10, 7 * len(told) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f'aria-label="{_LABEL}: {told}"><rect width="{left}" height="20" fill="#555"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{colour}"/>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,sans-serif" font-size="11">'
        f'<text x="{left / 2:g}" y="14">{_LABEL}</text>'
        f'<text x="{left + right / 2:g}" y="14">{told}</text></g></svg>\n'
    )
