"""What was called otherwise before: new names to old ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from genesys_deploy.resources.key import Key, Kind
from genesys_deploy.source import document
from genesys_deploy.source.decode import Problems
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Span

__all__ = ["SECTIONS", "Rename", "Renames", "check_names"]

RULE = "bad-setting"

SECTIONS: Mapping[Kind, str] = {
    Kind.QUEUE: "queues",
    Kind.SKILL: "skills",
    Kind.LANGUAGE: "languages",
    Kind.CREDENTIAL: "credentials",
    Kind.INTEGRATION: "integrations",
    Kind.DATA_ACTION: "data_actions",
    Kind.FLOW: "flows",
    Kind.TRIGGER: "triggers",
    Kind.DATA_TABLE: "data_tables",
    Kind.TABLE_ROWS: "data_tables",
}


@dataclass(frozen=True, slots=True)
class Rename:
    """The old name, and where it is written."""

    old: str
    span: Span

    @classmethod
    def from_node(cls, node: document.Node, problems: Problems) -> Self:
        if isinstance(node, document.Scalar) and isinstance(node.value, str) and node.value.strip():
            return cls(node.value, node.span)
        invalid: Self = problems.add("an old name is a text", node.span, "NEW NAME: OLD NAME")
        return invalid


@dataclass(frozen=True, slots=True)
class Renames:
    """By kind, new names to old ones; once the renaming is done in every org, they may stay or go."""

    queues: Mapping[str, Rename] = field(default_factory=dict)
    skills: Mapping[str, Rename] = field(default_factory=dict)
    languages: Mapping[str, Rename] = field(default_factory=dict)
    credentials: Mapping[str, Rename] = field(default_factory=dict)
    integrations: Mapping[str, Rename] = field(default_factory=dict)
    data_actions: Mapping[str, Rename] = field(default_factory=dict)
    flows: Mapping[str, Rename] = field(default_factory=dict)
    triggers: Mapping[str, Rename] = field(default_factory=dict)
    data_tables: Mapping[str, Rename] = field(default_factory=dict)

    def of_kind(self, kind: Kind) -> Mapping[str, Rename]:
        found: Mapping[str, Rename] = getattr(self, SECTIONS[kind]) if kind in SECTIONS else {}
        return found

    def former_name(self, key: Key) -> str:
        """What it was called before; empty where it was not renamed."""
        rename = self.of_kind(key.kind).get(key.name)
        return rename.old if rename else ""


def check_names(renames: Renames, kind: Kind, names: Collection[str]) -> Iterator[Finding]:
    """Renamings of a kind that cannot be, where `names` are all that is declared of it."""
    for new, rename in renames.of_kind(kind).items():
        if new not in names:
            message = f'renamed_from.{SECTIONS[kind]}: nothing is called "{new}"'
            yield Finding(RULE, Severity.ERROR, message, rename.span, "the new name comes first: NEW: OLD")
        if rename.old in names:
            message = f'"{rename.old}" is still declared, and cannot be the old name of "{new}"'
            yield Finding(RULE, Severity.ERROR, message, rename.span)
