"""Published flows made ready to run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.local_org.flows.check import FILE
from genesys_deploy.local_org.flows.model import Flow as StoredFlow
from genesys_deploy.local_org.flows.model import published_text
from genesys_deploy.local_org.objects.routing import Language, Queue, Skill
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import Program, compile_flow
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.local_org.org import Org

__all__ = ["Source", "compiled", "source_of"]

MODULE = "commonModule"


@dataclass(frozen=True, slots=True)
class Source:
    """All that a program is made of: the flow's text, the org's common modules, the ids of its objects."""

    text: str
    modules: tuple[tuple[str, str], ...]
    ids: tuple[tuple[tuple[str, str], str], ...]


def source_of(org: Org, text: str) -> Source:
    """The lock is held."""
    return Source(text, tuple(_modules(org)), tuple(_ids(org)))


@lru_cache(maxsize=50)
def compiled(source: Source) -> Program:
    """The program; the next message of the flow gets the same one."""
    modules = {name: _read(text) for name, text in source.modules}
    return compile_flow(_read(source.text), Library(modules=modules, ids=dict(source.ids)))


def _read(text: str) -> Flow:
    flow, _ = read_flow_text(text, IdentityMap(FILE))
    return flow


def _modules(org: Org) -> Iterator[tuple[str, str]]:
    for flow in org.table(StoredFlow):
        text = published_text(org, flow) if flow.kind == MODULE and not flow.deleted else None
        if text is not None:
            yield flow.name, text


def _ids(org: Org) -> Iterator[tuple[tuple[str, str], str]]:
    yield from ((("queue", row.name), row.id) for row in org.table(Queue))
    yield from ((("skill", row.name), row.id) for row in org.table(Skill))
    yield from ((("languageSkill", row.name), row.id) for row in org.table(Language))
