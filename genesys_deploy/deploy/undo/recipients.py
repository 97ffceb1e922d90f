"""Where messages were led before a project led them to its flows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.deploy.compare.change import Change
from genesys_deploy.deploy.planning.operation import Operation, Verb
from genesys_deploy.resources import Key, Kind, Recipient, Wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.deploy.record.before import Before
    from genesys_deploy.platform.org import Held, Org

__all__ = ["Leads"]

OPEN = "open"
FLOW_TYPE = "inboundShortMessage"


@dataclass(frozen=True, slots=True)
class Leads:
    """`operations` lead messages back, `held` is what they need; `left` and `problems` are sentences."""

    operations: tuple[Operation, ...]
    held: Mapping[Key, Held]
    left: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, befores: Iterable[Before], declared: Iterable[Held], going: Mapping[Key, Held], org: Org
    ) -> Leads:
        """Away from flows that are going: to where a recipient led before, or nowhere.

        One that somebody has led elsewhere since stays so; where its channel is going, that is a problem. Of a
        recipient that is `declared` nothing may be known from before, where the flows were taken over.
        """
        flows = {held.id for key, held in going.items() if key.kind is Kind.FLOW}
        taken_over = (way for way in map(_Way, declared) if way.leads_to.text("id") in flows)
        found = (*taken_over, *_changed(befores, org), *_of_channels(going, org))
        ways = list({way.held.key: way for way in found}.values())
        to_lead = [way for way in ways if way.leads_to.text("id") in flows]
        elsewhere = [
            way for way in ways if way not in to_lead and way.leads_to.text("id") not in {"", way.to}
        ]
        targets = {way.to: _flow(way, org) for way in to_lead if way.to}
        held = {found.key: found for found in targets.values() if found}
        return cls(
            tuple(way.operation(targets.get(way.to)) for way in to_lead),
            {**held, **{way.held.key: way.held for way in to_lead}},
            tuple(way.told for way in elsewhere if not way.goes),
            tuple(way.told for way in elsewhere if way.goes),
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """A recipient as it is; `to` and `name` are the flow that it led to before, empty for none.

    `goes` says that it is deleted together with its channel.
    """

    held: Held
    to: str = ""
    name: str = ""
    goes: bool = False

    @property
    def leads_to(self) -> Wire:
        return self.held.wire.part("flow")

    @property
    def told(self) -> str:
        return f'{self.held.key}: somebody leads it to the flow "{self.leads_to.text("name")}" by now'

    def operation(self, flow: Held | None) -> Operation:
        name = flow.key.name if flow else ""
        wanted = Recipient(self.held.key.scope, self.held.key.name, name, FLOW_TYPE)
        gone = f'the flow "{self.name}", to which it led before, is gone' if self.to and not flow else ""
        change = Change("flow name", self.leads_to.text("name"), name)
        return Operation(wanted, Verb.UPDATE, gone or str(change), self.held, (change,))


def _changed(befores: Iterable[Before], org: Org) -> Iterator[_Way]:
    for before in befores:
        held = org.shelf(Kind.RECIPIENT).get(before.key, before.id)
        if held is not None:
            flow = Wire(before.fields).part("flow")
            yield _Way(held, flow.text("id"), flow.text("name"))


def _of_channels(going: Mapping[Key, Held], org: Org) -> Iterator[_Way]:
    """Recipients that came with channels of ours."""
    channels = [key.name for key in going if key.kind is Kind.OPEN_MESSAGING_INTEGRATION]
    if channels:
        found = org.shelf(Kind.RECIPIENT).find([Key(Kind.RECIPIENT, name, OPEN) for name in channels])
        yield from (_Way(held, goes=True) for held in found)


def _flow(way: _Way, org: Org) -> Held | None:
    return org.shelf(Kind.FLOW).get(Key(Kind.FLOW, way.name, FLOW_TYPE), way.to)
