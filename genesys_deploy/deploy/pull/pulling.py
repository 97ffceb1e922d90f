"""Flows and Data Actions of an org as files: which, where, and what stands in them. The org is only read."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.architect.flow.ref_ids import with_named_ref_ids
from genesys_deploy.data_action.wire import from_wire, to_export
from genesys_deploy.deploy.pull.file_names import file_names
from genesys_deploy.platform.errors import (
    MissingPermission,
    Outage,
    RateLimited,
    Unreachable,
    WrongCredentials,
)
from genesys_deploy.resources import Kind
from genesys_deploy.source.errors import OrgError, SourceError

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence
    from pathlib import PurePosixPath

    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key

__all__ = ["Choice", "NotPulled", "Pulled", "Selection", "choose", "pull"]

READERS = 4
"""Exports at once: a platform that has more at hand fails them, and says that there are no such flows."""

KINDS = (Kind.FLOW, Kind.DATA_ACTION)
_OF_THE_ORG = (MissingPermission, Outage, RateLimited, Unreachable, WrongCredentials)
"""What goes wrong with one object and would with the next."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of an org; an empty filter lets everything pass, and none tells capitals from small letters.

    `names` are patterns with `*` and `?`, `types` of flows (`inboundShortMessage`), `divisions` their names; Data
    Actions have neither. With `draft` it is what was saved last, else what is published.
    """

    kinds: tuple[Kind, ...] = KINDS
    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    draft: bool = False

    def takes(self, held: Held) -> bool:
        name, kind = held.key.name.casefold(), held.key.scope.casefold()
        division = held.wire.part("division").text("name").casefold()
        if self.names and not any(fnmatchcase(name, pattern.casefold()) for pattern in self.names):
            return False
        if held.key.kind is not Kind.FLOW:
            return True
        return _is_among(kind, self.types) and _is_among(division, self.divisions)


def _is_among(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in {one.casefold() for one in wanted}


@dataclass(frozen=True, slots=True)
class Pulled:
    """A file to be; `path` is relative to the folder of all."""

    key: Key
    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True)
class NotPulled:
    """One that the org lists and does not give; `path` is where it would stand."""

    key: Key
    path: PurePosixPath
    error: OrgError


Answer: TypeAlias = Pulled | NotPulled


@dataclass(frozen=True, slots=True)
class Choice:
    """An object that is to be read, and the path of its file."""

    path: PurePosixPath
    held: Held


def choose(org: Org, selection: Selection) -> tuple[Choice, ...]:
    """What is selected, by kinds and names. Paths are given out over all objects, so that no filter changes them.

    Raises:
        OrgError: the org cannot be read.
    """
    listed = [held for kind in selection.kinds for held in org.library(kind).all(drafts=selection.draft)]
    named = zip(file_names(listed), listed, strict=True)
    return tuple(Choice(path, held) for path, held in named if selection.takes(held))


def pull(
    org: Org, choices: Sequence[Choice], *, draft: bool = False, named_ref_ids: bool = False
) -> Generator[Answer, None, None]:
    """Read what was chosen, several at once, in the same order; closed early, it begins nothing more.

    Args:
        org: where it is.
        choices: what to read.
        draft: what was saved last, instead of what is published.
        named_ref_ids: call states and tasks by their names, so that exports of two orgs can be compared.

    Raises:
        OrgError: it would go the same way with all of them. What is wrong with one is a `NotPulled`.
    """

    def read(choice: Choice) -> Answer:
        library = org.library(choice.held.key.kind)
        try:
            whole = (library.read_latest if draft else library.read)(choice.held)
        except _OF_THE_ORG:
            raise
        except OrgError as error:
            return NotPulled(choice.held.key, choice.path, error)
        text = _action(whole) if whole.key.kind is Kind.DATA_ACTION else _flow(whole, named_ref_ids)
        return Pulled(whole.key, choice.path, text)

    with ThreadPoolExecutor(READERS, thread_name_prefix="pull") as pool:
        yield from pool.map(read, choices)


def _flow(held: Held, named_ref_ids: bool) -> str:
    text = held.wire.text("yaml")
    try:
        return with_named_ref_ids(text) if named_ref_ids else text
    except SourceError:
        return text


def _action(held: Held) -> str:
    """The admin page's own form, and the timeout, which that leaves out."""
    action = from_wire(held.wire.raw)
    exported = to_export(action)
    exported["config"] = {"timeoutSeconds": action.timeout_seconds, **exported["config"]}
    return json.dumps(exported, indent=2, ensure_ascii=False) + "\n"
