"""A run as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from irp_stub.contract.rule import Level
from irp_stub.contract.verdict import Passed, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.contract.report.evidence import Evidence, Presenter
    from irp_stub.contract.verdict import Report, Result

__all__ = ["html_report"]

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881 }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; text-transform: capitalize }
article { border-top: 1px solid var(--line); padding: .5rem 0 }
article > header { display: grid; grid-template-columns: 5rem 4rem 1fr; gap: .5rem }
.passed { color: #17803d } .failed { color: #c22 } .not-run { color: #777 } .should.failed { color: #b60 }
p { margin: .25rem 0 } .quiet { color: #777 }
pre { background: var(--soft); padding: .6rem; overflow-x: auto; white-space: pre-wrap; word-break: break-all }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem }
"""


def html_report(report: Report, presenter: Presenter) -> str:
    families = groupby(report.results, key=lambda result: result.rule.family)
    parts = [
        "<!doctype html>",
        '<html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>Identity resolution: {escape(report.url)}</title><style>{_STYLE}</style>",
        f"<h1>Will the flows work with {escape(report.url)}?</h1>",
        _facts(report),
        _broken(report, presenter),
        *(_family(name, tuple(results), presenter) for name, results in families),
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _facts(report: Report) -> str:
    counts = ", ".join(f"{count} {word}" for word, count in report.counts().items())
    facts: dict[str, str] = {"Results": counts, "Started": report.started, "Run": report.run}
    facts["Requests"] = f"{report.requests} in {report.seconds:.1f} s"
    if report.figures:
        facts["Latency"] = ", ".join(f"{name} {value:g} ms" for name, value in report.figures.items())
    if report.left:
        facts["Left behind"] = ", ".join(report.left)
    return "<dl>" + "".join(f"<dt>{escape(k)}<dd>{escape(v)}" for k, v in facts.items()) + "</dl>"


def _broken(report: Report, presenter: Presenter) -> str:
    """What is broken, the musts first, each leading to its evidence."""
    failed = (*report.failed(Level.MUST), *report.failed(Level.SHOULD))
    items = (
        f'<li><b class="failed {result.rule.level}">{result.rule.level}</b> '
        f'<a href="#{escape(result.rule.name)}">{escape(result.rule.name)}</a> {escape(presenter.told(result))}'
        for result in failed
    )
    return f"<h2>Broken</h2><ul>{''.join(items)}</ul>" if failed else ""


def _family(name: str, results: tuple[Result, ...], presenter: Presenter) -> str:
    return f"<section><h2>{escape(name)}</h2>{''.join(_article(r, presenter) for r in results)}</section>"


def _article(result: Result, presenter: Presenter) -> str:
    rule, word = result.rule, word_of(result.verdict)
    name = f"{escape(rule.title)} <code class=quiet>{escape(rule.name)}</code>"
    details = "" if isinstance(result.verdict, Passed) else _details(result, presenter)
    return (
        f'<article id="{escape(rule.name)}"><header>'
        f'<b class="{word.replace(" ", "-")} {rule.level}">{word}</b><span>{rule.level}</span>'
        f"<div>{name}{details}</div></header></article>"
    )


def _details(result: Result, presenter: Presenter) -> str:
    rule, evidence = result.rule, presenter.evidence(result)
    return (
        f"<p><b>{escape(presenter.told(result))}</b></p>"
        f'<p class="quiet">{escape(rule.why)} — {escape(rule.source)}</p>'
        f"{_evidence(evidence) if evidence else ''}"
    )


def _evidence(evidence: Evidence) -> str:
    request = _message(f"{evidence.method} {evidence.url}", evidence.request_headers, evidence.request_body)
    answer = (
        _message(f"HTTP {evidence.status}", evidence.response_headers, evidence.response_body)
        if evidence.status is not None
        else f"no answer: {evidence.problem}"
    )
    return (
        f"<details open><summary>{evidence.milliseconds:g} ms</summary><pre>{escape(request)}</pre>"
        f"<pre>{escape(answer)}</pre><pre>{escape(evidence.curl)}</pre></details>"
    )


def _message(first: str, headers: Mapping[str, str], body: str | None) -> str:
    lines = [first, *(f"{name}: {text}" for name, text in headers.items())]
    return "\n".join([*lines, "", body]) if body else "\n".join(lines)
