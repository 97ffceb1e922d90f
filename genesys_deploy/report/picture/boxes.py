"""The size of a box and the lines of text in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.graph import NodeKind
from genesys_deploy.report.picture.measure import text_width, wrapped
from genesys_deploy.report.picture.sheet import PlacedBox

if TYPE_CHECKING:
    from genesys_deploy.report.picture.figure import Box

__all__ = ["DETAIL_LINE", "DETAIL_SIZE", "PAD", "SLANT", "TITLE_LINE", "TITLE_SIZE", "nose", "place_box"]

TITLE_SIZE: Final = 13.0
DETAIL_SIZE: Final = 11.0
TITLE_LINE: Final = 17.0
DETAIL_LINE: Final = 14.5
PAD: Final = 9.0
SLANT: Final = 14.0
_WIDEST: Final = 176.0
_NARROWEST: Final = 84.0
_SIDE: Final = 14.0
_POINTED: Final = (NodeKind.DECISION, NodeKind.SWITCH)
_SLANTED: Final = (NodeKind.DATA_ACTION, NodeKind.LOOKUP)


def place_box(box: Box) -> PlacedBox:
    """The box with its upper edge's middle at the origin."""
    before = wrapped(box.before, DETAIL_SIZE, _WIDEST, 2)
    title = wrapped(box.title, TITLE_SIZE, _WIDEST, 3)
    detail = wrapped(box.detail, DETAIL_SIZE, _WIDEST, 2)
    widest = max(
        _NARROWEST,
        *(text_width(line, TITLE_SIZE) for line in title),
        *(text_width(line, DETAIL_SIZE) for line in (*before, *detail)),
    )
    height = 2 * PAD + TITLE_LINE * len(title) + DETAIL_LINE * len((*before, *detail))
    return PlacedBox(box, 0, 0, widest + 2 * _margin(box.kind, height), height, before, title, detail)


def nose(height: float) -> float:
    """How far the points of a flat diamond reach out."""
    return min(height * 0.36, 24.0)


def _margin(kind: NodeKind, height: float) -> float:
    if kind in _POINTED:
        return _SIDE / 2 + nose(height)
    return _SIDE + (SLANT if kind in _SLANTED else 0)
