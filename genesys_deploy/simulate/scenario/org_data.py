"""What an org holds for a scenario, beside its Data Actions.

schedules: {Opening hours: closed}                      # how a schedule or a group of them is judged
tables: {Known bots: {jane: {reason: spam}}}            # rows of data tables by key
bots: {Greeter: {intent: order, outputs: {size: XL}}}   # how a bot ends
modules: {Greeting: {greeted: true}}                    # outputs of common modules whose flows are not at hand
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.simulate.requests import BotEnded
from genesys_deploy.source import document
from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from genesys_deploy.source.decode import Problems

__all__ = ["BotAnswer", "OrgData", "PlainValues"]


@dataclass(frozen=True, slots=True)
class PlainValues:
    """Values by name, as JSON has them."""

    values: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def from_node(cls, node: document.Node, problems: Problems) -> Self:
        if isinstance(node, document.Mapping):
            return cls({entry.key.text: document.plain(entry.value) for entry in node})
        invalid: Self = problems.add("must be a mapping of names to values", node.span)
        return invalid


@dataclass(frozen=True, slots=True)
class BotAnswer:
    """How a bot gives the conversation back."""

    exit_reason: str | None = None
    intent: str | None = None
    outputs: PlainValues = field(default_factory=PlainValues)


@dataclass(frozen=True, slots=True)
class OrgData:
    """Each kind by name; what is not named is not there, and asking for it is an error that says so."""

    schedules: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, PlainValues]] = field(default_factory=dict)
    bots: Mapping[str, BotAnswer] = field(default_factory=dict)
    modules: Mapping[str, PlainValues] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str, source: str) -> Self:
        """Read YAML.

        Raises:
            SourceError: it is none, or of another shape.
        """
        node = read_yaml(text or "{}", IdentityMap(source)).root
        return decode_or_raise(cls, node)

    def as_answers(self) -> dict[str, Any]:
        """What `CannedWorld` takes, by its arguments' names."""
        return {
            "schedules": self.schedules,
            "tables": {
                name: {key: row.values for key, row in rows.items()} for name, rows in self.tables.items()
            },
            "bots": {
                name: BotEnded(bot.exit_reason, bot.intent, bot.outputs.values)
                for name, bot in self.bots.items()
            },
            "modules": {name: outputs.values for name, outputs in self.modules.items()},
        }
