"""What is assumed of the platform, as a page and as a list for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.bundle.assumptions import ASSUMPTIONS as OF_FLOWS
from genesys_deploy.data_action.assumptions import ASSUMPTIONS as OF_DATA_ACTIONS
from genesys_deploy.platform.assumptions import ASSUMPTIONS as OF_PUBLISHING
from genesys_deploy.report.pages.markdown import table
from genesys_deploy.simulate.assumptions import ASSUMPTIONS as OF_INTERPRETER
from genesys_deploy.source.assumption import Assumption, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["assumptions_page"]

INTRODUCTION = """\
# What is assumed of the platform

Nobody can run Architect on a laptop, so what runs here rests on what is known of it. Each behaviour that something
here relies on is either *confirmed*, by the source named, or *assumed*; then the last column says how to check it on a
live org. This page is made from the tables in the code (`make docs`).
"""


def assumptions_page(local_org: Sequence[Assumption]) -> str:
    """The page in Markdown; the local org's own assumptions are handed in, since it stands apart."""
    rooms = {
        "The flows and Data Actions": OF_FLOWS,
        "Templates and contracts": OF_DATA_ACTIONS,
        "The interpreter": OF_INTERPRETER,
        "Publishing": OF_PUBLISHING,
        "The local org": local_org,
    }
    return "\n".join(_lines(rooms))


def _lines(rooms: Mapping[str, Sequence[Assumption]]) -> Iterator[str]:
    yield INTRODUCTION
    everything = [one for assumptions in rooms.values() for one in assumptions]
    confirmed = sum(one.standing is Standing.CONFIRMED for one in everything)
    yield f"{len(everything)} behaviours: {confirmed} confirmed, {len(everything) - confirmed} assumed.\n"
    for room, assumptions in rooms.items():
        yield f"## {room}\n"
        for standing, heads in (
            (Standing.ASSUMED, ("assumed", "relied on by", "how to check it")),
            (Standing.CONFIRMED, ("confirmed", "relied on by", "source")),
        ):
            rows = [(a.behaviour, a.relied_on_by, a.evidence) for a in assumptions if a.standing is standing]
            if rows:
                yield from table(heads, rows)
