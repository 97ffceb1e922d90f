"""Places the parts of a flow on one sheet, each in its own frame, in columns or in rows, whichever is shorter."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from genesys_deploy.report.picture.layout import draw_items
from genesys_deploy.report.picture.measure import text_width
from genesys_deploy.report.picture.sheet import Drawing, PlacedPanel, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.report.picture.figure import Figure, Panel

__all__ = ["HEADER", "lay_out"]

HEADER: Final = 38.0
_PAD: Final = 22.0
_GAP: Final = 24.0
_MARGIN: Final = 16.0
_NAME_SIZE: Final = 15.0
_BESIDE_NAME: Final = 150.0


def lay_out(figure: Figure, widest: float = 2_400) -> Sheet:
    """The sheet for a figure; panels stand side by side as long as the sheet is not wider than `widest`."""
    frames = [_Frame(panel, number) for number, panel in enumerate(figure.panels)]
    in_columns = list(_place_columns(_columns(frames, widest)))
    in_rows = list(_place_rows(_rows(frames, widest)))
    placed = min(in_columns, in_rows, key=_bottom)
    placed.sort(key=lambda panel: panel.number)
    width = max((panel.x + panel.width for panel in placed), default=0) + _MARGIN
    return Sheet(figure.title, width, _bottom(placed) + _MARGIN, tuple(placed))


class _Frame:
    """A part of the flow with the room it takes."""

    def __init__(self, panel: Panel, number: int) -> None:
        self._panel = panel
        self._number = number
        self._drawing = draw_items(panel.items)
        inner = self._drawing.left + self._drawing.right
        header = text_width(panel.title, _NAME_SIZE) + _BESIDE_NAME
        self.width = max(inner + 2 * _PAD, header)
        self.height = self._drawing.height + HEADER + 2 * _PAD

    def at(self, x: float, y: float, width: float, height: float) -> PlacedPanel:
        drawing = Drawing()
        inner = self._drawing.left + self._drawing.right
        drawing.put(self._drawing, x + (width - inner) / 2 + self._drawing.left, y + HEADER + _PAD)
        return PlacedPanel(self._panel, self._number, x, y, width, height, drawing)


def _columns(frames: list[_Frame], widest: float) -> list[list[_Frame]]:
    """The frames in order in columns of the least height at which the sheet is not wider than `widest`."""
    spans = (frames[start:end] for end in range(len(frames) + 1) for start in range(end))
    heights = sorted({_height(span) for span in spans})
    first = bisect_left(heights, 1, key=lambda height: int(_fits(_filled(frames, height), widest)))
    return _filled(frames, heights[first]) if first < len(heights) else [frames]


def _fits(columns: list[list[_Frame]], widest: float) -> bool:
    return bool(columns) and _width([max(column, key=_frame_width) for column in columns]) <= widest


def _filled(frames: list[_Frame], height: float) -> list[list[_Frame]]:
    """Columns no higher than `height`; none where a frame alone is higher."""
    columns: list[list[_Frame]] = []
    for frame in frames:
        if frame.height > height:
            return []
        if columns and _height([*columns[-1], frame]) <= height:
            columns[-1].append(frame)
        else:
            columns.append([frame])
    return columns


def _rows(frames: list[_Frame], widest: float) -> list[list[_Frame]]:
    rows: list[list[_Frame]] = []
    for frame in frames:
        if rows and _width([*rows[-1], frame]) <= widest:
            rows[-1].append(frame)
        else:
            rows.append([frame])
    return rows


def _place_columns(columns: list[list[_Frame]]) -> Iterator[PlacedPanel]:
    x = _MARGIN
    for column in columns:
        y, width = _MARGIN, max((frame.width for frame in column), default=0)
        for frame in column:
            yield frame.at(x, y, width, frame.height)
            y += frame.height + _GAP
        x += width + _GAP


def _place_rows(rows: list[list[_Frame]]) -> Iterator[PlacedPanel]:
    """Rows of one width: the frames of a row share what is left."""
    full = max((_width(row) for row in rows), default=0)
    y = _MARGIN
    for row in rows:
        x, spare = _MARGIN, (full - _width(row)) / len(row)
        height = max(frame.height for frame in row)
        for frame in row:
            yield frame.at(x, y, frame.width + spare, height)
            x += frame.width + spare + _GAP
        y += height + _GAP


def _height(column: list[_Frame]) -> float:
    return sum(frame.height + _GAP for frame in column) - _GAP


def _width(row: list[_Frame]) -> float:
    return sum(frame.width + _GAP for frame in row) - _GAP + 2 * _MARGIN


def _frame_width(frame: _Frame) -> float:
    return frame.width


def _bottom(placed: list[PlacedPanel]) -> float:
    return max((panel.y + panel.height for panel in placed), default=0)
