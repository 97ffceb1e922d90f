"""An org, as the rest of the product sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from genesys_deploy.platform.dependencies import Consumer
    from genesys_deploy.platform.messages import Conversation, InboundMessage
    from genesys_deploy.resources.key import Key, Kind
    from genesys_deploy.resources.wire import Ids

__all__ = ["Held", "Library", "Org", "Organization", "Shelf", "Tables"]

R_contra = TypeVar("R_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Held:
    """An object that the org holds: ours by its key, the org's by its id; `wire` is what the org says of it."""

    key: Key
    id: str
    wire: Wire

    @classmethod
    def from_answer(cls, key: Key, answer: object) -> Held:
        wire = Wire.of(answer)
        return cls(key, wire.text("id"), wire)

    def knowing(self, more: Mapping[str, Any]) -> Held:
        """The same object, with more known of it."""
        return replace(self, wire=Wire({**self.wire.raw, **more}))


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    name: str


class Shelf(Protocol[R_contra]):
    """All objects of one kind in an org.

    A write that may or may not have been done raises `UncertainWrite`; `find` and `read` tell.
    """

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        """Those that are there, recognised by their exact names.

        Raises:
            AmbiguousName: the org has several of one name.
        """
        ...

    def read(self, held: Held) -> Held:
        """Everything that is needed to compare it."""
        ...

    def create(self, wanted: R_contra, ids: Ids) -> Held: ...

    def update(self, held: Held, wanted: R_contra, ids: Ids) -> Held:
        """Bring the declared fields to what is declared; all else stays as the org has it."""
        ...

    def get(self, key: Key, identifier: str) -> Held | None:
        """The object of that id, whatever it is called by now; None where it is gone."""
        ...

    def delete(self, held: Held) -> None:
        """Take it away, and wait until it is gone.

        Raises:
            InUse: something still needs it.
        """
        ...


class Library(Protocol):
    """All objects of a kind that people write: the flows, or the Data Actions, of an org; nothing is written."""

    def all(self, *, drafts: bool = False) -> tuple[Held, ...]:
        """Every one by its name, as lists tell it; with `drafts` also what was never published."""
        ...

    def read(self, held: Held) -> Held: ...

    def read_latest(self, held: Held) -> Held:
        """As `read`, but what was saved last, whether it is published or not."""
        ...


class Tables(Protocol):
    """Data tables whose columns are texts; see `platform.tables`."""

    def find(self, name: str) -> str: ...

    def create(self, name: str, description: str, columns: Sequence[str]) -> str: ...

    def rows(self, table_id: str) -> Mapping[str, Mapping[str, str]]: ...

    def row(self, table_id: str, key: str) -> Mapping[str, str] | None: ...

    def add(self, table_id: str, row: Mapping[str, str]) -> None: ...

    def remove(self, table_id: str, key: str) -> None: ...

    def write(self, table_id: str, row: Mapping[str, str], *, is_there: bool) -> None: ...

    def delete(self, table_id: str) -> None:
        """Take it away with all its rows."""
        ...


class Org(Protocol):
    """An org that we are logged in to; may be used by many threads at once."""

    @property
    def host(self) -> str: ...

    @property
    def client_id(self) -> str:
        """The OAuth client that we are, by which the org says what we hold locked."""
        ...

    def organization(self) -> Organization: ...

    def permits(self, permission: str) -> bool:
        """Whether we hold a permission (`architect:flow:view`) in any division."""
        ...

    def limits(self, namespace: str) -> Mapping[str, int]:
        """What the org allows in one of the platform's namespaces of limits (`dataactions`), by their names."""
        ...

    def shelf(self, kind: Kind) -> Shelf[Any]: ...

    def library(self, kind: Kind) -> Library:
        """Of `Kind.FLOW` or `Kind.DATA_ACTION`; there is none of other kinds."""
        ...

    def tables(self) -> Tables: ...

    def consumers(self, held: Held) -> tuple[Consumer, ...]:
        """What uses it directly: flows, also other people's, and whatever holds it by its id.

        Raises:
            MissingPermission: `architect:dependencyTracking:view`.
        """
        ...

    def locked_since(self, flow: Held) -> str:
        """When whoever has a flow locked locked it, ISO 8601; empty where the org does not tell."""
        ...

    def send_message(self, integration_id: str, message: InboundMessage) -> str:
        """Send a customer's message into an Open Messaging integration; the conversation's id."""
        ...

    def conversation(self, conversation_id: str) -> Conversation: ...

    def close(self) -> None: ...
