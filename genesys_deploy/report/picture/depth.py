"""How much of a flow a picture shows."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy.report.picture.compose import compose
from genesys_deploy.report.picture.fold import fold, overview

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.report.picture.figure import Figure

__all__ = ["Depth", "figure_of"]


class Depth(StrEnum):
    """Every action; runs of plain steps as one box; or only what somebody notices and what leads there."""

    FULL = "full"
    FOLDED = "folded"
    OVERVIEW = "overview"


def figure_of(flow: Flow, depth: Depth = Depth.FULL) -> Figure:
    """What the picture of a flow shows."""
    figure = compose(flow)
    match depth:
        case Depth.FULL:
            return figure
        case Depth.FOLDED:
            return fold(figure)
        case Depth.OVERVIEW:
            return overview(figure)
