"""The style sheet of a picture: colours for light and dark, by what happens at a box."""

from __future__ import annotations

from typing import Final

__all__ = ["HUES", "STYLE"]

HUES: Final = 8
"""How many colours tell the parts of a flow apart; they begin again after that."""

_HUE_ANGLES: Final = (212, 152, 32, 276, 182, 340, 52, 246)

_LIGHT: Final = """
--page: #ffffff; --panel: #f6f8fa; --frame: #d0d7de; --ink: #1f2328; --quiet: #59636e; --line: #818b98;
--step: #ffffff; --step-edge: #afb8c1; --decision: #fff8e1; --decision-edge: #bf8700;
--data: #e7f3ff; --data-edge: #0969da; --message: #f3edff; --message-edge: #8250df;
--queue: #dafbe1; --queue-edge: #1a7f37; --close: #ffe3e0; --close-edge: #cf222e;
--end: #eaeef2; --end-edge: #6e7781; --run: #1a7f37; --partly: #bf8700; --missed: #cf222e; --depth: 42%; --tint: 94%;
"""
_DARK: Final = """
--page: #0d1117; --panel: #161b22; --frame: #30363d; --ink: #e6edf3; --quiet: #9198a1; --line: #767e88;
--step: #21262d; --step-edge: #4a525c; --decision: #332a10; --decision-edge: #d4a72c;
--data: #0f2a4a; --data-edge: #4493f8; --message: #2b1d4a; --message-edge: #ab7df8;
--queue: #12361f; --queue-edge: #3fb950; --close: #471a1c; --close-edge: #f85149;
--end: #2a3038; --end-edge: #8b949e; --run: #3fb950; --partly: #d4a72c; --missed: #f85149; --depth: 68%; --tint: 18%;
"""
_FILLS: Final = {
    "step": "step",
    "decision": "decision",
    "switch": "decision",
    "loop": "decision",
    "dataAction": "data",
    "lookup": "data",
    "call": "step",
    "start": "end",
    "message": "message",
    "queue": "queue",
    "disconnect": "close",
    "fallsOff": "close",
    "end": "end",
    "return": "end",
}


def _style() -> str:
    fills = "\n".join(
        f".{kind} .shape {{ fill: var(--{name}); stroke: var(--{name}-edge); }}"
        for kind, name in _FILLS.items()
    )
    hues = "\n".join(
        f".hue{number} {{ --hue: hsl({angle} 62% var(--depth)); --hue-fill: hsl({angle} 62% var(--tint)); }}"
        for number, angle in enumerate(_HUE_ANGLES)
    )
    return f"""
svg {{ {_LIGHT.strip()} }}
@media (prefers-color-scheme: dark) {{ svg {{ {_DARK.strip()} }} }}
text {{ font-family: "Inter", "Segoe UI", "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: var(--ink); }}
.page {{ fill: var(--page); }}
.panel > .frame {{ fill: var(--panel); stroke: var(--frame); }}
.panel > .head {{ fill: var(--hue-fill); }}
.panel > .mark {{ fill: var(--hue); }}
.panel > .name {{ font-size: 15px; font-weight: 600; }}
.panel > .kind {{ font-size: 11px; fill: var(--quiet); }}
.title {{ font-size: 13px; font-weight: 500; text-anchor: middle; }}
.detail {{ font-size: 11px; fill: var(--quiet); text-anchor: middle; }}
.way {{ fill: none; stroke: var(--line); stroke-width: 1.4; stroke-linejoin: round; }}
.head-of-way {{ fill: var(--line); }}
.label {{ font-size: 11.5px; text-anchor: middle; fill: var(--quiet); stroke: var(--panel); stroke-width: 5px; paint-order: stroke; stroke-linejoin: round; }}
.shape {{ stroke-width: 1.3; }}
{fills}
.jump .shape {{ fill: var(--end); stroke: var(--end-edge); }}
.jump.hued .shape {{ fill: var(--hue-fill); stroke: var(--hue); }}
.call .inner {{ stroke: var(--step-edge); }}
.call.hued .shape, .call.hued .inner {{ stroke: var(--hue); }}
.inner {{ fill: none; stroke-width: 1.3; }}
.fallsOff .shape, .unreached .shape {{ stroke-dasharray: 5 4; }}
.unreached {{ opacity: 0.55; }}
.node.run .shape {{ stroke: var(--run); stroke-width: 2.6; }}
.node.partly .shape {{ stroke: var(--partly); stroke-width: 2.6; }}
.node.missed .shape {{ stroke: var(--missed); stroke-width: 2; stroke-dasharray: 4 4; }}
.way.run {{ stroke: var(--run); stroke-width: 2.2; }}
.way.partly {{ stroke: var(--partly); stroke-width: 2.2; }}
.way.missed {{ stroke: var(--missed); stroke-dasharray: 4 4; }}
.head-of-way.run {{ fill: var(--run); }}
.head-of-way.partly {{ fill: var(--partly); }}
.head-of-way.missed {{ fill: var(--missed); }}
{hues}
"""


STYLE: Final = _style()
