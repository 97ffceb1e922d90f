"""A run for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.contract.rule import Level
from irp_stub.contract.verdict import Failed, NotRun, Passed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.contract.report.evidence import Presenter
    from irp_stub.contract.verdict import Report, Result

__all__ = ["line_of", "summary_of"]


def line_of(result: Result, presenter: Presenter) -> str:
    """One result; a failure with how to see it again."""
    rule = result.rule
    told = presenter.told(result)
    line = f"{_mark(result)} {rule.level:<6} {rule.name:<28} {told or rule.title}"
    evidence = presenter.evidence(result)
    return f"{line}\n         {rule.why}\n         {evidence.curl}" if evidence else line


def _mark(result: Result) -> str:
    match result.verdict:
        case Passed():
            return "✔"
        case Failed():
            return "✘" if result.rule.level is Level.MUST else "▲"
        case NotRun():
            return "–"


def summary_of(report: Report) -> Iterator[str]:
    counts = report.counts()
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    yield f"{told} ({report.requests} requests, {report.seconds:.1f} s)"
    if report.figures:
        yield "latency: " + ", ".join(f"{name} {value:g} ms" for name, value in report.figures.items())
    if report.left:
        yield f"left behind by run {report.run}, to be removed by hand: {', '.join(report.left)}"
    yield _conclusion(report)


def _conclusion(report: Report) -> str:
    musts, shoulds = len(report.failed(Level.MUST)), len(report.failed(Level.SHOULD))
    unasked = sum(r.rule.level is Level.MUST and isinstance(r.verdict, NotRun) for r in report.results)
    if musts:
        return f"The flows will not work as they should. Musts that are broken: {musts}."
    if not report.counts()["passed"]:
        return "Nothing was verified."
    told = "The flows will work."
    if unasked:
        told = f"As far as was asked, the flows will work. Musts that were not asked: {unasked}."
    return f"{told} Shoulds that are broken: {shoulds}." if shoulds else told
