"""The outline of a box by what happens at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.graph import NodeKind
from genesys_deploy.report.picture.boxes import SLANT, nose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.report.picture.sheet import PlacedBox

__all__ = ["shape_of"]

_ROUND = (
    NodeKind.START,
    NodeKind.QUEUE,
    NodeKind.DISCONNECT,
    NodeKind.END,
    NodeKind.RETURN,
    NodeKind.FALLS_OFF,
    NodeKind.JUMP,
)


def shape_of(placed: PlacedBox) -> Iterator[str]:
    """SVG elements: a decision is a flat diamond, a data action leans, an ending is round, a call has double sides."""
    left, right = placed.x - placed.width / 2, placed.x + placed.width / 2
    top, bottom, middle = placed.y, placed.y + placed.height, placed.y + placed.height / 2
    match placed.box.kind:
        case NodeKind.DECISION | NodeKind.SWITCH:
            point = nose(placed.height)
            yield _polygon(
                (left, middle),
                (left + point, top),
                (right - point, top),
                (right, middle),
                (right - point, bottom),
                (left + point, bottom),
            )
        case NodeKind.DATA_ACTION | NodeKind.LOOKUP:
            yield _polygon((left + SLANT, top), (right, top), (right - SLANT, bottom), (left, bottom))
        case kind:
            radius = min(placed.height / 2, 18) if kind in _ROUND else 5
            yield (
                f'<rect class="shape" x="{left:.1f}" y="{top:.1f}" width="{placed.width:.1f}" '
                f'height="{placed.height:.1f}" rx="{radius:.1f}"/>'
            )
            if kind is NodeKind.CALL:
                yield f'<path class="inner" d="M{left + 6:.1f} {top:.1f}V{bottom:.1f}M{right - 6:.1f} {top:.1f}V{bottom:.1f}"/>'


def _polygon(*points: tuple[float, float]) -> str:
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon class="shape" points="{text}" stroke-linejoin="round"/>'
