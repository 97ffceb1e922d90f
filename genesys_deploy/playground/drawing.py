"""A flow as the page shows it before any message: its picture, its steps with their places, what it calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.playground.scenes import Callee, callees
from genesys_deploy.report.svg import flow_svg

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.report.picture.depth import Depth
    from genesys_deploy.simulate.scenario.flows import Subject
    from genesys_deploy.source.span import Span

__all__ = ["Drawn", "draw"]

MOST_LINES: Final = 16
WIDEST: Final = 1_000
JINJA: Final = ("{%", "{#", "{{")


@dataclass(frozen=True, slots=True)
class StepShown:
    """An action; `lines` are those of the template from `line` on."""

    path: str
    name: str
    kind: str
    file: str
    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """`takes_handle` where a message of this flow may bring one; `inputs` are those of a workflow."""

    id: str
    name: str
    kind: str
    svg: str
    steps: tuple[StepShown, ...]
    callees: tuple[Callee, ...]
    takes_handle: bool
    inputs: tuple[str, ...]
    findings: tuple[str, ...]


def draw(name: str, subject: Subject, root: Path, depth: Depth) -> Drawn:
    """What the page needs of a flow; the flow's files stand at `root`."""
    program = subject.program
    sources = _Sources(root)
    steps = (
        StepShown(
            action.path,
            action.name or action.kind,
            action.kind,
            action.span.file,
            action.span.start.line,
            sources.excerpt(action.span),
        )
        for _, action in every_action(program.flow)
    )
    return Drawn(
        name,
        str(program.flow.name),
        program.flow.kind,
        flow_svg(program.flow, depth, WIDEST),
        tuple(steps),
        callees(subject),
        subject.handle_attribute is not None,
        program.inputs,
        tuple(str(finding) for finding in program.findings),
    )


class _Sources:
    """The files that the steps were written in, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, tuple[str, ...]] = {}

    def excerpt(self, span: Span) -> tuple[str, ...]:
        """The lines of a step: from its first one on, those that are indented deeper, and Jinja's between them."""
        lines = self._lines(span.file)[span.start.line - 1 :]
        taken = list(lines[:1])
        for line in lines[1:MOST_LINES]:
            text = line.lstrip()
            if text and len(line) - len(text) < span.start.column and not text.startswith(JINJA):
                break
            taken.append(line)
        while len(taken) > 1 and (not taken[-1].strip() or taken[-1].startswith(JINJA)):
            taken.pop()
        indent = len(taken[0]) - len(taken[0].lstrip()) if taken else 0
        return tuple(line.removeprefix(" " * indent) for line in taken)

    def _lines(self, file: str) -> tuple[str, ...]:
        if file not in self._files:
            path = self._root / file
            text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
            self._files[file] = tuple(text.splitlines())
        return self._files[file]
