"""A run for machines, and for the next run to compare with."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from irp_stub.contract.verdict import word_of

if TYPE_CHECKING:
    from irp_stub.contract.report.evidence import Presenter
    from irp_stub.contract.verdict import Report, Result

__all__ = ["FORMAT", "json_report"]

FORMAT = "irp-verify/1"


def json_report(report: Report, presenter: Presenter) -> str:
    document = {
        "format": FORMAT,
        "url": report.url,
        "run": report.run,
        "started": report.started,
        "seconds": round(report.seconds, 3),
        "requests": report.requests,
        "counts": dict(report.counts()),
        "exit_code": report.exit_code,
        "latency_ms": dict(report.figures),
        "left": list(report.left),
        "results": [_result(result, presenter) for result in report.results],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result, presenter: Presenter) -> dict[str, Any]:
    rule, evidence = result.rule, presenter.evidence(result)
    return {
        "rule": rule.name,
        "level": rule.level.value,
        "family": rule.family,
        "title": rule.title,
        "source": rule.source,
        "why": rule.why,
        "verdict": word_of(result.verdict),
        "told": presenter.told(result),
        "seconds": round(result.seconds, 4),
        "evidence": dataclasses.asdict(evidence) if evidence else None,
    }
