"""A flow's control flow as SVG, for light and dark.

Each box is a group with the class of its kind and `data-path`, the path of its action (`data-paths`, separated by
line breaks, where steps are folded); each line has `data-from` and `data-branch`, or `data-to` where it is no branch:
a page can light up the way of a run on these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.report.picture.boxes import DETAIL_LINE, DETAIL_SIZE, PAD, TITLE_LINE, TITLE_SIZE
from genesys_deploy.report.picture.depth import Depth, figure_of
from genesys_deploy.report.picture.layout import LABEL_LINE
from genesys_deploy.report.picture.markup import at, attribute, content, number
from genesys_deploy.report.picture.paint import Paint
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
_ABOVE: Final = ("missed", "", "partly", "run")
_PLAIN: Final = Paint({}, {})
_KIND_WORDS: Final = {"startUpTaskActions": "module"}


def flow_svg(flow: Flow, depth: Depth = Depth.FULL, widest: float = 2_400, paint: Paint | None = None) -> str:
    """The picture of a flow.

    Args:
        flow: what is drawn.
        depth: how much of it.
        widest: the parts stand side by side as long as that is not wider, in pixels.
        paint: which actions and branches were run, if that is to be seen.
    """
    return sheet_svg(lay_out(figure_of(flow, depth), widest), paint)


def sheet_svg(sheet: Sheet, paint: Paint | None = None) -> str:
    """The drawing of a sheet."""
    return "\n".join(_Artist(sheet, paint or _PLAIN).lines()) + "\n"


class _Artist:
    def __init__(self, sheet: Sheet, paint: Paint) -> None:
        self._sheet = sheet
        self._paint = paint
        self._hues = {panel.panel.path: panel.number % HUES for panel in sheet.panels}

    def lines(self) -> Iterator[str]:
        width, height = number(self._sheet.width), number(self._sheet.height)
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label={attribute(self._sheet.title)}>'
        )
        yield f"<title>{content(self._sheet.title)}</title>"
        yield f"<style>{content(STYLE)}</style>"
        yield f'<rect class="page" width="{width}" height="{height}"/>'
        for panel in self._sheet.panels:
            yield from self._panel(panel)
        yield "</svg>"

    def _panel(self, placed: PlacedPanel) -> Iterator[str]:
        panel, x, y = placed.panel, placed.x, placed.y
        path = attribute(panel.path)
        yield f'<g class="panel hue{self._hues[panel.path]}" data-section={path}>'
        size = f'width="{number(placed.width)}"'
        yield f'<rect class="frame" {at(x, y)} {size} height="{number(placed.height)}" rx="10"/>'
        yield f'<path class="head" d="{_head(x, y, placed.width)}"/>'
        yield f'<circle class="mark" cx="{number(x + 20)}" cy="{number(y + HEADER / 2)}" r="6"/>'
        yield f'<text class="name" {at(x + 34, y + HEADER / 2 + 5)}>{content(panel.title)}</text>'
        kind = _KIND_WORDS.get(panel.kind, panel.kind) + (" · starts here" if panel.is_entry else "")
        yield f'<text class="kind" text-anchor="end" {at(x + placed.width - 16, y + HEADER / 2 + 4)}>{content(kind)}</text>'
        painted = [(self._paint.of_way(way), way) for way in placed.drawing.ways]
        for word, way in sorted(painted, key=lambda pair: _ABOVE.index(pair[0])):
            yield from _way(way, word)
        for box in placed.drawing.boxes:
            yield from self._box(box)
        for label in placed.drawing.labels:
            yield from _label(label)
        yield "</g>"

    def _box(self, placed: PlacedBox) -> Iterator[str]:
        yield f'<g class="{self._classes(placed.box)}" {_paths(placed.box)}>'
        yield f"<title>{content(placed.box.tip)}</title>"
        yield from shape_of(placed)
        y = placed.y + PAD
        for name, lines, size, height in _texts(placed):
            for line in lines:
                yield f'<text class="{name}" {at(placed.x, y + size)}>{content(line)}</text>'
                y += height
        yield "</g>"

    def _classes(self, box: Box) -> str:
        hue = self._hues.get(box.target)
        hued = "" if hue is None else f"hued hue{hue}"
        return _classes("node", box.kind.value, hued, _reached(box.is_reached), self._paint.of_box(box))


def _texts(placed: PlacedBox) -> tuple[tuple[str, tuple[str, ...], float, float], ...]:
    """Class, lines, font size and line height of the texts in a box, from above."""
    return (
        ("detail", placed.before, DETAIL_SIZE, DETAIL_LINE),
        ("title", placed.title, TITLE_SIZE, TITLE_LINE),
        ("detail", placed.detail, DETAIL_SIZE, DETAIL_LINE),
    )


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(texts)


def _paths(box: Box) -> str:
    folded = f" data-paths={attribute(_lines(box.paths))}" if len(box.paths) > 1 else ""
    return f"data-path={attribute(box.paths[0])}{folded}"


def _classes(*names: str) -> str:
    return " ".join(name for name in names if name)


def _reached(is_reached: bool) -> str:
    return "" if is_reached else "unreached"


def _way(way: PlacedWay, painted: str) -> Iterator[str]:
    points = " ".join(f"{number(x)} {number(y)}" for x, y in way.points)
    end = (
        f"data-to={attribute(way.target)}" if way.target else f"data-branch={attribute(_lines(way.branches))}"
    )
    drawn = _classes("way", _reached(way.is_reached), painted)
    yield f'<path class="{drawn}" d="M{points}" data-from={attribute(way.source)} {end}/>'
    if way.has_head:
        (before_x, _), (x, y) = way.points[-2:]
        tip = _side_head(x, y) if before_x != x else _down_head(x, y)
        yield f'<path class="{_classes("head-of-way", _reached(way.is_reached), painted)}" d="{tip}"/>'


def _down_head(x: float, y: float) -> str:
    return f"M{number(x - _HEAD)} {number(y - 1.6 * _HEAD)}h{number(2 * _HEAD)}L{number(x)} {number(y)}z"


def _side_head(x: float, y: float) -> str:
    return f"M{number(x - 1.6 * _HEAD)} {number(y - _HEAD)}v{number(2 * _HEAD)}L{number(x)} {number(y)}z"


def _label(label: PlacedLabel) -> Iterator[str]:
    for index, line in enumerate(label.lines):
        yield f'<text class="label" {at(label.x, label.y + 4 + index * LABEL_LINE)}>{content(line)}</text>'


def _head(x: float, y: float, width: float) -> str:
    radius = 10
    return (
        f"M{number(x)} {number(y + HEADER)}v{number(radius - HEADER)}a{radius} {radius} 0 0 1 {radius} -{radius}"
        f"h{number(width - 2 * radius)}a{radius} {radius} 0 0 1 {radius} {radius}v{number(HEADER - radius)}z"
    )
