"""What changed in the contract: the inputs and outputs as flows see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.diff.leaves import accepting, constraints_of, leaves_of, meaningful
from genesys_deploy.data_action.diff.meaning import Kind
from genesys_deploy.data_action.file_shape import INPUT_SCHEMA, SUCCESS_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.data_action.diff.leaves import Leaf
    from genesys_deploy.data_action.diff.model import Change
    from genesys_deploy.data_action.diff.versions import Versions

__all__ = ["contract_changes"]


@dataclass(frozen=True, slots=True)
class _Half:
    """The kinds of change of one half of a contract."""

    place: tuple[str, ...]
    added: Kind
    added_required: Kind
    removed: Kind
    retyped: Kind
    required: Kind
    optional: Kind
    constraints: Kind


_INPUTS = _Half(
    INPUT_SCHEMA, Kind.INPUT_ADDED, Kind.REQUIRED_INPUT_ADDED, Kind.INPUT_REMOVED, Kind.INPUT_RETYPED,
    Kind.INPUT_REQUIRED, Kind.INPUT_OPTIONAL, Kind.INPUT_CONSTRAINTS,
)  # fmt: skip
_OUTPUTS = _Half(
    SUCCESS_SCHEMA, Kind.OUTPUT_ADDED, Kind.REQUIRED_OUTPUT_ADDED, Kind.OUTPUT_REMOVED, Kind.OUTPUT_RETYPED,
    Kind.OUTPUT_REQUIRED, Kind.OUTPUT_OPTIONAL, Kind.OUTPUT_CONSTRAINTS,
)  # fmt: skip


def contract_changes(versions: Versions) -> Iterator[Change]:
    old, new = versions.old, versions.new
    yield from _Comparison(versions, _INPUTS, old.input_schema.data, new.input_schema.data).changes()
    yield from _Comparison(versions, _OUTPUTS, old.success_schema.data, new.success_schema.data).changes()


@dataclass(frozen=True, slots=True)
class _Comparison:
    versions: Versions
    half: _Half
    old: Mapping[str, Any]
    new: Mapping[str, Any]

    def changes(self) -> Iterator[Change]:
        before, after = leaves_of(self.old), leaves_of(self.new)
        changes = [change for name in {**before, **after} for change in self._of(name, before, after)]
        yield from changes
        if constraints_of(self.old) != constraints_of(self.new):
            yield self._as_a_whole("what is said of all of them", tuple(after))
        elif not changes and accepting(self.old) != accepting(self.new):
            yield self._as_a_whole("the schema, in what no input or output shows", tuple(after))
        elif not changes and meaningful(self.old) != meaningful(self.new):
            what = f"{'.'.join(self.half.place)}, written otherwise"
            yield self.versions.change(Kind.CONTRACT_DETAIL, what, self.half.place)

    def _of(self, name: str, before: Mapping[str, Leaf], after: Mapping[str, Leaf]) -> Iterator[Change]:
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            kind = self.half.added_required if new.required else self.half.added
            yield self._change(kind, name, f"{name}: {new.type}")
        elif old is not None and new is None:
            yield self._change(self.half.removed, name, f"{name}: {old.type}")
        elif old is not None and new is not None:
            yield from self._both(name, old, new)

    def _both(self, name: str, old: Leaf, new: Leaf) -> Iterator[Change]:
        if old.type != new.type:
            yield self._change(self.half.retyped, name, f"{name}: {old.type} → {new.type}")
        if old.required != new.required:
            kind = self.half.required if new.required else self.half.optional
            yield self._change(kind, name, name)
        if old.constraints != new.constraints:
            what = f"{name}: {old.told or 'any value'} → {new.told or 'any value'}"
            yield self._change(self.half.constraints, name, what)

    def _change(self, kind: Kind, name: str, what: str) -> Change:
        steps = (step for part in name.split(".") for step in ("properties", part))
        return self.versions.change(kind, what, (*self.half.place, *steps), (name,))

    def _as_a_whole(self, what: str, names: tuple[str, ...]) -> Change:
        return self.versions.change(self.half.constraints, what, self.half.place, names)
