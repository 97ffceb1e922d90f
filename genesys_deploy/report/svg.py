"""A flow's control flow as SVG, for light and dark.

Each box is a group with the class of its kind and `data-path`, the path of its action (`data-paths`, separated by
line breaks, where steps are folded); each line has `data-from` and `data-branch`: coverage is painted on these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from genesys_deploy.report.picture.boxes import DETAIL_LINE, DETAIL_SIZE, PAD, TITLE_LINE, TITLE_SIZE
from genesys_deploy.report.picture.depth import Depth, figure_of
from genesys_deploy.report.picture.layout import LABEL_LINE
from genesys_deploy.report.picture.panels import HEADER, lay_out
from genesys_deploy.report.picture.shapes import shape_of
from genesys_deploy.report.picture.style import HUES, STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.report.picture.figure import Box
    from genesys_deploy.report.picture.sheet import PlacedBox, PlacedLabel, PlacedPanel, PlacedWay, Sheet

__all__ = ["flow_svg", "sheet_svg"]

_HEAD: Final = 4.0
_KIND_WORDS: Final = {"startUpTaskActions": "module"}


def flow_svg(flow: Flow, depth: Depth = Depth.FULL, widest: float = 2_400) -> str:
    """The picture of a flow; its parts stand side by side as long as that is not wider than `widest` pixels."""
    return sheet_svg(lay_out(figure_of(flow, depth), widest))


def sheet_svg(sheet: Sheet) -> str:
    """The drawing of a sheet."""
    return "\n".join(_Artist(sheet).lines()) + "\n"


class _Artist:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._hues = {panel.panel.path: panel.number % HUES for panel in sheet.panels}

    def lines(self) -> Iterator[str]:
        width, height = _number(self._sheet.width), _number(self._sheet.height)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label={quoteattr(self._sheet.title)}>'
        )
        yield f"<title>{escape(self._sheet.title)}</title>"
        yield f"<style>{escape(STYLE)}</style>"
        yield f'<rect class="page" width="{width}" height="{height}"/>'
        for panel in self._sheet.panels:
            yield from self._panel(panel)
        yield "</svg>"

    def _panel(self, placed: PlacedPanel) -> Iterator[str]:
        panel, x, y = placed.panel, placed.x, placed.y
        path = quoteattr(panel.path)
        yield f'<g class="panel hue{self._hues[panel.path]}" data-section={path}>'
        size = f'width="{_number(placed.width)}"'
        yield f'<rect class="frame" {_at(x, y)} {size} height="{_number(placed.height)}" rx="10"/>'
        yield f'<path class="head" d="{_head(x, y, placed.width)}"/>'
        yield f'<circle class="mark" cx="{_number(x + 20)}" cy="{_number(y + HEADER / 2)}" r="6"/>'
        yield f'<text class="name" {_at(x + 34, y + HEADER / 2 + 5)}>{escape(panel.title)}</text>'
        kind = _KIND_WORDS.get(panel.kind, panel.kind) + (" · starts here" if panel.is_entry else "")
        yield f'<text class="kind" text-anchor="end" {_at(x + placed.width - 16, y + HEADER / 2 + 4)}>{escape(kind)}</text>'
        for way in placed.drawing.ways:
            yield from _way(way)
        for box in placed.drawing.boxes:
            yield from self._box(box)
        for label in placed.drawing.labels:
            yield from _label(label)
        yield "</g>"

    def _box(self, placed: PlacedBox) -> Iterator[str]:
        yield f'<g class="{self._classes(placed.box)}" {_paths(placed.box)}>'
        yield f"<title>{escape(placed.box.tip)}</title>"
        yield from shape_of(placed)
        y = placed.y + PAD
        for line in placed.title:
            yield f'<text class="title" {_at(placed.x, y + TITLE_SIZE)}>{escape(line)}</text>'
            y += TITLE_LINE
        for line in placed.detail:
            yield f'<text class="detail" {_at(placed.x, y + DETAIL_SIZE)}>{escape(line)}</text>'
            y += DETAIL_LINE
        yield "</g>"

    def _classes(self, box: Box) -> str:
        hue = self._hues.get(box.target)
        return " ".join(
            (
                "node",
                box.kind.value,
                *(() if hue is None else ("hued", f"hue{hue}")),
                *(() if box.is_reached else ("unreached",)),
            )
        )


def _paths(box: Box) -> str:
    folded = f" data-paths={quoteattr(chr(10).join(box.paths))}" if len(box.paths) > 1 else ""
    return f"data-path={quoteattr(box.paths[0])}{folded}"


def _way(way: PlacedWay) -> Iterator[str]:
    points = " ".join(f"{_number(x)} {_number(y)}" for x, y in way.points)
    unreached = "" if way.is_reached else " unreached"
    yield (
        f'<path class="way{unreached}" d="M{points}" data-from={quoteattr(way.source)} '
        f"data-branch={quoteattr(way.branch)}/>"
    )
    if way.has_head:
        (before_x, _), (x, y) = way.points[-2:]
        tip = _side_head(x, y) if before_x != x else _down_head(x, y)
        yield f'<path class="head-of-way{unreached}" d="{tip}"/>'


def _down_head(x: float, y: float) -> str:
    return f"M{_number(x - _HEAD)} {_number(y - 1.6 * _HEAD)}h{_number(2 * _HEAD)}L{_number(x)} {_number(y)}z"


def _side_head(x: float, y: float) -> str:
    return f"M{_number(x - 1.6 * _HEAD)} {_number(y - _HEAD)}v{_number(2 * _HEAD)}L{_number(x)} {_number(y)}z"


def _label(label: PlacedLabel) -> Iterator[str]:
    for number, line in enumerate(label.lines):
        yield f'<text class="label" {_at(label.x, label.y + 4 + number * LABEL_LINE)}>{escape(line)}</text>'


def _head(x: float, y: float, width: float) -> str:
    radius = 10
    return (
        f"M{_number(x)} {_number(y + HEADER)}v{_number(radius - HEADER)}a{radius} {radius} 0 0 1 {radius} -{radius}"
        f"h{_number(width - 2 * radius)}a{radius} {radius} 0 0 1 {radius} {radius}v{_number(HEADER - radius)}z"
    )


def _at(x: float, y: float) -> str:
    return f'x="{_number(x)}" y="{_number(y)}"'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
