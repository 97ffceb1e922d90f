"""An org in memory, for what needs no wire: order, failures, lost answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from genesys_deploy.platform.dependencies import Consumer
from genesys_deploy.platform.errors import Conflict, NotInOrg
from genesys_deploy.platform.messages import Conversation, InboundMessage
from genesys_deploy.platform.org import Held, Library, Organization
from genesys_deploy.resources import Ids, Key, Kind, Recipient, Resource, Wire

__all__ = ["MemoryOrg", "Project"]

Fault = Exception | Callable[[], None]


@dataclass(frozen=True)
class Project:
    resources: Sequence[Resource]


@dataclass
class MemoryShelf:
    """Objects of one kind in memory; a fault is raised before or after the write that it is planned for."""

    org: MemoryOrg
    kind: Kind

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        hidden = self.org.hidden.get(self.kind, 0)
        if hidden:
            self.org.hidden[self.kind] = hidden - 1
            return ()
        return tuple(self.org.objects[key] for key in keys if key in self.org.objects)

    def read(self, held: Held) -> Held:
        return self.org.objects[held.key]

    def create(self, wanted: Resource, ids: Ids) -> Held:
        return self._write("create", wanted, ids)

    def update(self, held: Held, wanted: Resource, ids: Ids) -> Held:
        return self._write("update", wanted, ids)

    def get(self, key: Key, identifier: str) -> Held | None:
        return next((held for held in self.org.objects.values() if held.id == identifier), None)

    def delete(self, held: Held) -> None:
        self._fail("before", "delete", held.key)
        with self.org.lock:
            self.org.objects = {key: one for key, one in self.org.objects.items() if one.id != held.id}
            self.org.writes.append(f"delete {held.key.name}")
        self._fail("after", "delete", held.key)

    def _write(self, verb: str, wanted: Any, ids: Ids) -> Held:
        self.org.needs_seen[wanted.key] = {need for need in wanted.needs if need in ids}
        self._fail("before", verb, wanted.key)
        self.org.put(wanted.key, self._wire(wanted, ids))
        with self.org.lock:
            self.org.writes.append(f"{verb} {wanted.key.name}")
        self._fail("after", verb, wanted.key)
        return self.org.objects[wanted.key]

    def _fail(self, when: str, verb: str, key: Key) -> None:
        fault = self.org.faults.pop((when, verb, key.name), None)
        if isinstance(fault, Exception):
            raise fault
        if fault:
            fault()

    def _wire(self, wanted: Any, ids: Ids) -> dict[str, Any]:
        body = {"name": wanted.name}
        if self.kind is Kind.QUEUE:
            body["description"] = wanted.description
        if self.kind is Kind.FLOW:
            body |= {"yaml": wanted.yaml_text, "type": wanted.type}
        if isinstance(wanted, Recipient):
            body["flow"] = {"id": ids[wanted.flow]}
        return body


@dataclass
class MemoryTables:
    tables: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def find(self, name: str) -> str:
        return name if name in self.tables else ""

    def create(self, name: str, description: str, columns: Sequence[str]) -> str:
        self.tables[name] = {}
        return name

    def rows(self, table_id: str) -> Mapping[str, Mapping[str, str]]:
        if table_id not in self.tables:
            raise NotInOrg("there is no such table", status=404)
        return {key: dict(row) for key, row in self.tables[table_id].items()}

    def row(self, table_id: str, key: str) -> Mapping[str, str] | None:
        return self.tables.get(table_id, {}).get(key)

    def add(self, table_id: str, row: Mapping[str, str]) -> None:
        if row["key"] in self.tables[table_id]:
            raise Conflict("there is one")
        self.tables[table_id][row["key"]] = dict(row)

    def remove(self, table_id: str, key: str) -> None:
        self.tables[table_id].pop(key, None)

    def delete(self, table_id: str) -> None:
        self.tables.pop(table_id, None)

    def write(self, table_id: str, row: Mapping[str, str], *, is_there: bool) -> None:
        assert is_there == (row["key"] in self.tables[table_id])
        self.tables[table_id][row["key"]] = dict(row)


@dataclass
class MemoryOrg:
    host: str = "memory"
    client_id: str = "our-client"
    objects: dict[Key, Held] = field(default_factory=dict)
    faults: dict[tuple[str, str, str], Fault] = field(default_factory=dict)
    hidden: dict[Kind, int] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)
    needs_seen: dict[Key, set[Key]] = field(default_factory=dict)
    forbidden: frozenset[str] = frozenset()
    locks: dict[Key, str] = field(default_factory=dict)
    users: dict[Key, tuple[Consumer, ...]] = field(default_factory=dict)
    data_tables: MemoryTables = field(default_factory=MemoryTables)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, key: Key, body: dict[str, Any]) -> Held:
        with self.lock:
            known = self.objects.get(key)
            identifier = known.id if known else f"id-{len(self.objects)}"
            self.objects[key] = Held(key, identifier, Wire({**body, "id": identifier}))
            return self.objects[key]

    def shelf(self, kind: Kind) -> MemoryShelf:
        return MemoryShelf(self, kind)

    def library(self, kind: Kind) -> Library:
        raise NotImplementedError

    def permits(self, permission: str) -> bool:
        return permission not in self.forbidden

    def limits(self, namespace: str) -> Mapping[str, int]:
        raise NotImplementedError

    def organization(self) -> Organization:
        return Organization("org", "Memory")

    def tables(self) -> MemoryTables:
        return self.data_tables

    def consumers(self, held: Held) -> tuple[Consumer, ...]:
        return self.users.get(held.key, ())

    def locked_since(self, flow: Held) -> str:
        return self.locks.get(flow.key, "")

    def send_message(self, integration_id: str, message: InboundMessage) -> str:
        raise NotImplementedError

    def conversation(self, conversation_id: str) -> Conversation:
        raise NotImplementedError

    def close(self) -> None:
        pass
