"""Where the reports of a run go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (a dataclass shows its types)
from typing import TYPE_CHECKING

from irp_stub.contract.errors import CannotVerify
from irp_stub.contract.report.as_json import json_report
from irp_stub.contract.report.badge import badge
from irp_stub.contract.report.html import html_report
from irp_stub.contract.report.junit import junit_report

if TYPE_CHECKING:
    from irp_stub.contract.report.evidence import Presenter
    from irp_stub.contract.verdict import Report

__all__ = ["Outputs", "publish"]


@dataclass(frozen=True, slots=True)
class Outputs:
    """None: not wanted."""

    json: Path | None = None
    junit: Path | None = None
    html: Path | None = None
    badge: Path | None = None


def publish(report: Report, presenter: Presenter, outputs: Outputs) -> None:
    """Write what is wanted; folders are made.

    Raises:
        CannotVerify: a file cannot be written.
    """
    forms = ((outputs.json, json_report), (outputs.junit, junit_report), (outputs.html, html_report))
    for path, form in forms:
        if path is not None:
            _write(path, form(report, presenter))
    if outputs.badge is not None:
        _write(outputs.badge, badge(report))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise CannotVerify(f"{path} cannot be written: {error.strerror}") from None
