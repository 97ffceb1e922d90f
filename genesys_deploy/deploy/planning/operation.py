"""One step of a plan, which can describe itself and be carried out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy.deploy.planning.versions import versioned
from genesys_deploy.deploy.undo.leaving import Leaving
from genesys_deploy.resources import DataActionResource, Kind

if TYPE_CHECKING:
    from genesys_deploy.deploy.compare.change import Change
    from genesys_deploy.deploy.settling import Writer
    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources import Key, Resource

__all__ = ["Operation", "Verb"]


class Verb(StrEnum):
    """What is done to an object."""

    CREATE = "create"
    UPDATE = "update"
    REWRITE = "rewrite"
    REPLACE = "replace"
    DELETE = "delete"
    KEEP = "no change"
    REFER = "not ours"
    REFUSE = "refused"


_IDLE = frozenset({Verb.KEEP, Verb.REFER, Verb.REFUSE})
_PARTS = frozenset({Kind.RECIPIENT, Kind.TABLE_ROWS})
"""They come and go with something else: a channel, a table."""


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """`held` is what the org has of it now; `reason` says why in a few words; `changes` say it in full.

    `probably` is what it seems to have been before, under another name that nobody has declared.
    """

    wanted: Resource | Leaving
    verb: Verb
    reason: str
    held: Held | None = None
    changes: tuple[Change, ...] = ()
    probably: Key | None = None

    @property
    def key(self) -> Key:
        return self.wanted.key

    @property
    def writes(self) -> bool:
        return self.verb not in _IDLE

    @property
    def makes(self) -> Key | None:
        """What will be there that was not, by the name that the org will have for it."""
        match self.verb, self.wanted, self.held:
            case Verb.CREATE, _, _ if self.key.kind not in _PARTS:
                return self.key
            case Verb.REPLACE, DataActionResource() as action, held if held:
                return versioned(action, held).key
            case _:
                return None

    def describe(self) -> str:
        return f"{self.verb} {self.key}: {self.reason}"

    def apply(self, writer: Writer) -> Held:
        """Carry it out; what needs nothing is answered with what is there.

        Raises:
            OrgError: the org refused or cannot be reached.
        """
        match self.verb, self.held, self.wanted:
            case Verb.DELETE, held, _ if held:
                return writer.delete(held)
            case _, _, Leaving():
                raise AssertionError(f"{self.key} is to go, not to {self.verb}")
            case Verb.CREATE, _, wanted:
                return writer.create(wanted)
            case Verb.UPDATE, held, wanted if held:
                return writer.update(held, wanted)
            case Verb.REPLACE, held, wanted if held:
                return writer.replace(held, wanted)
            case Verb.REWRITE, held, wanted if held:
                return writer.rewrite(held, wanted)
            case _, held, _ if held:
                return held
        raise AssertionError(f"{self.verb} needs an object")
