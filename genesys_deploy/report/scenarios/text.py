"""Scenario results for people: what differs, and the way there with the places in the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from genesys_deploy.report.transcript import transcript
from genesys_deploy.simulate.scenario.coverage import UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from genesys_deploy.simulate.scenario.coverage import Coverage
    from genesys_deploy.simulate.scenario.runner import MessageResult, ScenarioResult

__all__ = ["TextResults", "coverage_line", "shares"]

NAMES: Final = {
    UnitKind.ACTION: "actions",
    UnitKind.BRANCH: "branches",
    UnitKind.SIDE: "sides of conditions",
}
RED, GREEN, DIM, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class TextResults:
    """`missed` lists what no scenario went through; `verbose` names what passed as well."""

    colour: bool = False
    verbose: bool = False
    missed: bool = False

    def render(self, results: Sequence[ScenarioResult], coverage: Coverage) -> str:
        return "\n".join(self._lines(results, coverage)) + "\n"

    def _lines(self, results: Sequence[ScenarioResult], coverage: Coverage) -> Iterator[str]:
        for result in results:
            if not result.passed:
                yield from self.failure(result)
            elif self.verbose:
                yield f"{self._painted('✓', GREEN)} {result.scenario.name}"
        if self.missed and coverage.missed:
            yield "never run:"
            yield from (f"  {unit}" for unit in coverage.missed)
        if self.missed and coverage.unreachable:
            yield "said to be unreachable:"
            yield from (f"  {unit}\n      {why.strip()}" for unit, why in coverage.unreachable.items())
        for unit in coverage.reached:
            yield self._painted(f"said to be unreachable, but run: {unit}", RED)
        failed = sum(not result.passed for result in results)
        count = f"{len(results)} scenario{'' if len(results) == 1 else 's'}"
        total = f"{count}, {failed} failed" if failed else f"{count} passed"
        yield self._painted(total, RED if failed else GREEN)
        yield coverage_line(coverage)

    def failure(self, result: ScenarioResult) -> Iterator[str]:
        """One scenario that failed: what differs, and the way there."""
        yield f"{self._painted('✗', RED)} {result.scenario.span}: {result.scenario.name}"
        for number, message in enumerate(result.messages, 1):
            if message.differences:
                yield from self._message(number if len(result.messages) > 1 else 0, message)
        yield ""

    def _message(self, number: int, message: MessageResult) -> Iterator[str]:
        of = f"message {number}: " if number else ""
        yield from (f"    {of}{self._painted(difference, RED)}" for difference in message.differences)
        for line in transcript(message.run.events, detailed=True) if message.run else ():
            yield self._painted(f"      {'  ' * line.depth}{line.text}", DIM)

    def _painted(self, text: str, colour: str) -> str:
        return f"{colour}{text}{PLAIN}" if self.colour else text


def coverage_line(coverage: Coverage) -> str:
    """How much of the flows was run, in one line."""
    parts = (f"{run} of {there} {name}" for name, (run, there) in shares(coverage).items())
    return f"coverage {coverage.percent:.1f} %: {', '.join(parts)}"


def shares(coverage: Coverage) -> Mapping[str, tuple[int, int]]:
    """How many were run, and how many there are, of each kind of unit by its name."""
    return {name: coverage.share(kind) for kind, name in NAMES.items()}
