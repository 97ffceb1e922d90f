"""How a platform that is wrong in one way says which rule is meant to tell it.

`related` are rules that the same fault rightly breaks too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from irp_stub.contract.settings import Limits
from tests.irp_stub.contract.asking import QUICK
from tests.irp_stub.contract.model_irp import (
    Model,
    Reply,
)

__all__ = ["BROKEN", "Broken", "breaks", "changed"]


@dataclass(frozen=True)
class Broken:
    rule: str
    model: type[Model]
    related: frozenset[str]
    limits: Limits


BROKEN: list[Broken] = []


def breaks(rule: str, *related: str, limits: Limits = QUICK) -> Any:
    def note(model: type[Model]) -> type[Model]:
        BROKEN.append(Broken(rule, model, frozenset(related), limits))
        return model

    return note


def changed(reply: Reply, **fields: Any) -> Reply:
    """The reply with other fields; None takes a field away."""
    document = {name: value for name, value in (reply.document | fields).items() if value is not None}
    return replace(reply, document=document)
