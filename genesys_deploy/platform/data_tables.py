"""Data tables that a project declares, and the rows that it cares for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from genesys_deploy.platform.listing import candidates, recognise
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.platform.tables import DataTables
from genesys_deploy.resources.data_table import KEY, ROWS, TableRows
from genesys_deploy.resources.key import Key, Kind
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import NoReturn

    from genesys_deploy.platform.client import Client
    from genesys_deploy.resources import DataTable, Ids
    from genesys_deploy.resources.data_table import TableRow

__all__ = ["DeclaredRows", "DeclaredTables"]

SCHEMA = "schema"
WRITERS = 4


class DeclaredTables:
    """Columns can be added, never taken away; those of other people stay."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("ArchitectApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, candidates(self._api.get_flows_datatables, keys))

    def read(self, held: Held) -> Held:
        return Held.from_answer(held.key, self._api.get_flows_datatable(held.id, expand=SCHEMA))

    def create(self, wanted: DataTable, ids: Ids) -> Held:
        return Held.from_answer(wanted.key, self._api.post_flows_datatables(wanted.to_wire(Wire({}), ids)))

    def update(self, held: Held, wanted: DataTable, ids: Ids) -> Held:
        """Lay the declared fields over the table as it is now: the platform replaces it whole."""
        body = wanted.to_wire(self.read(held).wire, ids)
        return Held.from_answer(held.key, self._api.put_flows_datatable(held.id, body, expand=SCHEMA))

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_flows_datatable(identifier))

    def delete(self, held: Held) -> None:
        """Its rows go with it; where a flow still looks something up in it, the platform refuses."""
        remove(
            held,
            lambda: self._api.delete_flows_datatable(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )


class DeclaredRows:
    """Those of one table are one object, which is there when the table is; its id is made of the table's."""

    def __init__(self, client: Client) -> None:
        self._tables = DeclaredTables(client)
        self._rows = DataTables(client)

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        tables = [Key(Kind.DATA_TABLE, key.name, within=key.within) for key in keys]
        return tuple(_rows_of(table.key, table.id) for table in self._tables.find(tables))

    def read(self, held: Held) -> Held:
        return held.knowing({"rows": self._rows.whole_rows(_table_of(held))})

    def create(self, wanted: TableRows, ids: Ids) -> Held:
        return self.update(_rows_of(wanted.of, ids[wanted.of]), wanted, ids)

    def update(self, held: Held, wanted: TableRows, ids: Ids) -> Held:  # noqa: ARG002
        """Write what differs, row by row; each row is replaced whole, with what others have put into it."""
        there = TableRows.from_wire(self.read(held).wire, {}).rows
        table, rows = _table_of(held), wanted.wanted(there)

        def write(key: str) -> None:
            self._write(table, key, rows[key], there)

        with ThreadPoolExecutor(WRITERS, thread_name_prefix="rows") as pool:
            tuple(pool.map(write, [key for key, row in rows.items() if row != there.get(key)]))
        return held.knowing({"rows": {key: row for key, row in {**there, **rows}.items() if row is not None}})

    def get(self, key: Key, identifier: str) -> Held | None:
        table = self._tables.get(Key(Kind.DATA_TABLE, key.name), identifier.removesuffix(ROWS))
        return _rows_of(table.key, table.id) if table else None

    def delete(self, held: Held) -> NoReturn:
        raise NotImplementedError("rows go with their table")

    def _write(
        self, table: str, key: str, row: TableRow | None, there: Mapping[str, TableRow | None]
    ) -> None:
        if row is None:
            self._rows.remove(table, key)
        else:
            self._rows.write(table, {**row, KEY: key}, is_there=key in there)


def _rows_of(table: Key, table_id: str) -> Held:
    key = Key(Kind.TABLE_ROWS, table.name, within=table.within)
    return Held(key, f"{table_id}{ROWS}", Wire({"table": table.name, "tableId": table_id}))


def _table_of(rows: Held) -> str:
    return rows.wire.text("tableId")
