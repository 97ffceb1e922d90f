"""Coverage as a page: a table of the flow's parts and what was never run, beside the painted picture."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from genesys_deploy.report.picture.depth import Depth
from genesys_deploy.report.picture.markup import attribute, content
from genesys_deploy.report.scenarios.text import coverage_line
from genesys_deploy.report.svg import flow_svg
from genesys_deploy.simulate.scenario.coverage import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from genesys_deploy.report.scenarios.painting import PaintedFlow, Part
    from genesys_deploy.simulate.scenario.coverage import Coverage, Unit

__all__ = ["coverage_page", "coverage_svg"]

WIDEST: Final = 1_500
STYLE: Final = """
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #59636e; --page: #fff; --frame: #d0d7de; --run: #1a7f37; --missed: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9198a1; --page: #0d1117; --frame: #30363d; --run: #3fb950; --missed: #f85149; } }
body { margin: 0; font: 14px/1.45 "Inter", "Segoe UI", "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif; color: var(--ink); background: var(--page); }
main { display: grid; grid-template-columns: minmax(22rem, 30rem) 1fr; height: 100vh; }
aside { padding: 1rem 1.25rem; overflow: auto; border-right: 1px solid var(--frame); }
section { overflow: auto; }
h1 { font-size: 1.15rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; } h3 { font-size: .9rem; font-weight: 500; color: var(--quiet); margin: .9rem 0 .2rem; }
.key { margin: .5rem 0 1rem; }
p { margin: 0; color: var(--quiet); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .4rem; border-bottom: 1px solid var(--frame); white-space: nowrap; }
th { color: var(--quiet); font-weight: 500; } th:first-child, td:first-child { text-align: left; white-space: normal; }
.all { color: var(--run); } .some { color: var(--missed); font-weight: 600; }
ul { list-style: none; padding: 0; margin: 0; } li { margin: .35rem 0; overflow-wrap: anywhere; } code { font-size: 12px; }
.key span { margin-right: 1rem; } .key i { display: inline-block; width: 1.4rem; border-top: 3px solid; margin-right: .35rem; vertical-align: middle; }
@media (max-width: 60rem) { main { display: block; height: auto; } aside { border: 0; } }
"""
KEY: Final = (
    ("run", "var(--run)", "solid"),
    ("not every side of a condition", "#bf8700", "solid"),
    ("never run", "var(--missed)", "dashed"),
)


def coverage_svg(painted: PaintedFlow) -> str:
    """The picture of a flow, every action of it, with what was run."""
    return flow_svg(painted.flow, Depth.FULL, WIDEST, painted.paint)


def coverage_page(painted: Sequence[PaintedFlow], coverage: Coverage) -> str:
    """One HTML file without anything to fetch: the flows' parts, what was missed, and the pictures."""
    return "\n".join(_lines(painted, coverage)) + "\n"


def _lines(painted: Sequence[PaintedFlow], coverage: Coverage) -> Iterator[str]:
    title = ", ".join(one.flow.name.text for one in painted) or "no flow"
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Coverage of {content(title)}</title><style>{STYLE}</style></head><body><main><aside>"
    yield f"<h1>{content(title)}</h1><p>{content(coverage_line(coverage))}</p>"
    yield f'<p class="key">{"".join(_key(*entry) for entry in KEY)}</p>'
    for one in painted:
        yield f"<h2>{content(one.flow.name.text)}</h2>" if len(painted) > 1 else ""
        yield from _table(one.parts, coverage)
    yield from _missed(coverage.missed)
    yield "</aside><section>"
    yield from map(coverage_svg, painted)
    yield "</section></main></body></html>"


def _key(text: str, colour: str, line: str) -> str:
    return f"<span><i style={attribute(f'border-color: {colour}; border-top-style: {line}')}></i>{content(text)}</span>"


def _table(parts: Iterable[Part], coverage: Coverage) -> Iterator[str]:
    heads = "".join(f"<th>{name}</th>" for name in ("actions", "branches", "sides"))
    yield f"<table><thead><tr><th>part</th>{heads}</tr></thead><tbody>"
    for part in parts:
        cells = (_cell({unit for unit in part.units if unit.kind is kind}, coverage) for kind in UnitKind)
        yield f"<tr><td>{content(part.name)}</td>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _cell(units: set[Unit], coverage: Coverage) -> str:
    if not units:
        return "<td></td>"
    run = len(units & coverage.run)
    return f'<td class="{"all" if run == len(units) else "some"}">{run} of {len(units)}</td>'


def _missed(units: Sequence[Unit]) -> Iterator[str]:
    if units:
        yield f"<h2>Never run: {len(units)}</h2>"
    for file, group in groupby(units, lambda unit: unit.file):
        yield f"<h3>{content(file)}</h3><ul>"
        yield from (f"<li><code>{content(str(unit).removeprefix(f'{file}:'))}</code></li>" for unit in group)
        yield "</ul>"
